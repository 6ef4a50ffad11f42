"""The limits of values, such as a maximum length, and the words for them."""

import hashlib
import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from contract.compatibility.documents import canonical
from contract.compatibility.subsets import Effect
from contract.compatibility.value_sets import (
    Alternative,
    Anything,
    Array,
    Number,
    Object,
    Schema,
    Text,
    Unknown,
    Values,
)

MAX_LENGTH = 60
BOOLEAN = frozenset({"false", "true"})


@dataclass(frozen=True)
class LimitChange:
    """A limit that has another value in the new schema."""

    text: str
    effect: Effect


@dataclass(frozen=True)
class _Limit:
    """A limit as it is written, and its strictness beside the other limits: the smaller, the more values there are."""

    strictness: Any
    words: str

    def stricter_than(self, other: "_Limit") -> bool:
        if isinstance(self.strictness, _Multiples | frozenset):
            return not self.strictness <= other.strictness
        return bool(self.strictness > other.strictness)


@dataclass(frozen=True)
class _Multiples:
    numbers: frozenset[Fraction]

    def __le__(self, other: "_Multiples") -> bool:
        return all(any(theirs % own == 0 for theirs in other.numbers) for own in self.numbers)


def changed_limits(old: Alternative, new: Alternative) -> Iterator[LimitChange]:
    """The limits that differ, each with its effect while all other limits stay the same."""
    after = _limits(new)
    for name, limit in _limits(old).items():
        effect = Effect.of(narrows=after[name].stricter_than(limit), widens=limit.stricter_than(after[name]))
        if limit.words != after[name].words and effect is not Effect.NONE:
            yield LimitChange(f"{name} {limit.words} → {after[name].words}", effect)


def _limits(alternative: Alternative) -> dict[str, _Limit]:
    match alternative:
        case Number(whole, minimum, maximum, above, below, multiples, formats):
            return {
                "type": _Limit(whole, "integer" if whole else "number"),
                "minimum": _Limit((minimum, above), _words(minimum, exclusive=above)),
                "maximum": _Limit((-maximum, below), _words(maximum, exclusive=below)),
                "multipleOf": _Limit(_Multiples(multiples), _list(canonical(float(one)) for one in multiples)),
                "format": _Limit(formats, _list(formats)),
            }
        case Text(shortest, longest, patterns, formats):
            return _sizes("Length", shortest, longest) | {
                "pattern": _Limit(patterns, _list(patterns)),
                "format": _Limit(formats, _list(formats)),
            }
        case Array(_, _, shortest, longest, unique):
            return _sizes("Items", shortest, longest) | {
                "uniqueItems": _Limit(unique and longest > 1, "yes" if unique else "no")
            }
        case Object(smallest=smallest, largest=largest):
            return {
                "minProperties": _Limit(alternative.least, _words(smallest)),
                "maxProperties": _Limit(-alternative.most, _words(largest)),
            }
    return {}


def _sizes(of: str, minimum: int, maximum: float) -> dict[str, _Limit]:
    return {
        f"min{of}": _Limit(minimum, str(minimum)),
        f"max{of}": _Limit(-maximum, _words(maximum)),
    }


def _words(bound: float, *, exclusive: bool = False) -> str:
    if math.isinf(bound):
        return "none"
    return f"{canonical(bound)} (exclusive)" if exclusive else canonical(bound)


def _list(values: Iterable[Any]) -> str:
    return shortened(" and ".join(sorted(map(str, values)))) or "none"


def names_of(alternatives: Iterable[Alternative]) -> str:
    """The types of some alternatives, in words."""
    return " or ".join(sorted(set(map(_name, alternatives))))


def _name(alternative: Alternative) -> str:  # noqa: PLR0911 - one for each type
    match alternative:
        case Anything():
            return "any value"
        case Unknown(schema):
            return shortened(f"the unknown schema {schema}")
        case Values(values):
            others = sorted(values - BOOLEAN)
            return shortened(", ".join(["boolean", *others] if values >= BOOLEAN else sorted(values)))
        case Number(whole):
            return "integer" if whole else "number"
        case Text():
            return "string"
        case Array():
            return "array"
        case Object():
            return " ".join(["object", *constants_of(alternative)])


def constants_of(alternative: Object) -> list[str]:
    """The members with one possible value, such as the tag of a union."""
    return [
        f"{name}={json.dumps(value)}"
        for name, schema in sorted(alternative.properties.items())
        if name in alternative.required
        for value in _only_value(schema)
    ]


def _only_value(schema: Schema) -> list[Any]:
    if isinstance(schema, bool):
        return []
    if "const" in schema:
        return [schema["const"]]
    values = schema.get("enum", ())
    return list(values) if len(values) == 1 else []


def shortened(text: str) -> str:
    """The text itself, or its beginning and a digest of the whole, so that different texts stay different."""
    if len(text) <= MAX_LENGTH:
        return text
    return f"{text[:MAX_LENGTH]}… (#{hashlib.sha256(text.encode()).hexdigest()[:8]})"
