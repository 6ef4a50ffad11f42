"""The stored counts of articles, tags and favourites equal the counts of the rows after any sequence of writes."""

import random
from collections.abc import AsyncIterator

import anyio
import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from app.db.counters import missing_triggers, recount, without_triggers
from tests.example import favorite, publish, read_article
from tests.people import Person, SignUp
from tests.waiting import TIMEOUT_SECONDS

ACTUAL_COUNTS = """
    SELECT 'articles' AS scope, '' AS key, count(*) AS n FROM articles HAVING count(*) > 0
    UNION ALL SELECT 'articles_by', CAST(author_id AS VARCHAR), count(*) FROM articles GROUP BY author_id
    UNION ALL SELECT 'latest_by', CAST(author_id AS VARCHAR), max(id) FROM articles GROUP BY author_id
    UNION ALL SELECT 'articles_tagged', tag, count(*) FROM article_tags GROUP BY tag
    UNION ALL SELECT 'favorites_by', CAST(user_id AS VARCHAR), count(*) FROM favorites GROUP BY user_id
    UNION ALL SELECT 'favorites_of', CAST(article_id AS VARCHAR), count(*) FROM favorites GROUP BY article_id
    """
STORED_COUNTS = """
    SELECT scope, key, sum(n) AS n FROM counts GROUP BY scope, key HAVING sum(n) <> 0
    UNION ALL SELECT 'articles_by', CAST(user_id AS VARCHAR), articles FROM writers WHERE articles <> 0
    UNION ALL SELECT 'latest_by', CAST(user_id AS VARCHAR), latest_article_id FROM writers WHERE latest_article_id <> 0
    """


async def stored_and_actual_counts(engine: AsyncEngine) -> tuple[set[tuple[str, str, int]], set[tuple[str, str, int]]]:
    """The counts that triggers have stored, and the counts of the rows, in the same transaction."""
    async with engine.begin() as connection:
        stored = {(scope, key, int(n)) for scope, key, n in await connection.execute(text(STORED_COUNTS))}
        actual = {(scope, key, int(n)) for scope, key, n in await connection.execute(text(ACTUAL_COUNTS))}
    return stored, actual


class RandomWrites:
    """Random writes by several users."""

    def __init__(self, users: list[Person], seed: int) -> None:
        self.random = random.Random(seed)
        self.users = users
        self.slugs: list[str] = []

    async def write_once(self) -> None:
        user = self.random.choice(self.users)
        tags = self.random.sample(["a", "b", "c", "ä"], self.random.randint(0, 4))
        slug = self.random.choice(self.slugs) if self.slugs else "none"
        match self.random.choice(["publish", "publish", "favorite", "favorite", "unfavorite", "revise", "delete"]):
            case "publish":
                self.slugs.append(await publish(user, tagList=tags))
                return
            case "favorite":
                response = await user.post(f"/articles/{slug}/favorite")
            case "unfavorite":
                response = await user.delete(f"/articles/{slug}/favorite")
            case "revise":
                title = self.random.choice(["A title", "Another title"])
                response = await user.put(f"/articles/{slug}", {"article": {"title": title, "tagList": tags}})
                if response.status_code == 200:
                    self.slugs.append(response.json()["article"]["slug"])
            case "delete":
                response = await user.delete(f"/articles/{slug}")
        # The article may belong to another user, or a concurrent write may have deleted or renamed the article.
        assert response.status_code in (200, 204, 403, 404), response.text


@pytest.mark.parametrize("seed", [1, 2])
async def test_counts_are_correct_after_concurrent_writes(
    client: httpx.AsyncClient, sign_up: SignUp, engine: AsyncEngine, seed: int
) -> None:
    users = [await sign_up(name) for name in ("jake", "anna", "otto")]
    writes = RandomWrites(users, seed)

    async def write() -> None:
        for _ in range(25):
            await writes.write_once()

    async with anyio.create_task_group() as tasks:
        for _ in range(6):
            tasks.start_soon(write)
    stored, actual = await stored_and_actual_counts(engine)
    assert stored == actual
    assert len(actual) > 8

    async with engine.begin() as connection:
        await connection.execute(text("DELETE FROM users WHERE username = 'jake'"))
        await connection.execute(text("UPDATE articles SET author_id = (SELECT id FROM users WHERE username = 'anna')"))
        await connection.execute(text("DELETE FROM article_tags WHERE tag = 'a'"))
        await connection.execute(text("UPDATE article_tags SET tag = 'd' WHERE tag = 'b'"))
    stored, actual = await stored_and_actual_counts(engine)
    assert stored == actual
    total = (await client.get("/api/articles")).json()["articlesCount"]
    assert ("articles", "", total) in actual


async def test_rolled_back_transaction_changes_no_counts(sign_up: SignUp, engine: AsyncEngine) -> None:
    jake = await sign_up("jake")
    await publish(jake, tagList=["a"])
    async with engine.connect() as connection:
        transaction = await connection.begin()
        await connection.execute(text("DELETE FROM articles"))
        await transaction.rollback()

    stored, actual = await stored_and_actual_counts(engine)
    assert stored == actual
    assert ("articles", "", 1) in stored


@pytest.fixture
async def open_favorite(sign_up: SignUp, engine: AsyncEngine) -> AsyncIterator[tuple[Person, str]]:
    """A user and an article, while another transaction with a new favorite of the article stays open."""
    jake, anna = await sign_up("jake"), await sign_up("anna")
    slug = await publish(jake, tagList=["a"])
    # The counter already has a row, for which writers could compete.
    await favorite(jake, slug)
    async with engine.connect() as connection:
        transaction = await connection.begin()
        add = "INSERT INTO favorites (article_id, user_id) SELECT a.id, u.id FROM articles a, users u"
        await connection.execute(text(f"{add} WHERE u.username = 'anna'"))
        yield Person(anna.client, "jake", jake.token), slug
        await transaction.commit()


async def test_writers_do_not_block_each_other_on_counters(
    open_favorite: tuple[Person, str], engine: AsyncEngine, sign_up: SignUp
) -> None:
    if engine.dialect.name == "sqlite":
        pytest.skip("SQLite has one writer at a time")
    otto = await sign_up("otto")
    with anyio.fail_after(TIMEOUT_SECONDS):
        await favorite(otto, open_favorite[1])
        assert (await read_article(otto, open_favorite[1]))["favoritesCount"] == 2


async def test_rows_loaded_without_triggers_are_counted_at_the_end(sign_up: SignUp, engine: AsyncEngine) -> None:
    jake = await sign_up("jake")
    slug = await publish(jake, tagList=["before"])
    async with engine.begin() as connection, without_triggers(connection):
        await connection.execute(text("UPDATE article_tags SET tag = 'after'"))
        keys = (await connection.execute(text("SELECT key FROM counts WHERE key IN ('before', 'after')"))).scalars()
        assert list(keys) == ["before"]

    stored, actual = await stored_and_actual_counts(engine)
    assert stored == actual
    async with engine.connect() as connection:
        assert await connection.run_sync(missing_triggers) == frozenset()
    await jake.put(f"/articles/{slug}", {"article": {"tagList": ["d"]}})
    assert (await jake.get("/tags")).json() == {"tags": ["d"]}


async def test_recount_corrects_wrong_counts(sign_up: SignUp, engine: AsyncEngine) -> None:
    jake = await sign_up("jake")
    await publish(jake, tagList=["a"])
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE counts SET n = 7"))
        await connection.execute(text("UPDATE writers SET articles = 7, latest_article_id = 7"))
        await recount(connection)

    stored, actual = await stored_and_actual_counts(engine)
    assert stored == actual
