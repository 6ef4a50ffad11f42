"""The content of a database: generated rows for all tables, and the schema and the rows for comparisons."""

import asyncio
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy import Column, Connection, DateTime, MetaData, String, Table, func, insert, inspect, select, text

from app.db.engine import create_engine
from app.db.migrations import VERSION_TABLE
from app.db_models import Base, CompatibleRevision, Count
from app.settings import Settings
from contract.tables import limits_of

T = TypeVar("T")
# Alembic and `migrations/env.py` write these tables.
BOOKKEEPING = {VERSION_TABLE, CompatibleRevision.__tablename__}
ROWS = 3
START = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
# The generated value of each Python type, for a column and the number of its row.
VALUES: dict[type, Callable[[str, int], Any]] = {
    bool: lambda _, row: row % 2 == 1,
    int: lambda _, row: row + 1,
    float: lambda _, row: row + 0.5,
    Decimal: lambda _, row: Decimal(row + 1),
    str: lambda name, row: f"{name}{row}",
    bytes: lambda name, row: f"{name}{row}".encode(),
    datetime: lambda _, row: START + timedelta(days=row),
    date: lambda _, row: START.date() + timedelta(days=row),
    time: lambda _, row: time(row),
    timedelta: lambda _, row: timedelta(hours=row + 1),
    UUID: lambda _, row: UUID(int=row + 1),
    object: lambda name, row: {name: row},  # the Python type of JSON
}
# The values of columns whose form the database does not describe.
VALUES_OF_COLUMNS: dict[str, Any] = {"articles.tag_list": '["dragons", "training"]'}
SELECT_TRIGGERS = {
    "postgresql": "SELECT event_object_table, trigger_name FROM information_schema.triggers",
    "sqlite": "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'",
}
# On PostgreSQL a trigger executes a function.
SELECT_TRIGGER_SOURCES = {
    "postgresql": "SELECT prosrc FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid WHERE NOT tgisinternal",
    "sqlite": "SELECT sql FROM sqlite_master WHERE type = 'trigger'",
}


class Rows(NamedTuple):
    """The rows of a table, as dictionaries."""

    columns: frozenset[str]
    rows: list[Mapping[str, Any]]


def on_database(settings: Settings, function: Callable[[Connection], T]) -> T:
    """The result of a function that runs in one transaction."""

    async def run() -> T:
        engine = create_engine(settings)
        try:
            async with engine.begin() as connection:
                return await connection.run_sync(function)
        finally:
            await engine.dispose()

    return asyncio.run(run())


def fill(connection: Connection) -> None:
    """Insert generated rows into all empty tables. Nullable columns are NULL in the first row.

    Triggers fill some tables, so the tables with triggers are filled first. Raises `LookupError` for a column without a
    generator, and for a table that stays empty.
    """
    tables = _tables(connection)
    with_triggers = {table for table, _ in _triggers(connection)}
    for table in reversed(tables):
        if table.name in with_triggers:
            with_triggers |= {key.column.table.name for key in table.foreign_keys}
    for table in sorted(tables, key=lambda table: table.name not in with_triggers):
        if not _count(connection, table):
            for row in range(ROWS):
                connection.execute(insert(table).values(_values(connection, table, row)))
    if empty := [table.name for table in tables if not _count(connection, table)]:
        raise LookupError(f"the tables {', '.join(empty)} have no rows")


def rows_of(connection: Connection) -> dict[str, Rows]:
    """The rows of all tables. Each counter with triggers is a table of its own: a migration may drop the counter."""
    found: dict[str, Rows] = {}
    for table in _tables(connection):
        rows: list[Mapping[str, Any]] = [dict(row) for row in connection.execute(select(table)).mappings()]
        found[table.name] = Rows(frozenset(table.columns.keys()), rows)
    if counts := found.get(Count.__tablename__):
        scopes = _counted_scopes(connection)
        for scope in scopes:
            found[f"counts of {scope}"] = counts._replace(rows=[row for row in counts.rows if row["scope"] == scope])
        kept = [row for row in counts.rows if row["scope"] not in scopes]
        found[Count.__tablename__] = counts._replace(rows=kept)
    return found


def schema_of(connection: Connection) -> set[str]:
    """The columns, constraints, indexes and triggers of all tables, each as a text."""
    inspector = inspect(connection)
    items: set[str] = {f"{table}: trigger {name}" for table, name in _triggers(connection)}
    for kind, described in (
        ("column", inspector.get_multi_columns()),
        ("primary key", inspector.get_multi_pk_constraint()),
        ("foreign key", inspector.get_multi_foreign_keys()),
        ("unique constraint", inspector.get_multi_unique_constraints()),
        ("check", inspector.get_multi_check_constraints()),
        ("index", inspector.get_multi_indexes()),
    ):
        for (_, table), found in described.items():
            each: Iterable[Any] = [found] if isinstance(found, dict) else found
            if table not in BOOKKEEPING:
                items |= {f"{table}: {kind} {one['name']} {sorted(one.items())}" for one in each}
    return items


def lost_data(before: dict[str, Rows], after: dict[str, Rows], changed_columns: frozenset[str]) -> Iterator[str]:
    """Descriptions of the data that differ in the tables and columns of both sides."""
    for table in before.keys() & after.keys():
        old, new = before[table], after[table]
        if len(old.rows) != len(new.rows):
            yield f"{table} has {len(new.rows)} rows instead of {len(old.rows)}"
            continue
        common = sorted(old.columns & new.columns)
        compared = [column for column in common if f"{table}.{column}" not in changed_columns]
        if _sorted(old.rows, compared) == _sorted(new.rows, compared):
            continue
        changed = [column for column in compared if _sorted(old.rows, [column]) != _sorted(new.rows, [column])]
        yield f"{table} has other values in {', '.join(changed) or ' and '.join(compared)}"


def _sorted(rows: list[Mapping[str, Any]], columns: list[str]) -> list[str]:
    return sorted(repr([row[column] for column in columns]) for row in rows)


def _tables(connection: Connection) -> list[Table]:
    """The tables in the order of their foreign keys, without those that record migrations."""
    metadata = MetaData()
    metadata.reflect(connection)
    return [table for table in metadata.sorted_tables if table.name not in BOOKKEEPING]


def _triggers(connection: Connection) -> set[tuple[str, str]]:
    """The table and the name of each trigger."""
    found = connection.execute(text(SELECT_TRIGGERS[connection.dialect.name]))
    return {(str(table), str(name)) for table, name in found}


def _counted_scopes(connection: Connection) -> list[str]:
    """The scopes of all counters, which the triggers name in quotes."""
    sources = connection.execute(text(SELECT_TRIGGER_SOURCES[connection.dialect.name])).scalars()
    return sorted({scope for source in sources for scope in re.findall(r"'(\w+)'", source)})


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def _values(connection: Connection, table: Table, row: int) -> dict[str, Any]:
    """The values of a row. The database generates the key of a table that counts its rows."""
    # Two keys to the same table refer to different rows, as in a user who follows another user.
    offsets = {key: offset for offset, key in enumerate(sorted(table.foreign_keys, key=lambda key: key.parent.name))}
    values: dict[str, Any] = {}
    for column in table.columns:
        if column is table.autoincrement_column or column.computed is not None:
            continue
        if column.nullable and row == 0:
            values[column.name] = None
        elif column.foreign_keys:
            [key, *_] = column.foreign_keys
            values[column.name] = _referred_value(connection, key.column, row + offsets[key])
        else:
            values[column.name] = _generated_value(column, row)
    return values


def _referred_value(connection: Connection, column: Column[Any], row: int) -> Any:
    values = connection.execute(select(column).order_by(column)).scalars().all()
    return values[row % len(values)] if values else None


def _generated_value(column: Column[Any], row: int) -> Any:
    name = f"{column.table.name}.{column.name}"
    if name in VALUES_OF_COLUMNS:
        return VALUES_OF_COLUMNS[name]
    generate = VALUES.get(column.type.python_type)
    if generate is None:
        raise LookupError(f"no values of the type {column.type!r} of {name}: add a generator to VALUES")
    value = _within_limits(column, row, generate(column.name, row))
    if isinstance(column.type, DateTime) and not column.type.timezone:
        return value.replace(tzinfo=None)
    if isinstance(column.type, String) and column.type.length:
        # The end of the text has the number of the row.
        return value[-column.type.length :]
    return value


def _within_limits(column: Column[Any], row: int, value: Any) -> Any:
    """A value that the CHECKs of the models allow. The database does not describe its CHECKs in the same way."""
    table = Base.metadata.tables.get(column.table.name)
    if table is None or column.name not in table.columns:
        return value
    for operator, limit in limits_of(table.columns[column.name]):
        match operator:
            case "IN":
                value = sorted(limit)[row % len(limit)]
            case ">=" | ">" if isinstance(value, str):
                value = value.ljust(limit, "x")
            case ">=":
                value = type(value)(limit + row)
            case "<=" if not isinstance(value, str):
                value = min(value, limit)
    return value
