"""The responses of an operation: what a success carries, and the errors with the codes that can occur."""

from collections.abc import Iterable
from typing import Any

import msgspec

from contract.components import Components, type_info
from contract.direction import Direction
from contract.errors import ContractError
from contract.messages import choices
from contract.names import pascal, place_of
from contract.operations import Operation
from contract.raises import by_status
from contract.schemas import Schema, unwrap


class ErrorResponses:
    """The shared error responses. Each refers to the one error component and narrows its `code`."""

    def __init__(self, error: type, components: Components, headers: dict[str, Schema]) -> None:
        self.collected: dict[str, Schema] = {}
        self._error = components.schema(error, Direction.OUTPUT, "the error body")
        self._headers = headers
        self._owners: dict[str, Any] = {}
        self._codes = _codes_of(error)

    def of(self, errors: Iterable[Any]) -> dict[str, Schema]:
        """The error responses of an operation that may raise these, by status."""
        return {str(status): self._refer(group) for status, group in by_status(errors).items()}

    def _refer(self, group: list[Any]) -> Schema:
        for error in group:
            self._claim(error)
        name = "Or".join(pascal(error.code) for error in group)
        self.collected[name] = self._response(group)
        return {"$ref": f"#/components/responses/{name}"}

    def _claim(self, error: Any) -> None:
        if self._codes and error.code not in self._codes:
            raise ContractError(f"{place_of(error)} has the code {error.code!r}, which the error body has not; add it")
        owner = self._owners.setdefault(error.code, error)
        if owner is not error:
            raise ContractError(
                f"{place_of(owner)} and {place_of(error)} both have the code {error.code!r}; change one"
            )

    def _response(self, group: list[Any]) -> Schema:
        # An enum also of one: some generators cannot narrow an enum by a const.
        code = {"type": "string", "enum": [error.code for error in group]}
        narrowed = {
            "type": "object",
            "properties": {"code": code},
            "required": ["code"],
        }
        return {
            "description": _description(group),
            "headers": self._headers | _own_headers(group),
            "content": {"application/json": {"schema": {"allOf": [self._error, narrowed]}}},
        }


def _codes_of(error: type) -> list[Any]:
    fields = getattr(type_info(error, "the error body"), "fields", ())
    return next((choices(unwrap(field.type)) for field in fields if field.name == "code"), [])


def success_responses(
    operation: Operation, drafted: Schema, components: Components, headers: dict[str, Schema]
) -> Schema:
    """Litestar's draft of the responses that are no errors, with the bodies that msgspec encodes."""
    handler = operation.handler
    annotations = {str(handler.status_code): operation.returned}
    annotations |= {str(status): spec.data_container for status, spec in (handler.responses or {}).items()}
    written: Schema = {}
    for status, annotation in annotations.items():
        draft = drafted[status]
        content = {
            media_type: {**media, "schema": _body(media_type, annotation, components, operation.place)}
            for media_type, media in draft.get("content", {}).items()
        }
        parts = {"headers": _declared(draft) | headers, "content": content}
        described = getattr(annotation, "__doc__", None) if _is_struct(annotation) else None
        description = " ".join((described or draft["description"]).split())
        written[status] = {"description": description} | {word: part for word, part in parts.items() if part}
    return written


def _declared(draft: Schema) -> dict[str, Schema]:
    """The handler's own headers, which are text on the wire, whatever their values are in Python."""
    text = {"schema": {"type": "string"}}
    return {
        name: {word: header[word] for word in ("description", "required", "deprecated") if header.get(word)} | text
        for name, header in draft.get("headers", {}).items()
    }


def _is_struct(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, msgspec.Struct)


def _body(media_type: str, annotation: Any, components: Components, place: str) -> Schema:
    if "json" not in media_type:
        return {"type": "string"}
    return components.schema(annotation, Direction.OUTPUT, f"the answer of {place}")


def _description(group: list[Any]) -> str:
    described = [(error.code, " ".join((error.__doc__ or "").split())) for error in group]
    if len(described) == 1:
        return described[0][1]
    return "\n".join(f"- `{code}`: {text}" for code, text in described)


def _own_headers(group: list[Any]) -> dict[str, Schema]:
    sent = [getattr(error, "headers", None) or {} for error in group]
    names = dict.fromkeys(name for headers in sent for name in headers)
    return {
        name: {"schema": {"type": "string"}, "required": all(name in headers for headers in sent)} for name in names
    }
