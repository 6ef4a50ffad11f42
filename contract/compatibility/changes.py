"""The changes between two documents, and whether each of them breaks clients.

The law: a request may come to accept more, a response may come to promise more. A change that narrows the requests or
widens the responses breaks clients; a change that cannot be compared breaks them, too. There is no list of rules.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from contract.compatibility.differences import REMOVED, Comparison, Difference, sunset_of
from contract.compatibility.subsets import Effect
from contract.compatibility.value_sets import ValueSets, canonical
from contract.direction import Direction

Document = Mapping[str, Any]

BREAKING_EFFECTS = {
    Direction.INPUT: {Effect.NARROWS, Effect.INCOMPARABLE},
    Direction.OUTPUT: {Effect.WIDENS, Effect.INCOMPARABLE},
}
SIDES = {
    Direction.INPUT: "clients that send requests",
    Direction.OUTPUT: "clients that read responses",
}
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
TEMPLATE_PARAMETER = re.compile(r"\{(\w+)\}")
# The keywords of OpenAPI that are compared below, or that describe and change nothing.
DOCUMENT_KEYWORDS = {"openapi", "info", "paths", "components", "tags", "externalDocs", "security"}
PATH_KEYWORDS = {*METHODS, "parameters", "summary", "description"}
OPERATION_KEYWORDS = {
    *("operationId", "summary", "description", "tags", "externalDocs", "deprecated", "x-deprecated-since", "x-sunset"),
    *("parameters", "requestBody", "responses", "security"),
}
PARAMETER_KEYWORDS = {
    *("name", "in", "required", "schema", "style", "explode"),
    *("description", "example", "examples", "deprecated", "x-deprecated-since", "x-sunset"),
}
HEADER_KEYWORDS = PARAMETER_KEYWORDS
# Headers that describe the operation and not the response. Clients work without them.
ANNOTATION_HEADERS = {"deprecation", "sunset"}
BODY_KEYWORDS = {"description", "required", "content"}
RESPONSE_KEYWORDS = {"description", "headers", "content"}
MEDIA_KEYWORDS = {"schema", "example", "examples"}


@dataclass(frozen=True)
class Change:
    """A difference between two documents, with the operations that it concerns."""

    direction: Direction
    difference: Difference
    operations: tuple[str, ...]

    @property
    def breaking(self) -> bool:
        """Whether clients of the old document may fail."""
        return self.difference.effect in BREAKING_EFFECTS[self.direction]

    @property
    def side(self) -> str:
        """The clients that the change concerns."""
        return SIDES[self.direction]

    @property
    def fingerprint(self) -> str:
        """The name of this change in approvals. Other changes, and other users of a component, do not alter it."""
        text = f"{self.direction.value} {self.difference.location}: {self.difference.text}"
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    def past_sunset(self, today: date) -> bool:
        """Whether the change is a removal whose announced date has come."""
        sunset = self.difference.sunset
        return sunset is not None and date.fromisoformat(sunset) <= today


class Found(NamedTuple):
    """A difference, as one operation sees it."""

    direction: Direction
    difference: Difference


def changes_between(old: Document, new: Document) -> list[Change]:
    """All changes, breaking ones first, each once with all its operations."""
    operations: dict[Found, list[str]] = {}
    for operation, found in _DocumentComparison(old, new).changes():
        names = operations.setdefault(found, [])
        if operation not in names:
            names.append(operation)
    changes = [Change(found.direction, found.difference, tuple(names)) for found, names in operations.items()]
    return sorted(changes, key=lambda change: (not change.breaking, change.difference.location, change.difference.text))


class Operation(NamedTuple):
    """A method of a path, with the parameters of the path."""

    template: str
    method: str
    written: Document
    shared_parameters: tuple[Any, ...]

    @property
    def name(self) -> str:
        """`GET /articles/{slug}`."""
        return f"{self.method.upper()} {self.template}"

    @property
    def key(self) -> tuple[str, str]:
        """Equal for operations that receive the same requests: names of path parameters are not on the wire."""
        return self.method, TEMPLATE_PARAMETER.sub("{}", self.template)


def operations_in(document: Document) -> dict[tuple[str, str], Operation]:
    """The operations of a document."""
    found = (
        Operation(template, method, path[method], tuple(path.get("parameters", ())))
        for template, path in document.get("paths", {}).items()
        for method in METHODS
        if method in path
    )
    return {operation.key: operation for operation in found}


class _DocumentComparison:
    def __init__(self, old: Document, new: Document) -> None:
        self.old, self.new = old, new
        self.schemas = {
            Direction.INPUT: Comparison(old, new, closed=True),
            Direction.OUTPUT: Comparison(old, new, closed=False),
        }
        self.old_parts, self.new_parts = ValueSets(old), ValueSets(new)

    def changes(self) -> Iterator[tuple[str, Found]]:
        for found in self._document():
            yield "all operations", found
        old, new = operations_in(self.old), operations_in(self.new)
        for key in dict.fromkeys((*old, *new)):
            name = (old.get(key) or new[key]).name
            yield from ((name, found) for found in self._operation(name, old.get(key), new.get(key)))

    def _document(self) -> Iterator[Found]:
        yield from _unknown_keywords(self.old, self.new, DOCUMENT_KEYWORDS, "the document")
        for template in self.old.get("paths", {}).keys() & self.new.get("paths", {}).keys():
            yield from _unknown_keywords(
                self.old["paths"][template], self.new["paths"][template], PATH_KEYWORDS, template
            )
        before, after = (one.get("components", {}).get("securitySchemes", {}) for one in (self.old, self.new))
        for name in sorted(before.keys() & after.keys()):
            if _undescribed(before[name]) != _undescribed(after[name]):
                yield _input(f"the security scheme {name}", "is another one", Effect.INCOMPARABLE)

    def _operation(self, name: str, old: Operation | None, new: Operation | None) -> Iterator[Found]:
        if old is None or new is None:
            text, effect = (REMOVED, Effect.NARROWS) if new is None else ("is new", Effect.WIDENS)
            yield _input(name, text, effect, sunset=sunset_of(old.written) if old else None)
            return
        yield from _unknown_keywords(old.written, new.written, OPERATION_KEYWORDS, name)
        yield from self._parameters(name, old, new)
        yield from self._request_body(name, old.written.get("requestBody"), new.written.get("requestBody"))
        yield from self._responses(name, old.written.get("responses", {}), new.written.get("responses", {}))
        yield from self._security(name, old, new)

    def _parameters(self, name: str, old: Operation, new: Operation) -> Iterator[Found]:
        before, after = _parameters_of(old, self.old_parts), _parameters_of(new, self.new_parts)
        for key in dict.fromkeys((*before, *after)):
            one, other = before.get(key), after.get(key)
            written = one or other or {}
            location = f"{name}, {written['in']} parameter {written['name']}"
            if one is None or other is None:
                yield _appearance(location, one, other)
            else:
                yield from self._parameter(location, one, other)

    def _parameter(self, location: str, old: Document, new: Document) -> Iterator[Found]:
        yield from _unknown_keywords(old, new, PARAMETER_KEYWORDS, location)
        yield from _requirement(Direction.INPUT, location, old, new)
        if _style(old) != _style(new):
            yield _input(location, f"style {_style(old)} → {_style(new)}", Effect.INCOMPARABLE)
        yield from self._schemas(Direction.INPUT, location, old.get("schema", True), new.get("schema", True))

    def _request_body(self, name: str, old: Any, new: Any) -> Iterator[Found]:
        location = f"{name}, request body"
        if old is None or new is None:
            if old is not new:
                yield _appearance(location, old, new)
            return
        before, after = _resolved(old, self.old_parts), _resolved(new, self.new_parts)
        yield from _unknown_keywords(before, after, BODY_KEYWORDS, location)
        yield from _requirement(Direction.INPUT, location, before, after)
        yield from self._content(Direction.INPUT, location, before, after)

    def _responses(self, name: str, old: Document, new: Document) -> Iterator[Found]:
        for status in dict.fromkeys((*old, *new)):
            location = f"{name}, response {status}"
            if status not in new:
                yield _output(location, REMOVED, Effect.NARROWS)
            elif status not in old:
                yield _output(location, "is new", Effect.WIDENS)
            else:
                yield from self._response(
                    location, _resolved(old[status], self.old_parts), _resolved(new[status], self.new_parts)
                )

    def _response(self, location: str, old: Document, new: Document) -> Iterator[Found]:
        yield from _unknown_keywords(old, new, RESPONSE_KEYWORDS, location, Direction.OUTPUT)
        yield from self._content(Direction.OUTPUT, location, old, new)
        before = {key.lower(): _resolved(value, self.old_parts) for key, value in old.get("headers", {}).items()}
        after = {key.lower(): _resolved(value, self.new_parts) for key, value in new.get("headers", {}).items()}
        for header in dict.fromkeys((*before, *after)):
            if header in ANNOTATION_HEADERS:
                continue
            yield from self._header(f"{location}, header {header}", before.get(header), after.get(header))

    def _header(self, location: str, old: Document | None, new: Document | None) -> Iterator[Found]:
        if old is None:
            yield _output(location, "is new", Effect.NARROWS)
        elif new is None:
            yield _output(location, REMOVED, Effect.WIDENS, sunset=sunset_of(old))
        else:
            yield from _unknown_keywords(old, new, HEADER_KEYWORDS, location, Direction.OUTPUT)
            yield from _requirement(Direction.OUTPUT, location, old, new)
            yield from self._schemas(Direction.OUTPUT, location, old.get("schema", True), new.get("schema", True))

    def _content(self, direction: Direction, location: str, old: Document, new: Document) -> Iterator[Found]:
        before, after = old.get("content", {}), new.get("content", {})
        for media_type in dict.fromkeys((*before, *after)):
            if media_type in before and media_type in after:
                one, other = before[media_type], after[media_type]
                yield from _unknown_keywords(one, other, MEDIA_KEYWORDS, location, direction)
                yield from self._schemas(direction, location, one.get("schema", True), other.get("schema", True))
            else:
                gone = media_type in before
                text, effect = (REMOVED, Effect.NARROWS) if gone else ("is new", Effect.WIDENS)
                yield Found(direction, Difference(f"{location}, media type {media_type}", text, effect))

    def _schemas(self, direction: Direction, location: str, old: Any, new: Any) -> Iterator[Found]:
        for difference in self.schemas[direction].differences(old, new, location):
            yield Found(direction, difference)

    def _security(self, name: str, old: Operation, new: Operation) -> Iterator[Found]:
        before, after = _demands(old, self.old), _demands(new, self.new)
        effect = Effect.of(
            narrows=not all(any(demand <= one for demand in after) for one in before),
            widens=not all(any(demand <= one for demand in before) for one in after),
        )
        if effect is not Effect.NONE:
            yield _input(name, f"security {_security_words(before)} → {_security_words(after)}", effect)


def _input(location: str, text: str, effect: Effect, sunset: str | None = None) -> Found:
    return Found(Direction.INPUT, Difference(location, text, effect, sunset=sunset))


def _output(location: str, text: str, effect: Effect, sunset: str | None = None) -> Found:
    return Found(Direction.OUTPUT, Difference(location, text, effect, sunset=sunset))


def _appearance(location: str, old: Document | None, new: Document | None) -> Found:
    """A parameter or a body of the request that only one document has. A server ignores what it does not declare."""
    if new is None:
        return _input(location, REMOVED, Effect.NARROWS, sunset=sunset_of(old or {}))
    if new.get("required"):
        return _input(location, "is new and required", Effect.NARROWS)
    return _input(location, "is new", Effect.WIDENS)


def _requirement(direction: Direction, location: str, old: Document, new: Document) -> Iterator[Found]:
    before, after = bool(old.get("required")), bool(new.get("required"))
    if before != after:
        text, effect = ("became required", Effect.NARROWS) if after else ("may be absent now", Effect.WIDENS)
        yield Found(direction, Difference(location, text, effect))


def _unknown_keywords(
    old: Document, new: Document, known: Iterable[str], location: str, direction: Direction = Direction.INPUT
) -> Iterator[Found]:
    """Keywords that are not compared here: a difference in one of them may mean anything."""
    for keyword in sorted({*old, *new}.difference(known)):
        if old.get(keyword) != new.get(keyword):
            yield Found(direction, Difference(location, f"the unknown keyword {keyword} changed", Effect.INCOMPARABLE))


def _resolved(part: Document, parts: ValueSets) -> Document:
    resolved: Document = parts.resolve(part["$ref"]) if "$ref" in part else part
    return resolved


def _parameters_of(operation: Operation, parts: ValueSets) -> dict[tuple[str, str], Document]:
    """By location and name; path parameters by their position, because their names are not on the wire."""
    written = [*operation.shared_parameters, *operation.written.get("parameters", ())]
    positions = {name: str(position) for position, name in enumerate(TEMPLATE_PARAMETER.findall(operation.template))}
    found: dict[tuple[str, str], Document] = {}
    for parameter in (_resolved(one, parts) for one in written):
        location, name = str(parameter["in"]), str(parameter["name"])
        if location == "path":
            name = positions.get(name, name)
        elif location == "header":
            name = name.lower()
        found[location, name] = parameter
    return found


def _style(parameter: Document) -> str:
    style = parameter.get("style", "form" if parameter["in"] in ("query", "cookie") else "simple")
    exploded = parameter.get("explode", style == "form")
    return f"{style}{' exploded' if exploded else ''}"


def _demands(operation: Operation, document: Document) -> list[frozenset[str]]:
    """The ways to be let in: each a set of schemes with their scopes; the empty set needs nothing."""
    written = operation.written.get("security", document.get("security", []))
    demands = [frozenset(_granted(demand)) for demand in written]
    return demands or [frozenset()]


def _granted(demand: Document) -> Iterator[str]:
    for scheme, scopes in demand.items():
        yield from (scheme, *(f"{scheme}:{scope}" for scope in scopes))


def _security_words(demands: list[frozenset[str]]) -> str:
    return " or ".join(" and ".join(sorted(demand)) or "none" for demand in demands)


def _undescribed(scheme: Document) -> str:
    return canonical({keyword: value for keyword, value in scheme.items() if keyword != "description"})
