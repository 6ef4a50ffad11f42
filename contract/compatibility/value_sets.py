"""The set of JSON values that a schema accepts, as a union of alternatives that can be compared.

A schema of JSON Schema 2020-12 has many spellings: `anyOf` with null, a list of types, a reference, `const` for an
enumeration of one value. All spellings of one set have the same alternatives here.
"""

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any

import jsonschema_rs

from contract.compatibility.documents import Document, DocumentError, canonical, expanded, target_of

Schema = Mapping[str, Any] | bool

SCHEMAS = "#/components/schemas/"
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
        "x-form",
        "x-refusal",  # the name of x-error-message in older documents
        "x-sunset",
    }
)
DEFAULTS = ("x-default", "default")
# Keywords that a validator may ignore: whether a scalar fits them is not certain.
ADVICE = {"format", "contentEncoding"}
_NUMBER = {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "format"}
_TEXT = {"minLength", "maxLength", "pattern", "format", "contentEncoding"}
_ARRAY = {"items", "prefixItems", "minItems", "maxItems", "uniqueItems"}
_OBJECT = {"properties", "required", "additionalProperties", "propertyNames", "minProperties", "maxProperties"}
KEYWORDS = frozenset({"type", "const", "enum", *_NUMBER, *_TEXT, *_ARRAY, *_OBJECT})
TYPES = ("null", "boolean", "number", "string", "array", "object")
TEXT = {"type": "string"}


@dataclass(frozen=True)
class Anything:
    """Every JSON value."""


@dataclass(frozen=True)
class Unknown:
    """A schema that this module cannot read: it equals itself alone, with its references expanded."""

    schema: str


@dataclass(frozen=True)
class Values:
    """A finite set of scalars, each as canonical JSON. Null and the two booleans are such sets, too."""

    values: frozenset[str]

    def each(self) -> list["Values"]:
        """The sets with one of the values, in order."""
        return [Values(frozenset({value})) for value in sorted(self.values)]

    def __str__(self) -> str:
        return ", ".join(sorted(self.values))


@dataclass(frozen=True)
class Number:
    """Numbers between two bounds. The bounds of whole numbers are always inclusive."""

    whole: bool = False
    minimum: float = -math.inf
    maximum: float = math.inf
    above_minimum: bool = False
    below_maximum: bool = False
    multiples: frozenset[Fraction] = frozenset()
    formats: frozenset[str] = frozenset()


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
    names: Schema = field(default_factory=lambda: TEXT)
    smallest: int = 0
    largest: float = math.inf
    ignores_undeclared: bool = False
    """Whether the recipient ignores undeclared members, which are then no part of the value."""
    origins: Mapping[str, str] = field(default_factory=dict, compare=False)
    """The component that declares a member, by the name of the member."""

    def member(self, name: str) -> Schema:
        """The schema of the member of that name."""
        return self.properties.get(name, self.additional)

    @property
    def least(self) -> int:
        """The number of members that each object has."""
        return max(self.smallest, len(self.required))

    @property
    def most(self) -> float:
        """The number of members that no object exceeds."""
        declared_only = self.additional is False and not self.ignores_undeclared
        return min(self.largest, len(self.properties)) if declared_only else self.largest

    @property
    def open(self) -> bool:
        """Whether undeclared members may have any value."""
        return self.ignores_undeclared or self.additional is True

    @property
    def closed(self) -> "Object":
        """The same objects without undeclared members. A map, which declares none, stays as it is."""
        if not self.properties or self.additional is not True:
            return self
        return replace(self, additional=False, ignores_undeclared=True)


Alternative = Anything | Unknown | Values | Number | Text | Array | Object


class ValueSets:
    """Reads the schemas of one document. `closed` leaves undeclared members of objects out of every set."""

    def __init__(self, document: Document, *, closed: bool = False) -> None:
        self._document = document
        self._closed = closed
        self._cache: dict[str, tuple[Alternative, ...]] = {}
        self._followed: set[str] = set()

    def of(self, schema: Schema) -> tuple[Alternative, ...]:
        """The alternatives of a schema. There are none for a schema that accepts nothing."""
        key = canonical(schema)
        if key not in self._cache:
            self._cache[key] = tuple(self._close(alternative) for alternative in _merged(self._read(schema)))
        return self._cache[key]

    def defaults_of(self, schema: Schema) -> frozenset[str]:
        """The default of a schema; without one, those of the schemas that it combines."""
        if isinstance(schema, bool):
            return frozenset()
        own = [canonical(schema[keyword]) for keyword in DEFAULTS if keyword in schema]
        if own:
            return frozenset(own[:1])
        found = [self.defaults_of(part) for part in (*schema.get("anyOf", ()), *schema.get("allOf", ()))]
        if "$ref" in schema:
            with self._following(schema["$ref"]) as target:
                found.append(self.defaults_of(target))
        return frozenset().union(*found)

    def digest(self, schema: Schema) -> str:
        """The schema as canonical JSON, with its references expanded."""
        return canonical(expanded(self._document, schema))

    def _close(self, alternative: Alternative) -> Alternative:
        return alternative.closed if self._closed and isinstance(alternative, Object) else alternative

    def _read(self, schema: Schema) -> Iterator[Alternative]:
        if isinstance(schema, bool):
            yield from [Anything()] if schema else []
            return
        plain = {keyword: value for keyword, value in schema.items() if keyword not in ANNOTATIONS}
        parts: list[list[Alternative]] = []
        if "anyOf" in plain:
            parts.append([alternative for branch in plain.pop("anyOf") for alternative in self._read(branch)])
        if "$ref" in plain:
            parts.append(list(self._target(plain.pop("$ref"))))
        parts += [list(self._read(part)) for part in plain.pop("allOf", [])]
        if plain or not parts:
            parts.append(list(self._plain(plain)))
        for combination in product(*parts):
            yield from self._intersection(combination, schema)

    def _target(self, reference: str) -> Iterator[Alternative]:
        with self._following(reference) as target:
            alternatives = list(self._read(target))
        yield from (_declared_in(reference.removeprefix(SCHEMAS), alternative) for alternative in alternatives)

    @contextmanager
    def _following(self, reference: str) -> Iterator[Schema]:
        """The target of a reference. Raises `DocumentError` for a schema that is nothing but a reference to itself."""
        if reference in self._followed:
            raise DocumentError(f"{reference} refers to itself")
        self._followed.add(reference)
        yield target_of(self._document, reference)
        self._followed.remove(reference)

    def _intersection(self, combination: tuple[Alternative, ...], schema: Schema) -> Iterator[Alternative]:
        """The values that all alternatives have, if there are any."""
        if len(combination) > 1 and any(isinstance(one, Unknown) for one in combination):
            yield Unknown(self.digest(schema))
            return
        common: Alternative | None = combination[0]
        for alternative in combination[1:]:
            common = None if common is None else _meet(common, alternative)
        if common is not None:
            yield common

    def _plain(self, schema: Mapping[str, Any]) -> Iterator[Alternative]:
        """The alternatives of a schema without references and combinations."""
        if not schema:
            yield Anything()
        elif not schema.keys() <= KEYWORDS or not _types_of(schema) <= {*TYPES, "integer"} or not _readable(schema):
            yield Unknown(self.digest(schema))
        elif "const" in schema or "enum" in schema:
            yield from self._finite(schema)
        else:
            types = _types_of(schema)
            yield from (_typed(name, schema) for name in sorted(types) if name != "integer" or "number" not in types)

    def _finite(self, schema: Mapping[str, Any]) -> Iterator[Alternative]:
        listed = [canonical(value) for value in schema.get("enum", [schema.get("const")])]
        values = [json.loads(value) for value in listed if canonical(schema.get("const", json.loads(value))) == value]
        others = {keyword: value for keyword, value in schema.items() if keyword not in ("const", "enum")}
        if any(isinstance(value, list | dict) for value in values) or not others.keys().isdisjoint(ADVICE):
            yield Unknown(self.digest(schema))
            return
        kept = [value for value in values if any(accepts(one, value) for one in self._plain(others))]
        if kept:
            yield Values(frozenset(map(canonical, kept)))


def _declared_in(component: str, alternative: Alternative) -> Alternative:
    if not isinstance(alternative, Object):
        return alternative
    return replace(alternative, origins={**dict.fromkeys(alternative.properties, component), **alternative.origins})


def _merged(alternatives: Iterable[Alternative]) -> Iterator[Alternative]:
    """The alternatives, each once, with one set of scalars at most."""
    scalars: frozenset[str] = frozenset()
    others: dict[str, Alternative] = {}
    for alternative in alternatives:
        if isinstance(alternative, Values):
            scalars |= alternative.values
        else:
            others.setdefault(repr(alternative), alternative)
    yield from others.values()
    if scalars:
        yield Values(scalars)


def _types_of(schema: Mapping[str, Any]) -> set[str]:
    named = schema.get("type", TYPES)
    return {named} if isinstance(named, str) else set(named)


def _typed(type_name: str, schema: Mapping[str, Any]) -> Alternative:
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
    return _object(schema)


def _number(schema: Mapping[str, Any], *, whole: bool) -> Number:
    inclusive = Number(whole, schema.get("minimum", -math.inf), schema.get("maximum", math.inf))
    above, below = schema.get("exclusiveMinimum"), schema.get("exclusiveMaximum")
    exclusive = Number(
        minimum=-math.inf if above is None else above,
        maximum=math.inf if below is None else below,
        above_minimum=above is not None,
        below_maximum=below is not None,
        multiples=frozenset({exact(schema["multipleOf"])} if "multipleOf" in schema else ()),
        formats=frozenset({schema["format"]} if "format" in schema else ()),
    )
    return _meet_numbers(inclusive, exclusive)


def exact(number: float) -> Fraction:
    """The number as it is written, and not as its nearest binary fraction."""
    return Fraction(str(number))


def _whole(number: Number) -> Number:
    """The whole numbers of a range, with inclusive bounds."""
    minimum, maximum = number.minimum, number.maximum
    if math.isfinite(minimum):
        minimum = math.floor(minimum) + 1 if number.above_minimum else math.ceil(minimum)
    if math.isfinite(maximum):
        maximum = math.ceil(maximum) - 1 if number.below_maximum else math.floor(maximum)
    # Each whole number is a multiple of 1, and of 0.5.
    multiples = frozenset(multiple for multiple in number.multiples if 1 % multiple != 0)
    return Number(True, minimum, maximum, multiples=multiples, formats=number.formats)


def _text(schema: Mapping[str, Any]) -> Text:
    formats = [schema["format"]] if "format" in schema else []
    formats += [f"contentEncoding {schema['contentEncoding']}"] if "contentEncoding" in schema else []
    patterns = frozenset({schema["pattern"]} if "pattern" in schema else ())
    return Text(schema.get("minLength", 0), schema.get("maxLength", math.inf), patterns, frozenset(formats))


def _array(schema: Mapping[str, Any]) -> Array:
    return _tuple(
        Array(
            tuple(schema.get("prefixItems", ())),
            schema.get("items", True),
            schema.get("minItems", 0),
            schema.get("maxItems", math.inf),
            schema.get("uniqueItems", False),
        )
    )


def _tuple(array: Array) -> Array:
    """The same lists, with one spelling for the end of a tuple."""
    if array.items is False:
        array = replace(array, longest=min(array.longest, len(array.prefix)))
    return replace(array, items=False) if array.longest <= len(array.prefix) else array


def _object(schema: Mapping[str, Any]) -> Object:
    return Object(
        schema.get("properties", {}),
        frozenset(schema.get("required", ())),
        schema.get("additionalProperties", True),
        both(TEXT, schema.get("propertyNames", True)),
        schema.get("minProperties", 0),
        schema.get("maxProperties", math.inf),
    )


def accepts(alternative: Alternative, value: Any) -> bool:
    """Whether an alternative certainly has a scalar. Nothing is certain about formats."""
    match alternative:
        case Anything():
            return True
        case Values(values):
            return canonical(value) in values
        case Number(formats=formats):
            return not formats and _accepts_number(alternative, value)
        case Text(shortest, longest, patterns, formats):
            fits = not formats and isinstance(value, str) and shortest <= len(value) <= longest
            return fits and all(_matcher(pattern).is_valid(value) for pattern in patterns)
    return False


@cache
def _matcher(pattern: str) -> Any:
    """The validator of a pattern of ECMA 262."""
    return jsonschema_rs.Draft202012Validator({"pattern": pattern})


def _readable(schema: Mapping[str, Any]) -> bool:
    """Whether the pattern of a schema is one."""
    try:
        _matcher(schema.get("pattern", ""))
    except jsonschema_rs.ValidationError:
        return False
    return True


def _accepts_number(number: Number, value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float) or (number.whole and value != int(value)):
        return False
    if value < number.minimum or (number.above_minimum and value == number.minimum):
        return False
    if value > number.maximum or (number.below_maximum and value == number.maximum):
        return False
    return all(exact(value) % multiple == 0 for multiple in number.multiples)


def _meet(first: Alternative, second: Alternative) -> Alternative | None:  # noqa: PLR0911 - one for each type
    """The values that both alternatives have; None if there are certainly none."""
    match first, second:
        case (Anything(), other) | (other, Anything()):
            return other
        case (Values(values), (Number(formats=formats) | Text(formats=formats)) as other) | (
            (Number(formats=formats) | Text(formats=formats)) as other,
            Values(values),
        ) if formats:
            return Unknown(f"{sorted(values)} and {other}")
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
    multiples, formats = first.multiples | second.multiples, first.formats | second.formats
    number = Number(False, minimum, maximum, above, below, multiples, formats)
    whole = first.whole or second.whole or any(multiple.denominator == 1 for multiple in multiples)
    return _whole(number) if whole else number


def _meet_arrays(first: Array, second: Array) -> Array:
    length = max(len(first.prefix), len(second.prefix))
    return _tuple(
        Array(
            tuple(both(first.item(index), second.item(index)) for index in range(length)),
            both(first.items, second.items),
            max(first.shortest, second.shortest),
            min(first.longest, second.longest),
            first.unique or second.unique,
        )
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
        origins={
            name: component
            for one, other in ((first, second), (second, first))
            for name, component in one.origins.items()
            if name not in other.properties
        },
    )


def both(first: Schema, second: Schema) -> Schema:
    """The schema of the values that two schemas accept."""
    if first is False or second is False:
        return False
    operands: list[Schema] = []
    for schema in (first, second):
        # An intersection of intersections is one: a recursive schema has finitely many of them.
        nested = isinstance(schema, Mapping) and schema.keys() == {"allOf"}
        operands += schema["allOf"] if nested and isinstance(schema, Mapping) else [schema]
    unique = {canonical(schema): schema for schema in operands if schema is not True}
    if len(unique) > 1:
        return {"allOf": list(unique.values())}
    return next(iter(unique.values()), True)
