"""PgBouncer in transaction mode, between the application and PostgreSQL."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack

import httpx
import msgspec
import pytest
from sqlalchemy import Integer, String, literal_column, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from app.db.engine import create_engine
from app.db.migrations import DatabaseUnreachableError, upgrade_to_head
from app.db.query import Query, Row
from app.db.reads import create_reads
from app.settings import Settings
from tests.conftest import client_of, settings_for
from tests.people import TOKEN_INVALID, assert_error, register

USERNAMES = [f"reader{number}" for number in range(12)]


class ConnectionStateRow(Row):
    """The number of prepared statements on a PostgreSQL connection, and its plan cache mode."""

    statements: int
    plan_cache_mode: str


CONNECTION_STATE = Query(
    ConnectionStateRow,
    select(
        literal_column("(SELECT count(*) FROM pg_prepared_statements)", Integer).label("statements"),
        literal_column("current_setting('plan_cache_mode')", String).label("plan_cache_mode"),
    ),
)


@pytest.fixture
def behind_pgbouncer(new_settings: Callable[[str], Settings]) -> Settings:
    """Settings for an empty database behind PgBouncer."""
    return new_settings("pgbouncer")


async def connection_states(settings: Settings, count: int) -> list[ConnectionStateRow]:
    """The states of `count` connections, each with an open transaction."""
    engine = create_engine(settings)
    async with AsyncExitStack() as stack:
        sessions = [await stack.enter_async_context(AsyncSession(engine)) for _ in range(count)]
        states = [await CONNECTION_STATE.one(session) for session in sessions]
    await engine.dispose()
    return states


async def use_account(client: httpx.AsyncClient, username: str) -> None:
    """Register, change the account several times, and check each change and the last password."""
    person = await register(client, username)
    for number in range(5):
        bio = f"Bio {number} of {username}"
        assert (await person.put("/user", {"user": {"bio": bio}})).status_code == 200
        account = (await person.get("/user")).json()["user"]
        assert (account["username"], account["bio"]) == (username, bio)

    assert (await person.put("/user", {"user": {"password": f"new-{username}-password"}})).status_code == 200
    assert_error(await person.get("/user"), *TOKEN_INVALID)
    login = {"user": {"email": f"{username}@example.test", "password": f"new-{username}-password"}}
    assert (await client.post("/api/users/login", json=login)).json()["user"]["bio"] == bio


async def test_users_on_two_shared_connections_see_their_writes_and_leave_no_state(
    behind_pgbouncer: Settings,
) -> None:
    await asyncio.to_thread(upgrade_to_head, behind_pgbouncer)
    async with client_of(behind_pgbouncer) as client:
        await asyncio.gather(*(use_account(client, username) for username in USERNAMES))

    assert await connection_states(behind_pgbouncer, 2) == [ConnectionStateRow(0, "auto")] * 2


async def test_pgbouncer_rejects_connections_without_the_pooler_setting(behind_pgbouncer: Settings) -> None:
    without_setting = msgspec.structs.replace(behind_pgbouncer, database_pooler="none")

    with pytest.raises(DatabaseUnreachableError, match="unsupported startup parameter: plan_cache_mode"):
        await asyncio.to_thread(upgrade_to_head, without_setting)
    await asyncio.to_thread(upgrade_to_head, behind_pgbouncer)
    async with client_of(without_setting) as client:
        with pytest.raises(AssertionError, match='"code":"unavailable"'):
            await use_account(client, "anna")


@pytest.mark.parametrize(
    ("pooler", "named", "plan_cache_mode"), [("none", True, "force_generic_plan"), ("transaction", False, "auto")]
)
async def test_only_connections_without_a_pooler_have_named_statements_and_session_settings(
    new_database: Callable[[str], str], pooler: str, named: bool, plan_cache_mode: str
) -> None:
    settings = settings_for(new_database("postgresql"), database_pooler=pooler)
    async with create_reads(settings, create_engine(settings)) as reads:
        outside = await reads.first(CONNECTION_STATE)
    [inside] = await connection_states(settings, 1)

    for state in (outside, inside):
        assert state is not None
        assert (state.statements > 0, state.plan_cache_mode) == (named, plan_cache_mode)


async def test_column_type_may_change_while_a_connection_stays_open(new_database: Callable[[str], str]) -> None:
    settings = settings_for(new_database("postgresql"), database_pooler="transaction", database_pool_size=1)
    transactions, migration = create_engine(settings), create_engine(settings)
    numbers = []

    for statement in ("CREATE TABLE numbers AS SELECT 7 AS number", "ALTER TABLE numbers ALTER number TYPE bigint"):
        async with migration.begin() as connection:
            await connection.execute(text(statement))
        async with transactions.begin() as connection:
            numbers.append(await connection.scalar(text("SELECT number FROM numbers")))

    assert numbers == [7, 7]
    await transactions.dispose()
    await migration.dispose()
