"""Every operation of openapi.json, with a valid example request and with requests at and beyond each limit.

A new operation needs no entry here, unless a path has a new parameter: its value is an object of `Objects`.
"""

import json
from collections.abc import Iterator
from functools import cached_property
from typing import Any, NamedTuple

from jsonschema_rs import Draft202012Validator

from app.settings import ROOT
from tests.people import Person

DOCUMENT: dict[str, Any] = json.loads((ROOT / "openapi.json").read_text())
HERE = "tests/operations.py"
# Creations come before the requests that need them, and the deletion of a part before the deletion of the whole.
METHODS = ("POST", "PUT", "GET", "DELETE")
# Members that no example has, with the reason.
LEFT_OUT = {
    ("updateCurrentUser", "password"): "a new password revokes the token of the following requests",
    ("reviseArticle", "title"): "a new title changes the slug of the following requests",
}
# Operations whose example is a valid request without success, with the status and the reason.
UNSUCCESSFUL = {"logIn": (401, "no account has the credentials of the example")}
# The shortest valid text for a pattern that requires more than its minimum length.
SHORTEST = {"email": "a@b"}
# Texts that a pattern may reject. A case is derived from each text that the pattern does reject.
SUSPICIOUS_TEXTS = (
    *("\x00", "new@example.test\x00", "new\x00@example.test", "long enough \x00", "\x00long enough"),
    *(
        " leading",
        "trailing ",
        "two  spaces",
        "a/slash",
        "a\nline",
        "without an at sign",
        "two@at@signs",
        "\x7f delete",
    ),
)


class Objects(NamedTuple):
    """The values of the path parameters, by default of no existing objects."""

    slug: str = "a-title"
    username: str = "jake"
    id: int = 1


class Case(NamedTuple):
    """A value of one field or parameter; `messages` has the possible reasons of the error, and is empty if valid."""

    name: str
    value: Any
    messages: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.name}: {str(self.value)[:24]!r}"


ABSENT = object()


class Field(NamedTuple):
    """A member of the envelope of a request body."""

    envelope: str
    name: str
    schema: dict[str, Any]
    required: bool

    def cases(self) -> Iterator[Case]:
        """Values at and beyond each limit, wrong types, null, and no value."""
        yield from cases_of(self.schema)
        absent = ("can't be blank",) if is_text(self.schema) else ("is missing",)
        yield Case("absent", ABSENT, absent if self.required else ())


class Request(NamedTuple):
    """A request, without its token."""

    method: str
    path: str
    body: Any = None


class Operation:
    """An operation of the document."""

    def __init__(self, method: str, path: str, operation: dict[str, Any]) -> None:
        self.id: str = operation["operationId"]
        self.method = method.upper()
        self.path = path
        self.document = operation
        self.statuses = [int(status) for status in operation["responses"]]
        self.status = min(status for status in self.statuses if status < 300)
        self.requires_token = operation["security"] == [{"token": []}]
        self.accepts_token = bool(operation["security"])

    def __repr__(self) -> str:
        return self.id

    @cached_property
    def parameters(self) -> list[dict[str, Any]]:
        """The parameters, except `If-None-Match`."""
        return [parameter for parameter in self.document.get("parameters", []) if "$ref" not in parameter]

    def parameters_in(self, location: str) -> dict[str, dict[str, Any]]:
        """The schemas of the parameters in the path or in the query, by name."""
        return {each["name"]: each["schema"] for each in self.parameters if each["in"] == location}

    @cached_property
    def envelope(self) -> str | None:
        """The only member of the body; None without a body."""
        if "requestBody" not in self.document:
            return None
        [name] = resolved(self.document["requestBody"]["content"]["application/json"]["schema"])["properties"]
        return str(name)

    @cached_property
    def fields(self) -> list[Field]:
        """The members of the envelope."""
        if self.envelope is None:
            return []
        body = resolved(self.document["requestBody"]["content"]["application/json"]["schema"])
        schema = resolved(body["properties"][self.envelope])
        required = schema.get("required", [])
        return [Field(self.envelope, name, each, name in required) for name, each in schema["properties"].items()]

    def path_of(self, objects: Objects, **values: Any) -> str:
        """The path for these objects, or for other values of its parameters."""
        missing = self.parameters_in("path").keys() - objects._asdict().keys()
        assert not missing, f"{self.id}: no value for the path parameter {missing}; add it to Objects in {HERE}"
        return self.path.format(**{**objects._asdict(), **values})

    def body(self, number: int = 0, **values: Any) -> Any:
        """A valid body, other for each number, with some members replaced."""
        if self.envelope is None:
            return None
        fields = [field for field in self.fields if (self.id, field.name) not in LEFT_OUT]
        members = {field.name: example_of(field.schema, number) for field in fields} | values
        return {self.envelope: {name: value for name, value in members.items() if value is not ABSENT}}

    def request(self, objects: Objects, number: int = 0) -> Request:
        """A valid request for these objects, other for each number."""
        return Request(self.method, self.path_of(objects), self.body(number))

    def status_of_valid_request(self) -> int:
        """The status of a valid request by the owner of the objects."""
        return UNSUCCESSFUL.get(self.id, (self.status, ""))[0]


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """The component that a schema refers to, or the schema itself."""
    reference = schema.get("$ref")
    if reference is None:
        return schema
    component: dict[str, Any] = DOCUMENT["components"]["schemas"][reference.rpartition("/")[2]]
    return component


def arms(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """The alternatives of a schema."""
    return [resolved(arm) for arm in schema.get("anyOf", [schema])]


def is_nullable(schema: dict[str, Any]) -> bool:
    return any(arm.get("type") == "null" for arm in arms(schema))


def non_null(schema: dict[str, Any]) -> dict[str, Any]:
    """The only alternative that is not null."""
    alternatives = [arm for arm in arms(schema) if arm.get("type") != "null"]
    assert len(alternatives) == 1, f"no rule for the alternatives of {schema}; add the rule to cases_of in {HERE}"
    return alternatives[0]


def is_text(schema: dict[str, Any]) -> bool:
    return non_null(schema).get("type") == "string"


def is_valid(schema: dict[str, Any], value: Any) -> bool:
    return Draft202012Validator({**schema, "components": DOCUMENT["components"]}).is_valid(value)


def example_of(schema: dict[str, Any], number: int = 0) -> Any:
    """A valid value: the example of the document, or one of the shortest. Texts differ for each number."""
    kind = non_null(schema)
    if kind.get("enum"):
        value = kind["enum"][0]
    elif kind.get("type") == "string":
        value = f"{number}{kind.get('examples', ['x' * kind.get('minLength', 1)])[0]}"
    elif kind.get("type") == "array":
        value = kind.get("examples", [[example_of(kind["items"], number)]])[0]
    elif kind.get("type") in ("integer", "number"):
        value = kind.get("minimum", 0)
    elif kind.get("type") == "boolean":
        value = True
    else:
        value = kind.get("examples", [None])[0]
    assert is_valid(kind, value), f"{value!r} is no example of {kind}; add `examples` to the field in schemas/"
    return value


def cases_of(schema: dict[str, Any]) -> Iterator[Case]:
    """Values at and beyond each limit, wrong types, and null."""
    kind = non_null(schema)
    rules = {"string": text_cases, "array": array_cases}
    name = kind.get("type")
    assert name in rules or "enum" in kind, f"no rule for {kind}; add the rule to cases_of in {HERE}"
    yield from enum_cases(kind) if "enum" in kind else rules[str(name)](kind)
    null = () if is_nullable(schema) else (f"must be {'text' if name == 'string' else 'a list'}, not null",)
    yield Case("null", None, null)


def enum_cases(kind: dict[str, Any]) -> Iterator[Case]:
    yield from (Case("member", value) for value in kind["enum"])
    yield Case("other value", "no member", (f"must be {'one of ' * (len(kind['enum']) > 1)}{', '.join(kind['enum'])}",))


def text_cases(kind: dict[str, Any]) -> Iterator[Case]:
    min_length, max_length = kind.get("minLength", 0), kind.get("maxLength")
    wrong_types: tuple[Any, ...] = (1, 1.5, -0, 2**63, 2**64, True, [], ["x"], {})
    for value in wrong_types:
        yield Case("wrong type", value, ("must be text",))
    yield from blank_cases(kind)
    if min_length > 1:
        yield Case("below minLength", "x" * (min_length - 1), (f"is too short (minimum is {min_length} characters)",))
    shortest = next((text for text in ("x" * min_length, *SHORTEST.values()) if is_valid(kind, text)), "")
    assert len(shortest) == min_length, f"no shortest text of {kind}; add it to SHORTEST in {HERE}"
    yield Case("minLength", shortest)
    if max_length is not None:
        longest = long_text(kind, max_length)
        assert is_valid(kind, longest), f"no longest text of {kind}; add `examples` to the field in schemas/"
        yield Case("maxLength", longest)
        for length in (max_length + 1, 2 * max_length):
            yield Case(
                "above maxLength", long_text(kind, length), (f"is too long (maximum is {max_length} characters)",)
            )
    if "pattern" in kind:
        reason = kind.get("x-error-message", "has the wrong form")
        too_short = f"is too short (minimum is {min_length} characters)"
        for text in SUSPICIOUS_TEXTS:
            if not is_valid(kind, text) and len(text) <= (max_length or len(text)):
                yield Case("pattern", text, (reason if len(text) >= min_length else too_short,))


def blank_cases(kind: dict[str, Any]) -> Iterator[Case]:
    for text in ("", " ", "\t\n", "\u3000" * kind.get("minLength", 1)):
        yield Case("blank", text, () if is_valid(kind, text) else ("can't be blank",))


def long_text(kind: dict[str, Any], length: int) -> str:
    """A text of this length that ends as the example does, because a pattern may require the end."""
    end = str(kind.get("examples", ["x"])[0])[-length:]
    padding = "🐉" if is_valid(kind, f"🐉{end}"[-length:]) else "x"
    return padding * (length - len(end)) + end


def array_cases(kind: dict[str, Any]) -> Iterator[Case]:
    wrong_types: tuple[Any, ...] = (1, "x", True, {})
    for value in wrong_types:
        yield Case("wrong type", value, ("must be a list",))
    item, max_items = example_of(kind["items"]), kind.get("maxItems")
    shortest = next(case.value for case in cases_of(kind["items"]) if not case.messages)
    yield Case("minItems", [example_of(kind["items"], number) for number in range(kind.get("minItems", 0))])
    if max_items is not None:
        yield Case("maxItems", [example_of(kind["items"], number) for number in range(max_items)])
        for count in (max_items + 1, 100_000):
            yield Case("above maxItems", [shortest] * count, (f"has too many items (maximum is {max_items})",))
    for case in cases_of(kind["items"]):
        yield Case(f"item {case.name}", [item, case.value], case.messages)


def integer_cases(kind: dict[str, Any]) -> Iterator[Case]:
    """Texts of a number in a path or a query."""
    minimum, maximum = kind["minimum"], kind["maximum"]
    yield from (Case("bound", str(bound)) for bound in (minimum, maximum))
    for below in (minimum - 1, minimum - 2, -(2**63) - 1, -(2**64)):
        yield Case("below minimum", str(below), (f"must be at least {minimum}", "must be a whole number"))
    for above in (maximum + 1, 2**53, 2**63 - 1, 2**63, 2**64):
        if above > maximum:
            yield Case("above maximum", str(above), (f"must be at most {maximum}", "must be a whole number"))
    for text in NO_INTEGERS:
        yield Case("no number", text, ("must be a whole number",))


# Texts that are no integer, as a part of a URL. contract/README.md lists the other formats that Litestar accepts.
NO_INTEGERS = (
    *("abc", "1.5", "0x1", "null", "true", "NaN", "Infinity", "-", "1;drop", "%00", "1%00", "%FF", "%D9%A1"),
    *("%ED%A0%80", "9" * 5_000),
)


def operations_of_document() -> list[Operation]:
    found = [
        Operation(method, path, operation)
        for path, methods in DOCUMENT["paths"].items()
        for method, operation in methods.items()
    ]
    return sorted(found, key=lambda each: (METHODS.index(each.method), -len(each.path), each.path))


OPERATIONS = operations_of_document()
WITH_BODY = [operation for operation in OPERATIONS if operation.envelope]
WITH_PATH_PARAMETERS = [operation for operation in OPERATIONS if operation.parameters_in("path")]
WITH_DATABASE = [operation for operation in OPERATIONS if not operation.path.startswith("/health/")]


async def create_objects(owner: Person, other: Person) -> Objects:
    """An article and a comment of the owner, and the other user."""
    slug = await owner.publish()
    return Objects(slug=slug, username=other.username, id=await owner.comment(slug))


async def send(person: Person, request: Request, **options: Any) -> Any:
    """The response for a person. The paths of the document are complete, and those of a person are below /api."""
    headers = {"Authorization": f"Token {person.token}"} if person.token else {}
    body = {} if request.body is None else {"json": request.body}
    return await person.client.request(request.method, request.path, headers=headers, **body, **options)
