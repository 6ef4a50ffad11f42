"""The data that is measured on: the same rows for the same sizes, in the tables that the migrations made."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from random import Random
from typing import Any

import msgspec

PRESENT = datetime(2026, 11, 1, tzinfo=UTC)
# Nobody signs in with a password here: tokens are issued with the key that all servers are given.
PASSWORD_HASH = "none"  # noqa: S105
SEED = 5

COMMON_TAG, RARE_TAG = "common", "rare"
COMMON_EVERY, RARE_ARTICLES = 10, 30
TAGS = [f"tag-{number:02}" for number in range(100)]
TAGS_EACH = 3

# Ids of those whom the questions are about.
PROLIFIC, FAN, READER, AVID_READER = 1, 2, 3, 4
FAVORITE_OF_FAN_EVERY = 100
READER_FOLLOWS, AVID_READER_FOLLOWS = 10, 1_000
MANY_COMMENTS, FEW_COMMENTS = 10_000, 10

WORDS = ("dragon", "trained", "patience", "fish", "morning", "walk", "cliff", "wind", "day", "and", "by", "of", "the")

Row = tuple[Any, ...]
Progress = Callable[[int], None]


class Sizes(msgspec.Struct, frozen=True, kw_only=True):
    """How much there is. The most active of the `writers` writes a hundredth of all articles, the least almost none."""

    articles: int
    people: int
    writers: int
    favorites_each: int
    follows_each: int
    talked_about: bool
    """Whether there is an article with `MANY_COMMENTS`, besides one with `FEW_COMMENTS`."""

    @property
    def rows(self) -> int:
        """About how many rows that makes: what a progress bar needs to know."""
        comments = FEW_COMMENTS + MANY_COMMENTS * self.talked_about
        each = 1 + TAGS_EACH + self.favorites_each
        return self.articles * each + self.people * (1 + self.follows_each) + comments


RATIO = Sizes(articles=10_000, people=1_000, writers=1_000, favorites_each=5, follows_each=20, talked_about=False)


def scaled(articles: int) -> Sizes:
    """The sizes whose flatness is measured: only the number of articles, and what hangs on them, differs."""
    return Sizes(
        articles=articles, people=100_000, writers=10_000, favorites_each=10, follows_each=10, talked_about=True
    )


class Table(msgspec.Struct, frozen=True):
    """Rows for a table, made one after the other."""

    name: str
    columns: tuple[str, ...]
    rows: Iterator[Row]


def tables(sizes: Sizes) -> Iterator[Table]:
    """All rows, in an order in which each refers only to earlier ones."""
    columns = "id username username_key email email_key password_hash token_generation bio image created_at updated_at"
    yield Table("users", tuple(columns.split()), _people(sizes))
    yield Table("follows", ("follower_id", "followed_id"), _follows(sizes))
    columns = "id slug title description body author_id created_at updated_at"
    yield Table("articles", tuple(columns.split()), _articles(sizes))
    yield Table("article_tags", ("article_id", "tag"), _tags(sizes))
    yield Table("favorites", ("article_id", "user_id"), _favorites(sizes))
    yield Table("comments", ("id", "body", "article_id", "author_id", "created_at", "updated_at"), _comments(sizes))


def batches(table: Table, size: int, progress: Progress) -> Iterator[list[Row]]:
    """The rows of a table in lists of that size; tells how many were handed out after each."""
    while batch := list(islice(table.rows, size)):
        yield batch
        progress(len(batch))


def slug_of(article: int) -> str:
    """The slug of the article with that id."""
    return f"how-to-train-your-dragon-part-{article}"


def username_of(person: int) -> str:
    """The username of the person with that id."""
    return f"person-{person}"


def with_many_comments(sizes: Sizes) -> int:
    """The id of the article with `MANY_COMMENTS`."""
    return sizes.articles // 2


def with_few_comments(sizes: Sizes) -> int:
    """The id of the article with `FEW_COMMENTS`."""
    return sizes.articles // 2 + 1


def _people(sizes: Sizes) -> Iterator[Row]:
    bios = [_text(Random(number), 12) for number in range(64)]
    for person in range(1, sizes.people + 1):
        name = username_of(person)
        moment = PRESENT - timedelta(days=1_000, microseconds=person)
        image = f"https://example.test/{name}.png" if person % 2 else None
        email = f"{name}@example.test"
        bio = bios[person % 64] if person % 3 else None
        yield person, name, name, email, email, PASSWORD_HASH, 0, bio, image, moment, moment


def _follows(sizes: Sizes) -> Iterator[Row]:
    random = Random(SEED)
    for person in range(1, sizes.people + 1):
        count, pool = sizes.follows_each, range(1, sizes.writers + 1)
        if sizes.talked_about and person == READER:
            count, pool = READER_FOLLOWS, range(11, 11 + READER_FOLLOWS)
        if sizes.talked_about and person == AVID_READER:
            count = AVID_READER_FOLLOWS
        for followed in random.sample(pool, count):
            yield person, followed


def _articles(sizes: Sizes) -> Iterator[Row]:
    random = Random(SEED)
    bodies = [_text(random, 200) for _ in range(64)]
    descriptions = [_text(random, 12) for _ in range(64)]
    for article in range(1, sizes.articles + 1):
        # Never a whole second: some write its fraction and some leave it out.
        moment = PRESENT - timedelta(minutes=sizes.articles - article, microseconds=1 + article % 999_999)
        author = 1 + int(sizes.writers * random.random() ** 2)
        title = f"How to train your dragon, part {article}"
        yield (
            article,
            slug_of(article),
            title,
            descriptions[random.randrange(64)],
            bodies[random.randrange(64)],
            author,
            moment,
            moment,
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
    """Those of one article are different people, because 7 and the numbers of people have no divisor in common."""
    random = Random(SEED)
    people = sizes.people
    for article in range(1, sizes.articles + 1):
        first = random.randrange(people)
        fans = {1 + (first + 7 * number) % people for number in range(sizes.favorites_each)}
        if article % FAVORITE_OF_FAN_EVERY == 0:
            fans.add(FAN)
        for fan in sorted(fans):
            yield article, fan


def _comments(sizes: Sizes) -> Iterator[Row]:
    random = Random(SEED)
    texts = [_text(random, 20) for _ in range(64)]
    articles = [with_few_comments(sizes)] * FEW_COMMENTS
    if sizes.talked_about:
        articles += [with_many_comments(sizes)] * MANY_COMMENTS
    for comment, article in enumerate(articles, start=1):
        moment = PRESENT - timedelta(minutes=len(articles) - comment, microseconds=comment)
        yield comment, texts[comment % 64], article, random.randrange(sizes.people) + 1, moment, moment


def _text(random: Random, words: int) -> str:
    return " ".join(random.choices(WORDS, k=words)).capitalize() + "."
