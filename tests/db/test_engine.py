"""Database connections after timeouts, cancellations and lost connections."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing

import httpx
import msgspec
import pytest
from litestar import Litestar
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine

from app.asgi import create_app
from app.db.engine import create_engine
from app.db.migrations import upgrade_to_head
from app.settings import Settings
from tests.conftest import settings_for
from tests.people import register
from tests.waiting import TIMEOUT_SECONDS


@pytest.fixture
async def transactions(settings: Settings) -> AsyncIterator[AsyncEngine]:
    """An engine for transactions with one connection."""
    engine = create_engine(msgspec.structs.replace(settings, database_pool_size=1))
    yield engine
    await engine.dispose()


async def can_query(engine: AsyncEngine) -> bool:
    """Whether a query succeeds on a connection of the engine."""
    async with asyncio.timeout(TIMEOUT_SECONDS), engine.begin() as connection:
        return bool(await connection.scalar(text("SELECT 7")))


@asynccontextmanager
async def users_locked(engine: AsyncEngine) -> AsyncIterator[None]:
    """In the block, another connection blocks the table of users."""
    if engine.dialect.name == "sqlite":
        with closing(sqlite3.connect(str(engine.url.database), isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield
            connection.execute("ROLLBACK")
    else:
        async with engine.begin() as connection:
            await connection.exec_driver_sql("LOCK TABLE users IN ACCESS EXCLUSIVE MODE")
            yield


async def test_wait_for_a_connection_times_out(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.db.engine.POOL_TIMEOUT", 0.05)
    engine = create_engine(msgspec.structs.replace(settings, database_pool_size=1))

    async with engine.connect():
        with pytest.raises(PoolTimeout):
            await can_query(engine)

    assert await can_query(engine)
    await engine.dispose()


async def test_failed_connection_does_not_occupy_the_pool(tmp_path: object) -> None:
    engine = create_engine(settings_for(f"sqlite+aiosqlite:///{tmp_path}/missing/test.db"))

    for _ in range(2):
        with pytest.raises(OperationalError):
            await can_query(engine)


async def test_cancelled_wait_for_a_connection_leaks_no_connection(
    transactions: AsyncEngine,
) -> None:
    async with transactions.connect():
        waiting = [asyncio.create_task(can_query(transactions)) for _ in range(3)]
        await asyncio.sleep(0.01)
        waiting[1].cancel()
    waiting[0].cancel()
    results = await asyncio.gather(*waiting, return_exceptions=True)

    assert isinstance(results[1], asyncio.CancelledError)
    assert results[2] is True
    assert await can_query(transactions)


async def test_cancelled_statement_leaks_no_connection(transactions: AsyncEngine, engine: AsyncEngine) -> None:
    async def write() -> None:
        async with transactions.begin() as connection:
            await connection.execute(text("DELETE FROM users"))

    async with users_locked(engine):
        writing = asyncio.create_task(write())
        await asyncio.sleep(0.05)
        writing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await writing

    assert await can_query(transactions)


@pytest.mark.usefixtures("client")  # deletes the users after the test
async def test_request_without_a_connection_returns_503_and_the_next_request_succeeds(
    settings: Settings, engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.db.engine.POOL_TIMEOUT", 0.3)
    app = create_app(msgspec.structs.replace(settings, database_pool_size=1))

    async with app.lifespan(), httpx.AsyncClient(transport=_transport_to(app), base_url="http://test") as client:

        async def post(username: str) -> httpx.Response:
            user = {"username": username, "email": f"{username}@example.test", "password": "a password"}
            return await client.post("/api/users", json={"user": user})

        async with users_locked(engine):
            # One request gets the connection and waits for the lock; the other request waits for the connection.
            requests = [asyncio.create_task(post(username)) for username in ("jake", "anna")]
            [rejected], [waiting] = await asyncio.wait(requests, return_when=asyncio.FIRST_COMPLETED)
        assert (rejected.result().status_code, rejected.result().json()["code"]) == (503, "unavailable")
        assert (await waiting).status_code == 201
        assert (await post("otto")).status_code == 201


async def test_connections_that_the_server_has_closed_are_replaced(new_database: Callable[[str], str]) -> None:
    settings = settings_for(new_database("postgresql"))
    await asyncio.to_thread(upgrade_to_head, settings)
    app, engine = create_app(settings), create_engine(settings)

    async with app.lifespan(), httpx.AsyncClient(transport=_transport_to(app), base_url="http://test") as client:
        jake = await register(client, "jake")
        await asyncio.gather(*(jake.get("/user") for _ in range(5)))
        async with engine.begin() as connection:
            terminated = await connection.exec_driver_sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            assert len(terminated.all()) >= 2
        statuses = [(await jake.get("/user")).status_code for _ in range(10)]

    await engine.dispose()
    assert statuses[1:] == [200] * 9
    assert statuses[0] in {200, 503}


def _transport_to(app: Litestar) -> httpx.ASGITransport:
    return httpx.ASGITransport(app=app)  # type: ignore[arg-type]
