"""Queries: SELECT statements whose rows become structs."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, Generic, NamedTuple, TypeVar

import msgspec
from sqlalchemy import Select
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.ext.asyncio import AsyncSession, async_scoped_session
from sqlalchemy.sql.compiler import SQLCompiler

Convert = Callable[[Any], Any]


class Row(msgspec.Struct, gc=False):
    """A row of a query. Its fields are the columns of the query, in the same order."""


RowT = TypeVar("RowT", bound=Row)


class Query(Generic[RowT]):
    """A SELECT statement and the struct of its rows.

    A module creates a query once, with a `bindparam` for each value that differs between calls.
    """

    def __init__(self, row: type[RowT], statement: Select[*tuple[Any, ...]]) -> None:
        columns = tuple(statement.selected_columns.keys())
        if columns != row.__struct_fields__:
            raise TypeError(f"the fields of {row.__name__} are not the columns of the statement: {columns}")
        self.row = row
        self.statement = statement

    async def all(self, session: AsyncSession | async_scoped_session[AsyncSession], **parameters: Any) -> list[RowT]:
        """The rows, read in the transaction of the session."""
        result = await session.execute(self.statement, parameters)
        return [self.row(*row) for row in result]

    async def one(self, session: AsyncSession | async_scoped_session[AsyncSession], **parameters: Any) -> RowT:
        """The only row. Raises `ValueError` for no row or several rows."""
        [row] = await self.all(session, **parameters)
        return row


class Compiled(NamedTuple):
    """A query compiled for a dialect."""

    statement: SQLCompiler
    sql: str
    names: Sequence[str]
    converters: Sequence[tuple[int, Convert]]

    def values(self, parameters: dict[str, Any]) -> list[Any]:
        """The parameter values in the order of the SQL."""
        values = self.statement.construct_params(parameters)
        return [values[name] for name in self.names]


@lru_cache(maxsize=1_000)
def compile_query(dialect: Dialect, query: Query[Any]) -> Compiled:
    """Compile a query once. Raises `TypeError` for a parameter that needs a conversion for the driver."""
    statement = query.statement.compile(dialect=dialect)
    for name, bind in statement.binds.items():
        if bind.type.dialect_impl(dialect).bind_processor(dialect) is not None:
            raise TypeError(f"the parameter {name} of type {bind.type!r} needs a conversion: give it a plainer type")
    types = [column.type.dialect_impl(dialect) for column in query.statement.selected_columns]
    processors = [type_.result_processor(dialect, None) for type_ in types]
    converters = [(index, convert) for index, convert in enumerate(processors) if convert is not None]
    return Compiled(statement, str(statement), statement.positiontup or (), converters)
