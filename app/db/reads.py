"""Reads outside of transactions, straight through the public interface of a driver.

`docs/decisions/reads.md` says how much faster that is. A read replica would be chosen here.
"""

import asyncio
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import local
from typing import Any, Self

import asyncpg
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.ext.asyncio import AsyncEngine

from app.db.engine import POOL_TIMEOUT, SQLITE_PRAGMAS, driver_arguments
from app.db.query import Compiled, Query, RowT, compiled_for
from app.settings import Settings

# More threads wait for each other's hold of the interpreter for longer than they work beside each other.
SQLITE_THREADS = 2
# The errors of a connection that the server has closed.
CONNECTION_LOST = (
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.OperatorInterventionError,
    asyncpg.InternalClientError,  # between the server's last message and the end of the connection
)


class ConnectionLostError(ConnectionError):
    """The server has closed the connection."""


class Reads(ABC):
    """Queries outside of transactions: each reads one moment, in one round trip. Open as an async context."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect

    async def all(self, query: Query[RowT], **parameters: Any) -> list[RowT]:
        """The rows. Raises what the driver raises, and `TimeoutError` where no connection gets free."""
        compiled = compiled_for(self._dialect, query)
        return [query.row(*row) for row in await self._fetch(compiled, compiled.values(parameters))]

    async def one(self, query: Query[RowT], **parameters: Any) -> RowT:
        """The only row. Raises `ValueError` for none or several."""
        [row] = await self.all(query, **parameters)
        return row

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
        # The server may have closed every connection of the pool, as in a restart. A read can be repeated.
        for _ in range(self._size):
            with suppress(ConnectionLostError):
                return await self._fetch_once(compiled.sql, values)
        return await self._fetch_once(compiled.sql, values)

    async def _fetch_once(self, sql: str, values: list[Any]) -> Sequence[Sequence[Any]]:
        async with self._pool.acquire(timeout=POOL_TIMEOUT) as connection:
            try:
                rows: Sequence[Sequence[Any]] = await connection.fetch(sql, *values)
            except CONNECTION_LOST as error:
                if isinstance(error, ValueError):  # asyncpg has this error for a value of the wrong type, too.
                    raise
                connection.terminate()
                raise ConnectionLostError from error
            return rows

    async def __aenter__(self) -> Self:
        self._pool: Any = await asyncpg.create_pool(**self._arguments, min_size=0, max_size=self._size, reset=_no_reset)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._pool.close()


async def _no_reset(connection: Any) -> None:
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
