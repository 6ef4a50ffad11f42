"""Comments on articles."""

from litestar import Controller, delete, get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from app.db_models import Article, Comment, User
from app.errors import ArticleNotFound, CommentForbidden, CommentNotFound
from app.repositories.articles import ArticleRepository
from app.repositories.comments import CommentRepository
from controllers.parameters import CommentIdInPath, SlugInPath
from controllers.presenters import present_comment, present_comments
from schemas import comments as contracts


class CommentController(Controller):
    """Comments."""

    path = "/articles/{slug:str}/comments"
    tags = ("Comments",)

    @get(operation_id="listComments", raises=[ArticleNotFound])
    async def list_comments(
        self,
        slug: SlugInPath,
        viewer: NamedDependency[User | None],
        articles: NamedDependency[ArticleRepository],
        comments: NamedDependency[CommentRepository],
    ) -> contracts.CommentsResponse:
        """List the comments on an article, newest first."""
        article = await _article(articles, slug)
        return present_comments(await comments.see_all(article, viewer))

    @post(operation_id="postComment", raises=[ArticleNotFound])
    async def post_comment(
        self,
        slug: SlugInPath,
        data: JSONBody[contracts.NewCommentRequest],
        current_user: NamedDependency[User],
        articles: NamedDependency[ArticleRepository],
        comments: NamedDependency[CommentRepository],
    ) -> contracts.CommentResponse:
        """Comment on an article."""
        article = await _article(articles, slug)
        comment = await comments.post(article, current_user, data.comment.body)
        return present_comment(await comments.see(comment.id, current_user))

    @delete(
        "/{id:str}",
        operation_id="deleteComment",
        raises=[ArticleNotFound, CommentForbidden, CommentNotFound],
    )
    async def delete_comment(
        self,
        slug: SlugInPath,
        id: CommentIdInPath,  # noqa: A002 - it is called so in the path
        current_user: NamedDependency[User],
        articles: NamedDependency[ArticleRepository],
        comments: NamedDependency[CommentRepository],
    ) -> None:
        """Delete one's own comment."""
        article = await _article(articles, slug)
        comment = await _own_comment(comments, article, id, current_user)
        await comments.delete(comment.id)


async def _article(articles: ArticleRepository, slug: str) -> Article:
    article = await articles.find(slug)
    if article is None:
        raise ArticleNotFound
    return article


async def _own_comment(comments: CommentRepository, article: Article, comment_id: int, user: User) -> Comment:
    comment = await comments.find_to_change(article, comment_id)
    if comment is None:
        raise CommentNotFound
    if comment.author_id != user.id:
        raise CommentForbidden
    return comment
