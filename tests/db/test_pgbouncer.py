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

READERS = [f"reader{number}" for number in range(12)]


class TracesRow(Row):
    """What our statements have left in a connection of PostgreSQL's, and how it plans."""

    statements: int
    plans: str


TRACES = Query(
    TracesRow,
    select(
        literal_column("(SELECT count(*) FROM pg_prepared_statements)", Integer).label("statements"),
        literal_column("current_setting('plan_cache_mode')", String).label("plans"),
    ),
)


@pytest.fixture
def behind_pgbouncer(new_settings: Callable[[str], Settings]) -> Settings:
    """Settings that name an empty database behind PgBouncer."""
    return new_settings("pgbouncer")


async def traces_in_transactions(settings: Settings, count: int) -> list[TracesRow]:
    """The traces in as many connections, each of which has a transaction while they are looked at."""
    engine = create_engine(settings)
    async with AsyncExitStack() as stack:
        sessions = [await stack.enter_async_context(AsyncSession(engine)) for _ in range(count)]
        traces = [await TRACES.one(session) for session in sessions]
    await engine.dispose()
    return traces


async def write(person: Person) -> str:
    """Publish an article, revise it, and say something about it; returns its slug."""
    slug = await person.publish(f"By {person.username}", tagList=["draft"])
    revised = {"article": {"body": f"Revised by {person.username}", "tagList": ["all", person.username]}}
    assert (await person.put(f"/articles/{slug}", revised)).status_code == 200
    await person.favorite(slug)
    await person.comment(slug, f"I am {person.username}.")
    await person.follow("anna")
    return slug


def article_by(username: str) -> dict[str, Any]:
    """What its author sees of the article that `write` leaves."""
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


async def converse(client: httpx.AsyncClient, username: str) -> None:
    """Write an article, see in all places that it is there, delete it, and see that it is gone."""
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


async def test_people_who_share_two_connections_see_what_they_did_and_leave_no_trace(
    behind_pgbouncer: Settings,
) -> None:
    await asyncio.to_thread(upgrade_to_head, behind_pgbouncer)
    async with client_of(behind_pgbouncer) as client:
        anna = await register(client, "anna")
        await anna.publish("By anna")
        await asyncio.gather(*(converse(client, username) for username in READERS))

        assert await anna.titles("/articles") == ["By anna"]
    assert await traces_in_transactions(behind_pgbouncer, 2) == [TracesRow(0, "auto")] * 2


async def test_without_the_setting_pgbouncer_refuses_everybody(behind_pgbouncer: Settings) -> None:
    unaware = msgspec.structs.replace(behind_pgbouncer, database_pooler="none")

    with pytest.raises(DatabaseUnreachableError, match="unsupported startup parameter: plan_cache_mode"):
        await asyncio.to_thread(upgrade_to_head, unaware)
    await asyncio.to_thread(upgrade_to_head, behind_pgbouncer)
    async with client_of(unaware) as client:
        with pytest.raises(AssertionError, match='"code":"unavailable"'):
            await converse(client, "anna")
        assert (await client.get("/api/articles")).status_code == 503


@pytest.mark.parametrize(
    ("pooler", "named", "plans"), [("none", True, "force_generic_plan"), ("transaction", False, "auto")]
)
async def test_connections_have_named_statements_and_our_settings_where_no_pooler_lends_them(
    new_database: Callable[[str], str], pooler: str, named: bool, plans: str
) -> None:
    settings = settings_for(new_database("postgresql"), database_pooler=pooler)
    async with create_reads(settings, create_engine(settings)) as reads:
        outside = await reads.first(TRACES)
    [inside] = await traces_in_transactions(settings, 1)

    for traces in (outside, inside):
        assert traces is not None
        assert (traces.statements > 0, traces.plans) == (named, plans)


async def test_a_type_may_change_while_transactions_keep_their_connection(new_database: Callable[[str], str]) -> None:
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
