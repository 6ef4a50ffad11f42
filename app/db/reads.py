"""Reading: queries, whose rows become structs, outside of transactions or within one.

Outside, a query goes straight through the public interface of a driver: `docs/decisions/reads.md` says what that is
worth. This is the one place where a read replica would be chosen.
"""

import asyncio
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import lru_cache
from threading import local
from typing import Any, Generic, NamedTuple, Self, TypeVar

import asyncpg
import msgspec
from sqlalchemy import Select
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_scoped_session
from sqlalchemy.sql.compiler import SQLCompiler

from app.db.engine import POOL_TIMEOUT, SQLITE_PRAGMAS, driver_arguments
from app.settings import Settings

Convert = Callable[[Any], Any]
# More threads wait for each other's hold of the interpreter for longer than they work beside each other.
SQLITE_THREADS = 2
# The errors of a connection that the server has closed.
CONNECTION_LOST = (
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.OperatorInterventionError,
    asyncpg.InternalClientError,  # between the server's last message and the end of the connection
)


class Row(msgspec.Struct, gc=False):
    """A row of a query: its fields are the columns, in their order."""


RowT = TypeVar("RowT", bound=Row)


class Query(Generic[RowT]):
    """A SELECT and the struct of its rows. Made once, with a `bindparam` for each value that differs between calls."""

    def __init__(self, row: type[RowT], statement: Select[*tuple[Any, ...]]) -> None:
        columns = tuple(statement.selected_columns.keys())
        if columns != row.__struct_fields__:
            raise TypeError(f"the fields of {row.__name__} are not the columns of the statement: {columns}")
        self.row = row
        self.statement = statement

    async def all(self, session: AsyncSession | async_scoped_session[AsyncSession], **parameters: Any) -> list[RowT]:
        """The rows, read within the transaction of this session."""
        result = await session.execute(self.statement, parameters)
        return [self.row(*row) for row in result]

    async def first(self, session: AsyncSession | async_scoped_session[AsyncSession], **parameters: Any) -> RowT | None:
        """The first row, or None."""
        rows = await self.all(session, **parameters)
        return rows[0] if rows else None


class Compiled(NamedTuple):
    """A query in the words of a dialect."""

    statement: SQLCompiler
    sql: str
    names: Sequence[str]
    converters: Sequence[tuple[int, Convert]]

    def values(self, parameters: dict[str, Any]) -> list[Any]:
        """The parameters in the order of the SQL."""
        values = self.statement.construct_params(parameters)
        return [values[name] for name in self.names]


@lru_cache(maxsize=1_000)
def compiled_for(dialect: Dialect, query: Query[Any]) -> Compiled:
    """Compile a query, once. Raises `TypeError` for a parameter that the driver does not take as it is."""
    statement = query.statement.compile(dialect=dialect)
    for name, bind in statement.binds.items():
        if bind.type.dialect_impl(dialect).bind_processor(dialect) is not None:
            raise TypeError(f"the parameter {name} of type {bind.type!r} needs a conversion: give it a plainer type")
    types = [column.type.dialect_impl(dialect) for column in query.statement.selected_columns]
    found = [type_.result_processor(dialect, None) for type_ in types]
    converters = [(index, convert) for index, convert in enumerate(found) if convert is not None]
    return Compiled(statement, str(statement), statement.positiontup or (), converters)


class Reads(ABC):
    """Queries outside of transactions: each reads one moment, in one round trip. Open as an async context."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect

    async def all(self, query: Query[RowT], **parameters: Any) -> list[RowT]:
        """The rows. Raises what the driver raises, and `TimeoutError` where no connection gets free."""
        compiled = compiled_for(self._dialect, query)
        return [query.row(*row) for row in await self._fetch(compiled, compiled.values(parameters))]

    async def first(self, query: Query[RowT], **parameters: Any) -> RowT | None:
        """The first row, or None."""
        rows = await self.all(query, **parameters)
        return rows[0] if rows else None

    @abstractmethod
    async def _fetch(self, compiled: Compiled, values: list[Any]) -> Sequence[Sequence[Any]]: ...

    @abstractmethod
    async def __aenter__(self) -> Self: ...

    @abstractmethod
    async def __aexit__(self, *_: object) -> None: ...


class PostgresReads(Reads):
    """Reads through asyncpg's pool. Its values are Python's own types, so that nothing has to be converted."""

    def __init__(self, dialect: Dialect, settings: Settings) -> None:
        super().__init__(dialect)
        _, address = dialect.create_connect_args(settings.url)
        self._arguments = {**address, **driver_arguments(settings)}
        self._size = settings.database_pool_size

    async def _fetch(self, compiled: Compiled, values: list[Any]) -> Sequence[Sequence[Any]]:
        # A read can be asked again, until none of the pool's connections is one that the server has closed.
        for _ in range(self._size):
            with suppress(*CONNECTION_LOST):
                return await self._once(compiled.sql, values)
        return await self._once(compiled.sql, values)

    async def _once(self, sql: str, values: list[Any]) -> Sequence[Sequence[Any]]:
        async with self._pool.acquire(timeout=POOL_TIMEOUT) as connection:
            try:
                rows: Sequence[Sequence[Any]] = await connection.fetch(sql, *values)
            except CONNECTION_LOST:
                connection.terminate()
                raise
            return rows

    async def __aenter__(self) -> Self:
        self._pool: Any = await asyncpg.create_pool(**self._arguments, min_size=0, max_size=self._size, reset=_keep)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._pool.close()


async def _keep(connection: Any) -> None:
    """Leave a connection as it is: a read changes nothing that asyncpg would have to reset."""


class SQLiteReads(Reads):
    """Reads through the standard library's driver, in threads that have a connection each."""

    def __init__(self, dialect: Dialect, settings: Settings) -> None:
        super().__init__(dialect)
        self._path = str(settings.url.database)
        self._threads = ThreadPoolExecutor(SQLITE_THREADS, "sqlite")
        self._of_thread = local()
        self._connections: list[sqlite3.Connection] = []

    async def _fetch(self, compiled: Compiled, values: list[Any]) -> Sequence[Sequence[Any]]:
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._execute, compiled, values)

    def _execute(self, compiled: Compiled, values: list[Any]) -> Sequence[Sequence[Any]]:
        rows = [list(row) for row in self._connection().execute(compiled.sql, values)]
        for index, convert in compiled.converters:
            for row in rows:
                row[index] = convert(row[index])
        return rows

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._of_thread, "connection", None)
        if connection is None:
            # Another thread closes it.
            connection = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
            for pragma in SQLITE_PRAGMAS:
                connection.execute(pragma)
            self._connections.append(connection)
            self._of_thread.connection = connection
        return connection

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await asyncio.to_thread(self._threads.shutdown)
        for connection in self._connections:
            connection.close()


def create_reads(settings: Settings, engine: AsyncEngine) -> Reads:
    """The way to read that goes with the engine of transactions."""
    return (SQLiteReads if settings.on_sqlite else PostgresReads)(engine.dialect, settings)
