"""OpenAPI documents: references, operations and parameters."""

import json
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

Document = Mapping[str, Any]

VERSION = "3.1."
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
TEMPLATE_PARAMETER = re.compile(r"\{([^{}]+)\}")


class DocumentError(Exception):
    """The document cannot be compared. The message names the document or the reference."""


def parse_document(text: str | bytes, name: str) -> Document:
    """The OpenAPI document in a text. Raises `DocumentError`, whose message contains the name."""
    try:
        document = json.loads(text)
    except ValueError as error:
        raise DocumentError(f"{name} is not JSON: {error}") from None
    if not isinstance(document, dict) or not str(document.get("openapi")).startswith(VERSION):
        raise DocumentError(f"{name} is not an OpenAPI document of version {VERSION}x")
    if not isinstance(document.get("paths"), dict):
        raise DocumentError(f"{name} has no paths")
    return document


def canonical(value: Any) -> str:
    """One spelling of a JSON value: `1` for `1.0`, sorted members."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def target_of(document: Document, reference: str) -> Any:
    """The part of the document that a reference points to. Raises `DocumentError`."""
    part: Any = document
    for step in reference.removeprefix("#/").split("/"):
        key = step.replace("~1", "/").replace("~0", "~")
        if not isinstance(part, dict) or key not in part:
            raise DocumentError(f"the document has no {reference}")
        part = part[key]
    return part


def resolved(document: Document, part: Document) -> Document:
    """The part itself, or the part that it refers to."""
    followed: set[str] = set()
    while "$ref" in part:
        if part["$ref"] in followed:
            raise DocumentError(f"{part['$ref']} refers to itself")
        followed.add(part["$ref"])
        part = target_of(document, part["$ref"])
    return part


def expanded(document: Document, part: Any, inside: frozenset[str] = frozenset()) -> Any:
    """The part with its targets in place of its references. A recursive reference stays."""
    if isinstance(part, list):
        return [expanded(document, one, inside) for one in part]
    if not isinstance(part, dict):
        return part
    reference = part.get("$ref")
    if isinstance(reference, str) and reference not in inside:
        target = expanded(document, target_of(document, reference), inside | {reference})
        others = {key: value for key, value in part.items() if key != "$ref"}
        return [target, expanded(document, others, inside)] if others else target
    return {key: expanded(document, value, inside) for key, value in part.items()}


class Operation(NamedTuple):
    """A method of a path."""

    template: str
    method: str
    definition: Document
    path_item: Document

    @property
    def name(self) -> str:
        """`GET /articles/{slug}`."""
        return f"{self.method.upper()} {self.template}"

    @property
    def key(self) -> tuple[str, str]:
        """Equal for operations that receive the same requests: names of path parameters are not on the wire."""
        return self.method, TEMPLATE_PARAMETER.sub("{}", self.template)


def operations_of(document: Document) -> dict[tuple[str, str], Operation]:
    """The operations of a document."""
    path_items = {template: resolved(document, path) for template, path in document["paths"].items()}
    found = (
        Operation(template, method, path[method], path)
        for template, path in path_items.items()
        for method in METHODS
        if method in path
    )
    return {operation.key: operation for operation in found}


def parameters_of(document: Document, operation: Operation) -> dict[tuple[str, str], Document]:
    """By location and name; path parameters by their position, because their names are not on the wire."""
    positions = {name: str(position) for position, name in enumerate(TEMPLATE_PARAMETER.findall(operation.template))}
    found: dict[tuple[str, str], Document] = {}
    for part in (*operation.path_item.get("parameters", ()), *operation.definition.get("parameters", ())):
        parameter = resolved(document, part)
        location, name = str(parameter["in"]), str(parameter["name"])
        if location == "path":
            name = positions.get(name, name)
        elif location == "header":
            name = name.lower()
        found[location, name] = parameter
    return found
