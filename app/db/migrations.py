"""The schema version: the version of the code, the version of the database, and the upgrade of the database."""

import asyncio
import logging
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

import asyncpg
import rich_click as click
from advanced_alchemy.cli import add_migration_commands
from advanced_alchemy.config import AlembicAsyncConfig, SQLAlchemyAsyncConfig
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from litestar import Litestar
from litestar.cli._utils import LitestarGroup
from litestar.plugins import CLIPlugin
from sqlalchemy import URL, ColumnElement, Connection, String, bindparam, column, inspect, select, table, text
from sqlalchemy.exc import DBAPIError

from app.db.engine import create_engine
from app.db.query import Query, Row, RowT
from app.db.reads import Reads, create_reads
from app.db_models import Base, CompatibleRevision
from app.settings import ROOT, Settings

VERSION_TABLE = "alembic_version"
# The number of rows that an error names for each condition.
NAMED_ROWS = 5
# The SQLSTATEs of a lock that was not available in time, and of a statement that took too long.
TIMEOUT_STATES = ("55P03", "57014")
log = logging.getLogger(__name__)


class VersionRow(Row):
    """The schema version of the database."""

    version_num: str


VERSION = Query(VersionRow, select(column("version_num", String)).select_from(table(VERSION_TABLE)))


class CompatibleRow(Row):
    """A schema version whose code can use the database."""

    revision: str


COMPATIBLE = Query(
    CompatibleRow,
    select(CompatibleRevision.revision).where(CompatibleRevision.revision == bindparam("revision")),
)


class Schema(NamedTuple):
    """The schema version of a database, and whether this code can use the database."""

    version: str | None
    is_compatible: bool


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


class MigrationBlockedError(click.ClickException, CommandError):
    """A migration waited too long for a lock, or a statement took too long. The database is unchanged."""

    exit_code = 6

    def __init__(self, error: DBAPIError) -> None:
        reason = str(error.orig).removeprefix(f"{type(error.orig)}: ")
        super().__init__(
            f"The migration was stopped and has changed nothing: {reason}\n"
            f"{' '.join(str(error.statement).split())[:200]}\n"
            "Other sessions use the table: on PostgreSQL, pg_stat_activity lists these. Then repeat the command."
        )


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
    except (OSError, DBAPIError, sqlite3.DatabaseError, asyncpg.PostgresError) as error:
        raise DatabaseUnreachableError(url, error) from error


@contextmanager
def report_blocked() -> Iterator[None]:
    """Turn a timeout in the block, which is a migration, into an error that says what to do."""
    try:
        yield
    except DBAPIError as error:
        is_timeout = getattr(error.orig, "sqlstate", None) in TIMEOUT_STATES
        if is_timeout or getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY:
            raise MigrationBlockedError(error) from error
        raise


def alembic_config(settings: Settings) -> Config:
    """The Alembic configuration for these settings."""
    config = Config(ROOT / "alembic.ini")
    config.attributes["settings"] = settings
    return config


def upgrade_to_head(settings: Settings) -> None:
    """Upgrade the database to the version of the code. Concurrent processes wait for each other.

    A database that newer code has upgraded stays as it is, if this code is compatible with the database.
    """
    try:
        command.upgrade(alembic_config(settings), "head")
    except (DatabaseUnreachableError, InvalidRowsError, MigrationBlockedError):
        raise
    except CommandError as error:
        if not asyncio.run(schema_of(settings)).is_compatible:
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
    return _scripts().get_current_head()


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(Config(ROOT / "alembic.ini"))


async def schema_of(settings: Settings) -> Schema:
    """The schema of the database, read on a new connection. A schema newer than the code is logged.

    Raises `DatabaseUnreachableError`.
    """
    engine = create_engine(settings)
    try:
        with report_unreachable(settings.url):
            async with create_reads(settings, engine) as reads:
                head = head_of_code()
                schema = Schema(await read_version(reads), await is_compatible(reads, head))
    finally:
        await engine.dispose()
    if schema.is_compatible and schema.version != head:
        log.warning("The database has the newer schema %s, which supports this code (%s).", schema.version, head)
    return schema


async def read_version(reads: Reads) -> str | None:
    """The schema version of the database; None before the first migration."""
    row = await _first(reads, VERSION)
    return row.version_num if row else None


async def is_compatible(reads: Reads, head: str | None) -> bool:
    """Whether code with this schema version can use the database, which may have a newer schema."""
    return await _first(reads, COMPATIBLE, revision=head) is not None


async def _first(reads: Reads, query: Query[RowT], **parameters: Any) -> RowT | None:
    """The first row; None without a row or a table."""
    try:
        return await reads.first(query, **parameters)
    except asyncpg.UndefinedTableError:
        return None
    except sqlite3.OperationalError as error:
        # SQLITE_ERROR means that the table is missing. A missing file has another code.
        if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
            raise
        return None


def describe_incompatibility(version: str | None) -> str:
    """The reason why this code cannot use a database with this schema version, and what to run."""
    if version is None or version in {script.revision for script in _scripts().walk_revisions()}:
        return f"has schema {version or 'none'}, the code needs {head_of_code()}: run alembic upgrade head"
    return f"has schema {version}, which does not support this code ({head_of_code()}): run newer code"


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
