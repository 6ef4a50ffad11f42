"""Requests whose bodies are read strictly, and what is wrong with those that do not fit."""

from functools import lru_cache
from typing import Any

import msgspec
from litestar import Request
from litestar.connection.base import AuthT, StateT, UserT
from litestar.enums import ParamType
from litestar.exceptions import HTTPException, SerializationException
from litestar.handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute
from litestar.types import Empty

from contract.operations import Operation, Parameter, body_of
from contract.validation import MISSING, FieldError, missing_body_errors, validation_errors


class UnsupportedMediaTypeError(HTTPException):
    """The body is of another type than application/json."""

    status_code = 415
    detail = "a body must be sent as application/json"


# A body that is nested too deeply to be read is as good as none.
_NOT_JSON = (msgspec.DecodeError, UnicodeError, RecursionError)
_BODY = "contract_body"


class Unfit:
    """Stands for a body that did not fit.

    It is no error yet: who may not ask at all is told so first, by the dependencies. No type takes it, so
    Litestar refuses it when it converts the arguments of the handler.
    """


class ContractRequest(Request[UserT, AuthT, StateT]):
    """Reads JSON bodies as the document says: `"1"` is no number, and nothing is taken for something else."""

    _decoded: Any = Empty

    async def body(self) -> bytes:
        """Return the body, and keep it in the scope: exception handlers are no coroutines, and cannot wait for it."""
        body = self.scope["state"][_BODY] = await super().body()
        return body

    async def json(self) -> Any:
        """Return the body as the type of the handler's `data`, or `Unfit`. Raises if it is not JSON."""
        if self._decoded is Empty:
            self._decoded = await self._read()
        return self._decoded

    async def _read(self) -> Any:
        self._refuse_other_media_types()
        body = await self.body()
        try:
            return _decoder(self.route_handler).decode(body)
        except msgspec.ValidationError:
            _refuse_what_is_not_json(body)
            return Unfit()
        except _NOT_JSON as broken:
            raise SerializationException("the body is not JSON") from broken

    def _refuse_other_media_types(self) -> None:
        media_type = self.content_type[0].lower()
        if media_type not in ("", "application/json"):
            raise UnsupportedMediaTypeError


def request_errors(request: Request[Any, Any, Any]) -> list[FieldError]:
    """All that does not fit in a request that Litestar refused: parameters first, then the body."""
    operation = operation_of(request)
    if operation is None:
        return []
    found = [error for parameter in operation.parameters for error in _parameter_errors(request, parameter)]
    return found + _body_errors(request, operation)


def operation_of(request: Request[Any, Any, Any]) -> Operation | None:
    """The operation that a request has reached, if it has reached one."""
    handler = request.scope.get("route_handler")
    for route in request.app.routes:
        if isinstance(route, HTTPRoute) and handler in route.route_handlers:
            return Operation(route, request.method.lower(), handler)
    return None


def _parameter_errors(request: Request[Any, Any, Any], parameter: Parameter) -> list[FieldError]:
    value = _sent(request, parameter)
    if value is None:
        return [FieldError((parameter.name,), MISSING)] if parameter.required else []
    found = validation_errors(value, parameter.annotation, strict=False)
    return [FieldError((parameter.name, *error.path), error.message) for error in found]


def _sent(request: Request[Any, Any, Any], parameter: Parameter) -> Any:
    """What Litestar would convert: of a repeated query parameter all values for a list, else the last."""
    match parameter.place:
        case ParamType.QUERY:
            values = request.query_params.getall(parameter.name, [])
            return (values if parameter.sequence else values[-1]) if values else None
        case ParamType.PATH:
            return request.path_params.get(parameter.name)
        case ParamType.HEADER:
            return request.headers.get(parameter.name)
    return request.cookies.get(parameter.name)


def _body_errors(request: Request[Any, Any, Any], operation: Operation) -> list[FieldError]:
    body = request.scope["state"].get(_BODY)
    if operation.body is None or body is None:
        return []
    return validation_errors(body, operation.body.raw) if body else missing_body_errors(operation.body.raw)


@lru_cache(maxsize=1024)
def _decoder(handler: HTTPRouteHandler) -> msgspec.json.Decoder[Any]:
    body = body_of(handler)
    return msgspec.json.Decoder(body.raw if body else Any)


def _refuse_what_is_not_json(body: bytes) -> None:
    """A body that ends in the middle is no JSON, even where its first half already has the wrong type."""
    try:
        msgspec.json.decode(body)
    except msgspec.ValidationError:
        return
    except _NOT_JSON as broken:
        raise SerializationException("the body is not JSON") from broken
