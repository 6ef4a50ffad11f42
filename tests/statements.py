"""The statements of each operation on a database with many rows, and their query plans."""

import asyncio
import re
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import asyncpg
import httpx
import pytest
from sqlalchemy import Engine, event, insert
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.pool import Pool

from app.asgi import create_app
from app.db.engine import create_engine
from app.db.migrations import upgrade_to_head
from app.db_models import Base, Count
from app.settings import Settings
from contract.examples import Objects
from tests.conftest import settings_for
from tests.operations import WITH_DATABASE, call
from tests.people import Person, register
from tests.rows import fill

DOCUMENTED = re.compile(r"^\| `(\w+)` \| (\d+) \|", re.MULTILINE)
ROWS = 20_000


class Statement(NamedTuple):
    """A statement as the database received it."""

    sql: str
    values: tuple[Any, ...]


class MeasuredApp(NamedTuple):
    """An application with many rows, and the statements that the application has sent to its database."""

    jake: Person
    other: Person
    statements: list[Statement]
    settings: Settings

    async def measure_all(self) -> AsyncIterator[tuple[str, list[Statement]]]:
        """The statements of each operation. All requests succeed, with a token where the operation accepts a token."""
        objects = Objects(username=self.other.username)
        for operation in WITH_DATABASE:
            person = self.jake if operation.accepts_token else Person(self.jake.client, self.other.username)
            await self.reset()
            await call(person, operation, objects)
            await asyncio.sleep(0)
            yield operation.id, list(self.statements)

    async def reset(self) -> None:
        """Discard the recorded statements."""
        # asyncpg reports a statement in the next iteration of the event loop.
        await asyncio.sleep(0)
        self.statements.clear()

    async def expensive_plans(self, statements: Iterable[Statement]) -> dict[str, str]:
        """The plans with expensive steps, by their statement."""
        queries = {each.sql: each for each in statements if re.match("WITH|SELECT|INSERT|UPDATE|DELETE", each.sql)}
        engine = create_engine(self.settings)
        async with engine.connect() as connection:
            plans = {sql: await plan_of(connection, query) for sql, query in queries.items()}
        await engine.dispose()
        return {sql: plan for sql, plan in plans.items() if expensive_steps(engine.dialect.name, sql, plan)}


def documented(document: Path) -> dict[str, int]:
    """The number of statements of each operation in the table of a document."""
    return {name: int(count) for name, count in DOCUMENTED.findall(document.read_text())}


@contextmanager
def record_statements(database_kind: str) -> Iterator[list[Statement]]:
    """The statements on connections that are opened in the block, in their order."""
    statements: list[Statement] = []

    def record_on_sqlite(sql: str) -> None:
        # SQLite reports the statements of a trigger as comments.
        if not sql.startswith("--"):
            statements.append(Statement(sql, ()))

    def connect(*arguments: Any, **options: Any) -> sqlite3.Connection:
        connection = sqlite3.Connection(*arguments, **options)
        connection.set_trace_callback(record_on_sqlite)
        return connection

    async def record_reads(connection: Any) -> None:
        connection.add_query_logger(lambda query: statements.append(Statement(query.query, query.args)))

    def record_transaction(query: Any) -> None:
        if query.query.startswith(("BEGIN", "COMMIT", "ROLLBACK")):
            statements.append(Statement(query.query, ()))

    def record_transactions(adapter: Any, _: object) -> None:
        adapter.driver_connection.add_query_logger(record_transaction)

    def record_statement(_connection: Any, _cursor: Any, sql: str, values: Any, *_: object) -> None:
        # The values of the first row are enough for a plan.
        statements.append(Statement(sql, tuple(values[0] if values and isinstance(values[0], tuple) else values)))

    with pytest.MonkeyPatch.context() as patched:
        if database_kind == "sqlite":
            patched.setattr("sqlite3.connect", connect)
            yield statements
        else:
            patched.setattr("asyncpg.create_pool", partial(asyncpg.create_pool, init=record_reads))
            event.listen(Pool, "connect", record_transactions)
            event.listen(Engine, "before_cursor_execute", record_statement)
            try:
                yield statements
            finally:
                event.remove(Pool, "connect", record_transactions)
                event.remove(Engine, "before_cursor_execute", record_statement)


@pytest.fixture(scope="module")
def own_settings(database_kind: str, new_database: Callable[[str], str]) -> Settings:
    """Settings for a migrated database that only the tests of one module use."""
    settings = settings_for(new_database(database_kind))
    upgrade_to_head(settings)
    return settings


@pytest.fixture(scope="module")
async def measured_app(database_kind: str, own_settings: Settings) -> AsyncIterator[MeasuredApp]:
    """An application on a database of its own. Each operation has run once."""
    with record_statements(database_kind) as statements:
        app = create_app(own_settings)
        transport = httpx.ASGITransport(app=app)  # type: ignore[arg-type]
        async with app.lifespan(), httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            measured = MeasuredApp(
                await register(client, "jake"), await register(client, "other"), statements, own_settings
            )
            await fill_and_analyze(own_settings)
            # The driver queries the types of parameters and columns on first use.
            _ = [name async for name, _ in measured.measure_all()]
            yield measured


async def fill_and_analyze(settings: Settings) -> None:
    """Insert rows into all tables, and let the database count them for its plans."""
    engine = create_engine(settings)
    async with engine.begin() as connection:
        await fill(connection, ROWS)
        # A few counts are on one page, which PostgreSQL reads as a whole.
        await connection.execute(insert(Count), [{"scope": "x", "key": str(row), "n": 1} for row in range(ROWS)])
    async with engine.connect() as connection:
        # VACUUM runs outside of a transaction, and lets PostgreSQL use index-only scans.
        raw: Any = (await connection.get_raw_connection()).driver_connection
        await raw.execute("VACUUM ANALYZE" if engine.dialect.name == "postgresql" else "ANALYZE")
    await engine.dispose()


async def plan_of(connection: AsyncConnection, statement: Statement) -> str:
    """The query plan of a statement, one step per line."""
    raw: Any = (await connection.get_raw_connection()).driver_connection
    if connection.dialect.name == "postgresql":
        return "\n".join(
            line for (line,) in await raw.fetch(f"EXPLAIN (GENERIC_PLAN, VERBOSE) {statement.sql}", *statement.values)
        )
    return "\n".join(row[3] for row in await raw.execute_fetchall(f"EXPLAIN QUERY PLAN {statement.sql}"))


def expensive_steps(kind: str, sql: str, plan: str) -> list[str]:
    """Steps that read or sort a whole table, or read all rows of a user to find some of the rows."""
    tables = {table.name for table in Base.metadata.sorted_tables}
    if kind == "postgresql":
        return re.findall(rf".*Seq Scan on (?:public\.)?(?:{'|'.join(tables)})\b.*|.*hashed SubPlan.*", plan)
    # A scan in the order of the key stops when the page is full.
    read_in_order = set(
        re.findall(r"FROM (\w+)(?:(?!\bFROM\b|\bWHERE (?!1 = 1)).)*ORDER BY \1\.id DESC\s+LIMIT", sql, re.DOTALL)
    )
    return re.findall(rf"^SCAN (?:{'|'.join(tables - read_in_order)})\b(?! USING).*", plan, re.MULTILINE)
