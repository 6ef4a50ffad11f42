"""Constraints of tables: an API error for each that a client can violate, and an index for each foreign key."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    Column,
    Constraint,
    ForeignKeyConstraint,
    Index,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
)
from sqlalchemy.sql.elements import UnaryExpression

from contract.tables.mismatches import Mismatch


def unhandled_constraints(
    metadata: MetaData, errors: Mapping[str, type[Exception]], handled: Mapping[str, str]
) -> Iterator[Mismatch]:
    """The constraints that a client can violate, without an error with a code.

    `errors` are the API errors by the name of the constraint. `handled` are the reasons why a constraint has no error.
    """
    violable = dict(_violable_constraints(metadata))
    for name, location in violable.items():
        if name in errors and not getattr(errors[name], "code", None):
            reason = f"the error of {name} is {errors[name].__name__}, which has no code"
            yield Mismatch(location, "error", reason, f"Give {errors[name].__name__} a code of the contract.")
        elif name in errors and name in handled:
            edit = f"Remove {name} from the errors or from the handled constraints."
            yield Mismatch(location, "error", f"{name} has an error, and is handled without an error", edit)
        elif name not in errors and name not in handled:
            reason = f"{name} has no API error, so a request that violates the constraint gets a 500 response"
            edit = f'Add "{name}": SomeError to the errors of constraints, or a reason to the handled constraints.'
            yield Mismatch(location, "error", reason, edit)
    for name in [*errors, *handled]:
        if name not in violable:
            reason = "no table has a constraint with this name"
            yield Mismatch(name, "error", reason, "Remove the name, or correct the spelling.")


def unindexed_foreign_keys(metadata: MetaData) -> Iterator[Mismatch]:
    """The foreign keys that are not the first columns of an index or key."""
    for table in metadata.sorted_tables:
        for key in sorted(table.foreign_key_constraints, key=lambda key: str(key.name)):
            names = [column.name for column in key.columns]
            if not any(set(index[: len(names)]) == set(names) for index in _indexes(table)):
                quoted = ", ".join(f'"{name}"' for name in names)
                reason = (
                    f"no index begins with the foreign key to {key.referred_table.name},"
                    f" so a deletion there reads the whole table {table.name}"
                )
                yield Mismatch(
                    f"{table.name}.{', '.join(names)}",
                    "index",
                    reason,
                    f"Add Index(None, {quoted}) to __table_args__ of the table {table.name}.",
                )


def _violable_constraints(metadata: MetaData) -> Iterator[tuple[str, str]]:
    """The names of unique constraints, natural keys and foreign keys, each with its location."""
    for table in metadata.sorted_tables:
        constraints: list[Constraint | Index] = [*table.constraints, *table.indexes]
        for constraint in sorted(constraints, key=lambda constraint: str(constraint.name)):
            if _is_violable(constraint, table):
                yield str(constraint.name), f"{table.name}.{', '.join(_column_names(constraint))}"


def _is_violable(constraint: Constraint | Index, table: Table) -> bool:
    match constraint:
        case UniqueConstraint() | ForeignKeyConstraint():
            return True
        case Index():
            return bool(constraint.unique)
        case PrimaryKeyConstraint():
            return bool(constraint.columns) and table.autoincrement_column is None
    return False


def _column_names(constraint: Any) -> list[str]:
    return [column.name for column in constraint.columns]


def _indexes(table: Table) -> Iterator[Sequence[str | None]]:
    """The columns of each index and key of all rows. An expression is None."""
    yield _column_names(table.primary_key)
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            yield _column_names(constraint)
    for index in table.indexes:
        if not any(index.dialect_options[dialect].get("where") is not None for dialect in ("postgresql", "sqlite")):
            yield [_indexed_column(expression) for expression in index.expressions]


def _indexed_column(expression: Any) -> str | None:
    column = expression.element if isinstance(expression, UnaryExpression) else expression  # such as DESC
    return column.name if isinstance(column, Column) else None
