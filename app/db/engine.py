"""SQLAlchemy's engine, on which transactions run."""

from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from app.settings import Settings

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode = WAL",  # readers and the one writer do not wait for each other
    "PRAGMA synchronous = NORMAL",  # a crash of the machine may cost the last commits, never consistency
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 5000",  # milliseconds, until another process has written
)
# Seconds, until a request that gets no connection is refused.
POOL_TIMEOUT = 30
PLANNER = {
    # A statement is planned once for each connection. To plan a list costs more than to read it.
    "plan_cache_mode": "force_generic_plan",
    # A page is in memory or on a disk without arms: where it lies makes little difference.
    "random_page_cost": "1.1",
}


def driver_arguments(settings: Settings) -> dict[str, Any]:
    """The arguments of asyncpg for every connection to PostgreSQL, beside the address.

    A pooler runs each transaction on any of its connections, and shares them among its clients. A statement that was
    prepared may be on another one, and a setting would reach others: see `docs/decisions/pooler.md`.
    """
    if settings.database_pooler == "transaction":
        return {"statement_cache_size": 0}
    return {"server_settings": PLANNER}


def dialect_arguments(settings: Settings) -> dict[str, Any]:
    """The same for the dialect of SQLAlchemy, which keeps prepared statements itself."""
    arguments = driver_arguments(settings)
    if settings.database_pooler == "transaction":
        # One that is kept would be parsed again, but its rows read by types that a migration may have changed since.
        arguments["prepared_statement_cache_size"] = 0
    return arguments


def create_engine(settings: Settings) -> AsyncEngine:
    """The engine of transactions. Reads outside of them go another way: see `app/db/reads.py`.

    SQLite has one writer at a time: one connection serves all transactions, and they wait for it in turn. Log lines
    of statements have no parameters: those hold addresses and hashes.
    """
    if settings.on_sqlite:
        engine = create_async_engine(
            settings.url, hide_parameters=True, pool_size=1, max_overflow=0, pool_timeout=POOL_TIMEOUT
        )
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_immediately)
        return engine
    return create_async_engine(
        settings.url,
        hide_parameters=True,
        pool_size=settings.database_pool_size,
        max_overflow=0,
        pool_timeout=POOL_TIMEOUT,
        connect_args=dialect_arguments(settings),
    )


def _prepare_sqlite(connection: Any, _: object) -> None:
    # The driver would begin transactions by itself, and later than is needed.
    connection.isolation_level = None
    for pragma in SQLITE_PRAGMAS:
        connection.execute(pragma)


def _begin_immediately(connection: Connection) -> None:
    # A transaction that reads and then writes can be refused in the middle; one that says so at once waits.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
