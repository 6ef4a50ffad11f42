"""Example requests of every operation, derived from a document alone.

A request may need objects. Its path has their identifiers, and so has a member of its body whose schema has
`x-references`: the path of a collection. The identifier of an object is the last parameter of its path. A response with
the object has the identifier as a member: for `/shelves/{shelf_id}`, the member `shelf_id`, `shelfId` or `id`.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property
from typing import Any, NamedTuple

from jsonschema_rs import Draft202012Validator

from contract import formats

# The order of requests about the same objects.
METHODS = ("POST", "PUT", "PATCH", "GET", "DELETE")
CREATED = 201
REFERENCES = "x-references"
ABSENT: Any = object()
"""The value of a member that a body does not have."""
PARAMETER = re.compile(r"\{(\w+)\}")
DAY = date(2026, 1, 31)
# The examples of texts with a form. The days differ for each number.
FORMS = {
    formats.DATE: "{day}",
    formats.datetime(aware=True): "{day}T12:00:00Z",
    formats.datetime(aware=False): "{day}T12:00:00",
    formats.datetime(aware=None): "{day}T12:00:00Z",
    formats.time(aware=True): "12:00:00Z",
    formats.time(aware=False): "12:00:00",
    formats.time(aware=None): "12:00:00Z",
    formats.DURATION: "PT90S",
    formats.UUID: "00000000-0000-4000-8000-{number:012}",
}


class Request(NamedTuple):
    """A request, without its token."""

    method: str
    path: str
    body: Any = None


class Field(NamedTuple):
    """A member of a request body, or of the only member of a body: the envelope."""

    name: str
    schema: dict[str, Any]
    required: bool


class Objects:
    """The identifiers of existing objects."""

    def __init__(self, **members: Any) -> None:
        """Objects that exist without a request: `username="jake"` is the identifier of all paths with `{username}`."""
        self._members = members
        self._identifiers: dict[str, Any] = {}

    def identifier(self, item: str, names: list[str]) -> Any:
        """The identifier of the object at this path, whose parameter has one of these names; ABSENT if none exists."""
        known = (self._members[name] for name in names if name in self._members)
        return self._identifiers.get(item, next(known, ABSENT))

    def follow(self, operation: "Operation", content: Any) -> None:
        """Note the identifier in the response of a successful request that creates or changes an object."""
        if operation.result is None or not content:
            return
        members = contents_of(content)
        names = [spelling for name in operation.api.identifiers[operation.result] for spelling in spellings(name)]
        found = [members[name] for name in names if name in members]
        if not found:
            raise LookupError(f"the response of {operation.id} has no identifier: a member {' or '.join(names)}")
        self._identifiers[operation.result] = found[0]


class Operation:
    """An operation of a document."""

    def __init__(self, api: "Api", method: str, path: str, document: dict[str, Any]) -> None:
        self.api = api
        self.id: str = document["operationId"]
        self.method = method.upper()
        self.path = path
        self.document = document
        self.statuses = [int(status) for status in document["responses"]]
        self.status = min(status for status in self.statuses if status < 300)  # noqa: PLR2004
        self.requires_token = document["security"] == [{"token": []}]
        self.accepts_token = bool(document["security"])

    def __repr__(self) -> str:
        return self.id

    def parameters_in(self, location: str) -> dict[str, dict[str, Any]]:
        """The schemas of the parameters in the path or in the query, by name."""
        return {each["name"]: each["schema"] for each in self._parameters if each["in"] == location}

    @cached_property
    def _parameters(self) -> list[dict[str, Any]]:
        """The parameters, except headers of all operations."""
        return [parameter for parameter in self.document.get("parameters", ()) if "$ref" not in parameter]

    @cached_property
    def items(self) -> dict[str, str]:
        """The path of each object in the path, by the name of its parameter. The names in the paths are omitted."""
        return {match[1]: unnamed(self.path[: match.end()]) for match in PARAMETER.finditer(self.path)}

    @property
    def item(self) -> str | None:
        """The path of the object that the operation reads, changes or deletes."""
        return unnamed(self.path) if self.path.endswith("}") else None

    @cached_property
    def result(self) -> str | None:
        """The path of the object that a successful request creates or changes, and its response has."""
        if self.method == "POST" and self.status == CREATED:
            item = f"{unnamed(self.path)}/{{}}"
            return item if item in self.api.identifiers else None
        return self.item if self.method in ("PUT", "PATCH") else None

    @cached_property
    def _body(self) -> dict[str, Any]:
        content = self.document.get("requestBody", {}).get("content", {})
        return self.api.resolved(content.get("application/json", {}).get("schema", {}))

    @property
    def has_body(self) -> bool:
        return bool(self._body)

    @cached_property
    def envelope(self) -> str | None:
        """The only member of the body, if the member is required and an object."""
        names = self._body.get("required", ())
        if len(names) != 1 or self._body["properties"].keys() != set(names):
            return None
        return names[0] if "properties" in self.api.resolved(self._body["properties"][names[0]]) else None

    @cached_property
    def fields(self) -> list[Field]:
        """The members of the body, or of its envelope."""
        body = self.api.resolved(self._body["properties"][self.envelope]) if self.envelope else self._body
        required = body.get("required", ())
        return [Field(name, schema, name in required) for name, schema in body.get("properties", {}).items()]

    @property
    def required_members(self) -> list[Field]:
        """The members that each body has: its envelope, or the required fields."""
        properties = self._body.get("properties", {})
        return [Field(name, properties[name], required=True) for name in self._body.get("required", ())]

    @cached_property
    def references(self) -> dict[str, str]:
        """The path of the object that each member of the body refers to, by the name of the member."""
        found = {field.name: self.api.reference_of(field.schema) for field in self.fields}
        return {name: item for name, item in found.items() if item is not None}

    def error_codes(self, status: int) -> set[str]:
        """The error codes of the responses with this status."""
        return self.api.error_codes(self.document["responses"].get(str(status), {}))

    def path_of(self, objects: Objects, **values: Any) -> str:
        """The path for these objects, or for other values of its parameters. A missing object has an example."""
        schemas = self.parameters_in("path")
        found = {name: objects.identifier(item, [name]) for name, item in self.items.items()} | values
        examples = {name: self.api.example_of(schemas[name]) for name, value in found.items() if value is ABSENT}
        return self.path.format(**{**found, **examples})

    def body(self, objects: Objects, number: int = 0, /, **values: Any) -> Any:
        """A valid body for these objects, other for each number, with some members replaced."""
        if not self.has_body:
            return None
        members = {field.name: self._example(field, objects, number) for field in self.fields} | values
        content = {name: value for name, value in members.items() if value is not ABSENT}
        return {self.envelope: content} if self.envelope else content

    def request(self, objects: Objects, number: int = 0) -> Request:
        """A valid request for these objects, other for each number."""
        return Request(self.method, self.path_of(objects), self.body(objects, number))

    def _example(self, field: Field, objects: Objects, number: int) -> Any:
        item = self.references.get(field.name)
        if item is None:
            return self.api.example_of(field.schema, number)
        if item not in self.api.identifiers:
            raise LookupError(f"{self.id}: {field.name} refers to {item}, and no path has this object")
        identifier = objects.identifier(item, self.api.identifiers[item])
        if identifier is not ABSENT or not field.required:
            return identifier
        return None if self.api.is_nullable(field.schema) else self.api.example_of(field.schema, number)


class Api:
    """The operations of a document, in an order in which each finds its objects: deletions come last, parts first."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._components = document["components"]
        found = [
            Operation(self, method, path, operation)
            for path, methods in document["paths"].items()
            for method, operation in methods.items()
        ]
        self.identifiers: dict[str, list[str]] = {}
        """The names of the last parameter in each path of an object."""
        for operation in found:
            for name, item in operation.items.items():
                names = self.identifiers.setdefault(item, [])
                names += [] if name in names else [name]
        self._creators = {each.result: each for each in found if each.method == "POST" and each.result}
        self._additions = {each.path: each for each in found if each.method in ("POST", "PUT") and not each.result}
        self.operations = sorted(found, key=self._order)

    def _order(self, operation: Operation) -> tuple[int, int, str]:
        distance = len(self.preparations(operation))
        return METHODS.index(operation.method), -distance if operation.method == "DELETE" else distance, operation.path

    def preparations(self, operation: Operation) -> list[Operation]:
        """The operations that create what a request needs, in their order.

        A DELETE of something without an identifier needs the POST or PUT of the same path.
        """
        needed = self._creations(operation, ())
        addition = self._additions.get(operation.path) if operation.method == "DELETE" else None
        return [*needed, addition] if addition else needed

    def _creations(self, operation: Operation, pending: tuple[Operation, ...]) -> list[Operation]:
        """The operations that create the objects of a request. An object of a cycle exists without its reference."""
        needed: list[Operation] = []
        for item in (*operation.items.values(), *operation.references.values()):
            creator = self._creators.get(item)
            if creator and creator not in pending:
                needed += [*self._creations(creator, (*pending, creator)), creator]
        return list(dict.fromkeys(needed))

    def not_found_codes(self, item: str) -> set[str]:
        """The error codes for an unknown object: the 404 codes of all operations on it, except those of its parents."""
        users = [operation for operation in self.operations if item in operation.items.values()]
        codes = set.intersection(*(operation.error_codes(404) for operation in users))
        parents = [parent for parent in users[0].items.values() if item.startswith(f"{parent}/")]
        return codes.difference(*(self.not_found_codes(parent) for parent in parents))

    def error_codes(self, response: dict[str, Any]) -> set[str]:
        """The error codes of a response."""
        response = self.resolved(response)
        schema = response.get("content", {}).get("application/json", {}).get("schema", {})
        codes = (each.get("properties", {}).get("code", {}).get("enum", ()) for each in schema.get("allOf", ()))
        return {code for enum in codes for code in enum}

    def resolved(self, value: dict[str, Any]) -> dict[str, Any]:
        """The component that a value refers to, or the value itself."""
        if "$ref" not in value:
            return value
        _, _, section, name = value["$ref"].split("/")
        component: dict[str, Any] = self._components[section][name]
        return component

    def non_null(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The only alternative of a schema that is not null."""
        alternatives = [arm for arm in self._arms(schema) if arm.get("type") != "null"]
        if len(alternatives) != 1:
            raise LookupError(f"no example for the alternatives of {schema}")
        return alternatives[0]

    def is_nullable(self, schema: dict[str, Any]) -> bool:
        """Whether a schema allows null."""
        return any(arm.get("type") == "null" for arm in self._arms(schema))

    def _arms(self, schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """The alternatives of a schema, with the annotations of the whole schema."""
        for arm in schema.get("anyOf", [schema]):
            yield self.resolved(arm) | {name: value for name, value in schema.items() if name.startswith("x-")}

    def is_valid(self, schema: dict[str, Any], value: Any) -> bool:
        """Whether a value is valid."""
        return Draft202012Validator({**schema, "components": self._components}).is_valid(value)

    def reference_of(self, schema: dict[str, Any]) -> str | None:
        """The path of the object that a member of a body refers to."""
        collection = next((arm[REFERENCES] for arm in self._arms(schema) if REFERENCES in arm), None)
        return None if collection is None else f"{unnamed(collection)}/{{}}"

    def example_of(self, schema: dict[str, Any], number: int = 0) -> Any:
        """A valid value: the example of the document, or one of the shortest. Numbers, days and texts differ."""
        kind = self.non_null(schema)
        for value in self._candidates(kind, number):
            if self.is_valid(kind, value):
                return value
        raise LookupError(f"no valid example of {kind}; add `examples` to the field")

    def _candidates(self, kind: dict[str, Any], number: int) -> Iterator[Any]:
        match kind:
            case {"enum": values}:
                yield from values
            case {"const": value}:
                yield value
            case {"type": "string"}:
                yield from _texts(kind, number)
            case {"type": "array"}:
                yield from kind.get("examples", ())
                yield [self.example_of(kind["items"], number)]
            case {"type": "integer" | "number"}:
                low = kind.get("minimum", 0)
                yield low + number % (kind.get("maximum", 2**31) - low + 1)
                yield from kind.get("examples", ())
                yield low
            case {"type": "boolean"}:
                yield True
            case _:
                yield from kind.get("examples", ())


def _texts(kind: dict[str, Any], number: int) -> Iterator[str]:
    if kind.get("pattern") in FORMS:
        yield FORMS[kind["pattern"]].format(day=DAY + timedelta(days=number), number=number)
    example = str(kind.get("examples", ["x" * kind.get("minLength", 1)])[0])
    yield f"{number}{example}"
    yield f"{number}{example}"[: kind.get("maxLength")]
    yield example


def contents_of(content: Any) -> dict[str, Any]:
    """The members of an object, or of its envelope."""
    members = list(content.values())
    return members[0] if len(members) == 1 and isinstance(members[0], dict) else content


def unnamed(path: str) -> str:
    """The path without the names of its parameters: paths to the same object may name a parameter differently."""
    return PARAMETER.sub("{}", path)


def spellings(parameter: str) -> list[str]:
    """The possible names of the member with the value of a parameter."""
    first, *others = parameter.split("_")
    return [parameter, first + "".join(word.capitalize() for word in others), (others or [first])[-1]]
