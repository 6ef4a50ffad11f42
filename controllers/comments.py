"""Comments on articles."""

from litestar import Controller, delete, get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from app.errors import ArticleNotFound, CommentForbidden, CommentNotFound, Refusal
from app.repositories.comments import CommentRepository
from app.repositories.users import Account
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
        viewer: NamedDependency[Account | None],
        comments: NamedDependency[CommentRepository],
    ) -> contracts.CommentsResponse:
        """List the comments on an article, newest first."""
        seen = await comments.see_all(slug, viewer)
        if seen is None:
            raise ArticleNotFound
        return present_comments(seen)

    @post(operation_id="postComment", raises=[ArticleNotFound])
    async def post_comment(
        self,
        slug: SlugInPath,
        data: JSONBody[contracts.NewCommentRequest],
        current_user: NamedDependency[Account],
        comments: NamedDependency[CommentRepository],
    ) -> contracts.CommentResponse:
        """Comment on an article."""
        seen = await comments.post(slug, current_user, data.comment.body)
        if seen is None:
            raise ArticleNotFound
        return present_comment(seen)

    @delete(
        "/{id:str}",
        operation_id="deleteComment",
        raises=[ArticleNotFound, CommentForbidden, CommentNotFound],
    )
    async def delete_comment(
        self,
        slug: SlugInPath,
        id: CommentIdInPath,  # noqa: A002 - it is called so in the path
        current_user: NamedDependency[Account],
        comments: NamedDependency[CommentRepository],
    ) -> None:
        """Delete one's own comment."""
        if not await comments.remove(slug, id, current_user):
            raise await _reason_to_keep(comments, slug, id)


async def _reason_to_keep(comments: CommentRepository, slug: str, comment_id: int) -> Refusal:
    stored = await comments.find(slug, comment_id)
    if stored is None:
        return ArticleNotFound()
    return CommentNotFound() if stored.author_id is None else CommentForbidden()
