"""Reads outside of transactions, through the public interface of the database driver.

`docs/decisions/reads.md` has the measurements. A read replica would be configured in this module.
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
from app.db.query import Compiled, Query, RowT, compile_query
from app.settings import Settings

# More threads lose more time waiting for the GIL than they gain from concurrency.
SQLITE_THREADS = 2
# Errors that asyncpg raises on a connection that the server has closed.
CONNECTION_LOST = (
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.OperatorInterventionError,
    asyncpg.InternalClientError,  # raised between the last message of the server and the end of the connection
)


class ConnectionLostError(ConnectionError):
    """The server has closed the connection."""


class Reads(ABC):
    """Runs queries outside of transactions, each in one round trip. Open an instance with `async with`."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect

    async def all(self, query: Query[RowT], **parameters: Any) -> list[RowT]:
        """The rows. Raises the errors of the driver, and `TimeoutError` if no connection becomes free."""
        compiled = compile_query(self._dialect, query)
        try:
            rows = await self._fetch(compiled, compiled.values(parameters))
        except Exception as error:
            # For the log, in the form of SQLAlchemy. The values stay out of the log.
            error.add_note(f"[SQL: {compiled.sql}]")
            raise
        return [query.row(*row) for row in rows]

    async def one(self, query: Query[RowT], **parameters: Any) -> RowT:
        """The only row. Raises `ValueError` for no row or several rows."""
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
    """Reads through the pool of asyncpg, whose values need no conversion."""

    def __init__(self, dialect: Dialect, settings: Settings) -> None:
        super().__init__(dialect)
        _, connect_arguments = dialect.create_connect_args(settings.url)
        self._arguments = {**connect_arguments, **driver_arguments(settings)}
        self._size = settings.database_pool_size

    async def _fetch(self, compiled: Compiled, values: list[Any]) -> Sequence[Sequence[Any]]:
        # A restart of the server closes every connection of the pool. Repeating a read is safe.
        for _ in range(self._size):
            with suppress(ConnectionLostError):
                return await self._fetch_once(compiled.sql, values)
        return await self._fetch_once(compiled.sql, values)

    async def _fetch_once(self, sql: str, values: list[Any]) -> Sequence[Sequence[Any]]:
        async with self._pool.acquire(timeout=POOL_TIMEOUT) as connection:
            try:
                rows: Sequence[Sequence[Any]] = await connection.fetch(sql, *values)
            except CONNECTION_LOST as error:
                if isinstance(error, ValueError):  # asyncpg also raises this error for a value of the wrong type
                    raise
                with suppress(asyncpg.InterfaceError):  # asyncpg may have released the closed connection already.
                    connection.terminate()
                raise ConnectionLostError from error
            return rows

    async def __aenter__(self) -> Self:
        self._pool: Any = await asyncpg.create_pool(**self._arguments, min_size=0, max_size=self._size, reset=_no_reset)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._pool.close()


async def _no_reset(connection: Any) -> None:
    """Skip the reset of the connection: a read leaves no state on a connection."""


class SQLiteReads(Reads):
    """Reads through the sqlite3 module, in threads with one connection each."""

    def __init__(self, dialect: Dialect, settings: Settings) -> None:
        super().__init__(dialect)
        self._path = str(settings.url.database)
        self._threads = ThreadPoolExecutor(SQLITE_THREADS, "sqlite")
        self._thread_local = local()
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
        connection: sqlite3.Connection | None = getattr(self._thread_local, "connection", None)
        if connection is None:
            # `__aexit__` closes the connection in another thread.
            connection = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
            for pragma in SQLITE_PRAGMAS:
                connection.execute(pragma)
            self._connections.append(connection)
            self._thread_local.connection = connection
        return connection

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await asyncio.to_thread(self._threads.shutdown)
        for connection in self._connections:
            connection.close()


def create_reads(settings: Settings, engine: AsyncEngine) -> Reads:
    """The reads for the database of the engine."""
    return (SQLiteReads if settings.on_sqlite else PostgresReads)(engine.dialect, settings)
