"""Strict decoding of request bodies, and the errors of an invalid request."""

from functools import lru_cache
from typing import Any

import msgspec
import msgspec.inspect as mi
from litestar import Request
from litestar.connection.base import AuthT, StateT, UserT
from litestar.enums import ParamType
from litestar.exceptions import HTTPException, SerializationException
from litestar.handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute
from litestar.types import Empty

from contract.forms import JSON, media_type_of
from contract.operations import Operation, Parameter, body_of
from contract.validation import FieldError, missing_body_errors, missing_error, validation_errors


class UnsupportedMediaTypeError(HTTPException):
    """The media type of the body is not application/json."""

    status_code = 415
    detail = "a body must be sent as application/json"


# The decoder cannot read a body that is nested too deeply.
_NOT_JSON = (msgspec.DecodeError, UnicodeError, RecursionError)
_BODY = "contract_body"


class InvalidBody:
    """The placeholder for an invalid body.

    The dependencies run first, so that an unauthenticated client gets 401 and not 422. No type accepts the
    placeholder, so Litestar raises the error later, when it converts the arguments of the handler.
    """


class ContractRequest(Request[UserT, AuthT, StateT]):
    """Decodes JSON bodies strictly, as documented: `"1"` is not a number."""

    _decoded: Any = Empty

    async def body(self) -> bytes:
        """Return the body, and store the body in the scope: synchronous exception handlers cannot await this method."""
        body = self.scope["state"][_BODY] = await super().body()
        return body

    async def json(self) -> Any:
        """Return the body as the type of the handler's `data`, or `InvalidBody`. Raise if the body is not JSON."""
        if self._decoded is Empty:
            self._decoded = await self._decode()
        return self._decoded

    async def _decode(self) -> Any:
        self._check_media_type()
        body = await self.body()
        try:
            return _decoder(self.route_handler).decode(body)
        except msgspec.ValidationError:
            _check_json(body)
            return InvalidBody()
        except _NOT_JSON as error:
            raise SerializationException("the body is not JSON") from error

    def _check_media_type(self) -> None:
        media_type = self.content_type[0].lower()
        if media_type not in ("", "application/json"):
            raise UnsupportedMediaTypeError


def request_errors(request: Request[Any, Any, Any]) -> list[FieldError]:
    """All errors of an invalid request: first the parameters, then the body."""
    operation = operation_of(request)
    if operation is None:
        return []
    errors = [error for parameter in operation.parameters for error in _parameter_errors(request, parameter)]
    if operation.body is not None and media_type_of(operation.body) != JSON:
        return errors or [FieldError((), "does not fit the form")]
    return errors + _body_errors(request, operation)


def operation_of(request: Request[Any, Any, Any]) -> Operation | None:
    """The operation of a request, or None for an unknown path."""
    handler = request.scope.get("route_handler")
    for route in request.app.routes:
        if isinstance(route, HTTPRoute) and handler in route.route_handlers:
            return Operation(route, request.method.lower(), handler)
    return None


def _parameter_errors(request: Request[Any, Any, Any], parameter: Parameter) -> list[FieldError]:
    value = _raw_value(request, parameter)
    if value is None:
        return [missing_error((parameter.name,), mi.type_info(parameter.annotation))] if parameter.required else []
    errors = validation_errors(value, parameter.annotation, strict=False)
    return [FieldError((parameter.name, *error.path), error.message) for error in errors]


def _raw_value(request: Request[Any, Any, Any], parameter: Parameter) -> Any:
    """The value that Litestar converts. For a repeated query parameter: all values of a list, else the last value."""
    match parameter.location:
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


def _check_json(body: bytes) -> None:
    """Raise for truncated JSON, even if the decoder has found a wrong type before the end."""
    try:
        msgspec.json.decode(body)
    except msgspec.ValidationError:
        return
    except _NOT_JSON as error:
        raise SerializationException("the body is not JSON") from error
