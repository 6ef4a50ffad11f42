"""Tags in use."""

from sqlalchemy import func, select

from app.counts import ARTICLES_TAGGED
from app.db_models import ArticleTag, Count
from app.repositories.base import Repository
from app.repositories.subqueries import list_of
from app.statements import ReadModel


class TagsInUse(ReadModel):
    """The tags that articles have."""

    tags: list[str]


IN_USE = select(
    list_of(
        select(Count.key.label("tag"))
        .where(Count.scope == ARTICLES_TAGGED.scope)
        .group_by(Count.key)
        .having(func.sum(Count.n) > 0)
        .order_by(func.sum(Count.n).desc(), Count.key)
    ).label("tags")
)


class TagRepository(Repository[ArticleTag]):
    """Reaches the tags of articles."""

    model_type = ArticleTag

    async def in_use(self) -> list[str]:
        """Every tag that an article has, most used first, then by name."""
        [found] = await self.session.rows(TagsInUse, IN_USE)
        return found.tags
