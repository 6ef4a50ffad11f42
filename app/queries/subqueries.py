"""Subqueries that are one column of a row, so that one statement reads all data of a response."""

from typing import Any, Self

from sqlalchemy import (
    ARRAY,
    JSON,
    Boolean,
    ColumnElement,
    FunctionElement,
    Select,
    SQLColumnExpression,
    String,
    literal_column,
    select,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine


def exists_row(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether a row meets the conditions. At most one row may meet the conditions.

    For EXISTS, PostgreSQL may load all rows of the viewer into a hash table, for a page of twenty rows. The
    scalar subquery makes one index lookup per row instead.
    """
    return select(literal_column("1")).where(*conditions).scalar_subquery().is_not(None)


class in_array(FunctionElement[bool]):  # noqa: N801 - statements use the class like a function
    """Whether the column of the query contains the value.

    For an array of a thousand values, PostgreSQL looks up many values in one index scan. For a subquery, PostgreSQL
    reads the whole table.
    """

    type = Boolean()
    inherit_cache = True

    def __init__(self, value: SQLColumnExpression[Any], query: Select[Any]) -> None:
        super().__init__(value, query.scalar_subquery())

    def self_group(self, against: Any = None) -> Self:  # noqa: ARG002
        """Return the element: the element is a comparison, which SQLite need not compare with 1."""
        return self


@compiles(in_array, "postgresql")
def _in_array(element: in_array, compiler: SQLCompiler, **options: Any) -> str:
    value, query = (compiler.process(clause, **options) for clause in element.clauses)
    return f"{value} = ANY (ARRAY{query})"


@compiles(in_array, "sqlite")
def _in_subquery(element: in_array, compiler: SQLCompiler, **options: Any) -> str:
    value, query = (compiler.process(clause, **options) for clause in element.clauses)
    return f"{value} IN {query}"


class array_of(FunctionElement[list[str]]):  # noqa: N801 - statements use the class like a function
    """The only column of the query as an array, in the order of the query."""

    type: TypeEngine[Any] = ARRAY(String).with_variant(JSON(), "sqlite")
    inherit_cache = True

    def __init__(self, query: Select[Any]) -> None:
        super().__init__(query.scalar_subquery())
        self.column = query.selected_columns[0].name


@compiles(array_of, "postgresql")
def _as_array(element: array_of, compiler: SQLCompiler, **options: Any) -> str:
    return f"ARRAY{compiler.process(element.clauses, **options)}"


@compiles(array_of, "sqlite")
def _as_group(element: array_of, compiler: SQLCompiler, **options: Any) -> str:
    query = compiler.process(element.clauses, **options)
    return f"(SELECT json_group_array({element.column}) FROM {query})"  # noqa: S608 - the column name is a constant
