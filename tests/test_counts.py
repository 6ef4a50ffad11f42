"""Counts that are kept agree with what is there, whatever has happened."""

import random
from collections.abc import AsyncIterator

import anyio
import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from app.db.counters import missing_triggers, recount, without_triggers
from tests.people import Person, SignUp
from tests.waiting import PATIENCE

COUNTED = """
    SELECT 'articles' AS scope, '' AS key, count(*) AS n FROM articles HAVING count(*) > 0
    UNION ALL SELECT 'articles_by', CAST(author_id AS VARCHAR), count(*) FROM articles GROUP BY author_id
    UNION ALL SELECT 'latest_by', CAST(author_id AS VARCHAR), max(id) FROM articles GROUP BY author_id
    UNION ALL SELECT 'articles_tagged', tag, count(*) FROM article_tags GROUP BY tag
    UNION ALL SELECT 'favorites_by', CAST(user_id AS VARCHAR), count(*) FROM favorites GROUP BY user_id
    UNION ALL SELECT 'favorites_of', CAST(article_id AS VARCHAR), count(*) FROM favorites GROUP BY article_id
    """
KEPT = """
    SELECT scope, key, sum(n) AS n FROM counts GROUP BY scope, key HAVING sum(n) <> 0
    UNION ALL SELECT 'articles_by', CAST(user_id AS VARCHAR), articles FROM writers WHERE articles <> 0
    UNION ALL SELECT 'latest_by', CAST(user_id AS VARCHAR), latest_article_id FROM writers WHERE latest_article_id <> 0
    """


async def kept_and_counted(engine: AsyncEngine) -> tuple[set[tuple[str, str, int]], set[tuple[str, str, int]]]:
    """What the triggers have kept, and what the rows say in the same transaction."""
    async with engine.begin() as connection:
        kept = {(scope, key, int(n)) for scope, key, n in await connection.execute(text(KEPT))}
        counted = {(scope, key, int(n)) for scope, key, n in await connection.execute(text(COUNTED))}
    return kept, counted


class History:
    """What a person does at random."""

    def __init__(self, people: list[Person], seed: int) -> None:
        self.random = random.Random(seed)
        self.people = people
        self.slugs: list[str] = []

    async def act(self) -> None:
        who = self.random.choice(self.people)
        tags = self.random.sample(["a", "b", "c", "ä"], self.random.randint(0, 4))
        slug = self.random.choice(self.slugs) if self.slugs else "none"
        match self.random.choice(["publish", "publish", "favorite", "favorite", "unfavorite", "revise", "delete"]):
            case "publish":
                self.slugs.append(await who.publish("A title", tagList=tags))
                return
            case "favorite":
                response = await who.post(f"/articles/{slug}/favorite")
            case "unfavorite":
                response = await who.delete(f"/articles/{slug}/favorite")
            case "revise":
                title = self.random.choice(["A title", "Another title"])
                response = await who.put(f"/articles/{slug}", {"article": {"title": title, "tagList": tags}})
                if response.status_code == 200:
                    self.slugs.append(response.json()["article"]["slug"])
            case "delete":
                response = await who.delete(f"/articles/{slug}")
        # Somebody else's, or somebody has deleted or moved it.
        assert response.status_code in (200, 204, 403, 404), response.text


@pytest.mark.parametrize("seed", [1, 2])
async def test_counts_agree_after_whatever_writers_have_done_at_once(
    client: httpx.AsyncClient, sign_up: SignUp, engine: AsyncEngine, seed: int
) -> None:
    people = [await sign_up(name) for name in ("jake", "anna", "otto")]
    history = History(people, seed)

    async def write() -> None:
        for _ in range(25):
            await history.act()

    async with anyio.create_task_group() as tasks:
        for _ in range(6):
            tasks.start_soon(write)
    kept, counted = await kept_and_counted(engine)
    assert kept == counted
    assert len(counted) > 8

    async with engine.begin() as connection:
        await connection.execute(text("DELETE FROM users WHERE username = 'jake'"))
        await connection.execute(text("UPDATE articles SET author_id = (SELECT id FROM users WHERE username = 'anna')"))
        await connection.execute(text("DELETE FROM article_tags WHERE tag = 'a'"))
        await connection.execute(text("UPDATE article_tags SET tag = 'd' WHERE tag = 'b'"))
    kept, counted = await kept_and_counted(engine)
    assert kept == counted
    total = (await client.get("/api/articles")).json()["articlesCount"]
    assert ("articles", "", total) in counted


async def test_a_transaction_that_is_rolled_back_counts_nothing(sign_up: SignUp, engine: AsyncEngine) -> None:
    jake = await sign_up("jake")
    await jake.publish(tagList=["a"])
    async with engine.connect() as connection:
        transaction = await connection.begin()
        await connection.execute(text("DELETE FROM articles"))
        await transaction.rollback()

    kept, counted = await kept_and_counted(engine)
    assert kept == counted
    assert ("articles", "", 1) in kept


@pytest.fixture
async def holding(sign_up: SignUp, engine: AsyncEngine) -> AsyncIterator[tuple[Person, str]]:
    """Someone and an article, while another transaction that has counted it among its favourites stays open."""
    jake, anna = await sign_up("jake"), await sign_up("anna")
    slug = await jake.publish(tagList=["a"])
    # The counter has a row that everybody would want.
    await jake.favorite(slug)
    async with engine.connect() as connection:
        transaction = await connection.begin()
        add = "INSERT INTO favorites (article_id, user_id) SELECT a.id, u.id FROM articles a, users u"
        await connection.execute(text(f"{add} WHERE u.username = 'anna'"))
        yield Person(anna.client, "jake", jake.token), slug
        await transaction.commit()


async def test_writers_do_not_wait_for_each_other_to_count(
    holding: tuple[Person, str], engine: AsyncEngine, sign_up: SignUp
) -> None:
    if engine.dialect.name == "sqlite":
        pytest.skip("has one writer at a time")
    otto = await sign_up("otto")
    with anyio.fail_after(PATIENCE):
        await otto.favorite(holding[1])
        assert (await otto.article(holding[1]))["favoritesCount"] == 2


async def test_what_was_loaded_uncounted_is_counted_at_the_end(sign_up: SignUp, engine: AsyncEngine) -> None:
    jake = await sign_up("jake")
    slug = await jake.publish(tagList=["before"])
    async with engine.begin() as connection, without_triggers(connection):
        await connection.execute(text("UPDATE article_tags SET tag = 'after'"))
        keys = (await connection.execute(text("SELECT key FROM counts WHERE key IN ('before', 'after')"))).scalars()
        assert list(keys) == ["before"]

    kept, counted = await kept_and_counted(engine)
    assert kept == counted
    async with engine.connect() as connection:
        assert await connection.run_sync(missing_triggers) == frozenset()
    await jake.put(f"/articles/{slug}", {"article": {"tagList": ["d"]}})
    assert (await jake.get("/tags")).json() == {"tags": ["d"]}


async def test_counting_anew_mends_what_was_wrong(sign_up: SignUp, engine: AsyncEngine) -> None:
    jake = await sign_up("jake")
    await jake.publish(tagList=["a"])
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE counts SET n = 7"))
        await connection.execute(text("UPDATE writers SET articles = 7, latest_article_id = 7"))
        await recount(connection)

    kept, counted = await kept_and_counted(engine)
    assert kept == counted
