"""The common base of all repositories."""

from typing import TypeVar

from advanced_alchemy.repository import SQLAlchemyAsyncRepository
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession, async_scoped_session

from app.db_models import Base

Model = TypeVar("Model", bound=Base)

# PostgreSQL's lock of a row that changes and keeps its key: rows that refer to it may be added meanwhile.
FOR_CHANGE = {"key_share": True}


class Repository(SQLAlchemyAsyncRepository[Model]):
    """Advanced Alchemy's repository, in the transaction of its session.

    It raises SQLAlchemy's exceptions, as a flush of the session does. It reads back no row that it has written:
    queries read everything that is shown.
    """

    def __init__(self, session: AsyncSession | async_scoped_session[AsyncSession]) -> None:
        super().__init__(session=session, auto_refresh=False, wrap_exceptions=False)

    async def add_unless_exists(self, entity: Model) -> None:
        """Add a row, or do nothing where there is one with its primary key."""
        key = {name: getattr(entity, name) for name in self.pk_attr_names}
        try:
            async with self.session.begin_nested():
                await self.add(entity)
        except IntegrityError:
            # Another constraint may have refused it.
            if not await self.exists(**key):
                raise
