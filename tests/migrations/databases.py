"""The rows, schema objects and schema version of a database."""

import asyncio
from typing import Any

from sqlalchemy import inspect

from app.db.engine import create_engine
from app.db.migrations import VERSION_TABLE, schema_of
from app.db_models import Base
from app.settings import Settings

TABLES = {*Base.metadata.tables, VERSION_TABLE}


def execute(settings: Settings, *statements: str) -> list[tuple[Any, ...]]:
    """Execute statements in one transaction, and return the rows of the last statement."""

    async def run() -> list[tuple[Any, ...]]:
        engine = create_engine(settings)
        try:
            async with engine.begin() as connection:
                for statement in statements:
                    result = await connection.exec_driver_sql(statement)
                return [tuple(row) for row in result.all()] if result.returns_rows else []
        finally:
            await engine.dispose()

    return asyncio.run(run())


# The other schema objects that a migration might leave.
OTHER_OBJECTS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type IN ('index', 'view', 'trigger') AND tbl_name NOT IN {tables}",
    "postgresql": """
        SELECT typname FROM pg_type WHERE typnamespace = 'public'::regnamespace AND typtype IN ('d', 'e')
        UNION SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        """,
}


def triggers_in(settings: Settings) -> set[str]:
    """The names of all triggers, without PostgreSQL's internal triggers."""
    names = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    return {name for (name,) in execute(settings, names[settings.url.get_backend_name()])}


def objects_in(settings: Settings) -> set[str]:
    """The names of all tables and other schema objects."""

    async def run() -> set[str]:
        engine = create_engine(settings)
        async with engine.connect() as connection:
            tables = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
            others = OTHER_OBJECTS[engine.dialect.name].format(tables=(*tables, "", ""))
            found = {*tables, *(await connection.exec_driver_sql(others)).scalars()}
        await engine.dispose()
        return found

    return asyncio.run(run())


def version(settings: Settings) -> str | None:
    return asyncio.run(schema_of(settings)).version


def insert_user(number: int, name: str) -> str:
    """The statement that adds a user."""
    moment = "'2026-01-02 03:04:05'"
    return (
        "INSERT INTO users (id, username, username_key, email, email_key, password_hash, token_generation,"
        f" created_at, updated_at) VALUES ({number}, '{name}', '{name}', '{name}', '{name}', '', 0, {moment}, {moment})"
    )
