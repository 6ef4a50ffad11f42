"""The limits of values, such as a maximum length, and the words for them."""

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from contract.compatibility.subsets import Effect
from contract.compatibility.value_sets import (
    Alternative,
    Anything,
    Array,
    Number,
    Object,
    Text,
    Unknown,
    Values,
    canonical,
)

MAX_LENGTH = 80


@dataclass(frozen=True)
class LimitChange:
    """A limit that has another value in the new schema."""

    text: str
    effect: Effect


@dataclass(frozen=True)
class _Limit:
    """A limit in an order: the smaller it is, the more values there are."""

    strictness: Any
    words: str

    def stricter_than(self, other: "_Limit") -> bool:
        if isinstance(self.strictness, _Multiples | frozenset):
            return not self.strictness <= other.strictness
        return bool(self.strictness > other.strictness)


@dataclass(frozen=True)
class _Multiples:
    numbers: frozenset[float]

    def __le__(self, other: "_Multiples") -> bool:
        return all(any(theirs % own == 0 for theirs in other.numbers) for own in self.numbers)


def changed_limits(old: Alternative, new: Alternative) -> Iterator[LimitChange]:
    """The limits that differ, each with its effect while all other limits stay the same."""
    after = _limits(new)
    for name, limit in _limits(old).items():
        if limit != after[name]:
            effect = Effect.of(narrows=after[name].stricter_than(limit), widens=limit.stricter_than(after[name]))
            yield LimitChange(f"{name} {limit.words} → {after[name].words}", effect)


def _limits(alternative: Alternative) -> dict[str, _Limit]:
    match alternative:
        case Number(whole, minimum, maximum, above, below, multiples):
            return {
                "integer": _Limit(whole, "yes" if whole else "no"),
                "minimum": _Limit((minimum, above), _words(minimum, exclusive=above)),
                "maximum": _Limit((-maximum, below), _words(maximum, exclusive=below)),
                "multipleOf": _Limit(_Multiples(multiples), _list(multiples)),
            }
        case Text(shortest, longest, patterns, formats):
            return _sizes("Length", shortest, longest) | {
                "pattern": _Limit(patterns, _list(patterns)),
                "format": _Limit(formats, _list(formats)),
            }
        case Array(_, _, shortest, longest, unique):
            return _sizes("Items", shortest, longest) | {"uniqueItems": _Limit(unique, "yes" if unique else "no")}
        case Object(_, _, _, _, smallest, largest):
            return _sizes("Properties", smallest, largest)
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
    return _shortened(" and ".join(sorted(map(str, values)))) or "none"


def names_of(alternatives: Iterable[Alternative]) -> str:
    """The types of some alternatives, in words."""
    return " or ".join(dict.fromkeys(map(_name, alternatives)))


def _name(alternative: Alternative) -> str:  # noqa: PLR0911 - one for each type
    match alternative:
        case Anything():
            return "any value"
        case Unknown(schema):
            return _shortened(f"the unknown schema {schema}")
        case Values(values):
            return ", ".join(sorted(values))
        case Number(whole):
            return "integer" if whole else "number"
        case Text():
            return "string"
        case Array():
            return "array"
        case Object():
            return " ".join(["object", *_constants(alternative)])


def _constants(alternative: Object) -> list[str]:
    return [
        f"{name}={json.dumps(schema['const'])}"
        for name, schema in sorted(alternative.properties.items())
        if isinstance(schema, Mapping) and "const" in schema and name in alternative.required
    ]


def tag_of(alternative: Alternative) -> str:
    """The constant members of an object, such as the tag of a union; for other alternatives the whole."""
    constants = _constants(alternative) if isinstance(alternative, Object) else []
    return " ".join(constants) or repr(alternative)


def _shortened(text: str) -> str:
    return text if len(text) <= MAX_LENGTH else f"{text[: MAX_LENGTH - 1]}…"
