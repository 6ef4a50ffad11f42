"""Counters: stored totals, so that a list reads its total without counting rows.

1. Stored data: `counts` has rows of `scope` (the counter), `key` (the counted value) and `n` (a part of the total).
2. `writers` has one row per author: the number of articles and the newest article, for feeds.
3. Database triggers on the counted tables update both, so cascades and manual SQL are counted, too.
4. On PostgreSQL a trigger updates a row that no other transaction has locked (`FOR UPDATE SKIP LOCKED`).
5. If all rows of a counter are locked, the trigger appends a row. Concurrent writers therefore never wait or deadlock.
6. A total is `sum(n)` over the rows of a scope and key: `count_of`. On SQLite, with one writer, a counter is one row.
7. `recount` deletes all rows and counts the tables again. Use `recount` to repair wrong counts.
8. A bulk load runs inside `without_triggers`, which disables the triggers and calls `recount` at the end.
9. To add a counter: add a `Counter` to `COUNTERS`, and write a migration that creates its triggers and counts existing
   rows, as `migrations/versions/2026_11_23_042011_keep_counts.py` does. Add its count to `tests/test_counts.py`.
10. `scripts/check_migrations.py` reports missing triggers. `docs/decisions/counts.md` explains the alternatives.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    ScalarSelect,
    SQLColumnExpression,
    String,
    cast,
    delete,
    func,
    insert,
    literal_column,
    select,
    text,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from app.db_models import BYTEWISE, Article, ArticleTag, Base, Count, Favorite, Writer

SELECT_TRIGGER_NAMES = {
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'",
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
}


class Counter(NamedTuple):
    """A count of the rows of a table: one count for each value of the column, or one count without a column."""

    scope: str
    table: type[Base]
    column: SQLColumnExpression[Any] | None


ARTICLES = Counter("articles", Article, None)
ARTICLES_TAGGED = Counter("articles_tagged", ArticleTag, ArticleTag.tag)
FAVORITES_BY = Counter("favorites_by", Favorite, Favorite.user_id)
FAVORITES_OF = Counter("favorites_of", Favorite, Favorite.article_id)
COUNTERS = (ARTICLES, ARTICLES_TAGGED, FAVORITES_BY, FAVORITES_OF)


def count_of(counter: Counter, value: SQLColumnExpression[Any] | None = None) -> ScalarSelect[int]:
    """An expression for the number of rows with this value in the column of the counter."""
    total = select(cast(func.coalesce(func.sum(Count.n), 0), BigInteger))
    return total.where(Count.scope == _scope(counter), Count.key == _key(value)).scalar_subquery()


def article_count_of(author_id: SQLColumnExpression[Any]) -> ColumnElement[int]:
    """An expression for the number of articles of the author."""
    return func.coalesce(select(Writer.articles).where(Writer.user_id == author_id).scalar_subquery(), 0)


def _scope(counter: Counter) -> ColumnElement[str]:
    return literal_column(f"'{counter.scope}'", String)


def _key(value: SQLColumnExpression[Any] | None) -> ColumnElement[str]:
    return literal_column("''", String) if value is None else cast(value, BYTEWISE)


COUNTED_TABLES = tuple(dict.fromkeys(str(counter.table.__tablename__) for counter in COUNTERS))
TRIGGERS = frozenset(f"count_{table}_{event}" for table in COUNTED_TABLES for event in ("insert", "update", "delete"))


def missing_triggers(connection: Connection) -> frozenset[str]:
    """The names of counter triggers that are missing in the database, or disabled."""
    return TRIGGERS.difference(connection.execute(text(SELECT_TRIGGER_NAMES[connection.dialect.name])).scalars())


async def recount(connection: AsyncConnection) -> None:
    """Delete all counts, and count the rows of all counted tables again."""
    await connection.execute(delete(Count))
    for counter in COUNTERS:
        counts = select(_scope(counter), _key(counter.column), func.count()).select_from(counter.table)
        grouped = counts.having(func.count() > 0) if counter.column is None else counts.group_by(counter.column)
        await connection.execute(insert(Count).from_select(["scope", "key", "n"], grouped))
    await connection.execute(delete(Writer))
    authors = select(Article.author_id, func.count(), func.max(Article.id)).group_by(Article.author_id)
    await connection.execute(insert(Writer).from_select(["user_id", "articles", "latest_article_id"], authors))


@asynccontextmanager
async def without_triggers(connection: AsyncConnection) -> AsyncIterator[None]:
    """Disable all triggers in the block, for a bulk load, and call `recount` at its end.

    No other transaction may write to the counted tables during the block.
    """
    if connection.dialect.name == "postgresql":
        for table in COUNTED_TABLES:
            await connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        yield
        for table in COUNTED_TABLES:
            await connection.execute(text(f"ALTER TABLE {table} ENABLE TRIGGER USER"))
    else:
        triggers = (await connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))).all()
        for name, _ in triggers:
            await connection.execute(text(f"DROP TRIGGER {name}"))
        yield
        for _, sql in triggers:
            await connection.exec_driver_sql(sql)
    await recount(connection)
