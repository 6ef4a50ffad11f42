"""The bases of all repositories."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

from advanced_alchemy.filters import LimitOffset, OrderBy
from advanced_alchemy.repository import SQLAlchemyAsyncRepository
from litestar.di import NamedDependency
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from app.db.constraints import violated_constraint
from app.db.counters import count_of
from app.db_models import Base, Resource, now
from app.errors.base import ApiError

Model = TypeVar("Model", bound=Base)
Row = TypeVar("Row", bound=Resource)

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


class Page(NamedTuple, Generic[Row]):
    """A part of the rows, and the number of all rows."""

    rows: Sequence[Row]
    total: int


class ResourceRepository(Repository[Row]):
    """Stores a resource. A row that a method returns has the relationships that responses present."""

    presented: ClassVar[Sequence[InstrumentedAttribute[Any]]] = ()
    """The relationships that responses present."""

    async def page(self, *, limit: int, offset: int) -> Page[Row]:
        """The rows of a page, newest first. The table declares a counter of all rows."""
        rows = await self.get_many(LimitOffset(limit, offset), OrderBy("id", "desc"), load=self._loads)
        return Page(rows, await self.session.scalar(select(count_of(self.model_type))) or 0)

    async def read(self, id: int) -> Row | None:
        """The row with this id."""
        return await self.get_one_or_none(id=id, load=self._loads)

    async def find(self, id: int) -> Row | None:
        """The row with this id, locked against deletion until this transaction ends, without relationships."""
        return await self.get_one_or_none(id=id, with_for_update=FOR_KEY_SHARE)

    async def find_for_update(self, id: int) -> Row | None:
        """The row with this id, locked against changes until this transaction ends, without relationships."""
        return await self.get_one_or_none(id=id, with_for_update=FOR_NO_KEY_UPDATE)

    async def create(self, row: Row) -> Row:
        """Add a row."""
        return await self._with_relationships(await self.add(row))

    async def change(self, row: Row, changes: Mapping[str, Any]) -> Row:
        """Set the given columns of a locked row. No change leaves `updated_at` as it is."""
        for name, value in changes.items():
            setattr(row, name, value)
        if changes:
            row.updated_at = now()
            await self.session.flush()
        return await self._with_relationships(row)

    @property
    def _loads(self) -> list[Any]:
        return [joinedload(relationship) for relationship in self.presented]

    async def _with_relationships(self, row: Row) -> Row:
        if self.presented:
            await self.session.refresh(row, [relationship.key for relationship in self.presented])
        return row
