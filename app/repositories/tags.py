"""Tags in use."""

from sqlalchemy import func, select

from app.counts import ARTICLES_TAGGED
from app.db_models import ArticleTag, Count
from app.repositories.base import Repository
from app.statements import ReadModel


class TagInUse(ReadModel):
    """A tag that an article has."""

    tag: str


IN_USE = (
    select(Count.key.label("tag"))
    .where(Count.scope == ARTICLES_TAGGED.scope)
    .group_by(Count.key)
    .having(func.sum(Count.n) > 0)
    .order_by(func.sum(Count.n).desc(), Count.key)
)


class TagRepository(Repository[ArticleTag]):
    """Reaches the tags of articles."""

    model_type = ArticleTag

    async def in_use(self) -> list[TagInUse]:
        """Every tag that an article has, most used first, then by name."""
        return await self.session.rows(TagInUse, IN_USE)
