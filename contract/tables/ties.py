"""The declaration of the columns behind a struct."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import msgspec
from sqlalchemy import Column, Table

Use = Literal["insert", "update", "select"]


@dataclass(frozen=True, kw_only=True)
class Tie:
    """The table of a struct, and of the structs that inherit from it. A field is tied to the column of its name."""

    struct: type[msgspec.Struct]
    table: Any = None
    """The mapped class, or None for a struct without a table of its own."""
    use: Use = "update"
    """The statement of a request. A field of a SELECT must accept all stored values."""
    columns: Mapping[str, Any] = field(default_factory=dict)
    """The columns, as mapped attributes, of fields with another name or table. For a nested struct: the foreign key."""
    computed: Mapping[str, str] = field(default_factory=dict)
    """The reasons of fields whose value is not the value of a column."""
    derived: Mapping[str, str] = field(default_factory=dict)
    """The reasons of columns that a new row gets from elsewhere."""

    @property
    def metadata_table(self) -> Table | None:
        """The table in the metadata."""
        return self.table.__table__ if self.table is not None else None

    def column(self, name: str) -> Column[Any] | None:
        """The column of a field."""
        if name in self.columns:
            column: Column[Any] = self.columns[name].property.columns[0]
            return column
        return self.named_column(name)

    def named_column(self, name: str) -> Column[Any] | None:
        """The column with the same name as a field."""
        return self.metadata_table.columns.get(name) if self.metadata_table is not None else None
