"""Comments on articles."""

from typing import NamedTuple

from advanced_alchemy.repository import SQLAlchemyAsyncRepository
from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager

from app.db_models import ROW_LOCK, Article, Comment, User, now
from app.repositories.users import followed_by


class SeenComment(NamedTuple):
    """A comment as a viewer sees it: `following` is about its author."""

    comment: Comment
    following: bool


def _seen_by(viewer: User | None) -> Select[Comment, bool]:
    return select(Comment, followed_by(viewer, User.id)).join(Comment.author).options(contains_eager(Comment.author))


class CommentRepository(SQLAlchemyAsyncRepository[Comment]):
    """Reaches comments."""

    model_type = Comment

    async def post(self, article: Article, author: User, body: str) -> Comment:
        """Add a comment to the article."""
        moment = now()
        return await self.add(
            Comment(article_id=article.id, author_id=author.id, body=body, created_at=moment, updated_at=moment)
        )

    async def find_to_change(self, article: Article, comment_id: int) -> Comment | None:
        """The comment with this id, if it belongs to the article, kept from others until this transaction ends."""
        return await self.get_one_or_none(
            Comment.id == comment_id, Comment.article_id == article.id, with_for_update=ROW_LOCK
        )

    async def see(self, comment_id: int, viewer: User | None) -> SeenComment:
        """The stored comment as the viewer sees it."""
        statement = _seen_by(viewer).where(Comment.id == comment_id)
        return SeenComment(*(await self.session.execute(statement)).one())

    async def see_all(self, article: Article, viewer: User | None) -> list[SeenComment]:
        """All comments on the article as the viewer sees them, newest first."""
        statement = _seen_by(viewer).where(Comment.article_id == article.id).order_by(Comment.id.desc())
        return [SeenComment(*row) for row in await self.session.execute(statement)]
