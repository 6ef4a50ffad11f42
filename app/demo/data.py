"""Demo data: people, and what they write, comment on, like and follow."""

from bisect import bisect
from collections.abc import AsyncGenerator, Callable, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import chain, islice, permutations, product
from random import Random
from typing import Any, NamedTuple, TypeVar

import msgspec
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
# How often it is johndoe's turn: whoever signs in shall find something of everything.
JOHNDOE_EVERY = 15

# Articles fill the SPAN before PRESENT: the first PACE of them one half of it, and all others the rest.
PRESENT = datetime(2026, 11, 1, tzinfo=UTC)
SPAN = timedelta(days=540)
PACE = 60

BATCH = 500
# Any number, the same for everybody who seeds: on PostgreSQL they take turns, as they do on SQLite anyway.
ADVISORY_LOCK = 7_130_417

DEMO_PEOPLE = select(User.id).where(User.email_key.endswith(DOMAIN))

Member = TypeVar("Member")
Row = dict[str, Any]
Pair = tuple[int, int]
Progress = Callable[[str, int], None]


class Sizes(msgspec.Struct, frozen=True, kw_only=True):
    """How many rows of each kind there are, or shall be at least."""

    people: int = 50
    articles: int = 300
    comments: int = 1_200
    favorites: int = 2_000
    follows: int = 300


SMALL = Sizes(people=8, articles=40, comments=100, favorites=120, follows=30)


class Published(NamedTuple):
    """An article that comments may be about. Its number says when it appeared."""

    number: int
    id: int
    topic: texts.Topic


def _say_nothing(kind: str, done: int) -> None:
    """Report no progress."""


async def seed(settings: Settings, sizes: Sizes, *, random_seed: int = 1, progress: Progress = _say_nothing) -> Sizes:
    """Add to a migrated database what it lacks of these sizes, all or nothing, and return what it holds then.

    It takes two people and an article at least. An empty database gets the same rows for the same sizes and
    seed; only the salt of the password hash differs. `progress` is told how many of a kind are there.
    """
    async with _transaction(settings) as connection:
        return await _fill(connection, await _hash(settings), sizes, random_seed, progress)


async def seed_if_empty(settings: Settings, sizes: Sizes) -> bool:
    """Seed a migrated database in which there is nobody yet; return whether that was so."""
    async with _transaction(settings) as connection:
        if await connection.scalar(select(exists(select(User.id)))):
            return False
        await _fill(connection, await _hash(settings), sizes, random_seed=1, progress=_say_nothing)
        return True


def moment_of(position: float) -> datetime:
    """Say when the article with that number appeared: after the one before it, and before `PRESENT`.

    It does not matter how many there are, so that more can follow later. Never a whole second or millisecond.
    """
    moment = PRESENT - SPAN * (PACE / (PACE + position))
    return moment.replace(microsecond=moment.microsecond | 1)


def position_of(moment: datetime) -> float:
    """Invert `moment_of`."""
    return PACE * (SPAN / (PRESENT - moment) - 1)


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


async def _fill(
    connection: AsyncConnection, password_hash: str, sizes: Sizes, random_seed: int, progress: Progress
) -> Sizes:
    seeder = _Seeder(connection, random_seed, progress)
    people = await seeder.add_people(sizes.people, password_hash)
    articles = await seeder.add_articles(sizes.articles, people)
    await seeder.add_comments(sizes.comments, articles, people)
    await seeder.add_favorites(sizes.favorites, articles, people)
    await seeder.add_follows(sizes.follows, people)
    return await _count(connection)


async def _count(connection: AsyncConnection) -> Sizes:
    tables = (User, Article, Comment, Favorite, Follow)
    counts = [select(func.count()).select_from(table).scalar_subquery() for table in tables]
    row = (await connection.execute(select(*counts))).one()
    return Sizes(**dict(zip(Sizes.__struct_fields__, row, strict=True)))


class _Seeder:
    """Adds what is missing, within one transaction.

    A row whose username or slug somebody else has taken stays out, and so does whatever would refer to it.
    """

    def __init__(self, connection: AsyncConnection, random_seed: int, progress: Progress) -> None:
        self._connection = connection
        self._random_seed = random_seed
        self._progress = progress

    async def add_people(self, count: int, password_hash: str) -> list[int]:
        """Complete the people; their ids, johndoe's first."""
        full_names = [f"{first}.{last}" for first in texts.FIRST_NAMES for last in texts.LAST_NAMES]
        shuffled = _shuffled(self._random("names"), full_names)
        names = [JOHNDOE, *(_numbered(shuffled, number, "{}") for number in range(count - 1))]
        emails = [name + DOMAIN for name in names]

        def row(number: int) -> Row:
            return {
                "username": names[number],
                "username_key": key_of(names[number]),
                "email": emails[number],
                "email_key": key_of(emails[number]),
                "password_hash": password_hash,
                "bio": texts.bio(self._random("bio", number)) if number else texts.JOHNDOE_BIO,
                # Everybody was there before the first article.
                **_written(moment_of(number) - SPAN),
            }

        keys = [key_of(email) for email in emails]
        ids, _ = await self._complete("people", User.email_key, User.id, keys, row)
        return list(ids.values())

    async def add_articles(self, count: int, people: Sequence[int]) -> list[Published]:
        """Complete the articles and their tags; oldest first."""
        headlines = _shuffled(self._random("headlines"), texts.headlines())
        known = [headline.title for headline in headlines]
        topics = [headlines[number % len(headlines)].topic for number in range(count)]
        titles = [_numbered(known, number, ", part {}") for number in range(count)]
        slugs = [slug_of(title) for title in titles]

        def row(number: int) -> Row:
            random = self._random("article", number)
            return {
                "slug": slugs[number],
                "title": titles[number],
                "description": texts.description(random, topics[number]),
                "body": texts.body(random, topics[number]),
                "author_id": _someone(random, people, number),
                **_written(moment_of(number + random.random())),
            }

        ids, new = await self._complete("articles", Article.slug, Article.author_id, slugs, row)
        articles = [Published(number, article_id, topics[number]) for number, article_id in ids.items()]
        # An author may have changed the tags of the others.
        await self._tag(article for article in articles if article.number in new)
        return articles

    async def add_comments(self, count: int, articles: Sequence[Published], people: Sequence[int]) -> None:
        """Add the missing comments, each later than its article and than all comments that were there."""
        ours = select(func.count(), func.max(Comment.created_at)).where(
            Comment.author_id.in_(DEMO_PEOPLE), Comment.created_at < PRESENT
        )
        there, latest = (await self._connection.execute(ours)).one()
        missing = max(0, count - there)
        start = position_of(latest) if latest else 1.0
        # A few more come after the newest article.
        end = max(start, len(articles)) * 1.1
        numbers = [article.number for article in articles]
        random = self._random("comments", there)

        def row(turn: int) -> Row:
            position = start + (end - start) * (turn + random.random()) / missing
            published = max(1, bisect(numbers, position - 1))
            article = articles[published - 1 - _skewed(random, published)]
            return {
                "body": texts.comment(random, article.topic),
                "article_id": article.id,
                "author_id": _someone(random, people, turn),
                **_written(moment_of(position)),
            }

        await self._add("comments", Comment, map(row, range(missing)), there)

    async def add_favorites(self, count: int, articles: Sequence[Published], people: Sequence[int]) -> None:
        """Add the missing favourites; a few articles are everybody's darlings."""
        random = self._random("favorites")
        ranked = _shuffled(random, [article.id for article in articles])
        draws = ((_someone(random, people, turn), ranked[_skewed(random, len(ranked))]) for turn in range(4 * count))
        candidates = chain(draws, product(people, ranked))
        await self._add_pairs("favorites", Favorite.user_id, Favorite.article_id, candidates, count)

    async def add_follows(self, count: int, people: Sequence[int]) -> None:
        """Add the missing follows; nobody follows themselves."""
        random = self._random("follows")
        draws = (
            (_someone(random, people, turn), _someone(random, people, turn + JOHNDOE_EVERY // 2))
            for turn in range(4 * count)
        )
        candidates = (pair for pair in chain(draws, permutations(people, 2)) if pair[0] != pair[1])
        await self._add_pairs("follows", Follow.follower_id, Follow.followed_id, candidates, count)

    async def _complete(
        self,
        kind: str,
        key: InstrumentedAttribute[str],
        owner: InstrumentedAttribute[int],
        keys: Sequence[str],
        row: Callable[[int], Row],
    ) -> tuple[dict[int, int], set[int]]:
        """Insert the rows whose key is not there; return the ids of all by their numbers, and the new numbers."""
        table: Any = key.class_
        ours = select(key, table.id).where(owner.in_(DEMO_PEOPLE))
        ids: dict[str, int] = dict((await self._connection.execute(ours)).all())
        missing = [number for number, name in enumerate(keys) if name not in ids]
        ids |= await self._add(kind, table, map(row, missing), len(keys) - len(missing), key, table.id)
        complete = {number: ids[name] for number, name in enumerate(keys) if name in ids}
        return complete, complete.keys() & missing

    async def _tag(self, articles: Iterable[Published]) -> None:
        rows = [
            {"article_id": article.id, "tag": tag}
            for article in articles
            for tag in texts.tags(self._random("tags", article.number), article.topic)
        ]
        if rows:
            await self._connection.execute(insert(ArticleTag).on_conflict_do_nothing(), rows)

    async def _add_pairs(
        self,
        kind: str,
        person: InstrumentedAttribute[int],
        other: InstrumentedAttribute[int],
        candidates: Iterator[Pair],
        count: int,
    ) -> None:
        """Add candidates that are not there until there are so many, or no candidate is left."""
        ours = select(person, other).where(person.in_(DEMO_PEOPLE))
        there = set((await self._connection.execute(ours)).all())
        missing = islice(_unlike(there, candidates), max(0, count - len(there)))
        rows = ({person.key: first, other.key: second} for first, second in missing)
        table: Any = person.class_
        await self._add(kind, table, rows, len(there))

    async def _add(self, kind: str, table: type[Base], rows: Iterator[Row], there: int, *returned: Any) -> list[Any]:
        """Insert in batches, and return what is asked for of each row that was inserted."""
        added: list[Any] = []
        self._progress(kind, there)
        inserted = insert(table).on_conflict_do_nothing()
        statement = inserted.returning(*returned) if returned else inserted
        while batch := list(islice(rows, BATCH)):
            result = await self._connection.execute(statement, batch)
            added += result.all() if returned else ()
            there += len(batch)
            self._progress(kind, there)
        return added

    def _random(self, *purpose: object) -> Random:
        """Chance of its own for each purpose, so that a row is the same whatever else there is."""
        return Random(f"{self._random_seed} {purpose}")  # noqa: S311


def _written(moment: datetime) -> Row:
    return {"created_at": moment, "updated_at": moment}


def _shuffled(random: Random, members: Sequence[Member]) -> list[Member]:
    return random.sample(members, len(members))


def _numbered(names: Sequence[str], number: int, suffix: str) -> str:
    """Take the name with that number; after the last one they begin again, told apart by a suffix."""
    again, index = divmod(number, len(names))
    return names[index] + (suffix.format(again + 1) if again else "")


def _unlike(there: Iterable[Pair], candidates: Iterable[Pair]) -> Iterator[Pair]:
    """Leave out candidates that are there or come again."""
    seen = set(there)
    for pair in candidates:
        if pair not in seen:
            seen.add(pair)
            yield pair


def _skewed(random: Random, count: int) -> int:
    """Draw an index, a low one rather than a high one."""
    return int(count * random.random() ** 2)


def _someone(random: Random, people: Sequence[int], turn: int) -> int:
    """Choose a person: johndoe when it is his turn, otherwise one of the others."""
    return people[0] if turn % JOHNDOE_EVERY == 0 else people[1 + _skewed(random, len(people) - 1)]
