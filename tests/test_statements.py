"""The number of statements of each request, and the query plan of each statement."""

import asyncio
import itertools
import re
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import asyncpg
import httpx
import pytest
from sqlalchemy import Engine, event, inspect
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import Mapper
from sqlalchemy.pool import Pool

from app.asgi import create_app
from app.db.counters import without_triggers
from app.db.engine import create_engine
from app.db.migrations import upgrade_to_head
from app.db_models import Base
from app.settings import Settings
from tests.conftest import settings_for
from tests.operations import WITH_DATABASE, Objects, Operation, Request, send
from tests.people import Person, register

TABLE = (Path(__file__).resolve().parent.parent / "docs" / "statements.md").read_text()
ROW = re.compile(r"^\| `(\w+)` \| (\d+) \|", re.MULTILINE)
OWN_ARTICLE = "/articles/article-2000"

# Requests that execute other statements, with their status.
OTHER_REQUESTS: list[tuple[str, str, Any, int]] = [
    ("GET", "/articles?tag=common", None, 200),
    ("GET", "/articles?tag=rare", None, 200),
    ("GET", "/articles?author=person-7", None, 200),
    ("GET", "/articles?favorited=person-7", None, 200),
    ("GET", "/articles?tag=common&author=person-7", None, 200),
    ("GET", "/articles?tag=common&author=person-7&favorited=person-8", None, 200),
    ("GET", "/articles?offset=1980", None, 200),
    ("GET", "/articles/feed?offset=100", None, 200),
    ("PUT", OWN_ARTICLE, {"article": {"title": "T"}}, 200),
    ("PUT", OWN_ARTICLE, {"article": {}}, 200),
    ("PUT", "/articles/article-7", {"article": {}}, 403),
]

NUMBERS = {
    "sqlite": "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {count})",
    "postgresql": "WITH numbers AS (SELECT n FROM generate_series(1, {count}) n)",
}
MOMENT = "'2026-01-02 03:04:05+00:00'"
# Articles, tags, favorites, follows and comments are spread over many users; jake has one article.
ROWS = {
    "users (username, username_key, email, email_key, password_hash, token_generation, created_at, updated_at)": (
        20_000,
        f"SELECT 'person-' || n, 'person-' || n, 'p@' || n, 'p@' || n, '', 0, {MOMENT}, {MOMENT}",
    ),
    "articles (slug, title, description, body, author_id, created_at, updated_at)": (
        20_000,
        f"""SELECT 'article-' || n, 'T', 'D', 'B',
            CASE n WHEN 2000 THEN 1 ELSE 2 + n % 19999 END, {MOMENT}, {MOMENT}""",
    ),
    "article_tags (article_id, tag)": (
        40_000,
        """SELECT (n + 1) / 2,
            CASE WHEN (n + 1) / 2 % 4000 = 2 THEN 'rare' WHEN n % 2 = 0 THEN 'x' ELSE 'common' END""",
    ),
    "favorites (article_id, user_id)": (40_000, "SELECT 1 + n % 20000, 1 + (n * 7 + n / 20000) % 1000"),
    "follows (follower_id, followed_id)": (20_000, "SELECT 1 + n % 1000, 1 + (n * 7 + n / 1000) % 1000"),
    "comments (body, article_id, author_id, created_at, updated_at)": (
        20_000,
        f"SELECT 'B', 1 + n % 20000, 1 + n % 1000, {MOMENT}, {MOMENT}",
    ),
}


class Statement(NamedTuple):
    """A statement as the database received it."""

    sql: str
    values: tuple[Any, ...]


class MeasuredApp(NamedTuple):
    """An application with many rows, and the statements that the application has sent to its database."""

    jake: Person
    statements: list[Statement]
    settings: Settings
    numbers: Iterator[int]
    """A number of each request, because no two users have the same name."""

    async def measure_all(self) -> AsyncIterator[tuple[str, list[Statement]]]:
        """The statements of each operation. All requests succeed, with a token where the operation accepts a token."""
        objects = Objects(await self.jake.publish(tagList=["dragons", "training"]), "person-7")
        objects = objects._replace(id=await self.jake.comment(objects.slug))
        for operation in WITH_DATABASE:
            person = self.jake if operation.accepts_token else Person(self.jake.client)
            await self.reset()
            response = await send(person, self._request(operation, objects))
            assert response.status_code < 300, f"{operation.id}: {response.text}"
            await asyncio.sleep(0)
            yield operation.id, list(self.statements)

    def _request(self, operation: Operation, objects: Objects) -> Request:
        request = operation.request(objects, next(self.numbers))
        if operation.id == "logIn":
            # The account exists, so that the request succeeds.
            user = {"email": "log-in@example.test", "password": "log-in-password"}
            return request._replace(body={"user": user})
        return request

    async def reset(self) -> None:
        """Discard the recorded statements."""
        # asyncpg reports a statement in the next iteration of the event loop.
        await asyncio.sleep(0)
        self.statements.clear()


@pytest.fixture(scope="module")
def own_settings(database_kind: str, new_database: Callable[[str], str]) -> Settings:
    """Settings for a migrated database that only this module uses."""
    settings = settings_for(new_database(database_kind))
    upgrade_to_head(settings)
    return settings


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
            yield statements
            event.remove(Pool, "connect", record_transactions)
            event.remove(Engine, "before_cursor_execute", record_statement)


@pytest.fixture(scope="module")
async def measured_app(database_kind: str, own_settings: Settings) -> AsyncIterator[MeasuredApp]:
    with record_statements(database_kind) as statements:
        app = create_app(own_settings)
        transport = httpx.ASGITransport(app=app)  # type: ignore[arg-type]
        async with app.lifespan(), httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            jake = await register(client, "jake")
            await register(client, "log-in")
            await fill(own_settings)
            await jake.delete("/profiles/person-7/follow")
            # The driver queries the types of parameters and columns on first use.
            await jake.put("/user", {"user": {"bio": "Old"}})
            await jake.put(OWN_ARTICLE, {"article": {"tagList": ["c"]}})
            await jake.get("/articles")
            yield MeasuredApp(jake, statements, own_settings, itertools.count())


async def fill(settings: Settings) -> None:
    engine = create_engine(settings)
    async with engine.begin() as connection, without_triggers(connection):
        for columns, (count, row) in ROWS.items():
            numbers = NUMBERS[engine.dialect.name].format(count=count)
            await connection.exec_driver_sql(
                f"INSERT INTO {columns} {numbers} {row} FROM numbers WHERE true ON CONFLICT DO NOTHING"
            )
    async with engine.connect() as connection:
        # VACUUM runs outside of a transaction, and lets PostgreSQL use index-only scans.
        raw: Any = (await connection.get_raw_connection()).driver_connection
        await raw.execute("VACUUM ANALYZE" if engine.dialect.name == "postgresql" else "ANALYZE")
    await engine.dispose()


def test_document_names_every_operation_of_the_contract() -> None:
    documented, operations = set(dict(ROW.findall(TABLE))), {operation.id for operation in WITH_DATABASE}

    assert not operations - documented, f"docs/statements.md has no row for {operations - documented}; add the rows"
    assert not documented - operations, f"docs/statements.md has rows of no operation: {documented - operations}"


async def plan_of(connection: AsyncConnection, statement: Statement) -> str:
    """The query plan of a statement, one step per line."""
    raw: Any = (await connection.get_raw_connection()).driver_connection
    if connection.dialect.name == "postgresql":
        return "\n".join(
            line for (line,) in await raw.fetch(f"EXPLAIN (GENERIC_PLAN, VERBOSE) {statement.sql}", *statement.values)
        )
    return "\n".join(row[3] for row in await raw.execute_fetchall(f"EXPLAIN QUERY PLAN {statement.sql}"))


def expensive_steps(kind: str, plan: str) -> list[str]:
    """Steps that read or sort a whole table, or read all rows of a user to find some of the rows."""
    tables = "|".join(table.name for table in Base.metadata.sorted_tables)
    if kind == "postgresql":
        return re.findall(rf".*Seq Scan on (?:public\.)?(?:{tables})\b.*|.*hashed SubPlan.*", plan)
    # This scan reads articles in key order and stops when the page is full.
    plan = plan.replace("MATERIALIZE page\nSCAN articles\nSCAN matches", "")
    return re.findall(rf"^SCAN (?:{tables})\b(?! USING).*", plan, re.MULTILINE)


async def test_query_plans_have_no_expensive_steps(
    measured_app: MeasuredApp, database_kind: str, subtests: pytest.Subtests
) -> None:
    found: dict[str, Statement] = {}
    async for _, statements in measured_app.measure_all():
        found |= {statement.sql: statement for statement in statements}
    for method, path, body, status in OTHER_REQUESTS:
        await measured_app.reset()
        assert (await measured_app.jake.request(method, path, body)).status_code == status, path
        found |= {statement.sql: statement for statement in measured_app.statements}
    queries = [statement for statement in found.values() if re.match("WITH|SELECT|INSERT|UPDATE|DELETE", statement.sql)]
    assert len(queries) >= 19
    engine = create_engine(measured_app.settings)
    async with engine.connect() as connection:
        for query in queries:
            plan = await plan_of(connection, query)
            with subtests.test(query.sql):
                assert expensive_steps(database_kind, plan) == [], plan
    await engine.dispose()


async def test_number_of_statements_matches_the_document(measured_app: MeasuredApp, database_kind: str) -> None:
    if database_kind == "sqlite":
        pytest.skip("SQLite also reports the statements of triggers and cascades")
    documented = {name: int(count) for name, count in ROW.findall(TABLE)}
    measured = {operation: len(statements) async for operation, statements in measured_app.measure_all()}
    assert measured == documented


def test_no_relationship_loads_implicitly() -> None:
    lazy = {
        f"{mapper.class_.__name__}.{relationship.key}": relationship.lazy
        for mapper in _mappers()
        for relationship in mapper.relationships
    }

    assert lazy
    assert set(lazy.values()) == {"raise"}


def _mappers() -> Iterator[Mapper[Any]]:
    for table in Base.__subclasses__():
        yield inspect(table)
