"""The engine, and how a transaction begins."""

from collections.abc import AsyncGenerator, Callable
from typing import Any

from litestar import Request
from litestar.types import Scope
from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from app.settings import Settings

SessionProvider = Callable[[Request[Any, Any, Any]], AsyncGenerator[AsyncSession, None]]

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode = WAL",  # readers and the one writer do not wait for each other
    "PRAGMA synchronous = NORMAL",  # when the machine crashes the last commits may be lost, never consistency
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 5000",
)


def create_engine(settings: Settings) -> AsyncEngine:
    """An engine for the configured database; it connects when first used.

    Statements are logged without their parameters: those hold addresses and hashes.
    """
    if settings.url.get_backend_name() == "sqlite":
        engine = create_async_engine(settings.url, hide_parameters=True)
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_sqlite)
        return engine
    return create_async_engine(
        settings.url, hide_parameters=True, pool_size=settings.database_pool_size, pool_pre_ping=True
    )


def _prepare_sqlite(connection: Any, _: object) -> None:
    # The driver begins transactions only before the first write, so that reads would stand outside them.
    connection.isolation_level = None
    for pragma in SQLITE_PRAGMAS:
        connection.execute(pragma)


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads and then writes can be refused in the middle; one that says so at once waits its turn.
    writes = connection.get_execution_options().get("writes", True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def session_provider(engine: AsyncEngine) -> SessionProvider:
    """The dependency `session`: the transaction of a request.

    It is committed after the response is encoded and before it is sent. It is the only dependency that is a
    generator: with two, Litestar would clean up in a task group, and a refusal by COMMIT would arrive wrapped.
    """
    # A function and no method: Litestar copies dependencies deeply for each handler, and an engine must stay one.
    writing = async_sessionmaker(engine, expire_on_commit=False)
    reading = async_sessionmaker(engine.execution_options(writes=False), expire_on_commit=False)

    async def provide_session(request: Request[Any, Any, Any]) -> AsyncGenerator[AsyncSession, None]:
        sessions = reading if request.method in SAFE_METHODS else writing
        async with sessions.begin() as session:
            request.scope["state"]["session"] = session
            yield session

    return provide_session


async def end_transaction(_: Exception, scope: Scope) -> None:
    """Roll back what the refused request did, before the refusal is sent.

    Litestar does not reach the generator when another dependency refuses: without this, the transaction, and
    on SQLite the lock on the whole database, would end when Python happens to free the generator.
    """
    session: AsyncSession | None = scope["state"].pop("session", None)
    if session is not None:
        await session.close()
