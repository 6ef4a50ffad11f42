"""Statements, compiled once: SQL as a driver takes it, rows as Python wants them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache, partial
from typing import Any, NamedTuple

import msgspec
from advanced_alchemy.types import DateTimeUTC
from sqlalchemy import Executable
from sqlalchemy.engine.interfaces import Dialect

Conversion = Callable[[Any], Any]
# The values of a column, of all rows at once: a call for each would cost more than what it does.
Columns = Callable[[Sequence[Any]], Iterable[Any]]


class ReadModel(msgspec.Struct, gc=False):
    """A row as it is read: its fields are the columns of a statement, in their order."""


class Prepared(NamedTuple):
    """A statement as the driver takes it."""

    sql: str
    names: Sequence[str]
    defaults: Mapping[str, Any]
    encoders: Mapping[str, Conversion]
    decoders: Sequence[tuple[int, Columns]]

    def values(self, parameters: Mapping[str, Any]) -> list[Any]:
        """The parameters in the order of the SQL."""
        given, encoders = {**self.defaults, **parameters}, self.encoders
        return [encoders[name](given[name]) if name in encoders else given[name] for name in self.names]

    def read(self, model: type[Any], found: Sequence[Sequence[Any]]) -> list[Any]:
        """The rows, with Python's types where the driver has others."""
        if not self.decoders or not found:
            return [model(*row) for row in found]
        columns: list[Any] = list(zip(*found, strict=True))
        for index, decode in self.decoders:
            columns[index] = decode(columns[index])
        return list(map(model, *columns))


@lru_cache(maxsize=1_000)
def prepare(statement: Executable, model: type[ReadModel], dialect: Dialect) -> Prepared:
    """Compile a statement whose columns are the fields of the model. The same one is compiled once."""
    compiled: Any = statement.compile(dialect=dialect)  # type: ignore[attr-defined]
    columns = compiled._result_columns  # noqa: SLF001 - the types of the columns stand nowhere else
    names = tuple(column.name for column in columns)
    if names != model.__struct_fields__:
        raise TypeError(f"the fields of {model.__name__} are not the columns of the statement: {names}")
    written = {column.key for column in (*compiled.insert_prefetch, *compiled.update_prefetch)}
    decoders = [(index, _decoder(column.type, dialect)) for index, column in enumerate(columns)]
    return Prepared(
        sql=compiled.string,
        names=compiled.positiontup or (),
        # What has no value must be given one: a default of the table's model is not known here.
        defaults={
            name: bind.effective_value
            for name, bind in compiled.binds.items()
            if not bind.required and name not in written
        },
        encoders=compiled._bind_processors,  # noqa: SLF001 - as above
        decoders=[(index, decoder) for index, decoder in decoders if decoder],
    )


def _decoder(kind: Any, dialect: Dialect) -> Columns | None:
    # What SQLAlchemy has for moments goes through three functions for each.
    if isinstance(kind, DateTimeUTC):
        return _moments if dialect.name == "sqlite" else None
    decode: Conversion | None = kind.dialect_impl(dialect).result_processor(dialect, None)
    return decode and partial(map, decode)


def _moments(texts: Sequence[str | None]) -> list[datetime | None]:
    return [_moment(text) if text else None for text in texts]


def _moment(text: str) -> datetime:
    # All are in UTC. We do not write so, others may.
    return datetime.fromisoformat(text if text.endswith(("Z", "+00:00")) else f"{text}+00:00")
