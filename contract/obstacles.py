"""Features of a handler that the document cannot describe, each with another way to write the handler."""

from collections.abc import Iterator

from litestar.response import File, Redirect
from litestar.response.base import ASGIResponse

from contract.forms import JSON, media_type_of
from contract.names import qualified_name
from contract.operations import Operation
from contract.requests import ContractRequest

_EXCLUDE = "or exclude the operation with include_in_schema=False"
_REDIRECTS = range(300, 400)


def obstacles_of(operation: Operation) -> Iterator[str]:
    """The problems of one operation."""
    handler = operation.handler
    if handler.resolve_data_dto() or handler.resolve_return_dto():
        yield f"a DTO changes the fields of a body; use structs for requests and responses, {_EXCLUDE}"
    if operation.body is not None and media_type_of(operation.body) == JSON:
        request_class = handler.resolve_request_class()
        if not issubclass(request_class, ContractRequest):
            name = qualified_name(request_class)
            yield f"{name} reads bodies that the document rejects; derive the class from ContractRequest"
    if operation.returns(Redirect) and handler.status_code not in _REDIRECTS:
        yield f"a redirect has no status {handler.status_code}; add status_code=302 to the handler, {_EXCLUDE}"
    if operation.returns(File) and not operation.media_type:
        yield f"the name of a file decides about the media type; add media_type=… to the handler, {_EXCLUDE}"
    if operation.returns(ASGIResponse):
        yield f"an ASGIResponse may have any body; return a value or a Response[…], {_EXCLUDE}"
    if "body" in handler.parsed_fn_signature.parameters:
        yield f"a raw body may be anything; use an argument data with a type, {_EXCLUDE}"
