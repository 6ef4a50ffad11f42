"""The benchmark data. The same sizes give the same rows."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from random import Random
from typing import Any

import msgspec

PRESENT = datetime(2026, 11, 1, tzinfo=UTC)
# No benchmark uses a password: all servers accept tokens of the same key.
PASSWORD_HASH = "none"  # noqa: S105
SEED = 5

COMMON_TAG, RARE_TAG = "common", "rare"
COMMON_EVERY, RARE_ARTICLES = 10, 30
TAGS = [f"tag-{number:02}" for number in range(100)]
TAGS_EACH = 3

# Ids of the users in the requests.
PROLIFIC, FAN, READER, AVID_READER = 1, 2, 3, 4
FAVORITE_OF_FAN_EVERY = 100
READER_FOLLOWS, AVID_READER_FOLLOWS = 10, 1_000
MANY_COMMENTS, FEW_COMMENTS = 10_000, 10

WORDS = ("dragon", "trained", "patience", "fish", "morning", "walk", "cliff", "wind", "day", "and", "by", "of", "the")

Row = tuple[Any, ...]
Progress = Callable[[int], None]


class Sizes(msgspec.Struct, frozen=True, kw_only=True):
    """The numbers of rows. The most active of the `writers` has a hundredth of all articles, the least active few."""

    articles: int
    users: int
    writers: int
    favorites_each: int
    follows_each: int
    has_many_comments: bool
    """Whether an article has `MANY_COMMENTS`, besides the article with `FEW_COMMENTS`."""

    @property
    def rows(self) -> int:
        """The approximate number of rows, for the progress bar."""
        comments = FEW_COMMENTS + MANY_COMMENTS * self.has_many_comments
        each = 1 + TAGS_EACH + self.favorites_each
        return self.articles * each + self.users * (1 + self.follows_each) + comments


RATIO = Sizes(articles=10_000, users=1_000, writers=1_000, favorites_each=5, follows_each=20, has_many_comments=False)


def scaled(articles: int) -> Sizes:
    """The sizes of the scale benchmark: only the number of articles and of their dependent rows differs."""
    return Sizes(
        articles=articles, users=100_000, writers=10_000, favorites_each=10, follows_each=10, has_many_comments=True
    )


class Table(msgspec.Struct, frozen=True):
    """The rows of a table, generated one by one."""

    name: str
    columns: tuple[str, ...]
    rows: Iterator[Row]


def tables(sizes: Sizes) -> Iterator[Table]:
    """The rows of all tables, in an order in which each row refers only to earlier rows."""
    columns = "id username username_key email email_key password_hash token_generation bio image created_at updated_at"
    yield Table("users", tuple(columns.split()), _users(sizes))
    yield Table("follows", ("follower_id", "followed_id"), _follows(sizes))
    columns = "id slug title description body author_id created_at updated_at"
    yield Table("articles", tuple(columns.split()), _articles(sizes))
    yield Table("article_tags", ("article_id", "tag"), _tags(sizes))
    yield Table("favorites", ("article_id", "user_id"), _favorites(sizes))
    yield Table("comments", ("id", "body", "article_id", "author_id", "created_at", "updated_at"), _comments(sizes))


def batches(table: Table, size: int, progress: Progress) -> Iterator[list[Row]]:
    """The rows of a table in lists of this size. `progress` receives the size of each list."""
    while batch := list(islice(table.rows, size)):
        yield batch
        progress(len(batch))


def slug_of(article: int) -> str:
    """The slug of the article with this id."""
    return f"how-to-train-your-dragon-part-{article}"


def username_of(user: int) -> str:
    """The username of the user with this id."""
    return f"person-{user}"


def article_with_many_comments(sizes: Sizes) -> int:
    """The id of the article with `MANY_COMMENTS`."""
    return sizes.articles // 2


def article_with_few_comments(sizes: Sizes) -> int:
    """The id of the article with `FEW_COMMENTS`."""
    return sizes.articles // 2 + 1


def _users(sizes: Sizes) -> Iterator[Row]:
    bios = [_text(Random(number), 12) for number in range(64)]
    for user in range(1, sizes.users + 1):
        name = username_of(user)
        timestamp = PRESENT - timedelta(days=1_000, microseconds=user)
        image = f"https://example.test/{name}.png" if user % 2 else None
        email = f"{name}@example.test"
        bio = bios[user % 64] if user % 3 else None
        yield user, name, name, email, email, PASSWORD_HASH, 0, bio, image, timestamp, timestamp


def _follows(sizes: Sizes) -> Iterator[Row]:
    random = Random(SEED)
    for user in range(1, sizes.users + 1):
        count, pool = sizes.follows_each, range(1, sizes.writers + 1)
        if sizes.has_many_comments and user == READER:
            count, pool = READER_FOLLOWS, range(11, 11 + READER_FOLLOWS)
        if sizes.has_many_comments and user == AVID_READER:
            count = AVID_READER_FOLLOWS
        for followed in random.sample(pool, count):
            yield user, followed


def _articles(sizes: Sizes) -> Iterator[Row]:
    random = Random(SEED)
    bodies = [_text(random, 200) for _ in range(64)]
    descriptions = [_text(random, 12) for _ in range(64)]
    for article in range(1, sizes.articles + 1):
        # Never a whole second: some servers write the fraction .000000, and others omit the fraction.
        timestamp = PRESENT - timedelta(minutes=sizes.articles - article, microseconds=1 + article % 999_999)
        author = 1 + int(sizes.writers * random.random() ** 2)
        title = f"How to train your dragon, part {article}"
        yield (
            article,
            slug_of(article),
            title,
            descriptions[random.randrange(64)],
            bodies[random.randrange(64)],
            author,
            timestamp,
            timestamp,
        )


def _tags(sizes: Sizes) -> Iterator[Row]:
    random = Random(SEED)
    rare_every = sizes.articles // RARE_ARTICLES
    for article in range(1, sizes.articles + 1):
        first = int(len(TAGS) * random.random() ** 2)
        tags = [TAGS[(first + 7 * number) % len(TAGS)] for number in range(TAGS_EACH)]
        if article % COMMON_EVERY == 0:
            tags[0] = COMMON_TAG
        if article % rare_every == rare_every // 2:
            tags[1] = RARE_TAG
        for tag in tags:
            yield article, tag


def _favorites(sizes: Sizes) -> Iterator[Row]:
    """The favourites. Fans of an article are distinct, because 7 and the number of users have no common divisor."""
    random = Random(SEED)
    users = sizes.users
    for article in range(1, sizes.articles + 1):
        first = random.randrange(users)
        fans = {1 + (first + 7 * number) % users for number in range(sizes.favorites_each)}
        if article % FAVORITE_OF_FAN_EVERY == 0:
            fans.add(FAN)
        for fan in sorted(fans):
            yield article, fan


def _comments(sizes: Sizes) -> Iterator[Row]:
    random = Random(SEED)
    texts = [_text(random, 20) for _ in range(64)]
    articles = [article_with_few_comments(sizes)] * FEW_COMMENTS
    if sizes.has_many_comments:
        articles += [article_with_many_comments(sizes)] * MANY_COMMENTS
    for comment, article in enumerate(articles, start=1):
        timestamp = PRESENT - timedelta(minutes=len(articles) - comment, microseconds=comment)
        yield comment, texts[comment % 64], article, random.randrange(sizes.users) + 1, timestamp, timestamp


def _text(random: Random, words: int) -> str:
    return " ".join(random.choices(WORDS, k=words)).capitalize() + "."
