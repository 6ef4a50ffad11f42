"""Deprecation: the dates at which an operation or a field was given up, and after which it may be removed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from typing import Any

from contract.schemas import Schema

DEPRECATION = "deprecation"
SINCE, SUNSET = "x-deprecated-since", "x-sunset"
HEADERS: Schema = {
    "Deprecation": {
        "description": "The moment since when this operation, or a field of it, is deprecated (RFC 9745).",
        "required": True,
        "schema": {"type": "string"},
    },
    "Sunset": {
        "description": "The moment after which it may be removed (RFC 8594).",
        "required": True,
        "schema": {"type": "string"},
    },
}


@dataclass(frozen=True)
class Deprecation:
    """The two dates: of the announcement, and of the end of the promise.

    A handler carries it as `opt={DEPRECATION: Deprecation(…)}`, a field as
    `Meta(extra_json_schema=Deprecation(…).keywords)`.
    """

    since: date
    sunset: date

    def __post_init__(self) -> None:
        if self.sunset <= self.since:
            raise ValueError(f"the sunset {self.sunset} must come after the deprecation {self.since}")

    @property
    def keywords(self) -> dict[str, Any]:
        """The keywords of the document."""
        return {"deprecated": True, SINCE: self.since.isoformat(), SUNSET: self.sunset.isoformat()}

    @property
    def headers(self) -> list[tuple[bytes, bytes]]:
        """The response headers `Deprecation` (RFC 9745) and `Sunset` (RFC 8594), both for midnight in UTC."""
        since, sunset = (datetime.combine(day, time(), UTC) for day in (self.since, self.sunset))
        return [
            (b"deprecation", f"@{int(since.timestamp())}".encode()),
            (b"sunset", format_datetime(sunset, usegmt=True).encode()),
        ]


def describe_deprecations(document: Schema) -> None:
    """Add the headers to the successful responses of every operation that has a deprecation."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            if deprecation_of(document, path, method):
                for status, response in operation["responses"].items():
                    if status.startswith("2"):
                        response["headers"] = {**response.get("headers", {}), **HEADERS}


def deprecation_of(document: Schema, path: str, method: str) -> Deprecation | None:
    """The earliest dates of an operation, its parameters and all fields that its bodies can have."""
    found = list(_deprecations(document["paths"][path][method], document, set()))
    if not found:
        return None
    return Deprecation(min(one.since for one in found), min(one.sunset for one in found))


def _deprecations(node: Any, document: Schema, visited: set[str]) -> Iterator[Deprecation]:
    if isinstance(node, list):
        for item in node:
            yield from _deprecations(item, document, visited)
    elif isinstance(node, Mapping):
        if node.get("deprecated") is True and SUNSET in node:
            yield Deprecation(date.fromisoformat(node[SINCE]), date.fromisoformat(node[SUNSET]))
        reference = node.get("$ref")
        if isinstance(reference, str) and reference not in visited:
            visited.add(reference)
            yield from _deprecations(_resolve(reference, document), document, visited)
        for value in node.values():
            yield from _deprecations(value, document, visited)


def _resolve(reference: str, document: Schema) -> Any:
    _, kind, name = reference.removeprefix("#/").split("/")
    return document["components"][kind][name]
