"""Handlers of comments."""

from litestar import Controller, delete, get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from app.db.reads import Reads
from app.errors.articles import ArticleNotFoundError
from app.errors.base import require
from app.errors.comments import CommentForbiddenError, CommentNotFoundError
from app.queries.comments import COMMENTS_ON_ARTICLE
from app.queries.users import AccountRow
from app.repositories.articles import ArticleRepository
from app.repositories.comments import CommentRepository
from controllers.parameters.articles import SlugInPath
from controllers.parameters.comments import CommentIdInPath
from controllers.presenters.comments import present_comment, present_comments
from schemas import comments as contracts


class CommentController(Controller):
    """Comments."""

    path = "/articles/{slug:str}/comments"
    tags = ("Comments",)

    @get(operation_id="listComments", raises=[ArticleNotFoundError])
    async def list_comments(
        self,
        slug: SlugInPath,
        viewer: NamedDependency[AccountRow | None],
        reads: NamedDependency[Reads],
    ) -> contracts.CommentsResponse:
        """List the comments on an article, newest first."""
        rows = await reads.all(COMMENTS_ON_ARTICLE, slug=slug, viewer=viewer and viewer.id)
        if not rows:
            raise ArticleNotFoundError
        return present_comments([row for row in rows if row.id is not None])

    @post(operation_id="postComment", raises=[ArticleNotFoundError])
    async def post_comment(
        self,
        slug: SlugInPath,
        data: JSONBody[contracts.NewCommentRequest],
        current_user: NamedDependency[AccountRow],
        articles: NamedDependency[ArticleRepository],
        comments: NamedDependency[CommentRepository],
    ) -> contracts.CommentResponse:
        """Comment on an article."""
        article = require(await articles.find(slug), ArticleNotFoundError)
        comment = await comments.post(article.id, current_user.id, data.comment.body)
        return present_comment(await comments.read_row(comment, current_user.id))

    @delete(
        "/{id:str}",
        operation_id="deleteComment",
        raises=[ArticleNotFoundError, CommentForbiddenError, CommentNotFoundError],
    )
    async def delete_comment(
        self,
        slug: SlugInPath,
        id: CommentIdInPath,
        current_user: NamedDependency[AccountRow],
        articles: NamedDependency[ArticleRepository],
        comments: NamedDependency[CommentRepository],
    ) -> None:
        """Delete a comment of the current user."""
        article = require(await articles.find(slug), ArticleNotFoundError)
        comment = require(await comments.find_for_update(article.id, id), CommentNotFoundError)
        if comment.author_id != current_user.id:
            raise CommentForbiddenError
        await comments.delete(comment.id)
