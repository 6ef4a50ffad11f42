"""Validation errors: every place where a value does not match its type.

msgspec stops at the first. This second, slower pass runs only for a value that msgspec has rejected.
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

from contract.messages import message_for, same_kind, size_message, type_name
from contract.schemas import OBJECTS, unwrap

Path = tuple[str | int, ...]
FieldErrors = Iterator["FieldError"]

MISSING = "is missing"
NOT_JSON = "is not valid JSON"
REPEATED = "is sent more than once, and does not always fit"
MEMBER = re.compile(r"\.(\w+)")
# Nobody reads more, and a body of a megabyte could hold half a million.
MAX_ERRORS = 100
RUN_LENGTH = 1_000

_DICTS = (mi.DictType, mi.FrozenDictType)
_LEAVES: dict[type, Any] = {
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
    """A place in a value, and the message for its sender."""

    path: Path
    message: str

    @property
    def field(self) -> str:
        """The nearest name in JSON: `tagList` for `("article", "tagList", 1)`."""
        return next((step for step in reversed(self.path) if isinstance(step, str)), "body")


def validation_errors(value: Any, annotation: Any, *, strict: bool = True) -> list[FieldError]:
    """All errors of a value, or of JSON if it is bytes. Empty if and only if msgspec accepts it.

    `strict=False` is the conversion of parameters, where text may stand for numbers.
    """
    try:
        message = _msgspec_error(value, annotation, strict=strict)
        if message is None:
            return []
        walked = _Walk(strict=strict).visit(_parsed(value), mi.type_info(annotation), ())
        return list(dict.fromkeys(islice(walked, MAX_ERRORS))) or [_repeated_member(message)]
    except RecursionError:
        return [FieldError((), "is nested too deeply")]
    except (msgspec.DecodeError, ValueError):
        return [FieldError((), NOT_JSON)]


def messages_by_field(found: list[FieldError]) -> dict[str, list[str]]:
    """The reasons of each field, each once."""
    reasons: dict[str, list[str]] = {}
    for error in found:
        if error.message not in reasons.setdefault(error.field, []):
            reasons[error.field].append(error.message)
    return reasons


def missing_body_errors(annotation: Any) -> list[FieldError]:
    """The errors of an absent body: each required member is missing."""
    kind = unwrap(mi.type_info(annotation))
    required = [field.encode_name for field in getattr(kind, "fields", ()) if field.required]
    return [FieldError((name,), MISSING) for name in required] or [FieldError((), MISSING)]


def _repeated_member(message: str) -> FieldError:
    """The error of a repeated member: msgspec validates each occurrence, and the parsed value has only the last."""
    return FieldError(tuple(MEMBER.findall(message.rpartition(" - at ")[2])), REPEATED)


def _msgspec_error(value: Any, annotation: Any, *, strict: bool) -> str | None:
    """The message of msgspec itself, or None for a valid value."""
    try:
        if isinstance(value, bytes):
            msgspec.json.decode(value, type=annotation, strict=strict)
        else:
            msgspec.convert(value, annotation, strict=strict, str_keys=True)
    except msgspec.ValidationError as error:
        return str(error)
    return None


def _parsed(value: Any) -> Any:
    if not isinstance(value, bytes):
        return value
    try:
        return msgspec.json.decode(value)
    except msgspec.ValidationError:  # A number beyond every range: the standard library goes on to the end.
        return json.loads(value, parse_int=_number, parse_float=_number)


class _BeyondRange:
    """A number of JSON that msgspec does not take."""


def _number(digits: str) -> Any:
    try:
        return msgspec.json.decode(digits)
    except msgspec.ValidationError:
        return _BeyondRange()


class _Walk:
    """One pass over a value, beside its type."""

    def __init__(self, *, strict: bool) -> None:
        self.strict = strict

    def visit(self, value: Any, kind: Any, path: Path) -> FieldErrors:
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
        return self._leaf(value, kind, path, format_message)

    def _leaf(self, value: Any, kind: Any, path: Path, format_message: str | None) -> FieldErrors:
        if not self._fits(value, _annotation(kind)):
            yield FieldError(path, message_for(value, kind, format_message))

    def _fits(self, value: Any, annotation: Any) -> bool:
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
                yield from self.visit(value[field.encode_name], field.type, (*path, field.encode_name))
            elif field.required:
                yield FieldError((*path, field.encode_name), MISSING)
        if getattr(kind, "forbid_unknown_fields", False):
            known = {tag_field, *(field.encode_name for field in kind.fields)}
            yield from (FieldError((*path, name), "is not known here") for name in value if name not in known)

    def _positions(self, value: Any, kind: Any, path: Path) -> FieldErrors:
        if not isinstance(value, (list, tuple)):
            yield FieldError(path, message_for(value, kind))
            return
        kinds = [field.type for field in kind.fields]
        least = sum(field.required for field in kind.fields)
        if getattr(kind, "tag", None) is not None:
            kinds, least = [mi.LiteralType((kind.tag,)), *kinds], least + 1
        closed = isinstance(kind, mi.NamedTupleType) or kind.forbid_unknown_fields
        size = mi.ListType(mi.AnyType(), min_length=least, max_length=len(kinds) if closed else None)
        yield from _miscounted(len(value), size, path, "items")
        for index, (item, item_kind) in enumerate(zip(value, kinds, strict=False)):
            yield from self.visit(item, item_kind, (*path, index))

    def _entries(self, value: Any, kind: Any, path: Path) -> FieldErrors:
        if not isinstance(value, dict):
            yield FieldError(path, message_for(value, kind))
            return
        yield from _miscounted(len(value), kind, path, "entries")
        yield from self._names(value, unwrap(kind.key_type), path)
        yield from self._each(list(value.items()), kind.value_type, path)

    def _names(self, value: dict[str, Any], kind: Any, path: Path) -> FieldErrors:
        annotation = GenericAlias(dict, (_annotation(kind), Any))
        if not self._fits(dict.fromkeys(value), annotation):
            for name in value:
                if not self._fits({name: None}, annotation):
                    yield FieldError((*path, name), f"has a name that {message_for(name, kind)}")

    def _items(self, value: Any, kind: Any, path: Path) -> FieldErrors:
        if not isinstance(value, (list, tuple)):
            yield FieldError(path, message_for(value, kind))
            return
        if isinstance(kind, mi.TupleType):
            size = len(kind.item_types)
            yield from _miscounted(len(value), mi.ListType(mi.AnyType(), size, size), path, "items")
            for index, (item, item_kind) in enumerate(zip(value, kind.item_types, strict=False)):
                yield from self.visit(item, item_kind, (*path, index))
            return
        wrong = list(_miscounted(_size(value, kind), kind, path, "items"))
        yield from wrong
        # A list that is too long by far is not worth a look at each of its items.
        if not wrong or len(value) <= MAX_ERRORS:
            yield from self._each(list(enumerate(value)), kind.item_type, path)

    def _each(self, parts: Sequence[tuple[str | int, Any]], kind: Any, path: Path) -> FieldErrors:
        """Visit parts of one type. Long runs of scalars that fit are passed over in one step: they may be many."""
        scalar = _annotation(unwrap(kind)) if type(unwrap(kind)) in _LEAVES else None
        for start in range(0, len(parts), RUN_LENGTH):
            run = parts[start : start + RUN_LENGTH]
            if scalar is None or not self._fits([part for _, part in run], GenericAlias(list, (scalar,))):
                for step, part in run:
                    yield from self.visit(part, kind, (*path, step))

    def _union(self, value: Any, kind: mi.UnionType, path: Path, format_message: str | None) -> FieldErrors:
        arms = [arm for arm in kind.types if not isinstance(unwrap(arm), mi.NoneType)]
        tagged = [unwrap(arm) for arm in arms if getattr(unwrap(arm), "tag", None) is not None]
        if isinstance(value, dict) and len(tagged) > 1:
            yield from self._tagged(value, tagged, path)
            return
        found = [list(self.visit(value, arm, path)) for arm in kind.types]
        if not all(found):
            return
        likely = (
            arms if len(arms) == 1 and value is not None else [arm for arm in arms if same_kind(value, unwrap(arm))]
        )
        if len(likely) == 1:
            yield from found[kind.types.index(likely[0])]
        else:
            yield FieldError(path, format_message or f"must be {type_name(kind)}")

    def _tagged(self, value: dict[str, Any], arms: list[Any], path: Path) -> FieldErrors:
        tag_field = arms[0].tag_field
        for arm in arms:
            if value.get(tag_field) == arm.tag:
                yield from self._fields(value, arm, path)
                return
        tags = mi.LiteralType(tuple(arm.tag for arm in arms))
        given = (*path, tag_field)
        yield FieldError(given, message_for(value[tag_field], tags) if tag_field in value else MISSING)


def _annotation(kind: Any) -> Any:
    """The annotation that msgspec would read as this type, which has no parts."""
    if isinstance(kind, mi.LiteralType):
        return Literal[kind.values]
    annotation = getattr(kind, "cls", None) or _LEAVES[type(kind)]
    constraints = {name: getattr(kind, name) for name in _CONSTRAINTS if getattr(kind, name, None) is not None}
    return Annotated[annotation, msgspec.Meta(**constraints)] if constraints else annotation


def _miscounted(size: int, kind: Any, path: Path, what: str) -> FieldErrors:
    if reason := size_message(size, kind, what):
        yield FieldError(path, reason)


def _size(value: Any, kind: Any) -> int:
    """The number of items that msgspec counts: a set has each only once."""
    if isinstance(kind, (mi.SetType, mi.FrozenSetType)):
        return len({msgspec.json.encode(item, order="sorted") for item in value})
    return len(value)
