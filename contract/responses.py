"""The responses of an operation: what a success carries, and the refusals with the codes that can occur."""

from collections.abc import Iterable
from typing import Any

from contract.components import Components
from contract.direction import Direction
from contract.errors import ContractError
from contract.names import pascal, place_of
from contract.operations import Operation
from contract.refusals import by_status
from contract.schemas import Schema, values_schema


class ErrorResponses:
    """The shared error responses. Each refers to the one error component and narrows its `code`."""

    def __init__(self, error: type, components: Components, headers: dict[str, Schema]) -> None:
        self.collected: dict[str, Schema] = {}
        self._error = components.schema(error, Direction.OUTPUT, "the error body")
        self._headers = headers
        self._owners: dict[str, Any] = {}

    def of(self, refusals: Iterable[Any]) -> dict[str, Schema]:
        """The error responses of an operation that may raise these, by status."""
        return {str(status): self._refer(group) for status, group in by_status(refusals).items()}

    def _refer(self, group: list[Any]) -> Schema:
        for refusal in group:
            self._claim(refusal)
        name = "Or".join(pascal(refusal.code) for refusal in group)
        self.collected[name] = self._response(group)
        return {"$ref": f"#/components/responses/{name}"}

    def _claim(self, refusal: Any) -> None:
        owner = self._owners.setdefault(refusal.code, refusal)
        if owner is not refusal:
            raise ContractError(
                f"{place_of(owner)} and {place_of(refusal)} both have the code {refusal.code!r}; change one"
            )

    def _response(self, group: list[Any]) -> Schema:
        narrowed = {
            "type": "object",
            "properties": {"code": values_schema([refusal.code for refusal in group])},
            "required": ["code"],
        }
        return {
            "description": _description(group),
            "headers": self._headers | _own_headers(group),
            "content": {"application/json": {"schema": {"allOf": [self._error, narrowed]}}},
        }


def success_responses(operation: Operation, drafted: Schema, components: Components) -> Schema:
    """Litestar's draft of the responses that are no errors, with the bodies that msgspec encodes."""
    handler = operation.handler
    annotations = {str(handler.status_code): operation.returned}
    annotations |= {str(status): spec.data_container for status, spec in (handler.responses or {}).items()}
    return {
        status: _with_body(drafted[status], annotation, components, operation.place)
        for status, annotation in annotations.items()
    }


def _with_body(drafted: Schema, annotation: Any, components: Components, place: str) -> Schema:
    content = {
        media_type: {**media, "schema": _body(media_type, annotation, components, place)}
        for media_type, media in drafted.get("content", {}).items()
    }
    return {**drafted, "content": content} if content else drafted


def _body(media_type: str, annotation: Any, components: Components, place: str) -> Schema:
    if "json" not in media_type:
        return {"type": "string"}
    return components.schema(annotation, Direction.OUTPUT, f"the answer of {place}")


def _description(group: list[Any]) -> str:
    described = [(refusal.code, " ".join((refusal.__doc__ or "").split())) for refusal in group]
    if len(described) == 1:
        return described[0][1]
    return "\n".join(f"- `{code}`: {text}" for code, text in described)


def _own_headers(group: list[Any]) -> dict[str, Schema]:
    sent = [getattr(refusal, "headers", None) or {} for refusal in group]
    names = dict.fromkeys(name for headers in sent for name in headers)
    return {
        name: {"schema": {"type": "string"}, "required": all(name in headers for headers in sent)}
        for name in names
    }
