"""Deprecation: the dates at which an operation or a field was given up, and after which it may be removed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from typing import Any

import msgspec.inspect as mi

from contract.components import type_info
from contract.operations import Operation
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


def deprecation_of(operation: Operation) -> Deprecation | None:
    """The earliest dates of an operation and of all fields that its bodies can have."""
    found = [*_own(operation), *_of_fields(operation)]
    if not found:
        return None
    return Deprecation(min(one.since for one in found), min(one.sunset for one in found))


def _own(operation: Operation) -> Iterator[Deprecation]:
    deprecation = operation.handler.opt.get(DEPRECATION)
    if isinstance(deprecation, Deprecation):
        yield deprecation


def _of_fields(operation: Operation) -> Iterator[Deprecation]:
    responses = (spec.data_container for spec in (operation.handler.responses or {}).values())
    body = [operation.body.raw] if operation.body else []
    visited: set[Any] = set()
    for annotation in (*body, operation.return_annotation, *responses):
        for keywords in _extra_keywords(type_info(annotation, operation.location), visited):
            if SUNSET in keywords:
                yield Deprecation(date.fromisoformat(keywords[SINCE]), date.fromisoformat(keywords[SUNSET]))


def _extra_keywords(node: Any, visited: set[Any]) -> Iterator[dict[str, Any]]:
    """The `extra_json_schema` of a type and of all types inside it."""
    if isinstance(node, tuple):
        for item in node:
            yield from _extra_keywords(item, visited)
    elif isinstance(node, mi.Type | mi.Field):
        cls = getattr(node, "cls", None)
        if cls in visited:
            return
        visited.update([cls] if cls else [])
        if isinstance(node, mi.Metadata) and node.extra_json_schema:
            yield node.extra_json_schema
        for name in node.__struct_fields__:
            yield from _extra_keywords(getattr(node, name), visited)
