"""The demo data: its sizes, its order in time, and its agreement with the contract."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import Connection, create_engine, text

from app.auth.passwords import Passwords
from app.db.migrations import upgrade_to_head
from app.demo.data import PASSWORD, SMALL, Sizes, position_at, seed, seed_if_empty, timestamp_at
from app.repositories.slugs import slug_of
from app.settings import Settings
from schemas import articles, comments, profiles, users

LARGER = Sizes(people=12, articles=60, comments=150, favorites=200, follows=40)
TABLES = ("users", "articles", "article_tags", "comments", "favorites", "follows")
SECRET_KEY = "x" * 32

Rows = list[dict[str, Any]]


async def migrated(path: Path) -> Settings:
    """Settings for a new, migrated database."""
    settings = Settings(
        secret_key=SECRET_KEY,
        database_url=f"sqlite:///{path}",
        password_memory_kib=8,
        password_iterations=1,
    )
    await asyncio.to_thread(upgrade_to_head, settings)
    return settings


@contextmanager
def connected(settings: Settings) -> Iterator[Connection]:
    engine = create_engine(settings.url.set(drivername="sqlite"))
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def select(settings: Settings, query: str) -> Rows:
    with connected(settings) as connection:
        return [dict(row) for row in connection.execute(text(query)).mappings()]


def all_rows(settings: Settings) -> dict[str, Rows]:
    return {table: select(settings, f"SELECT * FROM {table}") for table in TABLES}


def execute(settings: Settings, statement: str) -> None:
    with connected(settings) as connection:
        connection.execute(text(statement))


async def test_new_database_gets_exactly_the_sizes(tmp_path: Path) -> None:
    settings = await migrated(tmp_path / "demo.db")
    assert await seed(settings, SMALL) == SMALL
    rows = all_rows(settings)
    assert [len(rows[table]) for table in ("users", "articles", "comments", "favorites", "follows")] == [
        8, 40, 100, 120, 30,
    ]  # fmt: skip


async def test_seeding_twice_changes_nothing(tmp_path: Path) -> None:
    settings = await migrated(tmp_path / "demo.db")
    await seed(settings, SMALL)
    before = all_rows(settings)
    await seed(settings, SMALL)
    assert all_rows(settings) == before


async def test_larger_sizes_add_rows_and_preserve_existing_rows(tmp_path: Path) -> None:
    settings = await migrated(tmp_path / "demo.db")
    await seed(settings, SMALL)
    before = all_rows(settings)
    assert await seed(settings, LARGER) == LARGER
    after = all_rows(settings)
    assert all(row in after[table] for table in TABLES for row in before[table])
    assert_chronological(settings)


async def test_smaller_sizes_delete_nothing(tmp_path: Path) -> None:
    settings = await migrated(tmp_path / "demo.db")
    await seed(settings, LARGER)
    assert await seed(settings, SMALL) == LARGER


async def test_two_new_databases_have_the_same_rows_except_for_the_salted_hash(tmp_path: Path) -> None:
    results = []
    for name in ("one", "two"):
        settings = await migrated(tmp_path / f"{name}.db")
        await seed(settings, SMALL)
        rows = all_rows(settings)
        hashes = {user.pop("password_hash") for user in rows["users"]}
        assert len(hashes) == 1
        results.append(rows)
    assert results[0] == results[1]


async def test_another_random_seed_gives_other_rows(tmp_path: Path) -> None:
    titles = []
    for random_seed in (1, 2):
        settings = await migrated(tmp_path / f"{random_seed}.db")
        await seed(settings, SMALL, random_seed=random_seed)
        titles.append(select(settings, "SELECT title FROM articles ORDER BY id"))
    assert titles[0] != titles[1]


async def test_johndoe_has_the_documented_password_and_rows_of_every_kind(tmp_path: Path) -> None:
    settings = await migrated(tmp_path / "demo.db")
    await seed(settings, SMALL)
    [john] = select(settings, "SELECT * FROM users WHERE email = 'johndoe@example.test'")
    passwords = Passwords(memory_kib=8, iterations=1)
    assert john["username"] == "johndoe"
    assert john["bio"]
    assert PASSWORD == "johndoe-demo"
    assert await passwords.verify("johndoe-demo", john["password_hash"])
    owned = ("articles", "author_id"), ("comments", "author_id"), ("favorites", "user_id")
    for table, column in (*owned, ("follows", "follower_id"), ("follows", "followed_id")):
        [count] = select(settings, f"SELECT count(*) AS number FROM {table} WHERE {column} = {john['id']}")
        assert count["number"] >= 2, (table, column)


async def test_ids_are_in_chronological_order_and_timestamps_are_not_round(tmp_path: Path) -> None:
    settings = await migrated(tmp_path / "demo.db")
    await seed(settings, LARGER)
    assert_chronological(settings)
    [spread] = select(settings, "SELECT min(created_at) AS first, max(created_at) AS last FROM articles")
    assert spread["first"][:7] < "2025-08"
    assert "2026-01" < spread["last"][:7] < "2026-11"


def assert_chronological(settings: Settings) -> None:
    for table in ("users", "articles", "comments"):
        rows = select(settings, f"SELECT created_at FROM {table} ORDER BY id")
        moments = [row["created_at"] for row in rows]
        assert moments == sorted(set(moments)), table
        assert not [moment for moment in moments if moment.endswith("000")]


async def test_articles_follow_registrations_and_comments_follow_articles(tmp_path: Path) -> None:
    settings = await migrated(tmp_path / "demo.db")
    await seed(settings, SMALL)
    await seed(settings, LARGER)
    premature = select(
        settings,
        "SELECT c.id FROM comments c JOIN articles a ON a.id = article_id WHERE c.created_at <= a.created_at"
        " UNION ALL "
        "SELECT a.id FROM articles a JOIN users u ON u.id = a.author_id WHERE a.created_at <= u.created_at",
    )
    assert premature == []


async def test_no_user_follows_themselves(tmp_path: Path) -> None:
    settings = await migrated(tmp_path / "demo.db")
    await seed(settings, SMALL)
    assert select(settings, "SELECT * FROM follows WHERE follower_id = followed_id") == []


async def test_unreachable_sizes_are_reduced_to_the_maximum(tmp_path: Path) -> None:
    settings = await migrated(tmp_path / "demo.db")
    reached = await seed(settings, Sizes(people=3, articles=4, comments=0, favorites=1_000, follows=1_000))
    assert reached == Sizes(people=3, articles=4, comments=0, favorites=12, follows=6)


async def test_every_row_conforms_to_the_contract(tmp_path: Path) -> None:
    settings = await migrated(tmp_path / "demo.db")
    # More articles than titles, and more users than names.
    await seed(settings, Sizes(people=2_000, articles=700, comments=300, favorites=0, follows=0))
    rows = all_rows(settings)
    for user in rows["users"]:
        msgspec.convert({**user, "password": PASSWORD}, users.NewUser)
        msgspec.convert({**user, "following": False}, profiles.Profile)
    tagged: dict[int, list[str]] = {}
    for row in rows["article_tags"]:
        tagged.setdefault(row["article_id"], []).append(row["tag"])
    for article in rows["articles"]:
        tags = tagged[article["id"]]
        msgspec.convert({**article, "tagList": tags}, articles.NewArticle)
        assert article["slug"] == slug_of(article["title"])
        msgspec.convert(article["slug"], articles.Slug)
    for comment in rows["comments"]:
        msgspec.convert(comment, comments.NewComment)
    texts = [row["body"] + row.get("description", "") for row in rows["articles"] + rows["comments"]]
    assert not [text for text in texts if "{topic" in text.lower() or "![" in text]


async def test_seeding_again_accepts_edited_demo_data(tmp_path: Path) -> None:
    settings = await migrated(tmp_path / "demo.db")
    await seed(settings, SMALL)
    execute(settings, "UPDATE users SET username = 'jd', username_key = 'jd' WHERE id = 1")
    execute(settings, "UPDATE users SET email = 'x@home.test', email_key = 'x@home.test' WHERE id = 3")
    execute(settings, "UPDATE articles SET author_id = 3 WHERE id = 5")
    execute(settings, "DELETE FROM article_tags WHERE article_id = 6")
    await seed(settings, SMALL)
    sizes = await seed(settings, SMALL)
    assert (sizes.people, sizes.articles) == (8, 40)
    assert select(settings, "SELECT * FROM article_tags WHERE article_id = 6") == []


async def test_interrupted_seeding_stores_nothing(tmp_path: Path) -> None:
    settings = await migrated(tmp_path / "demo.db")

    def interrupt(kind: str, done: int) -> None:
        if kind == "favorites":
            raise KeyError(kind)

    with pytest.raises(KeyError):
        await seed(settings, SMALL, progress=interrupt)
    assert not any(all_rows(settings).values())


async def test_only_an_empty_database_is_seeded_automatically(tmp_path: Path) -> None:
    settings = await migrated(tmp_path / "demo.db")
    assert await seed_if_empty(settings, SMALL)
    assert not await seed_if_empty(settings, LARGER)
    assert len(all_rows(settings)["users"]) == SMALL.people


async def test_progress_ends_at_the_sizes(tmp_path: Path) -> None:
    settings = await migrated(tmp_path / "demo.db")
    reached: dict[str, int] = {}
    await seed(settings, SMALL, progress=reached.__setitem__)
    assert reached == msgspec.structs.asdict(SMALL)


def test_position_of_is_the_inverse_of_moment_of() -> None:
    for position in (1.0, 1.5, 300.25, 50_000.5):
        assert position_at(timestamp_at(position)) == pytest.approx(position, rel=1e-6)
