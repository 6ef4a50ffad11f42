"""Hypothesis strategies for JSON values of an inspected msgspec type: mostly valid, sometimes invalid."""

import base64
from collections.abc import Callable
from typing import Any

import msgspec.inspect as mi
from hypothesis import strategies as st

from contract.schemas import unwrap

Draw = Callable[[Any], Any]
Values = st.SearchStrategy[Any]

DEPTH = 3
INVALID_ONE_IN = 8

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
FLOATS = st.floats(allow_nan=False, allow_infinity=False, width=32).filter(lambda number: not number.is_integer())
ARBITRARY: Values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 300),
    FLOATS,
    TEXT,
    st.sampled_from(["", " ", "1", "true", "null", "2024-01-01", "a\n", "\x00", [], {}, [None], {"a": 1}]),
)
TWO_DIGITS = st.integers(0, 99).map(lambda number: f"{number:02}")
YEARS = st.sampled_from(["0000", "1900", "2000", "2023", "2024", "9999"])
DATES = st.one_of(
    st.dates().map(str),
    st.tuples(YEARS, TWO_DIGITS, TWO_DIGITS).map("-".join),
    st.sampled_from(["2024-02-29", "2023-02-29", "1900-02-29", "2000-02-29", "2024-1-1", "9999-12-31"]),
)
CLOCK_TIMES = st.one_of(
    st.times().map(lambda time: time.strftime("%H:%M:%S")),
    st.tuples(TWO_DIGITS, TWO_DIGITS, TWO_DIGITS).map(":".join),
)
FRACTIONS = st.sampled_from(["", "", ".5", ".123456789", ".", ".9999999"])
ZONES = st.sampled_from(["", "Z", "z", "+01:00", "-2359", "+24:00", "+00:60", " Z"])
TIMES = st.tuples(CLOCK_TIMES, FRACTIONS, ZONES).map("".join)
DATETIMES = st.tuples(DATES, st.sampled_from(["T", "t", " ", "_", ""]), TIMES).map("".join)
DURATIONS = st.from_regex(r"[+-]?[Pp]([0-9]{1,10}(\.[0-9])?[Dd])?([Tt]([0-9]+(\.[0-9])?[HMSs]){0,3})?", fullmatch=True)
DECIMALS = st.one_of(
    st.decimals(allow_nan=True, allow_infinity=True).map(str),
    st.text("0123456789._eE+- ", max_size=8),
    FLOATS,
    st.integers(),
)
UUIDS = st.one_of(st.uuids().map(str), st.uuids().map(lambda uuid: uuid.hex.upper()), st.text("0a-", max_size=36))
BASE64 = st.one_of(
    st.binary(max_size=8).map(lambda data: base64.b64encode(data).decode()), st.text("aA0+/=_", max_size=8)
)


@st.composite
def instances(draw: Draw, kind: Any) -> Any:
    """A value of a type. One of eight parts is replaced by an arbitrary value."""
    return _value(draw, kind, DEPTH)


def _value(draw: Draw, kind: Any, depth: int) -> Any:
    if draw(st.integers(1, INVALID_ONE_IN)) == INVALID_ONE_IN:
        return draw(ARBITRARY)
    return _valid(draw, unwrap(kind), depth)


def _valid(draw: Draw, kind: Any, depth: int) -> Any:
    if type(kind) in SCALARS:
        return draw(SCALARS[type(kind)](kind))
    match kind:
        case mi.UnionType(types=types):
            return _valid(draw, unwrap(draw(st.sampled_from(types))), depth)
        case mi.TupleType(item_types=types):
            return _tuple(draw, [_value(draw, item, depth) for item in types])
        case mi.DictType():
            names = [_key(draw, unwrap(kind.key_type)) for _ in range(_count(draw, kind, depth))]
            return {name: _value(draw, kind.value_type, depth - 1) for name in names}
        case mi.CollectionType():
            return [_value(draw, kind.item_type, depth - 1) for _ in range(_count(draw, kind, depth))]
    return _object(draw, kind, depth)


def _object(draw: Draw, kind: Any, depth: int) -> Any:
    if isinstance(kind, mi.NamedTupleType) or getattr(kind, "array_like", False):
        return _tuple(draw, [_value(draw, field.type, depth) for field in kind.fields])
    fields = [field for field in kind.fields if field.required or (depth > 0 and draw(st.booleans()))]
    value = {field.encode_name: _value(draw, field.type, depth - 1) for field in fields}
    if getattr(kind, "tag_field", None):
        value[kind.tag_field] = kind.tag
    if draw(st.integers(1, INVALID_ONE_IN)) == INVALID_ONE_IN:
        _invalidate(draw, value)
    return value


def _invalidate(draw: Draw, value: dict[str, Any]) -> None:
    name = draw(st.sampled_from([*sorted(value), "more", "type", "name"]))
    if draw(st.booleans()):
        value.pop(name, None)
    else:
        value[name] = draw(ARBITRARY)


def _tuple(draw: Draw, items: list[Any]) -> list[Any]:
    return draw(st.sampled_from([items, items, items, items[:-1], [*items, 1]]))  # type: ignore[no-any-return]


def _count(draw: Draw, kind: Any, depth: int) -> int:
    """The number of items: sometimes one more than allowed, and zero at the maximum depth."""
    max_length = 2 if kind.max_length is None else min(kind.max_length, 20)
    return draw(st.integers(0, max_length + 1)) if depth > 0 else 0


def _key(draw: Draw, kind: Any) -> str:
    if isinstance(kind, mi.IntType):
        return draw(st.one_of(st.integers().map(str), st.sampled_from(["-0", "01", "+1", "1.0", ""])))  # type: ignore[no-any-return]
    return str(_valid(draw, kind, 0))


def _numbers(kind: Any) -> Values:
    bounds = [bound for bound in (kind.ge, kind.gt, kind.le, kind.lt) if bound is not None]
    near = [st.sampled_from([bound + step for bound in bounds for step in (-1, 0, 1)])] if bounds else []
    steps = st.integers(-100, 100).map(lambda number: number * int(kind.multiple_of or 1))
    fractions = [FLOATS] if isinstance(kind, mi.FloatType) else []
    return st.one_of(*near, steps, st.integers(), *fractions).map(_without_fraction)


def _without_fraction(number: float) -> float:
    """`1.0` as `1`: JSON Schema accepts both as an integer, msgspec accepts only `1`."""
    return int(number) if float(number).is_integer() else number


def _texts(kind: mi.StrType) -> Values:
    limits = [limit for limit in (kind.min_length, kind.max_length) if limit is not None]
    sizes = [size for limit in limits for size in (limit - 1, limit, limit + 1) if size >= 0]
    sized = [st.sampled_from(sizes).map(lambda size: "x" * size)] if sizes else []
    patterned = [st.from_regex(kind.pattern)] if kind.pattern is not None else []
    return st.one_of(TEXT, *sized, *patterned).filter(_is_json_text)


def _is_json_text(text: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in text)


SCALARS: dict[type, Callable[[Any], Values]] = {
    mi.IntType: _numbers,
    mi.FloatType: _numbers,
    mi.StrType: _texts,
    mi.LiteralType: lambda kind: st.sampled_from(kind.values),
    mi.EnumType: lambda kind: st.sampled_from([member.value for member in kind.cls]),
    mi.AnyType: lambda _: ARBITRARY,
    mi.NoneType: lambda _: st.none(),
    mi.BoolType: lambda _: st.booleans(),
    mi.DateType: lambda _: DATES,
    mi.TimeType: lambda _: TIMES,
    mi.DateTimeType: lambda _: DATETIMES,
    mi.TimeDeltaType: lambda _: DURATIONS,
    mi.DecimalType: lambda _: DECIMALS,
    mi.UUIDType: lambda _: UUIDS,
    mi.BytesType: lambda _: BASE64,
}
