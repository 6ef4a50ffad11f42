"""All validation errors of a value.

msgspec stops at the first error. The second, slower pass of this module runs only for an invalid value.
"""

import datetime as dt
import decimal
import json
import re
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from types import GenericAlias
from typing import Annotated, Any, Literal

import msgspec
import msgspec.inspect as mi

from contract.messages import has_same_json_type, message_for, size_message, type_name
from contract.schemas import OBJECTS, unwrap

Path = tuple[str | int, ...]
FieldErrors = Iterator["FieldError"]

MISSING = "is missing"
NOT_JSON = "is not valid JSON"
REPEATED = "is sent more than once, and does not always fit"
MEMBER_NAME = re.compile(r"\.(\w+)")
# No user reads more errors, and a body of one megabyte could have half a million.
MAX_ERRORS = 100
BATCH_SIZE = 1_000

_DICTS = (mi.DictType, mi.FrozenDictType)
_SCALARS: dict[type, Any] = {
    mi.AnyType: Any,
    mi.RawType: msgspec.Raw,
    mi.NoneType: None,
    mi.BoolType: bool,
    mi.IntType: int,
    mi.FloatType: float,
    mi.StrType: str,
    mi.BytesType: bytes,
    mi.ByteArrayType: bytearray,
    mi.MemoryViewType: memoryview,
    mi.DecimalType: decimal.Decimal,
    mi.UUIDType: uuid.UUID,
    mi.DateType: dt.date,
    mi.DateTimeType: dt.datetime,
    mi.TimeType: dt.time,
    mi.TimeDeltaType: dt.timedelta,
}
_CONSTRAINTS = ("gt", "ge", "lt", "le", "multiple_of", "pattern", "min_length", "max_length", "tz")


@dataclass(frozen=True)
class FieldError:
    """The location of an error in a value, and the message for the user."""

    path: Path
    message: str

    @property
    def field(self) -> str:
        """The last member name in the path: `tagList` for `("article", "tagList", 1)`."""
        return next((step for step in reversed(self.path) if isinstance(step, str)), "body")


def validation_errors(value: Any, annotation: Any, *, strict: bool = True) -> list[FieldError]:
    """All errors of a value, or of JSON in bytes. The list is empty if and only if msgspec accepts the value.

    `strict=False` is for parameters, where text may represent a number.
    """
    try:
        message = _msgspec_error(value, annotation, strict=strict)
        if message is None:
            return []
        errors = _Validator(strict=strict).validate(_parse(value), mi.type_info(annotation), ())
        return list(dict.fromkeys(islice(errors, MAX_ERRORS))) or [_repeated_member(message)]
    except RecursionError:
        return [FieldError((), "is nested too deeply")]
    except (msgspec.DecodeError, ValueError):
        return [FieldError((), NOT_JSON)]


def messages_by_field(errors: list[FieldError]) -> dict[str, list[str]]:
    """The distinct messages of each field."""
    messages: dict[str, list[str]] = {}
    for error in errors:
        if error.message not in messages.setdefault(error.field, []):
            messages[error.field].append(error.message)
    return messages


def missing_body_errors(annotation: Any) -> list[FieldError]:
    """The errors of an empty body: every required member is missing."""
    kind = unwrap(mi.type_info(annotation))
    required = [field for field in getattr(kind, "fields", ()) if field.required]
    return [missing_error((field.encode_name,), field.type) for field in required] or [FieldError((), MISSING)]


def missing_error(path: Path, kind: mi.Type) -> FieldError:
    """The error of an absent value. A text that must not be blank has one message for absent and blank."""
    kind = unwrap(kind)
    has_blank_message = isinstance(kind, mi.StrType) and _msgspec_error("", _annotation(kind), strict=True)
    return FieldError(path, message_for("", kind) if has_blank_message else MISSING)


def _repeated_member(message: str) -> FieldError:
    """The error of a repeated member: msgspec validates every occurrence, and the parsed value has only the last."""
    return FieldError(tuple(MEMBER_NAME.findall(message.rpartition(" - at ")[2])), REPEATED)


def _msgspec_error(value: Any, annotation: Any, *, strict: bool) -> str | None:
    """The message of msgspec, or None for a valid value."""
    try:
        if isinstance(value, bytes):
            msgspec.json.decode(value, type=annotation, strict=strict)
        else:
            msgspec.convert(value, annotation, strict=strict, str_keys=True)
    except msgspec.ValidationError as error:
        return str(error)
    return None


def _parse(value: Any) -> Any:
    if not isinstance(value, bytes):
        return value
    try:
        return msgspec.json.decode(value)
    except msgspec.ValidationError:  # A number is out of range. The standard library parses the rest of the body.
        return json.loads(value, parse_int=_number, parse_float=_number)


class _OutOfRange:
    """The placeholder for a JSON number that msgspec rejects."""


def _number(digits: str) -> Any:
    try:
        return msgspec.json.decode(digits)
    except msgspec.ValidationError:
        return _OutOfRange()


class _Validator:
    """Validates each part of a value against the matching part of its type."""

    def __init__(self, *, strict: bool) -> None:
        self.strict = strict

    def validate(self, value: Any, kind: Any, path: Path) -> FieldErrors:
        format_message = None
        while isinstance(kind, mi.Metadata):
            format_message = format_message or (kind.extra or {}).get("error_message")
            kind = kind.type
        if isinstance(kind, mi.UnionType):
            return self._union(value, kind, path, format_message)
        if isinstance(kind, mi.NamedTupleType) or getattr(kind, "array_like", False):
            return self._positions(value, kind, path)
        if isinstance(kind, OBJECTS):
            return self._fields(value, kind, path)
        if isinstance(kind, _DICTS):
            return self._entries(value, kind, path)
        if isinstance(kind, (mi.CollectionType, mi.TupleType)):
            return self._items(value, kind, path)
        return self._scalar(value, kind, path, format_message)

    def _scalar(self, value: Any, kind: Any, path: Path, format_message: str | None) -> FieldErrors:
        if not self._is_valid(value, _annotation(kind)):
            yield FieldError(path, message_for(value, kind, format_message, strict=self.strict))

    def _is_valid(self, value: Any, annotation: Any) -> bool:
        return _msgspec_error(value, annotation, strict=self.strict) is None

    def _fields(self, value: Any, kind: Any, path: Path) -> FieldErrors:
        if not isinstance(value, dict):
            yield FieldError(path, message_for(value, kind))
            return
        tag_field = getattr(kind, "tag_field", None)
        if tag_field is not None and value.get(tag_field, kind.tag) != kind.tag:
            yield FieldError((*path, tag_field), f"must be {kind.tag}")
        for field in kind.fields:
            if field.encode_name in value:
                yield from self.validate(value[field.encode_name], field.type, (*path, field.encode_name))
            elif field.required:
                yield missing_error((*path, field.encode_name), field.type)
        if getattr(kind, "forbid_unknown_fields", False):
            known = {tag_field, *(field.encode_name for field in kind.fields)}
            yield from (FieldError((*path, name), "is not known here") for name in value if name not in known)

    def _positions(self, value: Any, kind: Any, path: Path) -> FieldErrors:
        if not isinstance(value, (list, tuple)):
            yield FieldError(path, message_for(value, kind))
            return
        kinds = [field.type for field in kind.fields]
        min_size = sum(field.required for field in kind.fields)
        if getattr(kind, "tag", None) is not None:
            kinds, min_size = [mi.LiteralType((kind.tag,)), *kinds], min_size + 1
        is_closed = isinstance(kind, mi.NamedTupleType) or kind.forbid_unknown_fields
        limits = mi.ListType(mi.AnyType(), min_length=min_size, max_length=len(kinds) if is_closed else None)
        yield from _size_errors(len(value), limits, path, "items")
        for index, (item, item_kind) in enumerate(zip(value, kinds, strict=False)):
            yield from self.validate(item, item_kind, (*path, index))

    def _entries(self, value: Any, kind: Any, path: Path) -> FieldErrors:
        if not isinstance(value, dict):
            yield FieldError(path, message_for(value, kind))
            return
        yield from _size_errors(len(value), kind, path, "entries")
        yield from self._keys(value, unwrap(kind.key_type), path)
        yield from self._each(list(value.items()), kind.value_type, path)

    def _keys(self, value: dict[str, Any], kind: Any, path: Path) -> FieldErrors:
        annotation = GenericAlias(dict, (_annotation(kind), Any))
        if not self._is_valid(dict.fromkeys(value), annotation):
            for name in value:
                if not self._is_valid({name: None}, annotation):
                    yield FieldError((*path, name), f"has a name that {message_for(name, kind)}")

    def _items(self, value: Any, kind: Any, path: Path) -> FieldErrors:
        if not isinstance(value, (list, tuple)):
            yield FieldError(path, message_for(value, kind))
            return
        if isinstance(kind, mi.TupleType):
            size = len(kind.item_types)
            yield from _size_errors(len(value), mi.ListType(mi.AnyType(), size, size), path, "items")
            for index, (item, item_kind) in enumerate(zip(value, kind.item_types, strict=False)):
                yield from self.validate(item, item_kind, (*path, index))
            return
        size_errors = list(_size_errors(_size(value, kind), kind, path, "items"))
        yield from size_errors
        # The items of a list that is far too long are not validated, because the list is invalid already.
        if not size_errors or len(value) <= MAX_ERRORS:
            yield from self._each(list(enumerate(value)), kind.item_type, path)

    def _each(self, parts: Sequence[tuple[str | int, Any]], kind: Any, path: Path) -> FieldErrors:
        """Validate parts of the same type. A batch of valid scalars takes one step, because a list may be long."""
        scalar = _annotation(unwrap(kind)) if type(unwrap(kind)) in _SCALARS else None
        for start in range(0, len(parts), BATCH_SIZE):
            batch = parts[start : start + BATCH_SIZE]
            if scalar is None or not self._is_valid([part for _, part in batch], GenericAlias(list, (scalar,))):
                for step, part in batch:
                    yield from self.validate(part, kind, (*path, step))

    def _union(self, value: Any, kind: mi.UnionType, path: Path, format_message: str | None) -> FieldErrors:
        members = [member for member in kind.types if not isinstance(unwrap(member), mi.NoneType)]
        tagged = [unwrap(member) for member in members if getattr(unwrap(member), "tag", None) is not None]
        if isinstance(value, dict) and len(tagged) > 1:
            yield from self._tagged(value, tagged, path)
            return
        errors = [list(self.validate(value, member, path)) for member in kind.types]
        if not all(errors):
            return
        candidates = [member for member in members if has_same_json_type(value, unwrap(member))]
        if len(members) == 1 and value is not None:
            candidates = members
        if len(candidates) == 1:
            yield from errors[kind.types.index(candidates[0])]
        else:
            yield FieldError(path, format_message or f"must be {type_name(kind)}")

    def _tagged(self, value: dict[str, Any], members: list[Any], path: Path) -> FieldErrors:
        tag_field = members[0].tag_field
        for member in members:
            if value.get(tag_field) == member.tag:
                yield from self._fields(value, member, path)
                return
        tags = mi.LiteralType(tuple(member.tag for member in members))
        message = message_for(value[tag_field], tags) if tag_field in value else MISSING
        yield FieldError((*path, tag_field), message)


def _annotation(kind: Any) -> Any:
    """The annotation of an inspected scalar type."""
    if isinstance(kind, mi.LiteralType):
        return Literal[kind.values]
    annotation = getattr(kind, "cls", None) or _SCALARS[type(kind)]
    constraints = {name: getattr(kind, name) for name in _CONSTRAINTS if getattr(kind, name, None) is not None}
    return Annotated[annotation, msgspec.Meta(**constraints)] if constraints else annotation


def _size_errors(size: int, kind: Any, path: Path, unit: str) -> FieldErrors:
    if message := size_message(size, kind, unit):
        yield FieldError(path, message)


def _size(value: Any, kind: Any) -> int:
    """The number of items that msgspec counts: for a set, the distinct items."""
    if isinstance(kind, (mi.SetType, mi.FrozenSetType)):
        return len({msgspec.json.encode(item, order="sorted") for item in value})
    return len(value)
