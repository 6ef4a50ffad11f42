"""Counters: stored totals, so that a list reads its total without counting rows.

1. A table declares its counters: `__counters__ = {"books": None, "books_of": "author_id"}`. A counter has a name, its
   scope, and a column: one count for each value of the column, or one count of all rows without a column.
2. Stored data: `counts` has rows of `scope`, `key` (the counted value) and `n` (a part of the total).
3. Database triggers on the counted tables update the rows, so cascades and manual SQL are counted, too.
4. On PostgreSQL a trigger updates a row that no other transaction has locked (`FOR UPDATE SKIP LOCKED`).
5. If all rows of a counter are locked, the trigger appends a row. Concurrent writers therefore never wait or deadlock.
6. A total is `sum(n)` over the rows of a scope and key: `count_of(Book)`, `count_of(Book.author_id, author_id)`. On
   SQLite, with one writer, a counter is one row.
7. `recount` deletes all rows and counts the tables again. Use `recount` to repair wrong counts.
8. A bulk load runs inside `without_triggers`, which disables the triggers and calls `recount` at the end.
9. To add a counter: declare it, and write a migration that calls `create_count_triggers` of `app/db/triggers.py`.
10. Other totals have a table of their own, and triggers of their own on counted tables. Such a table declares the query
    of its rows as `__aggregate__`, for `recount`.

`scripts/check_migrations.py` reports missing triggers. `docs/decisions/counts.md` explains the alternatives.
"""

from collections.abc import AsyncIterator, Iterator
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
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute

from app.db.triggers import EVENTS, events_of, trigger_name
from app.db_models import BYTEWISE, Base, Count

SELECT_TRIGGER_NAMES = {
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'",
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
}


class Counter(NamedTuple):
    """A count of the rows of a table: one count for each value of the column, or one count without a column."""

    scope: str
    model: type[DeclarativeBase]
    column: str | None


def counters_of(base: type[DeclarativeBase] = Base) -> list[Counter]:
    """The counters that the tables of the base class declare."""
    return [
        Counter(scope, model, column)
        for model in _models(base)
        for scope, column in getattr(model, "__counters__", {}).items()
    ]


def triggers(base: type[DeclarativeBase] = Base) -> frozenset[str]:
    """The names of the triggers of all counters and aggregates."""
    return frozenset(trigger_name(table, event) for table, event in _counted_events(base))


def scope_of(counted: type[DeclarativeBase] | InstrumentedAttribute[Any]) -> str:
    """The scope of the counter of a table, or of a column of a table. Raises `LookupError` without such a counter."""
    model, column = (counted.class_, counted.key) if isinstance(counted, InstrumentedAttribute) else (counted, None)
    for scope, declared in getattr(model, "__counters__", {}).items():
        if declared == column:
            return str(scope)
    raise LookupError(f"{model.__name__} declares no counter of {column or 'all rows'} in __counters__")


def count_of(
    counted: type[DeclarativeBase] | InstrumentedAttribute[Any], value: SQLColumnExpression[Any] | None = None
) -> ScalarSelect[int]:
    """An expression for the number of rows of a table, or of rows with this value in the counted column."""
    total = select(cast(func.coalesce(func.sum(Count.n), 0), BigInteger))
    return total.where(Count.scope == _literal(scope_of(counted)), Count.key == _key(value)).scalar_subquery()


def missing_triggers(connection: Connection, base: type[DeclarativeBase] = Base) -> frozenset[str]:
    """The names of counter triggers that are missing in the database, or disabled."""
    return triggers(base).difference(connection.execute(text(SELECT_TRIGGER_NAMES[connection.dialect.name])).scalars())


async def recount(connection: AsyncConnection, base: type[DeclarativeBase] = Base) -> None:
    """Delete all counts, and count the rows of all counted tables again."""
    counters = counters_of(base)
    await connection.execute(delete(Count).where(Count.scope.in_([counter.scope for counter in counters])))
    for scope, model, name in counters:
        column = None if name is None else getattr(model, name)
        counts = select(_literal(scope), _key(column), func.count()).select_from(model)
        grouped = counts.having(func.count() > 0) if column is None else counts.group_by(column)
        await connection.execute(insert(Count).from_select(["scope", "key", "n"], grouped))
    for model in _models(base):
        if (rows := getattr(model, "__aggregate__", None)) is not None:
            await connection.execute(delete(model))
            await connection.execute(insert(model).from_select(rows.selected_columns.keys(), rows))


@asynccontextmanager
async def without_triggers(connection: AsyncConnection, base: type[DeclarativeBase] = Base) -> AsyncIterator[None]:
    """Disable all triggers in the block, for a bulk load, and call `recount` at its end.

    No other transaction may write to the counted tables during the block.
    """
    tables = sorted({table for table, _ in _counted_events(base)})
    if connection.dialect.name == "postgresql":
        for table in tables:
            await connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        yield
        for table in tables:
            await connection.execute(text(f"ALTER TABLE {table} ENABLE TRIGGER USER"))
    else:
        triggers = (await connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))).all()
        for name, _ in triggers:
            await connection.execute(text(f"DROP TRIGGER {name}"))
        yield
        for _, sql in triggers:
            await connection.exec_driver_sql(sql)
    await recount(connection, base)


def _counted_events(base: type[DeclarativeBase]) -> Iterator[tuple[str, str]]:
    """Each table and event with a trigger."""
    for model in _models(base):
        for event in events_of(getattr(model, "__counters__", {})):
            yield str(model.__tablename__), event
        if (rows := getattr(model, "__aggregate__", None)) is not None:
            yield from ((source.name, event) for source in rows.get_final_froms() for event in EVENTS)


def _models(base: type[DeclarativeBase]) -> Iterator[type[DeclarativeBase]]:
    """The mapped classes in the order of their tables, in which each transaction locks the tables."""
    yield from sorted((mapper.class_ for mapper in base.registry.mappers), key=lambda model: str(model.__tablename__))


def _literal(scope: str) -> ColumnElement[str]:
    return literal_column(f"'{scope}'", String)


def _key(value: SQLColumnExpression[Any] | None) -> ColumnElement[str]:
    return _literal("") if value is None else cast(value, BYTEWISE)
