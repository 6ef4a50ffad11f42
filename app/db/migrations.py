"""The schema version: the version of the code, the version of the database, and the upgrade of the database."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import asyncpg
import rich_click as click
from advanced_alchemy.cli import add_migration_commands
from advanced_alchemy.config import AlembicAsyncConfig, SQLAlchemyAsyncConfig
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from litestar import Litestar
from litestar.cli._utils import LitestarGroup
from litestar.plugins import CLIPlugin
from sqlalchemy import URL, ColumnElement, Connection, String, column, inspect, select, table, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from app.db.engine import create_engine
from app.db.query import Query, Row
from app.db.reads import Reads
from app.db_models import Base
from app.settings import ROOT, Settings

VERSION_TABLE = "alembic_version"
# The number of rows that an error names for each condition.
NAMED_ROWS = 5


class VersionRow(Row):
    """The schema version of the database."""

    version_num: str


VERSION = Query(VersionRow, select(column("version_num", String)).select_from(table(VERSION_TABLE)))


class DatabaseUnreachableError(click.ClickException, CommandError):
    """The database cannot be opened.

    Our scripts, the `litestar` command and the `alembic` command print this error. The first two exit with 5.
    """

    exit_code = 5

    def __init__(self, url: URL, error: Exception) -> None:
        # The password may also be in the query, which `render_as_string` does not hide.
        address = url.difference_update_query(["password"]).render_as_string(hide_password=True)
        reason = getattr(error, "orig", error)
        super().__init__(f"The database {address} cannot be opened: {reason}\nStart it, or correct DATABASE_URL.")


class UnknownVersionError(click.ClickException):
    """The database has a version without a migration file, or the migrations have several heads."""

    exit_code = 3

    def __init__(self, error: CommandError) -> None:
        super().__init__(
            f"The database cannot be brought to the version that this code needs: {error}\n"
            "It may have been migrated by other code: run that, or let it downgrade. See also: alembic heads"
        )


class InvalidRowsError(click.ClickException, CommandError):
    """Rows do not meet the conditions of a migration. The migration has changed nothing."""

    exit_code = 3


@contextmanager
def report_unreachable(url: URL) -> Iterator[None]:
    """Turn a connection error in the block into an error that names the database."""
    try:
        yield
    except (OSError, DBAPIError) as error:
        raise DatabaseUnreachableError(url, error) from error


def alembic_config(settings: Settings) -> Config:
    """The Alembic configuration for these settings."""
    config = Config(ROOT / "alembic.ini")
    config.attributes["settings"] = settings
    return config


def upgrade_to_head(settings: Settings) -> None:
    """Upgrade the database to the version of the code. Concurrent processes wait for each other."""
    try:
        command.upgrade(alembic_config(settings), "head")
    except (DatabaseUnreachableError, InvalidRowsError):
        raise
    except CommandError as error:
        raise UnknownVersionError(error) from error


def require_valid_rows(connection: Connection, conditions: Mapping[str, Sequence[str]]) -> None:
    """Raise an error that names the rows without one of the conditions of their table.

    A migration that adds a CHECK calls this function first.
    """
    problems = [problem for name in conditions for problem in _invalid_rows(connection, name, conditions[name])]
    if problems:
        raise InvalidRowsError(
            "\n".join(["Rows do not meet the new limits. Nothing was changed.", *problems])
            + "\nTo fix it, correct or delete these rows, and repeat the migration."
        )


def _invalid_rows(connection: Connection, name: str, conditions: Sequence[str]) -> Iterator[str]:
    keys: list[ColumnElement[Any]] = [
        column(key) for key in inspect(connection).get_pk_constraint(name)["constrained_columns"]
    ]
    for condition in conditions:
        statement = select(*keys).select_from(table(name)).where(text(f"NOT ({condition})")).order_by(*keys)
        rows = connection.execute(statement.limit(NAMED_ROWS + 1)).mappings().all()
        names = [", ".join(f"{key} = {value!r}" for key, value in row.items()) for row in rows[:NAMED_ROWS]]
        if names:
            more = "; and more" if len(rows) > NAMED_ROWS else ""
            yield f"  {name}, not {condition}: {'; '.join(names)}{more}"


def head_of_code() -> str | None:
    """The schema version of the code."""
    return ScriptDirectory.from_config(Config(ROOT / "alembic.ini")).get_current_head()


def version_on(connection: Connection) -> str | None:
    """The schema version of the database; None before the first migration."""
    return MigrationContext.configure(connection).get_current_revision()


async def version_of(engine: AsyncEngine) -> str | None:
    """The schema version of the database, read on a new connection."""
    async with engine.connect() as connection:
        return await connection.run_sync(version_on)


async def read_version(reads: Reads) -> str | None:
    """The schema version of the database, read through `Reads`."""
    try:
        row = await reads.first(VERSION)
    except asyncpg.UndefinedTableError:
        return None
    except sqlite3.OperationalError as error:
        # SQLITE_ERROR means that the table is missing. A missing file has another code.
        if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
            raise
        return None
    return row.version_num if row else None


class MigrationPlugin(CLIPlugin):
    """Adds `litestar database …` for the migrations of `alembic`, and migrates before `litestar run`."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def on_cli_init(self, cli: Any) -> None:
        """Add the `database` group."""
        cli.add_command(self._database_group())

    @contextmanager
    def server_lifespan(self, app: Litestar) -> Iterator[None]:  # noqa: ARG002 - Litestar names it
        """Migrate the database once, before `litestar run` starts its workers."""
        upgrade_to_head(self._settings)
        yield

    def _database_group(self) -> Any:
        configuration = SQLAlchemyAsyncConfig(
            engine_instance=create_engine(self._settings),
            metadata=Base.metadata,
            alembic_config=AlembicAsyncConfig(
                script_config=str(ROOT / "alembic.ini"),
                script_location=str(ROOT / "migrations"),
                version_table_name=VERSION_TABLE,
            ),
        )

        @click.group(cls=LitestarGroup, name="database", help="Manage the database's schema.")
        def database(ctx: click.Context) -> None:
            ctx.obj = {"app": ctx.obj, "configs": [configuration]}

        return add_migration_commands(database)
