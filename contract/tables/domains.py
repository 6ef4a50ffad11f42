"""Domains: the values that a field of a struct allows, that a column accepts, and that a column promises.

SQLite enforces no limit of a type, and PostgreSQL enforces each. A column therefore *accepts* the values within the
limits of its type and of its CHECKs, and *promises* only the limits of its CHECKs.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

import msgspec.inspect as mi
from sqlalchemy import BigInteger, Column, Enum, Integer, SmallInteger, String

from contract.messages import choices
from contract.schemas import unwrap
from contract.tables.checks import Limit, limits_of, python_type, stored_type
from contract.tables.mismatches import Rule

_KINDS: dict[type, type] = {
    mi.BoolType: bool,
    mi.IntType: int,
    mi.FloatType: float,
    mi.StrType: str,
    mi.BytesType: bytes,
    mi.DateTimeType: datetime,
    mi.DateType: date,
    mi.TimeType: time,
    mi.TimeDeltaType: timedelta,
    mi.DecimalType: Decimal,
    mi.UUIDType: UUID,
}
_BITS = ((SmallInteger, 16), (BigInteger, 64), (Integer, 32))


class Excess(NamedTuple):
    """The broken rule, and the limits of both domains in words."""

    rule: Rule
    inner: str
    outer: str


@dataclass(frozen=True)
class Domain:
    """A set of values. The limits of text are lengths in code points."""

    kind: type | None
    nullable: bool = False
    minimum: float = -math.inf
    maximum: float = math.inf
    values: frozenset[Any] | None = None

    @property
    def limits(self) -> tuple[float, float]:
        """The smallest and the largest number or length."""
        if not self.values or self.kind not in (int, float, str):
            return self.minimum, self.maximum
        sizes = [len(value) if isinstance(value, str) else value for value in self.values]
        return min(sizes), max(sizes)

    def excess(self, outer: "Domain") -> Iterator[Excess]:
        """The rules that values of this domain break in the outer domain."""
        if self.kind is not outer.kind or self.kind is None:
            yield Excess("type", _name(self.kind), _name(outer.kind))
            return
        if self.nullable and not outer.nullable:
            yield Excess("null", "null", "other values")
        if outer.values is not None and not (self.values is not None and self.values <= outer.values):
            yield Excess("values", "any value" if self.values is None else _list(self.values), _list(outer.values))
        elif self.limits[0] < outer.minimum or self.limits[1] > outer.maximum:
            rule: Rule = "length" if self.kind is str else "range"
            yield Excess(rule, f"a {rule} of {_range(*self.limits)}", _range(outer.minimum, outer.maximum))


def field_domain(kind: mi.Type) -> Domain:
    """The domain of a field. The kind is None for a type that no column stores."""
    members = [unwrap(member) for member in kind.types] if isinstance(kind, mi.UnionType) else [unwrap(kind)]
    others = [member for member in members if not isinstance(member, mi.NoneType)]
    nullable = len(others) < len(members)
    if len(others) != 1:
        return Domain(None, nullable)
    [only] = others
    if values := choices(only):
        kinds = {type(value) for value in values}
        return Domain(kinds.pop() if len(kinds) == 1 else None, nullable, values=frozenset(values))
    return replace(_limited(only), nullable=nullable)


def _limited(kind: Any) -> Domain:
    domain = Domain(_KINDS.get(type(kind)))
    match kind:
        case mi.StrType():
            longest = math.inf if kind.max_length is None else kind.max_length
            return replace(domain, minimum=kind.min_length or 0, maximum=longest)
        case mi.IntType() | mi.FloatType():
            for operator, name in ((">=", "ge"), (">", "gt"), ("<=", "le"), ("<", "lt")):
                if (bound := getattr(kind, name)) is not None:
                    domain = _narrowed(domain, Limit(operator, bound))
    return domain


def accepted(column: Column[Any]) -> Domain:
    """The values that every database stores in the column."""
    domain, type_ = promised(column), stored_type(column)
    if isinstance(type_, Enum):
        return _narrowed(domain, Limit("IN", frozenset(type_.enums)))
    if isinstance(type_, String) and type_.length is not None:
        return _narrowed(domain, Limit("<=", type_.length))
    bits = next((bits for class_, bits in _BITS if isinstance(type_, class_)), None)
    if bits is None:
        return domain
    half = 2 ** (bits - 1)
    return _narrowed(_narrowed(domain, Limit(">=", -half)), Limit("<", half))


def promised(column: Column[Any]) -> Domain:
    """The values that the column can contain on every database."""
    kind = python_type(column)
    domain = Domain(kind, bool(column.nullable), minimum=0 if kind is str else -math.inf)
    for limit in limits_of(column):
        domain = _narrowed(domain, limit)
    return domain


def _narrowed(domain: Domain, limit: Limit) -> Domain:
    value: Any = limit.value
    match limit.operator:
        case "IN":
            return replace(domain, values=value if domain.values is None else domain.values & value)
        case ">=" | ">":
            bound = value if limit.operator == ">=" else _next(value, math.inf, domain.kind)
            return replace(domain, minimum=max(domain.minimum, bound))
        case "<=" | "<":
            bound = value if limit.operator == "<=" else _next(value, -math.inf, domain.kind)
            return replace(domain, maximum=min(domain.maximum, bound))
    return _narrowed(_narrowed(domain, Limit(">=", value)), Limit("<=", value))


def _next(value: float, towards: float, kind: type | None) -> float:
    """The next value of the kind in a direction: all bounds of a domain are inclusive."""
    return value + (1 if towards > 0 else -1) if kind in (int, str) else math.nextafter(value, towards)


def _name(kind: type | None) -> str:
    return kind.__name__ if kind else "a type without a column"


def _list(values: frozenset[Any]) -> str:
    return ", ".join(sorted(map(str, values)))


def _range(minimum: float, maximum: float) -> str:
    return " to ".join("any" if math.isinf(bound) else f"{bound:_}" for bound in (minimum, maximum))
