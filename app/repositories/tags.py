"""Tags in use."""

from advanced_alchemy.repository import SQLAlchemyAsyncRepository
from sqlalchemy import func, select

from app.db_models import ArticleTag


class TagRepository(SQLAlchemyAsyncRepository[ArticleTag]):
    """Reaches the tags of articles."""

    model_type = ArticleTag

    async def in_use(self) -> list[str]:
        """Every tag that an article has, most used first, then by name."""
        statement = select(ArticleTag.tag).group_by(ArticleTag.tag).order_by(func.count().desc(), ArticleTag.tag)
        return list(await self.session.scalars(statement))
