"""Subqueries that are one value of a row, so that a statement brings everything."""

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
    """Whether there is a row, of which there is at most one, that meets the conditions.

    To answer EXISTS, PostgreSQL may read all that the viewer has ever favoured into a table, for a page of twenty. This
    looks into an index once for each row.
    """
    return select(literal_column("1")).where(*conditions).scalar_subquery().is_not(None)


class in_array(FunctionElement[bool]):  # noqa: N801 - in statements it stands like a function
    """Whether the value is one of the query's column.

    Of a thousand values PostgreSQL sees to many in one step through an index, if they come as an array; as a subquery
    it reads the whole table beside them.
    """

    type = Boolean()
    inherit_cache = True

    def __init__(self, value: SQLColumnExpression[Any], query: Select[Any]) -> None:
        super().__init__(value, query.scalar_subquery())

    def self_group(self, against: Any = None) -> Self:  # noqa: ARG002
        """Itself: it is a comparison, and no value that SQLite would have to compare with 1."""
        return self


@compiles(in_array, "postgresql")
def _in_array(element: in_array, compiler: SQLCompiler, **options: Any) -> str:
    value, query = (compiler.process(clause, **options) for clause in element.clauses)
    return f"{value} = ANY (ARRAY{query})"


@compiles(in_array, "sqlite")
def _in_subquery(element: in_array, compiler: SQLCompiler, **options: Any) -> str:
    value, query = (compiler.process(clause, **options) for clause in element.clauses)
    return f"{value} IN {query}"


class array_of(FunctionElement[list[str]]):  # noqa: N801 - in statements it stands like a function
    """The one column of the query, in its order; empty without rows."""

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
    return f"(SELECT json_group_array({element.column}) FROM {query})"  # noqa: S608 - our own names
