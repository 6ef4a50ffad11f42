"""The set of JSON values that a schema accepts, as a union of alternatives that can be compared.

A schema of JSON Schema 2020-12 has many spellings: `anyOf` with null, a list of types, a reference, `const` for an
enumeration of one value. All spellings of one set have the same alternatives here.
"""

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

Schema = Mapping[str, Any] | bool

# Keywords that describe a value and change nothing about the set of accepted values.
ANNOTATIONS = frozenset(
    {
        "$comment",
        "contentMediaType",
        "default",
        "deprecated",
        "description",
        "discriminator",
        "example",
        "examples",
        "externalDocs",
        "title",
        "x-default",
        "x-deprecated-since",
        "x-error-message",
        "x-sunset",
    }
)
_NUMBER = {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"}
_TEXT = {"minLength", "maxLength", "pattern", "format", "contentEncoding"}
_ARRAY = {"items", "prefixItems", "minItems", "maxItems", "uniqueItems"}
_OBJECT = {"properties", "required", "additionalProperties", "propertyNames", "minProperties", "maxProperties"}
KEYWORDS = frozenset({"type", "const", "enum", *_NUMBER, *_TEXT, *_ARRAY, *_OBJECT})
TYPES = ("null", "boolean", "integer", "number", "string", "array", "object")


@dataclass(frozen=True)
class Anything:
    """Every JSON value."""


@dataclass(frozen=True)
class Unknown:
    """A schema with a keyword that nobody taught this module. Nothing is known about its values."""

    schema: str


@dataclass(frozen=True)
class Values:
    """A finite set of scalars, each as canonical JSON. Null and the two booleans are such sets, too."""

    values: frozenset[str]


@dataclass(frozen=True)
class Number:
    """Numbers between two bounds. The bounds of whole numbers are always inclusive."""

    whole: bool = False
    minimum: float = -math.inf
    maximum: float = math.inf
    above_minimum: bool = False
    below_maximum: bool = False
    multiples: frozenset[float] = frozenset()


@dataclass(frozen=True)
class Text:
    """Strings of between two lengths that match all patterns and have all formats."""

    shortest: int = 0
    longest: float = math.inf
    patterns: frozenset[str] = frozenset()
    formats: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Array:
    """Lists: the schemas of the first items, the schema of the other items, and two lengths."""

    prefix: tuple[Schema, ...] = ()
    items: Schema = True
    shortest: int = 0
    longest: float = math.inf
    unique: bool = False

    def item(self, index: int) -> Schema:
        """The schema of the item at an index."""
        return self.prefix[index] if index < len(self.prefix) else self.items


@dataclass(frozen=True)
class Object:
    """Objects: the schemas of named members and of all others, and two sizes."""

    properties: Mapping[str, Schema]
    required: frozenset[str] = frozenset()
    additional: Schema = True
    names: Schema = True
    smallest: int = 0
    largest: float = math.inf

    def member(self, name: str) -> Schema:
        """The schema of the member of that name."""
        return self.properties.get(name, self.additional)

    @property
    def closed(self) -> "Object":
        """The same objects without undeclared members. A map, which declares none, stays as it is."""
        if not self.properties or self.additional is not True:
            return self
        return Object(self.properties, self.required, False, self.names, self.smallest, self.largest)


Alternative = Anything | Unknown | Values | Number | Text | Array | Object


ANYTHING: Alternative | None = Anything()


def canonical(value: Any) -> str:
    """One spelling of a JSON value: `1` for `1.0`, sorted members."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


class ValueSets:
    """Reads the schemas of one document. `closed` leaves undeclared members of objects out of every set."""

    def __init__(self, document: Mapping[str, Any], *, closed: bool = False) -> None:
        self._document = document
        self._closed = closed
        self._cache: dict[str, tuple[Alternative, ...]] = {}

    def of(self, schema: Schema) -> tuple[Alternative, ...]:
        """The alternatives of a schema. There are none for a schema that accepts nothing."""
        key = canonical(schema)
        if key not in self._cache:
            unique = {repr(alternative): alternative for alternative in _merged(self._read(schema))}
            self._cache[key] = tuple(self._close(alternative) for alternative in unique.values())
        return self._cache[key]

    def resolve(self, reference: str) -> Any:
        """The part of the document that a reference names."""
        part: Any = self._document
        for step in reference.removeprefix("#/").split("/"):
            part = part[step.replace("~1", "/").replace("~0", "~")]
        return part

    def _close(self, alternative: Alternative) -> Alternative:
        return alternative.closed if self._closed and isinstance(alternative, Object) else alternative

    def _read(self, schema: Schema) -> Iterator[Alternative]:
        if isinstance(schema, bool):
            yield from [Anything()] if schema else []
            return
        plain = {keyword: value for keyword, value in schema.items() if keyword not in ANNOTATIONS}
        parts = []
        if "anyOf" in plain:
            parts.append([alternative for branch in plain.pop("anyOf") for alternative in self._read(branch)])
        if "$ref" in plain:
            parts.append(list(self._read(self.resolve(plain.pop("$ref")))))
        parts += [list(self._read(part)) for part in plain.pop("allOf", [])]
        if plain or not parts:
            parts.append(list(_plain(plain)))
        for combination in product(*parts):
            met = ANYTHING
            for alternative in combination:
                met = _meet(met, alternative)
            if met is not None:
                yield met


def _merged(alternatives: Iterable[Alternative]) -> Iterator[Alternative]:
    """The alternatives with one set of scalars at most."""
    scalars: frozenset[str] = frozenset()
    for alternative in alternatives:
        if isinstance(alternative, Values):
            scalars |= alternative.values
        else:
            yield alternative
    if scalars:
        yield Values(scalars)


def _plain(schema: Mapping[str, Any]) -> Iterator[Alternative]:
    """The alternatives of a schema without references and combinations."""
    if not schema:
        yield Anything()
    elif not schema.keys() <= KEYWORDS:
        yield Unknown(canonical(schema))
    elif "const" in schema or "enum" in schema:
        yield from _finite(schema)
    else:
        named = schema.get("type", TYPES)
        types = [named] if isinstance(named, str) else list(named)
        if "number" in types and "integer" in types:
            types.remove("integer")
        yield from (_typed(type_name, schema) for type_name in types)


def _finite(schema: Mapping[str, Any]) -> Iterator[Alternative]:
    listed = [schema["const"]] if "const" in schema else schema["enum"]
    if any(isinstance(value, list | dict) for value in listed):
        yield Unknown(canonical(schema))
        return
    other = {keyword: value for keyword, value in schema.items() if keyword not in ("const", "enum")}
    kept = [value for value in listed if any(accepts(one, value) for one in _plain(other))]
    if kept:
        yield Values(frozenset(map(canonical, kept)))


def _typed(type_name: str, schema: Mapping[str, Any]) -> Alternative:  # noqa: PLR0911 - one for each type
    match type_name:
        case "null":
            return Values(frozenset({"null"}))
        case "boolean":
            return Values(frozenset({"false", "true"}))
        case "integer" | "number":
            return _number(schema, whole=type_name == "integer")
        case "string":
            return _text(schema)
        case "array":
            return _array(schema)
        case "object":
            return _object(schema)
    return Unknown(canonical(schema))


def _number(schema: Mapping[str, Any], *, whole: bool) -> Number:
    inclusive = Number(False, schema.get("minimum", -math.inf), schema.get("maximum", math.inf))
    above, below = schema.get("exclusiveMinimum"), schema.get("exclusiveMaximum")
    exclusive = Number(
        False,
        -math.inf if above is None else above,
        math.inf if below is None else below,
        above is not None,
        below is not None,
        frozenset({schema["multipleOf"]} if "multipleOf" in schema else ()),
    )
    number = _meet_numbers(inclusive, exclusive)
    return _whole(number) if whole else number


def _whole(number: Number) -> Number:
    """The whole numbers of a range, with inclusive bounds."""
    minimum, maximum = number.minimum, number.maximum
    if math.isfinite(minimum):
        minimum = math.floor(minimum) + 1 if number.above_minimum else math.ceil(minimum)
    if math.isfinite(maximum):
        maximum = math.ceil(maximum) - 1 if number.below_maximum else math.floor(maximum)
    return Number(True, minimum, maximum, multiples=number.multiples)


def _text(schema: Mapping[str, Any]) -> Text:
    formats = [f"{keyword} {schema[keyword]}" for keyword in ("format", "contentEncoding") if keyword in schema]
    patterns = frozenset({schema["pattern"]} if "pattern" in schema else ())
    return Text(schema.get("minLength", 0), schema.get("maxLength", math.inf), patterns, frozenset(formats))


def _array(schema: Mapping[str, Any]) -> Array:
    return Array(
        tuple(schema.get("prefixItems", ())),
        schema.get("items", True),
        schema.get("minItems", 0),
        schema.get("maxItems", math.inf),
        schema.get("uniqueItems", False),
    )


def _object(schema: Mapping[str, Any]) -> Object:
    return Object(
        schema.get("properties", {}),
        frozenset(schema.get("required", ())),
        schema.get("additionalProperties", True),
        schema.get("propertyNames", True),
        schema.get("minProperties", 0),
        schema.get("maxProperties", math.inf),
    )


def accepts(alternative: Alternative, value: Any) -> bool:
    """Whether an alternative has a scalar. A format is advice, and forbids nothing here."""
    match alternative:
        case Anything():
            return True
        case Values(values):
            return canonical(value) in values
        case Number():
            return _accepts_number(alternative, value)
        case Text(shortest, longest, patterns):
            fits = isinstance(value, str) and shortest <= len(value) <= longest
            return fits and all(re.search(pattern, value) for pattern in patterns)
    return False


def _accepts_number(number: Number, value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float) or (number.whole and value != int(value)):
        return False
    if value < number.minimum or (number.above_minimum and value == number.minimum):
        return False
    if value > number.maximum or (number.below_maximum and value == number.maximum):
        return False
    return all(value % multiple == 0 for multiple in number.multiples)


def _meet(first: Alternative | None, second: Alternative | None) -> Alternative | None:  # noqa: PLR0911 - one for each type
    """The values that both alternatives have; None if there are certainly none."""
    match first, second:
        case (None, _) | (_, None):
            return None
        case (Anything(), other) | (other, Anything()):
            return other
        case (Unknown(one), Unknown(other)):
            return Unknown(f"{one} and {other}")
        case (Unknown(one), other) | (other, Unknown(one)):
            return Unknown(f"{one} and {other!r}")
        case (Values(values), other) | (other, Values(values)):
            kept = frozenset(value for value in values if accepts(other, json.loads(value)))
            return Values(kept) if kept else None
        case Number(), Number():
            return _meet_numbers(first, second)
        case Text(), Text():
            return Text(
                max(first.shortest, second.shortest),
                min(first.longest, second.longest),
                first.patterns | second.patterns,
                first.formats | second.formats,
            )
        case Array(), Array():
            return _meet_arrays(first, second)
        case Object(), Object():
            return _meet_objects(first, second)
    return None


def _meet_numbers(first: Number, second: Number) -> Number:
    minimum, above = max((first.minimum, first.above_minimum), (second.minimum, second.above_minimum))
    lower = min((first.maximum, not first.below_maximum), (second.maximum, not second.below_maximum))
    maximum, below = lower[0], not lower[1]
    number = Number(False, minimum, maximum, above, below, first.multiples | second.multiples)
    return _whole(number) if first.whole or second.whole else number


def _meet_arrays(first: Array, second: Array) -> Array:
    length = max(len(first.prefix), len(second.prefix))
    return Array(
        tuple(both(first.item(index), second.item(index)) for index in range(length)),
        both(first.items, second.items),
        max(first.shortest, second.shortest),
        min(first.longest, second.longest),
        first.unique or second.unique,
    )


def _meet_objects(first: Object, second: Object) -> Object:
    names = dict.fromkeys((*first.properties, *second.properties))
    return Object(
        {name: both(first.member(name), second.member(name)) for name in names},
        first.required | second.required,
        both(first.additional, second.additional),
        both(first.names, second.names),
        max(first.smallest, second.smallest),
        min(first.largest, second.largest),
    )


def both(first: Schema, second: Schema) -> Schema:
    """The schema of the values that two schemas accept."""
    if first is True or first == second:
        return second
    if second is True:
        return first
    if first is False or second is False:
        return False
    return {"allOf": [first, second]}
