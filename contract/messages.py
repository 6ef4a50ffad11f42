"""The messages of validation errors, for the users of an application."""

import operator
from typing import Any

import msgspec
import msgspec.inspect as mi

from contract.formats import form_name
from contract.schemas import unwrap

_TYPE_NAMES: dict[type, str] = {
    mi.NoneType: "null",
    mi.BoolType: "true or false",
    mi.IntType: "a whole number",
    mi.FloatType: "a number",
    mi.DecimalType: "a decimal number",
    mi.StrType: "text",
    mi.BytesType: "base64",
    mi.ByteArrayType: "base64",
    mi.MemoryViewType: "base64",
    mi.DictType: "an object",
    mi.FrozenDictType: "an object",
    mi.StructType: "an object",
    mi.DataclassType: "an object",
    mi.TypedDictType: "an object",
}
_NUMBERS = {mi.IntType: int, mi.FloatType: float}
_BOUNDS = (
    ("ge", operator.ge, "at least"),
    ("gt", operator.gt, "more than"),
    ("le", operator.le, "at most"),
    ("lt", operator.lt, "less than"),
)
_JSON_TYPES: dict[type, tuple[type, ...]] = {
    type(None): (mi.NoneType,),
    bool: (mi.BoolType,),
    int: (mi.IntType, mi.FloatType, mi.DecimalType),
    float: (mi.FloatType, mi.DecimalType),
    str: (
        mi.StrType,
        mi.UUIDType,
        mi.DateType,
        mi.DateTimeType,
        mi.TimeType,
        mi.TimeDeltaType,
        mi.DecimalType,
        mi.BytesType,
        mi.ByteArrayType,
        mi.MemoryViewType,
    ),
}


def type_name(kind: Any) -> str:
    """The name of a type in a message."""
    match kind:
        case mi.UnionType(types=types):
            return " or ".join(dict.fromkeys(type_name(unwrap(member)) for member in types))
        case mi.LiteralType() | mi.EnumType():
            return _choice(choices(kind))
        case mi.StructType(array_like=True):
            return "a list"
    return form_name(kind) or _TYPE_NAMES.get(type(kind), "a list")


def choices(kind: Any) -> list[Any]:
    """The values of a literal or an enumeration; empty for any other type."""
    match kind:
        case mi.LiteralType(values=values):
            return list(values)
        case mi.EnumType(cls=cls):
            return [member.value for member in cls]
    return []


def message_for(value: Any, kind: Any, format_message: str | None = None, *, strict: bool = False) -> str:
    """The message for a value that does not match a type. `format_message` is the message of the pattern.

    Unless `strict`, the text of a number is a number, as in a query.
    """
    if value is None:
        return f"must be {type_name(kind)}, not null"
    if type(kind) in _NUMBERS:
        return _number_message(value, kind, strict=strict)
    if isinstance(value, str) and isinstance(kind, mi.StrType):
        return _text_message(value, kind, format_message)
    return f"must be {type_name(kind)}"


def size_message(size: int, kind: Any, unit: str) -> str | None:
    """The message for a wrong number of items, or None."""
    if kind.max_length is not None and size > kind.max_length:
        return f"has too many {unit} (maximum is {kind.max_length})"
    if kind.min_length is not None and size < kind.min_length:
        return f"has too few {unit} (minimum is {kind.min_length})"
    return None


def has_same_json_type(value: Any, kind: Any) -> bool:
    """Whether a value and a type have the same JSON type, so that the errors of this type help the user."""
    if values := choices(kind):
        return any(type(value) is type(choice) for choice in values)
    if type(value) in _JSON_TYPES:
        return isinstance(kind, _JSON_TYPES[type(value)])
    return type_name(kind) == ("an object" if isinstance(value, dict) else "a list")


def _choice(values: list[Any]) -> str:
    names = ["null" if value is None else str(value) for value in values]
    return f"one of {', '.join(names)}" if len(names) > 1 else names[0]


def _text_message(value: str, kind: mi.StrType, format_message: str | None) -> str:
    if not value.strip():
        return "can't be blank"
    if kind.max_length is not None and len(value) > kind.max_length:
        return f"is too long (maximum is {_characters(kind.max_length)})"
    if kind.min_length is not None and len(value) < kind.min_length:
        return f"is too short (minimum is {_characters(kind.min_length)})"
    return format_message or "has the wrong form"


def _characters(count: int) -> str:
    return f"{count} character{'' if count == 1 else 's'}"


def _number_message(value: Any, kind: Any, *, strict: bool) -> str:
    number: float
    try:
        number = msgspec.convert(value, _NUMBERS[type(kind)], strict=strict or not isinstance(value, str))
    except msgspec.ValidationError:
        return f"must be {type_name(kind)}"
    for name, is_within, words in _BOUNDS:
        bound = getattr(kind, name)
        if bound is not None and not is_within(number, bound):
            return f"must be {words} {_as_json(bound)}"
    return f"must be a multiple of {_as_json(kind.multiple_of)}" if kind.multiple_of else f"must be {type_name(kind)}"


def _as_json(number: float) -> float:
    """The number without a fraction of zero, as JavaScript shows it."""
    return int(number) if number == int(number) else number
