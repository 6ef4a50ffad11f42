"""The responses of an operation: the successes, and the errors with their possible codes."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

import msgspec
import msgspec.inspect as mi
from litestar.exceptions import HTTPException
from litestar.response import ServerSentEvent

from contract.components import Components, type_info
from contract.direction import Direction
from contract.errors import ContractError
from contract.forms import JSON
from contract.messages import choices
from contract.names import qualified_name, to_pascal_case
from contract.operations import Operation
from contract.raises import group_by_status, label_of
from contract.schemas import Schema, may_be_absent, unwrap


class ErrorResponses:
    """The shared error responses. Each response refers to the error component, and narrows its `code` if it has one."""

    def __init__(
        self,
        error_type: type,
        components: Components,
        headers: dict[str, Schema],
        routing_errors: Iterable[Any] = (),
    ) -> None:
        self.components: dict[str, Schema] = {}
        self._error_type = error_type
        self._error = components.schema(error_type, Direction.OUTPUT, "the error body")
        self._schemas = components
        self._headers = headers
        self._error_by_code: dict[str, Any] = {}
        self._code = code_of(error_type)
        self._codes = choices(self._code)
        for error in routing_errors:
            self._check(error)

    def of(self, errors: Iterable[Any], media_type: str) -> dict[str, Schema]:
        """The error responses of an operation with these errors, by status. Only JSON has the error component."""
        groups = group_by_status(errors).items()
        if media_type == JSON:
            return {str(status): self._reference(group) for status, group in groups}
        text: Schema = {media_type: {"schema": {"type": "string"}}}
        return {str(status): self._response(group, text) for status, group in groups}

    def list_codes(self) -> None:
        """List the codes of all errors in the error component, if its struct has a plain text for the code."""
        if isinstance(self._code, mi.StrType) and self._error_by_code:
            codes = {"enum": sorted(self._error_by_code)}
            self._schemas.extend_property(self._error_type, Direction.OUTPUT, "code", codes)

    def _reference(self, group: list[Any]) -> Schema:
        for error in group:
            self._check(error)
        name = "Or".join(to_pascal_case(label_of(error)) for error in group)
        schema = {"allOf": [self._error, _narrowed(group)]} if self._code else self._error
        self.components[name] = self._response(group, {JSON: {"schema": schema}})
        return {"$ref": f"#/components/responses/{name}"}

    def _check(self, error: Any) -> None:
        if error is HTTPException:
            raise ContractError(
                "HTTPException has no status of its own; declare and raise a subclass with a status_code"
            )
        if self._code:
            self._check_code(error)

    def _check_code(self, error: Any) -> None:
        if not isinstance(getattr(error, "code", None), str):
            raise ContractError(f"{qualified_name(error)} has no code, and the error body has one; add the code")
        if self._codes and error.code not in self._codes:
            raise ContractError(
                f"{qualified_name(error)} has the code {error.code!r}, which the error body does not list; add it"
            )
        other = self._error_by_code.setdefault(error.code, error)
        if other is not error:
            raise ContractError(
                f"{qualified_name(other)} and {qualified_name(error)} both have the code {error.code!r}; change one"
            )

    def _response(self, group: list[Any], content: Schema) -> Schema:
        headers = self._headers | _own_headers(group)
        return {"description": _description(group), "headers": headers, "content": content}


def _narrowed(group: list[Any]) -> Schema:
    # An enum even for a single code: some generators cannot narrow an enum by a const.
    code = {"type": "string", "enum": [error.code for error in group]}
    return {"type": "object", "properties": {"code": code}, "required": ["code"]}


def code_of(error_type: type) -> mi.Type | None:
    """The type of the code in an error body, or None for a body without a code."""
    kind = type_info(error_type, "the error body")
    code = next((field for field in getattr(kind, "fields", ()) if field.encode_name == "code"), None)
    if code is None:
        return None
    is_text = isinstance(unwrap(code.type), (mi.StrType, mi.LiteralType, mi.EnumType))
    if not is_text or not code.required or may_be_absent(kind, code):
        raise ContractError(f"{qualified_name(error_type)}: the code of the error body must be a required text")
    return unwrap(code.type)


def success_responses(
    operation: Operation, drafts: Schema, components: Components, headers: dict[str, Schema]
) -> Schema:
    """Litestar's draft of the success responses, with the bodies that msgspec encodes."""
    handler = operation.handler
    annotations = {str(handler.status_code): operation.return_annotation}
    annotations |= {str(status): spec.data_container for status, spec in (handler.responses or {}).items()}
    responses: Schema = {}
    for status, annotation in annotations.items():
        draft = drafts[status]
        content = {
            media_type: {**media, "schema": _body(media_type, annotation, components, operation.location)}
            for media_type, media in _content_of(operation, status, draft).items()
        }
        members = {"headers": _declared_headers(draft) | headers, "content": content}
        documentation = getattr(annotation, "__doc__", None) if _is_struct(annotation) else None
        description = " ".join((documentation or draft["description"]).split())
        responses[status] = {"description": description} | {name: value for name, value in members.items() if value}
    return responses


def _content_of(operation: Operation, status: str, draft: Schema) -> Schema:
    """The content of Litestar's draft, except where Litestar sends something else."""
    if operation.returns(ServerSentEvent):
        return {"text/event-stream": {}}
    if operation.sends_null and status == str(operation.handler.status_code):
        return {operation.media_type or JSON: {}}
    content: Schema = draft.get("content", {})
    return content


def _declared_headers(draft: Schema) -> dict[str, Schema]:
    """The headers that the handler declares. A header is text in the response, for every Python type of its value."""
    text = {"schema": {"type": "string"}}
    keywords = ("description", "required", "deprecated")
    return {
        name: {keyword: header[keyword] for keyword in keywords if header.get(keyword)} | text
        for name, header in draft.get("headers", {}).items()
    }


def _is_struct(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, msgspec.Struct)


def _body(media_type: str, annotation: Any, components: Components, location: str) -> Schema:
    if "json" not in media_type:
        return {"type": "string"}
    return components.schema(annotation, Direction.OUTPUT, f"the response of {location}")


def _description(group: list[Any]) -> str:
    descriptions = [(label_of(error), _description_of(error)) for error in group]
    if len(descriptions) == 1:
        return descriptions[0][1]
    return "\n".join(f"- `{code}`: {text}" for code, text in descriptions)


def _description_of(error: Any) -> str:
    return " ".join((error.__doc__ or HTTPStatus(error.status_code).phrase).split())


def _own_headers(group: list[Any]) -> dict[str, Schema]:
    headers_by_error = [getattr(error, "headers", None) or {} for error in group]
    names = dict.fromkeys(name for headers in headers_by_error for name in headers)
    return {
        name: {"schema": {"type": "string"}, "required": all(name in headers for headers in headers_by_error)}
        for name in names
    }
