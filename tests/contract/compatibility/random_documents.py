"""Random documents, and JSON that their schemas accept or just miss."""

import copy
import json
from functools import cache
from random import Random
from typing import Any

from jsonschema_rs import Draft202012Validator

from tests.contract.compatibility.edits import Schema, scalar, tagged

STRINGS = (
    *("", "a", "b", "c", "A", "ab", "abc", "abcd", "abcde", "abcdef", "1", "12", "a\u0000", "é", "🐉", " ", "a@b.test"),
    *("2024-02-29", "2024-02-29T12:00:00Z", "c56a4180-65aa-42ec-a945-5fd21dec0538", "jake@example.test"),
    *("cat", "dog", "fox"),
)
NUMBERS = (-1, 0, 1, 2, 3, 4, 5, 6, 9, 10, 12, 0.1, 0.5, 1.5, 0.3, 2.5, 0.25, 100)
OTHERS: tuple[Any, ...] = (None, True, False, [], {}, [1], ["a"], {"z": 1})
LONG = 3000
NAMES = ("a", "b", "c", "kind", "x", "A1", "")
# No document declares a member whose name begins so.
UNDECLARED = "?"


def random_schema(random: Random, depth: int = 3) -> Schema:  # noqa: PLR0911 - one for each form
    """A schema in the forms that the contract has."""
    if depth == 0 or random.random() < 1 / 4:
        return scalar(random)
    kind = random.choice(["object", "object", "array", "map", "nullable", "union", "tuple", "allOf", "reference"])
    inner = [random_schema(random, depth - 1) for _ in range(3)]
    match kind:
        case "object":
            names = random.sample("abc", random.randrange(1, 4))
            properties = dict(zip(names, inner, strict=False))
            required = [name for name in names if random.random() < 1 / 2]
            closed = {"additionalProperties": False} if random.random() < 1 / 4 else {}
            return {"type": "object", "properties": properties, "required": required, **closed}
        case "array":
            return {"type": "array", "items": inner[0], "maxItems": random.randrange(1, 5)}
        case "map":
            return {"type": "object", "additionalProperties": inner[0]}
        case "nullable":
            return {"anyOf": [inner[0], {"type": "null"}]}
        case "union":
            return {"anyOf": [tagged(random, "cat"), tagged(random, "dog")]}
        case "tuple":
            return {"type": "array", "prefixItems": inner[:2], "items": False, "minItems": 2}
        case "allOf":
            code = {"type": "object", "properties": {"a": {"enum": ["a", "b"]}}, "required": ["a"]}
            return {"allOf": [{"$ref": "#/components/schemas/Error"}, code]}
    return {"$ref": f"#/components/schemas/{random.choice(['Tree', 'Named', 'Error'])}"}


def random_document(random: Random) -> dict[str, Any]:
    """A document with one operation, whose request and response have one schema."""
    tree = {"$ref": "#/components/schemas/Tree"}
    content = {"application/json": {"schema": random_schema(random)}}
    return {
        "openapi": "3.1.0",
        "paths": {
            "/x": {
                "post": {
                    "requestBody": {"required": True, "content": content},
                    "responses": {"200": {"description": "", "content": copy.deepcopy(content)}},
                }
            }
        },
        "components": {
            "schemas": {
                "Named": random_schema(random, 0),
                "Error": {
                    "type": "object",
                    "properties": {"a": {"type": "string", "enum": ["a", "b", "c"]}, "b": scalar(random)},
                    "required": ["a"],
                },
                "Tree": {
                    "type": "object",
                    "properties": {"a": scalar(random), "b": {"type": "array", "items": tree}, "c": scalar(random)},
                    "required": ["a"],
                },
            }
        },
    }


@cache
def strings_for(schema: str) -> tuple[list[str], list[str]]:
    """Strings near the limits of a schema, and those of them that fit."""
    limits = json.loads(schema)
    lengths = [limits[key] for key in ("minLength", "maxLength") if limits.get(key, LONG) < LONG]
    candidates = [*STRINGS, *("a" * max(0, length + step) for length in lengths for step in (-1, 0, 1))]
    validator = Draft202012Validator(limits, validate_formats=True)
    return candidates, [one for one in candidates if validator.is_valid(one)]


class Instances:
    """Generates JSON from the schemas of a document."""

    def __init__(self, random: Random, document: dict[str, Any]) -> None:
        self._random = random
        self._document = document

    def near(self, schema: Schema) -> Any:
        """A value that fits, or a value that misses in one place."""
        value = self.fitting(schema)
        return self._missing(value) if self._random.random() < 1 / 2 else value

    def fitting(self, schema: Any, depth: int = 5) -> Any:
        """A value that probably fits."""
        random = self._random
        if isinstance(schema, bool) or not schema:
            return random.choice([*OTHERS, *NUMBERS, *STRINGS])
        if "$ref" in schema:
            return self.fitting(self._document["components"]["schemas"][schema["$ref"].rpartition("/")[2]], depth)
        if "anyOf" in schema:
            return self.fitting(random.choice(schema["anyOf"]), depth)
        if "allOf" in schema:
            parts = [self.fitting(part, depth) for part in schema["allOf"]]
            random.shuffle(parts)
            objects = [part for part in parts if isinstance(part, dict)]
            return {key: value for part in objects for key, value in part.items()} if objects else parts[-1]
        if "const" in schema or "enum" in schema:
            return schema["const"] if "const" in schema else random.choice(schema["enum"])
        types = schema.get("type", "object")
        return self._typed(random.choice(types) if isinstance(types, list) else types, schema, depth)

    def _typed(self, type_name: str, schema: Schema, depth: int) -> Any:
        random = self._random
        match type_name:
            case "null":
                return None
            case "boolean":
                return random.choice([True, False])
            case "integer" | "number":
                limits = [schema[key] for key in schema if key.endswith(("inimum", "aximum"))]
                near = [limit + step for limit in limits for step in (-1, -0.5, 0, 0.5, 1)]
                numbers = [*NUMBERS, *near, *near]
                whole = [number for number in numbers if number == int(number)]
                return random.choice(whole if type_name == "integer" else numbers)
            case "string":
                return self._string(schema)
            case "array":
                return self._array(schema, depth)
        return self._object(schema, depth)

    def _string(self, schema: Schema) -> str:
        candidates, fitting = strings_for(json.dumps(schema))
        return self._random.choice(fitting if fitting and self._random.random() < 9 / 10 else candidates)

    def _array(self, schema: Schema, depth: int) -> list[Any]:
        prefix, rest = schema.get("prefixItems", []), schema.get("items", True)
        limits = [schema[key] + step for key in ("minItems", "maxItems") if key in schema for step in (-1, 0, 1)]
        sizes = [len(prefix)] if rest is False else [0, 1, 2, len(prefix)]
        size = min(6, max(0, self._random.choice([*sizes, *limits]))) if depth else 0
        items = [self.fitting(prefix[index] if index < len(prefix) else rest, depth - 1) for index in range(size)]
        return [items[0]] * len(items) if items and self._random.random() < 1 / 6 else items

    def _object(self, schema: Schema, depth: int) -> dict[str, Any]:
        random, properties = self._random, schema.get("properties", {})
        chosen = [name for name in properties if name in schema.get("required", ()) or random.random() < depth / 7]
        made = {name: self.fitting(properties[name], depth - 1) for name in chosen}
        if not properties and depth:
            extra = schema.get("additionalProperties", True)
            made = {name: self.fitting(extra, depth - 1) for name in random.sample(NAMES, random.randrange(4))}
        return made

    def _missing(self, value: Any) -> Any:  # noqa: PLR0911 - one for each way to miss
        """The value with one place changed."""
        random = self._random
        if isinstance(value, dict) and value and random.random() < 4 / 5:
            name = random.choice(list(value))
            if random.random() < 1 / 4:
                return {key: one for key, one in value.items() if key != name}
            if random.random() < 1 / 6:
                return value | {UNDECLARED: 1}
            return value | {name: self._missing(value[name])}
        if isinstance(value, list) and value and random.random() < 4 / 5:
            index = random.randrange(len(value))
            if random.random() < 1 / 4:
                return [*value, value[index]]
            return [*value[:index], self._missing(value[index]), *value[index + 1 :]]
        if isinstance(value, str) and random.random() < 1 / 2:
            return random.choice([value + "a", value[:-1], value.upper()])
        return random.choice([*OTHERS, *NUMBERS, *STRINGS])
