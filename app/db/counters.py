"""Counters, which triggers keep, so that a list knows its total without a look at every row.

`docs/decisions/counts.md` says how, and what else was weighed.
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

TRIGGER_NAMES = {
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'",
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
}


class Counted(NamedTuple):
    """Rows of a table, counted for each value of a column, or all together."""

    scope: str
    table: type[Base]
    column: SQLColumnExpression[Any] | None


ARTICLES = Counted("articles", Article, None)
ARTICLES_TAGGED = Counted("articles_tagged", ArticleTag, ArticleTag.tag)
FAVORITES_BY = Counted("favorites_by", Favorite, Favorite.user_id)
FAVORITES_OF = Counted("favorites_of", Favorite, Favorite.article_id)
ALL = (ARTICLES, ARTICLES_TAGGED, FAVORITES_BY, FAVORITES_OF)


def count_of(counted: Counted, value: SQLColumnExpression[Any] | None = None) -> ScalarSelect[int]:
    """How many rows there are, for that value of the column."""
    total = select(cast(func.coalesce(func.sum(Count.n), 0), BigInteger))
    return total.where(Count.scope == _scope(counted), Count.key == _key(value)).scalar_subquery()


def articles_by(person: SQLColumnExpression[Any]) -> ColumnElement[int]:
    """How many articles the person with that id has published."""
    return func.coalesce(select(Writer.articles).where(Writer.user_id == person).scalar_subquery(), 0)


def _scope(counted: Counted) -> ColumnElement[str]:
    return literal_column(f"'{counted.scope}'", String)


def _key(value: SQLColumnExpression[Any] | None) -> ColumnElement[str]:
    return literal_column("''", String) if value is None else cast(value, BYTEWISE)


TABLES = tuple(dict.fromkeys(str(counted.table.__tablename__) for counted in ALL))
TRIGGERS = frozenset(f"count_{table}_{moment}" for table in TABLES for moment in ("insert", "update", "delete"))


def missing_triggers(connection: Connection) -> frozenset[str]:
    """The triggers without which counts go wrong, and which the database has not."""
    return TRIGGERS.difference(connection.execute(text(TRIGGER_NAMES[connection.dialect.name])).scalars())


async def recount(connection: AsyncConnection) -> None:
    """Count everything anew."""
    await connection.execute(delete(Count))
    for counted in ALL:
        found = select(_scope(counted), _key(counted.column), func.count()).select_from(counted.table)
        grouped = found.having(func.count() > 0) if counted.column is None else found.group_by(counted.column)
        await connection.execute(insert(Count).from_select(["scope", "key", "n"], grouped))
    await connection.execute(delete(Writer))
    written = select(Article.author_id, func.count(), func.max(Article.id)).group_by(Article.author_id)
    await connection.execute(insert(Writer).from_select(["user_id", "articles", "latest_article_id"], written))


@asynccontextmanager
async def without_triggers(connection: AsyncConnection) -> AsyncIterator[None]:
    """Load many rows within: no trigger runs while they come, and `recount` does when they are there.

    Nobody else may write to the counted tables meanwhile.
    """
    if connection.dialect.name == "postgresql":
        for table in TABLES:
            await connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        yield
        for table in TABLES:
            await connection.execute(text(f"ALTER TABLE {table} ENABLE TRIGGER USER"))
    else:
        triggers = (await connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))).all()
        for name, _ in triggers:
            await connection.execute(text(f"DROP TRIGGER {name}"))
        yield
        for _, sql in triggers:
            await connection.exec_driver_sql(sql)
    await recount(connection)
