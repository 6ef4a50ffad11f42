"""PgBouncer in transaction mode, between the application and PostgreSQL."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from typing import Any

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
from tests.people import ARTICLE_NOT_FOUND, TIMESTAMP, Person, assert_error, register

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


async def write(person: Person) -> str:
    """Publish, revise, favorite and comment on an article, follow anna, and return the slug."""
    slug = await person.publish(f"By {person.username}", tagList=["draft"])
    revised = {"article": {"body": f"Revised by {person.username}", "tagList": ["all", person.username]}}
    assert (await person.put(f"/articles/{slug}", revised)).status_code == 200
    await person.favorite(slug)
    await person.comment(slug, f"I am {person.username}.")
    await person.follow("anna")
    return slug


def article_by(username: str) -> dict[str, Any]:
    """The article that `write` creates, as its author sees the article."""
    return {
        "slug": f"by-{username}",
        "title": f"By {username}",
        "description": "About it",
        "body": f"Revised by {username}",
        "tagList": ["all", username],
        "createdAt": TIMESTAMP,
        "updatedAt": TIMESTAMP,
        "favorited": True,
        "favoritesCount": 1,
        "author": {"username": username, "bio": None, "image": None, "following": False},
    }


async def use_article_api(client: httpx.AsyncClient, username: str) -> None:
    """Write an article, check every list, delete the article, and check its absence."""
    person = await register(client, username)
    slug = await write(person)

    assert await person.article(slug) == article_by(username)
    assert await person.titles("/articles/feed") == ["By anna"]
    for query in (f"author={username}", f"favorited={username}", f"tag={username}"):
        assert await person.titles(f"/articles?{query}") == [f"By {username}"]
    [comment] = (await person.get(f"/articles/{slug}/comments")).json()["comments"]
    assert (comment["body"], comment["author"]["username"]) == (f"I am {username}.", username)

    assert (await person.delete(f"/articles/{slug}")).status_code == 204
    assert_error(await person.get(f"/articles/{slug}"), *ARTICLE_NOT_FOUND)
    assert await person.titles(f"/articles?author={username}") == []


async def test_users_on_two_shared_connections_see_their_writes_and_leave_no_state(
    behind_pgbouncer: Settings,
) -> None:
    await asyncio.to_thread(upgrade_to_head, behind_pgbouncer)
    async with client_of(behind_pgbouncer) as client:
        anna = await register(client, "anna")
        await anna.publish("By anna")
        await asyncio.gather(*(use_article_api(client, username) for username in USERNAMES))

        assert await anna.titles("/articles") == ["By anna"]
    assert await connection_states(behind_pgbouncer, 2) == [ConnectionStateRow(0, "auto")] * 2


async def test_pgbouncer_rejects_connections_without_the_pooler_setting(behind_pgbouncer: Settings) -> None:
    without_setting = msgspec.structs.replace(behind_pgbouncer, database_pooler="none")

    with pytest.raises(DatabaseUnreachableError, match="unsupported startup parameter: plan_cache_mode"):
        await asyncio.to_thread(upgrade_to_head, without_setting)
    await asyncio.to_thread(upgrade_to_head, behind_pgbouncer)
    async with client_of(without_setting) as client:
        with pytest.raises(AssertionError, match='"code":"unavailable"'):
            await use_article_api(client, "anna")
        assert (await client.get("/api/articles")).status_code == 503


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
