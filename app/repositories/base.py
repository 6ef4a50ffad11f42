"""The common base of all repositories."""

from collections.abc import Mapping
from typing import ClassVar, TypeVar

from advanced_alchemy.repository import SQLAlchemyAsyncRepository
from litestar.di import NamedDependency
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from app.db.constraints import violated_constraint
from app.db_models import Base
from app.errors.base import ApiError

Model = TypeVar("Model", bound=Base)

# PostgreSQL's row locks, in the arguments of SQLAlchemy. SQLite ignores these and runs one transaction at a time.
# No other transaction changes or deletes the row. Other transactions may insert rows that refer to the row.
FOR_NO_KEY_UPDATE = {"key_share": True}
# No other transaction deletes the row or changes its unique columns.
FOR_KEY_SHARE = {"read": True, "key_share": True}


class Repository(SQLAlchemyAsyncRepository[Model]):
    """An Advanced Alchemy repository in the transaction of its session.

    A repository raises SQLAlchemy's exceptions, as a flush of the session does. A repository does not refresh rows
    after a write, because queries read the data of every response.
    """

    constraint_errors: ClassVar[Mapping[str, type[ApiError]]] = {}
    """The error of each constraint that a client can violate. An account may be deleted during a request."""

    def __init__(self, session: NamedDependency[AsyncSession]) -> None:
        super().__init__(session=session, auto_refresh=False, wrap_exceptions=False)

    async def add_unless_exists(self, entity: Model) -> None:
        """Add a row, or do nothing if its primary key exists."""
        try:
            await self.add_in_savepoint(entity)
        except IntegrityError as error:
            if violated_constraint(error) != f"pk_{entity.__tablename__}":
                raise

    async def add_in_savepoint(self, entity: Model) -> Model:
        """Add a row in a savepoint, so that the transaction can continue after an `IntegrityError`."""
        async with self.session.begin_nested():
            return await self.add(entity)
