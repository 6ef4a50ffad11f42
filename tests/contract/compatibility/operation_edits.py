"""Edits of operations, by family. Each changes a copy of a document in place, and says whether it applied."""

from collections.abc import Callable
from random import Random
from typing import Any

Operation = dict[str, Any]
Document = dict[str, Any]
OperationEdit = Callable[[Random, Document, Operation], bool]

QUERY = {"name": "page", "in": "query", "required": False, "schema": {"type": "integer"}}


def inline(document: Document, part: dict[str, Any]) -> dict[str, Any]:
    """The part itself, or a copy of the component that it refers to."""
    while "$ref" in part:
        _, _, kind, name = part["$ref"].split("/")
        part = document["components"][kind][name]
    return dict(part)


def parameter(random: Random, document: Document, operation: Operation) -> dict[str, Any] | None:
    """A parameter of the operation, written in its place."""
    parameters = operation.get("parameters")
    if not parameters:
        return None
    index = random.randrange(len(parameters))
    parameters[index] = inline(document, parameters[index])
    chosen: dict[str, Any] = parameters[index]
    return chosen


def response(random: Random, document: Document, operation: Operation) -> dict[str, Any]:
    """A response of the operation, written in its place."""
    status = random.choice(sorted(operation["responses"]))
    written = operation["responses"][status] = inline(document, operation["responses"][status])
    written["headers"] = dict(written.get("headers", {}))
    return written


def path(random: Random, document: Document, operation: Operation) -> bool:
    template = random.choice(sorted(document["paths"]))
    document["paths"][f"{template}/moved"] = document["paths"].pop(template)
    return True


def method(random: Random, document: Document, operation: Operation) -> bool:
    [(name, template)] = [
        (method, template)
        for template, path in document["paths"].items()
        for method in path
        if path[method] is operation
    ]
    document["paths"][template]["trace"] = document["paths"][template].pop(name)
    return True


def path_parameter(random: Random, document: Document, operation: Operation) -> bool:
    chosen = [one for one in operation.get("parameters", ()) if one.get("in") == "path"]
    if chosen:
        chosen[0]["schema"] = {"type": "integer"}
    return bool(chosen)


def parameter_added(random: Random, document: Document, operation: Operation) -> bool:
    added = QUERY | {"required": random.random() < 1 / 2}
    operation["parameters"] = [*operation.get("parameters", ()), added]
    return True


def parameter_removed(random: Random, document: Document, operation: Operation) -> bool:
    parameters = operation.get("parameters")
    if parameters:
        parameters.pop(random.randrange(len(parameters)))
    return bool(parameters)


def parameter_required(random: Random, document: Document, operation: Operation) -> bool:
    chosen = parameter(random, document, operation)
    if chosen is None or chosen["in"] == "path":
        return False
    chosen["required"] = not chosen.get("required", False)
    return True


def parameter_location(random: Random, document: Document, operation: Operation) -> bool:
    chosen = parameter(random, document, operation)
    if chosen is None or chosen["in"] == "path":
        return False
    chosen["in"] = "cookie"
    return True


def style(random: Random, document: Document, operation: Operation) -> bool:
    chosen = parameter(random, document, operation)
    if chosen is not None:
        chosen["explode"] = not chosen.get("explode", chosen["in"] in ("query", "cookie"))
    return chosen is not None


def body(random: Random, document: Document, operation: Operation) -> bool:
    if "requestBody" in operation:
        del operation["requestBody"]
    else:
        content = {"application/json": {"schema": {"type": "object"}}}
        operation["requestBody"] = {"required": random.random() < 1 / 2, "content": content}
    return True


def body_required(random: Random, document: Document, operation: Operation) -> bool:
    if "requestBody" not in operation:
        return False
    operation["requestBody"]["required"] = not operation["requestBody"].get("required", False)
    return True


def media_type(random: Random, document: Document, operation: Operation) -> bool:
    part = random.choice([operation.get("requestBody"), response(random, document, operation)])
    if not part or "content" not in part:
        return False
    part["content"] = {"application/cbor": dict(part["content"]["application/json"])} | (
        part["content"] if random.random() < 1 / 2 else {}
    )
    return True


def status(random: Random, document: Document, operation: Operation) -> bool:
    responses = operation["responses"]
    old = random.choice(sorted(responses))
    if random.random() < 1 / 3:
        responses.pop(old)
    elif random.random() < 1 / 2:
        responses["418"] = dict(responses[old])
    else:
        responses["206" if old.startswith("2") else "418"] = responses.pop(old)
    return True


def header(random: Random, document: Document, operation: Operation) -> bool:
    headers = response(random, document, operation)["headers"]
    name = random.choice([*sorted(headers), "X-New"])
    if name in headers and random.random() < 1 / 2:
        headers[name] = inline(document, headers[name]) | {"required": False}
    elif headers.pop(name, None) is None:
        headers["X-New"] = {"required": True, "schema": {"type": "string"}}
    return True


def security(random: Random, document: Document, operation: Operation) -> bool:
    choices: list[list[dict[str, list[str]]]] = [[], [{"token": []}], [{"token": ["admin"]}], [{}, {"token": []}]]
    operation["security"] = random.choice([one for one in choices if one != operation.get("security")])
    return True


OPERATION_EDITS: dict[str, OperationEdit] = {
    "path": path,
    "method": method,
    "path parameter": path_parameter,
    "parameter added": parameter_added,
    "parameter removed": parameter_removed,
    "parameter required": parameter_required,
    "parameter location": parameter_location,
    "style": style,
    "body": body,
    "body required": body_required,
    "media type": media_type,
    "status": status,
    "header": header,
    "security": security,
}
