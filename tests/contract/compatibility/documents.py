"""Small documents for tests."""

from typing import Any

Json = dict[str, Any]


def document(operation: Json | None = None, *, path: str = "/things/{id}", method: str = "post", **parts: Any) -> Json:
    """A document with one operation; `parts` are components by their kind."""
    return {"openapi": "3.1.0", "paths": {path: {method: {"responses": {}} | (operation or {})}}, "components": parts}


def thing(schema: Any, required: tuple[str, ...] = ("value",), **others: Any) -> Json:
    """A document whose request and response have the component `Thing`, with the schema as its member `value`."""
    component = {"type": "object", "properties": {"value": schema}, "required": list(required)} | others
    return exchanged(component)


def exchanged(component: Any, **components: Any) -> Json:
    """A document whose request and response have the component `Thing`."""
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}
    operation = {
        "requestBody": {"required": True, "content": content},
        "responses": {"200": {"description": "", "content": content}},
    }
    return document(operation, schemas={"Thing": component, **components})
