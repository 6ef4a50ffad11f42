"""Generated rows for every table of the application, by the types, limits and keys of its columns."""

import math
from collections.abc import Sequence
from datetime import time
from functools import cache
from typing import Any

from sqlalchemy import Column, PrimaryKeyConstraint, Table, UniqueConstraint, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from app.db.counters import without_triggers
from app.db_models import Base, CompatibleRevision, Count
from contract.tables.domains import accepted
from migrations.gates.database import VALUES

# Migrations write the rows of the first table, and `recount` the rows of the second and of aggregates.
GENERATED = {CompatibleRevision.__tablename__, Count.__tablename__} | {
    mapper.class_.__tablename__ for mapper in Base.registry.mappers if hasattr(mapper.class_, "__aggregate__")
}
TABLES = [table for table in Base.metadata.sorted_tables if table.name not in GENERATED]
# The number of rows with the same value in a column that is not unique.
REPETITIONS = 20


async def fill(connection: AsyncConnection, count: int) -> None:
    """Insert rows into all tables, and count them. Many rows refer to the same row, and none to all others."""
    keys: dict[Column[Any], Sequence[Any]] = {}
    async with without_triggers(connection):
        for table in TABLES:
            for column in {key.column for key in table.foreign_keys} - keys.keys():
                keys[column] = (await connection.execute(select(column).order_by(column))).scalars().all()
            await connection.execute(insert(table), [_row(table, number, count, keys) for number in range(count)])


def _row(table: Table, number: int, count: int, keys: dict[Column[Any], Sequence[Any]]) -> dict[str, Any]:
    """The values of a row. The database generates the key of a table that counts its rows."""
    row: dict[str, Any] = {}
    for column in table.columns:
        if column is not table.autoincrement_column and column.computed is None:
            # Rows with the same value in one column have different values in the others.
            repeated = (number * 7 + number // REPETITIONS) % max(1, count // REPETITIONS)
            place = number if column in distinct_columns(table) else repeated
            row[column.name] = _reference(column, place, keys) if column.foreign_keys else value_of(column, place)
    return row


def _reference(column: Column[Any], place: int, keys: dict[Column[Any], Sequence[Any]]) -> Any:
    """The key of a row of another table; None for a row of the same table, which has no rows yet."""
    [key, *_] = column.foreign_keys
    return keys[key.column][place % len(keys[key.column])] if keys[key.column] else None


@cache
def distinct_columns(table: Table) -> set[Column[Any]]:
    """The first column of each key, and the first foreign key: its values differ in all rows."""
    constraints = [each for each in table.constraints if isinstance(each, PrimaryKeyConstraint | UniqueConstraint)]
    columns = [list(each.columns) for each in constraints]
    columns += [list(index.columns) for index in table.indexes if index.unique]
    columns += [[column for column in table.columns if column.foreign_keys]]
    return {first for first, *_ in filter(None, columns)}


def value_of(column: Column[Any], number: int) -> Any:
    """A value that the column accepts, other for each number within its limits."""
    domain = domain_of(column)
    if domain.values is not None:
        return sorted(domain.values)[number % len(domain.values)]
    if domain.kind in (int, float):
        low = 0 if domain.minimum <= 0 <= domain.maximum else domain.minimum
        value = number if math.isinf(domain.maximum) else number % (math.floor(domain.maximum - low) + 1)
        return domain.kind(low + value)
    if domain.kind is str:
        return text_of(column.name, number, int(domain.minimum), domain.maximum)
    if domain.kind is None or domain.kind not in VALUES:
        raise LookupError(f"no values of the type {column.type!r} of {column}: add a generator to VALUES")
    return VALUES[domain.kind](column.name, number % 24 if domain.kind is time else number)


domain_of = cache(accepted)


def text_of(name: str, number: int, minimum: int, maximum: float) -> str:
    """A text that ends with the number, with a length between the limits."""
    text = f"{name}{number}".rjust(minimum, "x")
    return text if math.isinf(maximum) else text[-int(maximum) :]
