"""The changes between two documents, and whether each of them breaks clients.

The law: a request may come to accept more, a response may come to promise more. A change that narrows the requests or
widens the responses breaks clients; a change that cannot be compared breaks them, too. There is no list of rules.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from contract.compatibility.differences import REMOVED, Comparison, Difference, broken_announcement, sunset_of
from contract.compatibility.documents import (
    METHODS,
    Document,
    Operation,
    canonical,
    expanded,
    operations_of,
    parameters_of,
    resolved,
)
from contract.compatibility.limits import shortened
from contract.compatibility.subsets import Effect
from contract.direction import Direction

BREAKING_EFFECTS = {
    Direction.INPUT: {Effect.NARROWS, Effect.INCOMPARABLE},
    Direction.OUTPUT: {Effect.WIDENS, Effect.INCOMPARABLE},
}
SIDES = {
    Direction.INPUT: "clients that send requests",
    Direction.OUTPUT: "clients that read responses",
}
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
HEADER_KEYWORDS = PARAMETER_KEYWORDS - {"name", "in", "style", "explode"}
# Headers that describe the operation and not the response. Clients work without them.
ANNOTATION_HEADERS = {"deprecation", "sunset"}
BODY_KEYWORDS = {"description", "required", "content"}
RESPONSE_KEYWORDS = {"description", "headers", "content"}
MEDIA_KEYWORDS = {"schema", "example", "examples"}
NO_BODY = "no body"


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
        try:
            return date.fromisoformat(self.difference.sunset or "") <= today
        except (TypeError, ValueError):
            return False


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


class _DocumentComparison:
    def __init__(self, old: Document, new: Document) -> None:
        self.old, self.new = old, new
        self.schemas = {
            Direction.INPUT: Comparison(old, new, closed=True),
            Direction.OUTPUT: Comparison(old, new, closed=False),
        }
        self.renamed_schemes = _renamed_schemes(_schemes(old), _schemes(new))

    def changes(self) -> Iterator[tuple[str, Found]]:
        for found in self._document():
            yield "all operations", found
        old, new = operations_of(self.old), operations_of(self.new)
        for key in dict.fromkeys((*old, *new)):
            name = (old.get(key) or new[key]).name
            yield from ((name, found) for found in self._operation(name, old.get(key), new.get(key)))

    def _document(self) -> Iterator[Found]:
        yield from self._unknown_keywords(self.old, self.new, DOCUMENT_KEYWORDS, "the document")
        before, after = _schemes(self.old), _schemes(self.new)
        for name in sorted(before.keys() & after.keys()):
            if before[name] != after[name]:
                text = f"the scheme {shortened(before[name])} → {shortened(after[name])}"
                yield _input(f"security scheme {name}", text, Effect.INCOMPARABLE)

    def _operation(self, name: str, old: Operation | None, new: Operation | None) -> Iterator[Found]:
        if old is None or new is None:
            text, effect = (REMOVED, Effect.NARROWS) if new is None else ("is new", Effect.WIDENS)
            yield _input(name, text, effect, sunset=sunset_of(old.definition) if old else None)
            return
        yield from self._unknown_keywords(old.path_item, new.path_item, PATH_KEYWORDS, old.template)
        before, after = old.definition, new.definition
        yield from self._unknown_keywords(before, after, OPERATION_KEYWORDS, name)
        if earlier := broken_announcement(before, after):
            yield _input(name, earlier, Effect.INCOMPARABLE)
        yield from self._parameters(name, old, new)
        yield from self._request_body(name, before.get("requestBody"), after.get("requestBody"))
        yield from self._responses(name, before.get("responses", {}), after.get("responses", {}))
        yield from self._security(name, before, after)

    def _parameters(self, name: str, old: Operation, new: Operation) -> Iterator[Found]:
        before, after = parameters_of(self.old, old), parameters_of(self.new, new)
        for key in dict.fromkeys((*before, *after)):
            one, other = before.get(key), after.get(key)
            declared = one or other or {}
            location = f"{name}, {declared['in']} parameter {declared['name']}"
            if one is None or other is None:
                yield _appearance(location, one, other)
            else:
                yield from self._parameter(location, one, other)

    def _parameter(self, location: str, old: Document, new: Document) -> Iterator[Found]:
        yield from self._unknown_keywords(old, new, PARAMETER_KEYWORDS, location)
        yield from _requirement(Direction.INPUT, location, old, new)
        if _style(old) != _style(new):
            yield _input(location, f"style {_style(old)} → {_style(new)}", Effect.INCOMPARABLE)
        yield from self._schemas(Direction.INPUT, location, old, new)

    def _request_body(self, name: str, old: Any, new: Any) -> Iterator[Found]:
        location = f"{name}, request body"
        if old is None or new is None:
            if old is not new:
                yield _appearance(location, old, new and resolved(self.new, new))
            return
        before, after = resolved(self.old, old), resolved(self.new, new)
        yield from self._unknown_keywords(before, after, BODY_KEYWORDS, location)
        yield from _requirement(Direction.INPUT, location, before, after)
        yield from self._content(Direction.INPUT, location, before, after)

    def _responses(self, name: str, old: Document, new: Document) -> Iterator[Found]:
        for status in dict.fromkeys((*old, *new)):
            before, after = _response_for(status, old), _response_for(status, new)
            location = _shared_location(before, after) or f"{name}, response {status}"
            if after is None:
                yield _output(location, REMOVED, Effect.NARROWS)
            elif before is None:
                yield _output(location, "is new", Effect.WIDENS)
            else:
                yield from self._response(location, resolved(self.old, before), resolved(self.new, after))

    def _response(self, location: str, old: Document, new: Document) -> Iterator[Found]:
        yield from self._unknown_keywords(old, new, RESPONSE_KEYWORDS, location, Direction.OUTPUT)
        yield from self._content(Direction.OUTPUT, location, old, new)
        before = {name.lower(): resolved(self.old, header) for name, header in old.get("headers", {}).items()}
        after = {name.lower(): resolved(self.new, header) for name, header in new.get("headers", {}).items()}
        for name in dict.fromkeys((*before, *after)):
            if name not in ANNOTATION_HEADERS:
                yield from self._header(f"{location}, header {name}", before.get(name), after.get(name))

    def _header(self, location: str, old: Document | None, new: Document | None) -> Iterator[Found]:
        if old is None:
            yield _output(location, "is new", Effect.NARROWS)
        elif new is None:
            yield _output(location, REMOVED, Effect.WIDENS, sunset=sunset_of(old))
        else:
            yield from self._unknown_keywords(old, new, HEADER_KEYWORDS, location, Direction.OUTPUT)
            yield from _requirement(Direction.OUTPUT, location, old, new)
            yield from self._schemas(Direction.OUTPUT, location, old, new)

    def _content(self, direction: Direction, location: str, old: Document, new: Document) -> Iterator[Found]:
        before, after = _content_of(old), _content_of(new)
        for media_type in dict.fromkeys((*before, *after)):
            if media_type in before and media_type in after:
                one, other = before[media_type], after[media_type]
                yield from self._unknown_keywords(one, other, MEDIA_KEYWORDS, location, direction)
                yield from self._schemas(direction, location, one, other)
            else:
                gone = media_type in before
                text, effect = (REMOVED, Effect.NARROWS) if gone else ("is new", Effect.WIDENS)
                yield Found(direction, Difference(f"{location}, media type {media_type}", text, effect))

    def _schemas(self, direction: Direction, location: str, old: Document, new: Document) -> Iterator[Found]:
        schemas = old.get("schema", True), new.get("schema", True)
        for difference in self.schemas[direction].differences(*schemas, location):
            yield Found(direction, difference)

    def _security(self, name: str, old: Document, new: Document) -> Iterator[Found]:
        before = _requirements(old, self.old, {})
        after = _requirements(new, self.new, self.renamed_schemes)
        effect = Effect.of(
            narrows=not all(any(requirement <= one for requirement in after) for one in before),
            widens=not all(any(requirement <= one for requirement in before) for one in after),
        )
        if effect is not Effect.NONE:
            yield _input(name, f"security {_security_words(before)} → {_security_words(after)}", effect)

    def _unknown_keywords(
        self,
        old: Document,
        new: Document,
        known: Iterable[str],
        location: str,
        direction: Direction = Direction.INPUT,
    ) -> Iterator[Found]:
        """Keywords that are not compared here: a difference in one of them may mean anything."""
        for keyword in sorted({*old, *new}.difference(known)):
            before = canonical(expanded(self.old, old.get(keyword)))
            after = canonical(expanded(self.new, new.get(keyword)))
            if before != after:
                text = f"unknown keyword {keyword}: {shortened(before)} → {shortened(after)}"
                yield Found(direction, Difference(location, text, Effect.INCOMPARABLE))


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


def _response_for(status: str, responses: Document) -> Any:
    """The response that describes a status, by the status itself or its class, or by default."""
    keys = (status, f"{status[0]}XX", "default")
    return next((responses[key] for key in keys if key in responses), None)


def _shared_location(old: Any, new: Any) -> str | None:
    """The shared response that both documents refer to by one name."""
    if old is None or new is None or "$ref" not in old or old["$ref"] != new.get("$ref"):
        return None
    return f"response {old['$ref'].rpartition('/')[2]}"


def _content_of(part: Document) -> Document:
    """The body by media type. No body is a type of its own: clients that parse a body fail without it."""
    content: Document = part.get("content") or {NO_BODY: {}}
    return content


def _style(parameter: Document) -> str:
    style = parameter.get("style", "form" if parameter["in"] in ("query", "cookie") else "simple")
    exploded = parameter.get("explode", style == "form")
    return f"{style}{' exploded' if exploded else ''}"


def _schemes(document: Document) -> dict[str, str]:
    """The security schemes by name, without their descriptions."""
    schemes = document.get("components", {}).get("securitySchemes", {})
    return {
        name: canonical({keyword: value for keyword, value in scheme.items() if keyword != "description"})
        for name, scheme in schemes.items()
    }


def _renamed_schemes(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """The old names of schemes that have another name in the new document: names are not on the wire."""
    old_names = {scheme: name for name, scheme in old.items() if name not in new}
    return {name: old_names[scheme] for name, scheme in new.items() if name not in old and scheme in old_names}


def _requirements(operation: Document, document: Document, renamed: Mapping[str, str]) -> list[frozenset[str]]:
    """The ways to be authorized: each a set of schemes with their scopes; the empty set needs nothing."""
    alternatives = operation.get("security", document.get("security", []))
    return [frozenset(_credentials(alternative, renamed)) for alternative in alternatives] or [frozenset()]


def _credentials(alternative: Document, renamed: Mapping[str, str]) -> Iterator[str]:
    for name, scopes in alternative.items():
        scheme = renamed.get(name, name)
        yield from (scheme, *(f"{scheme}:{scope}" for scope in scopes))


def _security_words(requirements: list[frozenset[str]]) -> str:
    return " or ".join(" and ".join(sorted(requirement)) or "none" for requirement in requirements)
