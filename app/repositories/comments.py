"""The repository of comments."""

from app.db_models import Comment
from app.errors.articles import ArticleNotFoundError
from app.errors.users import TokenInvalidError
from app.queries.comments import COMMENT, CommentRow
from app.repositories.base import Repository


class CommentRepository(Repository[Comment]):
    """Stores comments."""

    model_type = Comment
    constraint_errors = {
        "fk_comments_article_id_articles": ArticleNotFoundError,
        "fk_comments_author_id_users": TokenInvalidError,
    }

    async def post(self, article_id: int, author_id: int, body: str) -> Comment:
        """Add a comment to an article."""
        return await self.add(Comment(article_id=article_id, author_id=author_id, body=body))

    async def find_for_update(self, article_id: int, comment_id: int) -> Comment | None:
        """The comment with this id on the article, locked until this transaction ends."""
        return await self.get_one_or_none(article_id=article_id, id=comment_id, with_for_update=True)

    async def read_row(self, comment: Comment, viewer: int) -> CommentRow:
        """The row of a comment that this transaction has added, as the viewer sees it."""
        return await COMMENT.one(self.session, id=comment.id, viewer=viewer)
