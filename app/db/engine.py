"""The SQLAlchemy engine of all transactions."""

from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from app.settings import Settings

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode = WAL",  # readers do not block the writer, and the writer does not block readers
    "PRAGMA synchronous = NORMAL",  # a crash of the machine may lose the last commits, never consistency
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 5000",  # milliseconds to wait for the lock of another process
)
# Seconds to wait until another process has created the database. Later waits have the timeout of the pragma.
CREATION_TIMEOUT = 60
# Seconds to wait for a free connection before the request fails.
POOL_TIMEOUT = 30
PLANNER_SETTINGS = {
    # Each statement is planned once per connection: planning a list takes longer than reading it.
    "plan_cache_mode": "force_generic_plan",
    # Pages are in memory or on solid-state disks, where random access costs little more than sequential access.
    "random_page_cost": "1.1",
}


def driver_arguments(settings: Settings) -> dict[str, Any]:
    """The arguments of asyncpg for every connection to PostgreSQL, besides the address.

    A pooler runs each transaction on any of its connections, and shares these between clients. A prepared statement may
    be missing on the connection, and a setting would affect other clients: see `docs/decisions/pooler.md`.
    """
    if settings.database_pooler == "transaction":
        return {"statement_cache_size": 0}
    return {"server_settings": PLANNER_SETTINGS}


def dialect_arguments(settings: Settings) -> dict[str, Any]:
    """The arguments for SQLAlchemy's dialect, which has its own cache of prepared statements."""
    arguments = driver_arguments(settings)
    if settings.database_pooler == "transaction":
        # A cached statement would decode rows by old types after a migration has changed a column.
        arguments["prepared_statement_cache_size"] = 0
    return arguments


def create_engine(settings: Settings) -> AsyncEngine:
    """The engine of all transactions. Reads outside of transactions use `app/db/reads.py`.

    SQLite allows one writer at a time, so all transactions share one connection and wait for each other. Logged
    statements omit parameters, because these contain e-mail addresses and password hashes.
    """
    if settings.on_sqlite:
        engine = create_async_engine(
            settings.url,
            hide_parameters=True,
            pool_size=1,
            max_overflow=0,
            pool_timeout=POOL_TIMEOUT,
            connect_args={} if "timeout" in settings.url.query else {"timeout": CREATION_TIMEOUT},
        )
        event.listen(engine.sync_engine, "connect", _configure_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_immediate)
        return engine
    return create_async_engine(
        settings.url,
        hide_parameters=True,
        pool_size=settings.database_pool_size,
        max_overflow=0,
        pool_timeout=POOL_TIMEOUT,
        connect_args=dialect_arguments(settings),
    )


def _configure_sqlite(connection: Any, _: object) -> None:
    # Otherwise the driver begins transactions itself, at the first write.
    connection.isolation_level = None
    for pragma in SQLITE_PRAGMAS:
        connection.execute(pragma)


def _begin_immediate(connection: Connection) -> None:
    # SQLite can reject a write that follows a read in the same transaction. BEGIN IMMEDIATE waits for the lock first.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
