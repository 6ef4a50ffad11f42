"""Edits of OpenAPI documents, by family: all that a generator of documents can change, and other spellings."""

import copy
import string
from collections.abc import Callable, Iterator
from random import Random
from typing import Any, NamedTuple

Schema = dict[str, Any]
Path = tuple[str | int, ...]
Variants = Callable[[Random, Schema], Iterator[Schema]]

SCALARS: tuple[Schema, ...] = (
    {"type": "string"},
    {"type": "string", "minLength": 1, "maxLength": 5},
    {"type": "string", "pattern": "^[a-z]*$"},
    {"type": "string", "format": "date"},
    {"type": "string", "enum": ["a", "b"]},
    {"type": "integer"},
    {"type": "integer", "minimum": 0, "maximum": 9},
    {"type": "number", "exclusiveMinimum": 0},
    {"type": "boolean"},
    {"type": "null"},
    {"const": "a"},
)
PATTERNS = ("^[a-z]*$", "^[^\\u0000]*$", "^.{0,3}$", "a", "^[0-9]+$")
FORMATS = ("date", "date-time", "uuid", "email")
LIMITS = {
    "numeric bounds": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
    "length": ("minLength", "maxLength"),
    "minItems and maxItems": ("minItems", "maxItems"),
    "minProperties and maxProperties": ("minProperties", "maxProperties"),
}
OF_TYPE = {
    "numeric bounds": ("integer", "number"),
    "length": ("string",),
    "minItems and maxItems": ("array",),
    "minProperties and maxProperties": ("object",),
}


def without(schema: Schema, *keywords: str) -> Schema:
    return {keyword: value for keyword, value in schema.items() if keyword not in keywords}


def scalar(random: Random) -> Schema:
    return dict(random.choice(SCALARS))


def fresh_name(random: Random, schema: Schema) -> str:
    return random.choice([letter for letter in string.ascii_lowercase if letter not in schema.get("properties", {})])


def is_object(schema: Schema) -> bool:
    return schema.get("type") == "object" and bool(schema.get("properties"))


# --- Families of edits of a schema. Each gives the schemas that one edit may make of a schema.


def property_added(random: Random, schema: Schema) -> Iterator[Schema]:
    if is_object(schema):
        name = fresh_name(random, schema)
        added = schema | {"properties": schema["properties"] | {name: scalar(random)}}
        yield added
        yield added | {"required": [*schema.get("required", ()), name]}


def property_removed(random: Random, schema: Schema) -> Iterator[Schema]:
    for name in schema.get("properties", ()) if is_object(schema) and len(schema["properties"]) > 1 else ():
        required = [one for one in schema.get("required", ()) if one != name]
        yield schema | {"properties": without(schema["properties"], name), "required": required}


def required(random: Random, schema: Schema) -> Iterator[Schema]:
    for name in schema.get("properties", ()) if is_object(schema) else ():
        names = set(schema.get("required", ()))
        yield schema | {"required": sorted(names ^ {name})}


def nullable(random: Random, schema: Schema) -> Iterator[Schema]:
    null = {"type": "null"}
    others = [one for one in schema.get("anyOf", ()) if one != null]
    if null in schema.get("anyOf", ()) and others:
        yield schema | {"anyOf": others}
    elif isinstance(schema.get("type"), str) and schema != null:
        yield {"anyOf": [schema, null]}


def type_(random: Random, schema: Schema) -> Iterator[Schema]:
    if schema.get("type") in ("string", "integer", "number", "boolean", "null"):
        yield scalar(random)
        yield {"type": "array", "items": schema}
    if schema.get("type") == "integer":
        yield schema | {"type": "number"}
    if schema.get("type") == "number":
        yield schema | {"type": "integer"}


def format_(random: Random, schema: Schema) -> Iterator[Schema]:
    if schema.get("type") == "string" and "enum" not in schema:
        yield schema | {"format": random.choice(FORMATS)}
        yield without(schema, "format")


def enum_value(random: Random, schema: Schema) -> Iterator[Schema]:
    values = schema.get("enum", ())
    if values:
        yield schema | {"enum": [*values, random.choice(["c", "d", "e"])]}
        yield without(schema, "enum")
    for value in values if len(values) > 1 else ():
        yield schema | {"enum": [one for one in values if one != value]}


def const(random: Random, schema: Schema) -> Iterator[Schema]:
    if "const" in schema:
        yield schema | {"const": random.choice(["a", "b", "c"])}
        yield without(schema, "const") | {"type": "string"}
    elif schema.get("type") == "string":
        yield {"type": "string", "const": random.choice(["a", "b"])}


def bounds(family: str) -> Variants:
    def variants(random: Random, schema: Schema) -> Iterator[Schema]:
        if schema.get("type") in OF_TYPE[family] and "enum" not in schema:
            for limit in LIMITS[family]:
                value = schema.get(limit)
                yield schema | {limit: random.randrange(5) if value is None else max(0, value + random.choice([-1, 1]))}
                if value is not None:
                    yield without(schema, limit)

    return variants


def multiple_of(random: Random, schema: Schema) -> Iterator[Schema]:
    if schema.get("type") in ("integer", "number"):
        yield schema | {"multipleOf": random.choice([1, 2, 3, 4, 0.1, 0.5])}
        yield without(schema, "multipleOf")


def pattern(random: Random, schema: Schema) -> Iterator[Schema]:
    if schema.get("type") == "string":
        yield schema | {"pattern": random.choice(PATTERNS)}
        yield without(schema, "pattern")


def items(random: Random, schema: Schema) -> Iterator[Schema]:
    if schema.get("type") == "array":
        yield schema | {"items": scalar(random)}
        yield schema | {"items": True}


def unique_items(random: Random, schema: Schema) -> Iterator[Schema]:
    if schema.get("type") == "array":
        yield schema | {"uniqueItems": not schema.get("uniqueItems", False)}


def tuples(random: Random, schema: Schema) -> Iterator[Schema]:
    prefix = schema.get("prefixItems", [])
    if schema.get("type") == "array":
        longer = [*prefix, scalar(random)]
        yield schema | {"prefixItems": longer}
        yield schema | {"prefixItems": longer, "items": False, "minItems": len(longer), "maxItems": len(longer)}
    if prefix:
        yield schema | {"prefixItems": [scalar(random), *prefix[1:]]}


def maps(random: Random, schema: Schema) -> Iterator[Schema]:
    if schema.get("type") == "object" and "properties" not in schema:
        yield schema | {"additionalProperties": scalar(random)}
        yield schema | {"propertyNames": {"pattern": random.choice(PATTERNS)}}
        yield without(schema, "propertyNames")


def closed(random: Random, schema: Schema) -> Iterator[Schema]:
    if is_object(schema):
        yield (
            schema | {"additionalProperties": False}
            if "additionalProperties" not in schema
            else without(schema, "additionalProperties")
        )


def union_branch(random: Random, schema: Schema) -> Iterator[Schema]:
    branches = schema.get("anyOf", ())
    if branches:
        yield schema | {"anyOf": [*branches, random.choice([scalar(random), tagged(random)])]}
    for index in range(len(branches) if len(branches) > 1 else 0):
        yield schema | {"anyOf": [*branches[:index], *branches[index + 1 :]]}


def tagged(random: Random, tag: str | None = None) -> Schema:
    """A branch of a union, with its tag."""
    kind = {"const": tag or random.choice(["cat", "dog", "fox"])}
    return {"type": "object", "properties": {"kind": kind, "x": scalar(random)}, "required": ["kind"]}


def tag(random: Random, schema: Schema) -> Iterator[Schema]:
    kind = schema.get("properties", {}).get("kind", {})
    if "const" in kind:
        changed = {"const": random.choice([one for one in ("cat", "dog", "fox") if one != kind["const"]])}
        yield schema | {"properties": schema["properties"] | {"kind": changed}}


def narrowing(random: Random, schema: Schema) -> Iterator[Schema]:
    """The part of an `allOf` that narrows a member, as the code of an error is narrowed."""
    for index, part in enumerate(schema.get("allOf", ())):
        for name, member in part.get("properties", {}).items():
            for changed in enum_value(random, member):
                changed_part = part | {"properties": part["properties"] | {name: changed}}
                yield schema | {"allOf": [*schema["allOf"][:index], changed_part, *schema["allOf"][index + 1 :]]}


def default(random: Random, schema: Schema) -> Iterator[Schema]:
    if "type" in schema:
        yield schema | {"default": random.choice([1, 2, 3])}


# --- Other spellings of the same values.


def spelling(random: Random, schema: Schema) -> Iterator[Schema]:
    if "const" in schema:
        yield without(schema, "const") | {"enum": [schema["const"]]}
    if len(schema.get("enum", ())) == 1:
        yield without(schema, "enum") | {"const": schema["enum"][0]}
    if schema.keys() <= {"type", "description"} and isinstance(schema.get("type"), str):
        yield {"anyOf": [{"type": schema["type"]}]}
        yield {"allOf": [schema]}
    if "anyOf" in schema:
        yield schema | {"anyOf": schema["anyOf"][::-1]}
    if is_object(schema):
        yield schema | {"properties": dict(reversed(schema["properties"].items()))}
        yield schema | {"required": schema.get("required", [])[::-1]}
    if schema.get("type") == "boolean":
        yield without(schema, "type") | {"enum": [True, False]}
    yield schema | {"description": "Other words.", "examples": ["x"]}


SCHEMA_EDITS: dict[str, Variants] = {
    "property added": property_added,
    "property removed": property_removed,
    "required": required,
    "nullable": nullable,
    "type": type_,
    "format": format_,
    "enum value": enum_value,
    "const": const,
    **{family: bounds(family) for family in LIMITS},
    "multipleOf": multiple_of,
    "pattern": pattern,
    "items": items,
    "uniqueItems": unique_items,
    "tuples": tuples,
    "maps": maps,
    "closed or open object": closed,
    "union branch": union_branch,
    "tag": tag,
    "error code set": narrowing,
}


# --- Edits of a document.


class Edit(NamedTuple):
    """A document after an edit."""

    family: str
    document: dict[str, Any]


def schema_paths(document: dict[str, Any]) -> list[Path]:
    """The locations of all schemas that operations use, each once."""
    found: dict[Path, None] = {}
    for path in _content_paths(document):
        _collect(document, path, found)
    return list(found)


def at(document: Any, path: Path) -> Any:
    for step in path:
        document = document[step]
    return document


def with_schema(document: dict[str, Any], path: Path, schema: Schema) -> dict[str, Any]:
    """A copy of the document with another schema at a location."""
    changed = copy.deepcopy(document)
    at(changed, path[:-1])[path[-1]] = schema
    return changed


def schema_edits(random: Random, document: dict[str, Any], family: str) -> Iterator[Edit]:
    """The document after one edit of the family in random places; nothing where it does not apply."""
    paths = schema_paths(document)
    random.shuffle(paths)
    for path in paths:
        variants = list({**SCHEMA_EDITS, "spelling": spelling, "default": default}[family](random, at(document, path)))
        if variants:
            yield Edit(family, with_schema(document, path, random.choice(variants)))


def _content_paths(document: dict[str, Any]) -> Iterator[Path]:
    for template, path in document["paths"].items():
        for method, operation in path.items():
            base: Path = ("paths", template, method)
            parts = [(*base, "parameters", index) for index in range(len(operation.get("parameters", ())))]
            parts += [(*base, "requestBody")] if "requestBody" in operation else []
            parts += [(*base, "responses", status) for status in operation["responses"]]
            for part in parts:
                yield from _schemas_of(document, _followed(document, part))


def _schemas_of(document: dict[str, Any], part: Path) -> Iterator[Path]:
    value = at(document, part)
    if "schema" in value:
        yield (*part, "schema")
    for media_type in value.get("content", ()):
        yield (*part, "content", media_type, "schema")


def _followed(document: dict[str, Any], path: Path) -> Path:
    value = at(document, path)
    return tuple(value["$ref"].removeprefix("#/").split("/")) if "$ref" in value else path


def _collect(document: dict[str, Any], path: Path, found: dict[Path, None]) -> None:
    schema = at(document, path)
    if path in found or not isinstance(schema, dict):
        return
    found[path] = None
    if "$ref" in schema:
        _collect(document, _followed(document, path), found)
    for keyword in ("anyOf", "allOf", "prefixItems"):
        for index in range(len(schema.get(keyword, ()))):
            _collect(document, (*path, keyword, index), found)
    for keyword in ("items", "additionalProperties"):
        if keyword in schema:
            _collect(document, (*path, keyword), found)
    for name in schema.get("properties", ()):
        _collect(document, (*path, "properties", name), found)
