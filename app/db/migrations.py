"""The schema's version: what the code needs, what the database has, and the way from one to the other."""

import sqlite3
from collections.abc import Iterator
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
from sqlalchemy import URL, Connection, String, column, select, table
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from app.db.engine import create_engine
from app.db.query import Query, Row
from app.db.reads import Reads
from app.db_models import Base
from app.settings import ROOT, Settings

VERSION_TABLE = "alembic_version"


class VersionRow(Row):
    """The version of a database's schema."""

    version_num: str


VERSION = Query(VersionRow, select(column("version_num", String)).select_from(table(VERSION_TABLE)))


class DatabaseUnreachableError(click.ClickException, CommandError):
    """The database cannot be opened.

    Every command of ours, Litestar's and Alembic's prints it; ours and Litestar's exit with 5.
    """

    exit_code = 5

    def __init__(self, url: URL, error: Exception) -> None:
        # A password may stand in two places; where it is hidden in one, it must not be shown in the other.
        shown = url.difference_update_query(["password"]).render_as_string(hide_password=True)
        reason = getattr(error, "orig", error)
        super().__init__(f"The database {shown} cannot be opened: {reason}\nStart it, or correct DATABASE_URL.")


class UnknownVersionError(click.ClickException):
    """The database has a version that is not among our migrations, or they do not lead to one head."""

    exit_code = 3

    def __init__(self, error: CommandError) -> None:
        super().__init__(
            f"The database cannot be brought to the version that this code needs: {error}\n"
            "It may have been migrated by other code: run that, or let it downgrade. See also: alembic heads"
        )


@contextmanager
def reaching(url: URL) -> Iterator[None]:
    """Say which database it is that cannot be opened within."""
    try:
        yield
    except (OSError, DBAPIError) as error:
        raise DatabaseUnreachableError(url, error) from error


def alembic_config(settings: Settings) -> Config:
    """Alembic's configuration for these settings."""
    config = Config(ROOT / "alembic.ini")
    config.attributes["settings"] = settings
    return config


def upgrade_to_head(settings: Settings) -> None:
    """Bring the database to the version that the code needs. Processes that do this at once wait for each other."""
    try:
        command.upgrade(alembic_config(settings), "head")
    except DatabaseUnreachableError:
        raise
    except CommandError as error:
        raise UnknownVersionError(error) from error


def head_of_code() -> str | None:
    """The version that the code needs."""
    return ScriptDirectory.from_config(Config(ROOT / "alembic.ini")).get_current_head()


def version_on(connection: Connection) -> str | None:
    """The version that the database has; None before the first migration."""
    return MigrationContext.configure(connection).get_current_revision()


async def version_of(engine: AsyncEngine) -> str | None:
    """The same, on a connection of its own."""
    async with engine.connect() as connection:
        return await connection.run_sync(version_on)


async def read_version(reads: Reads) -> str | None:
    """The same, in the way of all reads."""
    try:
        row = await reads.first(VERSION)
    except asyncpg.UndefinedTableError:
        return None
    except sqlite3.OperationalError as error:
        # A table that is missing; a file that is missing has a code of its own.
        if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
            raise
        return None
    return row.version_num if row else None


class MigrationPlugin(CLIPlugin):
    """`litestar database …` on the migrations that `alembic` uses, and a migrated database for `litestar run`."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def on_cli_init(self, cli: Any) -> None:
        """Add the `database` group."""
        cli.add_command(self._database_group())

    @contextmanager
    def server_lifespan(self, app: Litestar) -> Iterator[None]:  # noqa: ARG002 - Litestar names it
        """Migrate once, before `litestar run` starts its workers."""
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
