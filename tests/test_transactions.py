"""One request, one transaction."""

import ast
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, closing
from typing import NoReturn

import anyio
import httpx
import pytest
from litestar import Litestar
from litestar.types import Message, Receive, Scope, Send
from sqlalchemy.ext.asyncio import AsyncEngine

from app.auth.tokens import Tokens
from app.db_models import User
from app.settings import ROOT
from tests.people import Person, register

SignUp = Callable[[str], Awaitable[Person]]

# After each registration, a trigger adds a row with a dangling reference, which the database checks at commit.
ADD_DANGLING_REFERENCES = {
    "sqlite": (
        "CREATE TABLE dangling (user_id INTEGER REFERENCES users (id) DEFERRABLE INITIALLY DEFERRED)",
        "CREATE TRIGGER add_dangling AFTER INSERT ON users BEGIN INSERT INTO dangling VALUES (-1); END",
    ),
    "postgresql": (
        "CREATE TABLE dangling (user_id BIGINT REFERENCES users (id) DEFERRABLE INITIALLY DEFERRED)",
        """CREATE FUNCTION add_dangling() RETURNS trigger LANGUAGE plpgsql AS
           $$ BEGIN INSERT INTO dangling VALUES (-1); RETURN NULL; END $$""",
        "CREATE TRIGGER add_dangling AFTER INSERT ON users EXECUTE FUNCTION add_dangling()",
    ),
}
REMOVE_DANGLING_REFERENCES = {
    "sqlite": ("DROP TRIGGER add_dangling", "DROP TABLE dangling"),
    "postgresql": ("DROP TRIGGER add_dangling ON users", "DROP FUNCTION add_dangling", "DROP TABLE dangling"),
}
ANNA = {"username": "anna", "email": "anna@example.test", "password": "anna-password"}


@asynccontextmanager
async def failing_commits(engine: AsyncEngine) -> AsyncIterator[None]:
    """In the block, a transaction that adds a user fails at commit."""
    for statements in (ADD_DANGLING_REFERENCES, REMOVE_DANGLING_REFERENCES):
        async with engine.begin() as connection:
            for statement in statements[engine.dialect.name]:
                await connection.exec_driver_sql(statement)
        if statements is ADD_DANGLING_REFERENCES:
            yield


async def usernames(engine: AsyncEngine) -> list[str]:
    """The usernames of all stored users."""
    async with engine.connect() as connection:
        rows = await connection.exec_driver_sql("SELECT username FROM users ORDER BY username")
        return [str(username) for username in rows.scalars()]


async def test_failed_commit_returns_500_and_stores_nothing(client: httpx.AsyncClient, engine: AsyncEngine) -> None:
    async with failing_commits(engine):
        response = await client.post("/api/users", json={"user": ANNA})

    assert response.status_code == 500
    assert response.json() == {
        "errors": {"server": ["failed; quote the request id when you report it"]},
        "code": "internal",
        "requestId": response.headers["X-Request-ID"],
    }
    assert await usernames(engine) == []
    assert (await client.post("/api/users", json={"user": ANNA})).status_code == 201


async def open_transactions(engine: AsyncEngine) -> int:
    """The number of open transactions of the application. On SQLite: the number of transactions with the write lock."""
    if engine.dialect.name == "sqlite":
        try:
            with closing(sqlite3.connect(str(engine.url.database), timeout=0, isolation_level=None)) as connection:
                connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return 1
        return 0
    async with engine.connect() as connection:
        idle = "SELECT count(*) FROM pg_stat_activity WHERE state LIKE 'idle in transaction%'"
        return int((await connection.exec_driver_sql(idle)).scalar_one())


async def test_rejected_request_ends_its_transaction_before_the_response(
    app: Litestar, sign_up: SignUp, engine: AsyncEngine
) -> None:
    jake = await sign_up("jake")
    await jake.put("/user", {"user": {"password": "another password"}})
    open_at_response: list[int] = []

    async def wrapped_app(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_and_count(message: Message) -> None:
            if message["type"] == "http.response.start":
                open_at_response.append(await open_transactions(engine))
            await send(message)

        await app(scope, receive, send_and_count)

    async with httpx.AsyncClient(transport=httpx.ASGITransport(wrapped_app), base_url="http://test") as client:  # type: ignore[arg-type]
        response = await Person(client, "jake", jake.token).put("/user", {})

    assert response.status_code == 401
    assert open_at_response == [0]


async def test_request_that_fails_after_its_writes_stores_nothing(
    client: httpx.AsyncClient, engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(user: User, _: Tokens) -> NoReturn:
        raise RuntimeError(user.username)

    monkeypatch.setattr("controllers.users.present_user", fail)
    response = await client.post("/api/users", json={"user": ANNA})

    assert response.status_code == 500
    assert await usernames(engine) == []


async def test_concurrent_writes_are_all_stored(client: httpx.AsyncClient, engine: AsyncEngine) -> None:
    names = [f"user{number:02}" for number in range(20)]
    async with anyio.create_task_group() as tasks:
        for name in names:
            tasks.start_soon(register, client, name)

    assert await usernames(engine) == names


async def test_concurrent_registrations_of_one_username_create_one_account(client: httpx.AsyncClient) -> None:
    statuses: list[int] = []

    async def register(number: int) -> None:
        user = {"username": "Jake", "email": f"jake{number}@example.test", "password": "jake-password"}
        statuses.append((await client.post("/api/users", json={"user": user})).status_code)

    async with anyio.create_task_group() as tasks:
        for number in range(8):
            tasks.start_soon(register, number)

    assert sorted(statuses) == [201] + [409] * 7


async def test_response_that_cannot_be_encoded_stores_nothing(
    client: httpx.AsyncClient, engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("controllers.users.present_user", lambda *_: {"user": object()})
    response = await client.post("/api/users", json={"user": ANNA})

    assert response.status_code == 500
    assert await usernames(engine) == []


def test_session_is_the_only_generator_dependency(app: Litestar) -> None:
    """Litestar ends several generators in tasks, where an API error would become an error of the task group."""
    generators = {
        name
        for route in app.routes
        for handler in getattr(route, "route_handlers", [])
        for name, provide in handler.resolve_dependencies().items()
        if provide.has_async_generator_dependency or provide.has_sync_generator_dependency
    }

    assert generators == {"session"}


SAVEPOINTS = {"add_in_savepoint", "begin_nested"}


def handlers_without_savepoint(source: str) -> list[int]:
    """The lines of `try` statements that catch database errors around statements outside of a savepoint."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Try)
        and any("IntegrityError" in ast.dump(handler.type) for handler in node.handlers if handler.type)
        and not any(isinstance(part, ast.Attribute) and part.attr in SAVEPOINTS for part in walk_body(node))
    ]


def walk_body(node: ast.Try) -> Iterator[ast.AST]:
    for statement in node.body:
        yield from ast.walk(statement)


def test_integrity_errors_are_caught_around_savepoints_only() -> None:
    """PostgreSQL answers the COMMIT after a failed statement with a rollback, and the driver reports no error."""
    sources = {path: path.read_text() for package in ("app", "controllers") for path in (ROOT / package).rglob("*.py")}
    assert {str(path): lines for path, text in sources.items() if (lines := handlers_without_savepoint(text))} == {}


def test_caught_integrity_error_without_savepoint_is_found() -> None:
    assert handlers_without_savepoint(
        "try:\n    await self.add(row)\nexcept (ValueError, IntegrityError):\n    pass"
    ) == [1]
