"""The errors of an application without exception handlers: Litestar's own body, and Litestar's own exceptions."""

from typing import Any

from litestar.exceptions import InternalServerException, NotAuthorizedException, ValidationException
from litestar.exceptions.http_exceptions import RequestEntityTooLarge
from msgspec import UNSET, Struct, UnsetType

from contract.requests import UnsupportedMediaTypeError


class LitestarError(Struct):
    """The body of every error response."""

    status_code: int
    detail: str
    extra: dict[str, Any] | list[Any] | UnsetType = UNSET


BODY_ERRORS = (RequestEntityTooLarge, UnsupportedMediaTypeError)
INPUT_ERRORS = (ValidationException,)
COMMON_ERRORS = (InternalServerException,)
AUTH_ERRORS = (NotAuthorizedException,)
