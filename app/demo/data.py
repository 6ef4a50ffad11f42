"""Demo data: users, their articles, comments, favourites and follows."""

from bisect import bisect
from collections.abc import AsyncGenerator, Callable, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import chain, islice, permutations, product
from random import Random
from typing import Annotated, Any, NamedTuple, TypeVar

import msgspec
from msgspec import Meta
from sqlalchemy import exists, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import InstrumentedAttribute

from app.auth.passwords import Passwords
from app.db.engine import create_engine
from app.db.keys import key_of
from app.db_models import Article, ArticleTag, Base, Comment, Favorite, Follow, User
from app.demo import texts
from app.repositories.slugs import slug_of
from app.settings import Settings

PASSWORD = "johndoe-demo"  # noqa: S105
DOMAIN = "@example.test"
JOHNDOE = "johndoe"
# johndoe owns every 15th row, so that the demo account has rows of every kind.
JOHNDOE_EVERY = 15

# The first PACE articles fill the first half of the SPAN before PRESENT. All later articles share the second half.
PRESENT = datetime(2026, 11, 1, tzinfo=UTC)
SPAN = timedelta(days=540)
PACE = 60

BATCH = 500
# An arbitrary number. Concurrent seeds wait for each other with this lock on PostgreSQL, as they do on SQLite.
ADVISORY_LOCK = 7_130_417

DEMO_USERS = select(User.id).where(User.email_key.endswith(DOMAIN))

Item = TypeVar("Item")
Row = dict[str, Any]
Pair = tuple[int, int]
Progress = Callable[[str, int], None]


class Sizes(msgspec.Struct, frozen=True, kw_only=True):
    """The numbers of rows of each kind: existing numbers, or requested minimums.

    The command `scripts/seed_demo.py` has an option for each field, with its default and its limit.
    """

    people: Annotated[int, Meta(ge=2)] = 50
    articles: Annotated[int, Meta(ge=1)] = 300
    comments: Annotated[int, Meta(ge=0)] = 1_200
    favorites: Annotated[int, Meta(ge=0)] = 2_000
    follows: Annotated[int, Meta(ge=0)] = 300


SMALL = Sizes(people=8, articles=40, comments=100, favorites=120, follows=30)


class PublishedArticle(NamedTuple):
    """An existing article. Its number determines its publication time."""

    number: int
    id: int
    topic: texts.Topic


def _ignore_progress(kind: str, done: int) -> None:
    """Ignore progress reports."""


async def seed(
    settings: Settings, sizes: Sizes, *, random_seed: int = 1, progress: Progress = _ignore_progress
) -> Sizes:
    """Add the missing rows to a migrated database in one transaction, and return the new sizes.

    The sizes must include at least two people and one article. An empty database gets the same rows for the same sizes
    and seed, except for the salt of the password hash. `progress` receives the number of rows of a kind.
    """
    async with _transaction(settings) as connection:
        return await _insert_all(connection, await _hash(settings), sizes, random_seed, progress)


async def seed_if_empty(settings: Settings, sizes: Sizes) -> bool:
    """Seed a migrated database that has no users. Return whether the database had no users."""
    async with _transaction(settings) as connection:
        if await connection.scalar(select(exists(select(User.id)))):
            return False
        await _insert_all(connection, await _hash(settings), sizes, random_seed=1, progress=_ignore_progress)
        return True


def timestamp_at(position: float) -> datetime:
    """The publication time of the article at this position: after the previous article, and before `PRESENT`.

    The time does not depend on the number of articles, so that articles can be added later. A time is never a whole
    second or millisecond.
    """
    timestamp = PRESENT - SPAN * (PACE / (PACE + position))
    return timestamp.replace(microsecond=timestamp.microsecond | 1)


def position_at(timestamp: datetime) -> float:
    """The position of a publication time: the inverse of `timestamp_at`."""
    return PACE * (SPAN / (PRESENT - timestamp) - 1)


@asynccontextmanager
async def _transaction(settings: Settings) -> AsyncGenerator[AsyncConnection, None]:
    engine = create_engine(settings)
    try:
        async with engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                await connection.execute(select(func.pg_advisory_xact_lock(ADVISORY_LOCK)))
            yield connection
    finally:
        await engine.dispose()


async def _hash(settings: Settings) -> str:
    passwords = Passwords(memory_kib=settings.password_memory_kib, iterations=settings.password_iterations)
    return await passwords.hash(PASSWORD)


async def _insert_all(
    connection: AsyncConnection, password_hash: str, sizes: Sizes, random_seed: int, progress: Progress
) -> Sizes:
    seeder = _Seeder(connection, random_seed, progress)
    user_ids = await seeder.add_users(sizes.people, password_hash)
    articles = await seeder.add_articles(sizes.articles, user_ids)
    await seeder.add_comments(sizes.comments, articles, user_ids)
    await seeder.add_favorites(sizes.favorites, articles, user_ids)
    await seeder.add_follows(sizes.follows, user_ids)
    return await _count(connection)


async def _count(connection: AsyncConnection) -> Sizes:
    tables = (User, Article, Comment, Favorite, Follow)
    counts = [select(func.count()).select_from(table).scalar_subquery() for table in tables]
    row = (await connection.execute(select(*counts))).one()
    return Sizes(**dict(zip(Sizes.__struct_fields__, row, strict=True)))


class _Seeder:
    """Inserts missing rows in one transaction.

    A row with a taken username or slug is omitted, together with all rows that would refer to the row.
    """

    def __init__(self, connection: AsyncConnection, random_seed: int, progress: Progress) -> None:
        self._connection = connection
        self._random_seed = random_seed
        self._progress = progress

    async def add_users(self, count: int, password_hash: str) -> list[int]:
        """Insert the missing users, and return the ids of all demo users. The first id belongs to johndoe."""
        full_names = [f"{first}.{last}" for first in texts.FIRST_NAMES for last in texts.LAST_NAMES]
        shuffled = _shuffled(self._random_for("names"), full_names)
        names = [JOHNDOE, *(_unique_name(shuffled, number, "{}") for number in range(count - 1))]
        emails = [name + DOMAIN for name in names]

        def row(number: int) -> Row:
            return {
                "username": names[number],
                "username_key": key_of(names[number]),
                "email": emails[number],
                "email_key": key_of(emails[number]),
                "password_hash": password_hash,
                "bio": texts.bio(self._random_for("bio", number)) if number else texts.JOHNDOE_BIO,
                # All users have registered before the first article.
                **_timestamps(timestamp_at(number) - SPAN),
            }

        keys = [key_of(email) for email in emails]
        ids, _ = await self._insert_missing("people", User.email_key, User.id, keys, row)
        return list(ids.values())

    async def add_articles(self, count: int, user_ids: Sequence[int]) -> list[PublishedArticle]:
        """Insert the missing articles with their tags, and return all demo articles, oldest first."""
        headlines = _shuffled(self._random_for("headlines"), texts.headlines())
        distinct_titles = [headline.title for headline in headlines]
        topics = [headlines[number % len(headlines)].topic for number in range(count)]
        titles = [_unique_name(distinct_titles, number, ", part {}") for number in range(count)]
        slugs = [slug_of(title) for title in titles]

        def row(number: int) -> Row:
            random = self._random_for("article", number)
            return {
                "slug": slugs[number],
                "title": titles[number],
                "description": texts.description(random, topics[number]),
                "body": texts.body(random, topics[number]),
                "author_id": _choose_user(random, user_ids, number),
                **_timestamps(timestamp_at(number + random.random())),
            }

        ids, new = await self._insert_missing("articles", Article.slug, Article.author_id, slugs, row)
        articles = [PublishedArticle(number, article_id, topics[number]) for number, article_id in ids.items()]
        # An author may have changed the tags of existing articles.
        await self._add_tags(article for article in articles if article.number in new)
        return articles

    async def add_comments(self, count: int, articles: Sequence[PublishedArticle], user_ids: Sequence[int]) -> None:
        """Insert the missing comments, each newer than its article and than all existing comments."""
        query = select(func.count(), func.max(Comment.created_at)).where(
            Comment.author_id.in_(DEMO_USERS), Comment.created_at < PRESENT
        )
        existing, latest = (await self._connection.execute(query)).one()
        missing = max(0, count - existing)
        start = position_at(latest) if latest else 1.0
        # Some comments are newer than the newest article.
        end = max(start, len(articles)) * 1.1
        numbers = [article.number for article in articles]
        random = self._random_for("comments", existing)

        def row(index: int) -> Row:
            position = start + (end - start) * (index + random.random()) / missing
            published = max(1, bisect(numbers, position - 1))
            article = articles[published - 1 - _skewed_index(random, published)]
            return {
                "body": texts.comment(random, article.topic),
                "article_id": article.id,
                "author_id": _choose_user(random, user_ids, index),
                **_timestamps(timestamp_at(position)),
            }

        await self._insert("comments", Comment, map(row, range(missing)), existing)

    async def add_favorites(self, count: int, articles: Sequence[PublishedArticle], user_ids: Sequence[int]) -> None:
        """Insert the missing favourites. A few articles have most of the favourites."""
        random = self._random_for("favorites")
        ranked = _shuffled(random, [article.id for article in articles])
        draws = (
            (_choose_user(random, user_ids, index), ranked[_skewed_index(random, len(ranked))])
            for index in range(4 * count)
        )
        candidates = chain(draws, product(user_ids, ranked))
        await self._insert_pairs("favorites", Favorite.user_id, Favorite.article_id, candidates, count)

    async def add_follows(self, count: int, user_ids: Sequence[int]) -> None:
        """Insert the missing follows. No user follows themselves."""
        random = self._random_for("follows")
        draws = (
            (_choose_user(random, user_ids, index), _choose_user(random, user_ids, index + JOHNDOE_EVERY // 2))
            for index in range(4 * count)
        )
        candidates = (pair for pair in chain(draws, permutations(user_ids, 2)) if pair[0] != pair[1])
        await self._insert_pairs("follows", Follow.follower_id, Follow.followed_id, candidates, count)

    async def _insert_missing(
        self,
        kind: str,
        key: InstrumentedAttribute[str],
        owner: InstrumentedAttribute[int],
        keys: Sequence[str],
        row: Callable[[int], Row],
    ) -> tuple[dict[int, int], set[int]]:
        """Insert the rows with missing keys. Return the ids of all rows by number, and the numbers of the new rows."""
        table: Any = key.class_
        query = select(key, table.id).where(owner.in_(DEMO_USERS))
        ids: dict[str, int] = dict((await self._connection.execute(query)).all())
        missing = [number for number, name in enumerate(keys) if name not in ids]
        ids |= await self._insert(kind, table, map(row, missing), len(keys) - len(missing), key, table.id)
        ids_by_number = {number: ids[name] for number, name in enumerate(keys) if name in ids}
        return ids_by_number, ids_by_number.keys() & missing

    async def _add_tags(self, articles: Iterable[PublishedArticle]) -> None:
        rows = [
            {"article_id": article.id, "tag": tag}
            for article in articles
            for tag in texts.tags(self._random_for("tags", article.number), article.topic)
        ]
        if rows:
            await self._connection.execute(insert(ArticleTag).on_conflict_do_nothing(), rows)

    async def _insert_pairs(
        self,
        kind: str,
        user_column: InstrumentedAttribute[int],
        other_column: InstrumentedAttribute[int],
        candidates: Iterator[Pair],
        count: int,
    ) -> None:
        """Insert new candidates until the table has `count` demo rows, or no candidate is left."""
        query = select(user_column, other_column).where(user_column.in_(DEMO_USERS))
        existing = set((await self._connection.execute(query)).all())
        missing = islice(_exclude_existing(existing, candidates), max(0, count - len(existing)))
        rows = ({user_column.key: first, other_column.key: second} for first, second in missing)
        table: Any = user_column.class_
        await self._insert(kind, table, rows, len(existing))

    async def _insert(
        self, kind: str, table: type[Base], rows: Iterator[Row], existing: int, *returned: Any
    ) -> list[Any]:
        """Insert the rows in batches, and return the `returned` columns of all inserted rows."""
        added: list[Any] = []
        self._progress(kind, existing)
        statement: Any = insert(table).on_conflict_do_nothing()
        if returned:
            statement = statement.returning(*returned)
        while batch := list(islice(rows, BATCH)):
            result = await self._connection.execute(statement, batch)
            added += result.all() if returned else ()
            existing += len(batch)
            self._progress(kind, existing)
        return added

    def _random_for(self, *purpose: object) -> Random:
        """A random generator for this purpose, so that a row does not depend on other rows."""
        return Random(f"{self._random_seed} {purpose}")  # noqa: S311


def _timestamps(timestamp: datetime) -> Row:
    return {"created_at": timestamp, "updated_at": timestamp}


def _shuffled(random: Random, items: Sequence[Item]) -> list[Item]:
    return random.sample(items, len(items))


def _unique_name(names: Sequence[str], number: int, suffix: str) -> str:
    """The name at this number. After the last name, the names repeat with a numbered suffix."""
    repetition, index = divmod(number, len(names))
    return names[index] + (suffix.format(repetition + 1) if repetition else "")


def _exclude_existing(existing: Iterable[Pair], candidates: Iterable[Pair]) -> Iterator[Pair]:
    """The candidates without existing pairs and duplicates."""
    seen = set(existing)
    for pair in candidates:
        if pair not in seen:
            seen.add(pair)
            yield pair


def _skewed_index(random: Random, count: int) -> int:
    """A random index. Low indexes are more probable than high indexes."""
    return int(count * random.random() ** 2)


def _choose_user(random: Random, user_ids: Sequence[int], index: int) -> int:
    """The id of johndoe for every 15th index, otherwise the id of a random other user."""
    return user_ids[0] if index % JOHNDOE_EVERY == 0 else user_ids[1 + _skewed_index(random, len(user_ids) - 1)]
