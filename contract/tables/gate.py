"""The comparison of structs with tables.

A written field must fit in its column, and the values of a column must fit in each field that is read. A response is
read, and so is a field of a request that finds rows.
"""

import inspect
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec
import msgspec.inspect as mi
from msgspec import NODEFAULT
from sqlalchemy import Column

from contract.names import qualified_name
from contract.schemas import unwrap
from contract.tables.checks import unreadable_checks
from contract.tables.domains import Domain, accepted, field_domain, promised
from contract.tables.mismatches import Mismatch, Rule
from contract.tables.ties import Tie

_LISTS = (mi.ListType, mi.SetType, mi.FrozenSetType, mi.VarTupleType)
_WRITTEN_EDITS: dict[Rule, str] = {
    "null": "Remove null from the field, or make the column nullable.",
    "length": "Limit the field with Meta(min_length=…, max_length=…), or widen the column.",
    "range": "Limit the field with Meta(ge=…, le=…), or widen the column.",
    "values": "Remove the values from the field, or add the values to the column.",
}
_READ_EDITS: dict[Rule, str] = {
    "null": "Make the column not null, or add `| None` to the field.",
    "length": 'Add CheckConstraint("length({name}) BETWEEN … AND …") to the table, or widen the field.',
    "range": 'Add CheckConstraint("{name} BETWEEN … AND …") to the table, or widen the field.',
    "values": 'Add CheckConstraint("{name} IN (…)") to the table, or widen the field.',
}


def check_tables(inputs: Iterable[Any], outputs: Iterable[Any], ties: Iterable[Tie]) -> Iterator[Mismatch]:
    """The mismatches between the structs of requests and responses, and the columns behind their fields."""
    by_struct = {tie.struct: tie for tie in ties}
    used = [
        (struct, is_input) for structs, is_input in ((inputs, True), (outputs, False)) for struct in _structs(structs)
    ]
    for struct, is_input in used:
        tie = _tie_of(struct, by_struct)
        for field in mi.type_info(struct).fields:  # type: ignore[attr-defined]
            yield from _check_field(struct, field, tie, is_input=is_input)
    for tie in by_struct.values():
        users = [struct for struct, _ in used if _tie_of(struct, by_struct) is tie]
        yield from _check_tie(tie, users)


def _structs(classes: Iterable[Any]) -> list[Any]:
    structs = [cls for cls in classes if issubclass(_origin(cls), msgspec.Struct)]
    return sorted(structs, key=qualified_name)


def _origin(cls: Any) -> Any:
    return getattr(cls, "__origin__", cls)


def _tie_of(struct: Any, ties: Mapping[Any, Tie]) -> Tie | None:
    return next((ties[cls] for cls in _origin(struct).__mro__ if cls in ties), None)


def _check_field(struct: Any, field: mi.Field, tie: Tie | None, *, is_input: bool) -> Iterator[Mismatch]:
    location = f"{_declaring_class(struct, field.name).__name__}.{field.name}"
    items = _list_type(field.type)
    value = items.item_type if items else field.type
    is_read = not is_input or (tie is not None and tie.use == "select")
    if tie and (column := tie.column(field.name)) is not None:
        yield from _compare(location, value, column, is_read=is_read)
        if items and is_read and (items.max_length is not None or items.min_length):
            edit = "Remove the limit, or add a waiver that names the code that guarantees the limit."
            yield Mismatch(location, "items", "the tables promise no number of items", edit)
    elif not (tie and field.name in tie.computed) and not (_is_struct(value) and (tie is None or tie.table is None)):
        name = _origin(struct).__name__
        addition = "the field to columns, or with a reason to computed, in the" if tie else "a"
        yield Mismatch(location, "tie", "the field has no column", f"Add {addition} Tie of {name}.")


def _compare(location: str, value: mi.Type, column: Column[Any], *, is_read: bool) -> Iterator[Mismatch]:
    name = f"{column.table.name}.{column.name}"
    field, stored = field_domain(value), promised(column) if is_read else accepted(column)
    if _is_struct(value):  # The column is the foreign key.
        field, stored = Domain(object, field.nullable), Domain(object, stored.nullable)
    inner, outer, edits = (stored, field, _READ_EDITS) if is_read else (field, stored, _WRITTEN_EDITS)
    allowing, other = (f"the column {name}", "the field") if is_read else ("the field", f"the column {name}")
    for excess in inner.excess(outer):
        reason = f"{allowing} allows {excess.inner}, and {other} only {excess.outer}"
        edit = edits.get(excess.rule, "Give the field and the column the same type.")
        yield Mismatch(location, excess.rule, reason, edit.format(name=column.name))
    for check in [] if is_read else unreadable_checks(column):
        edit = "Write the CHECK as comparisons with constants joined by AND, or add a waiver with the reason."
        yield Mismatch(location, "check", f"the gate does not understand the CHECK {check} of {name}", edit)


def _check_tie(tie: Tie, users: list[Any]) -> Iterator[Mismatch]:
    location = tie.struct.__name__
    if not users:
        yield Mismatch(location, "tie", "no request or response has this struct", "Remove the Tie.")
    fields = {name for struct in users for name in _origin(struct).__struct_fields__}
    needless = [name for name, column in tie.columns.items() if column.property.columns[0] is tie.named_column(name)]
    needless += [name for name in tie.computed if tie.column(name) is not None]
    needless += [name for name in (*tie.columns, *tie.computed) if name not in fields]
    if tie.use == "insert":
        sources = _sources(tie)
        needed = {column.name for column in tie.table.__table__.columns if not _has_value(column)} - sources
        needless += [name for name in tie.derived if name not in needed]
        for name in sorted(needed - tie.derived.keys()):
            reason = f"a new row has no value for the column {tie.table.__table__.name}.{name}"
            edit = "Add a required field, a default of the column, or the reason to derived in the Tie."
            yield Mismatch(f"{location}.{name}", "insert", reason, edit)
    for name in needless if users else ():
        yield Mismatch(f"{location}.{name}", "tie", "the entry of the Tie is not needed", "Remove the entry.")


def _sources(tie: Tie) -> set[str]:
    """The columns that always get a value from the request."""
    fields = mi.type_info(tie.struct).fields  # type: ignore[attr-defined]
    given = [field for field in fields if field.required or _has_default(field)]
    columns = [tie.column(field.name) for field in given]
    return {column.name for column in columns if column is not None and column.table is tie.table.__table__}


def _has_default(field: mi.Field) -> bool:
    """Whether the field has a value if a request omits the field. UNSET is not a value."""
    return field.default is not NODEFAULT or field.default_factory is not NODEFAULT


def _has_value(column: Column[Any]) -> bool:
    """Whether a new row needs no value for the column."""
    is_generated = column.table.autoincrement_column is column
    return bool(column.nullable or is_generated or column.default or column.server_default)


def _list_type(kind: mi.Type) -> Any:
    """The list in a type, or None."""
    members = [unwrap(member) for member in kind.types] if isinstance(kind, mi.UnionType) else [unwrap(kind)]
    return next((member for member in members if isinstance(member, _LISTS)), None)


def _is_struct(kind: mi.Type) -> bool:
    members = kind.types if isinstance(kind, mi.UnionType) else (kind,)
    return any(isinstance(unwrap(member), mi.StructType) for member in members)


def _declaring_class(struct: Any, name: str) -> Any:
    """The class whose source has the field."""
    return next(cls for cls in _origin(struct).__mro__ if name in inspect.get_annotations(cls))
