"""Exception handlers. Every exception becomes the same error body, without details of the implementation."""

import sqlite3
from collections.abc import Mapping
from typing import Any

import asyncpg
import msgspec
import structlog
from litestar import Request, Response, status_codes
from litestar.exceptions import HTTPException, ValidationException
from litestar.types import ExceptionHandlersMap
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError

from app.db.constraints import violated_constraint
from app.db_models import Base
from app.discovery import classes_of
from app.errors.base import ApiError
from app.errors.requests import (
    BodyNotJsonError,
    BodyTooLargeError,
    BodyTypeUnsupportedError,
    InternalError,
    InvalidRequestError,
    MethodNotAllowedError,
    PathNotFoundError,
    UnavailableError,
)
from app.http.request_log import REQUEST_ID_HEADER, request_id_of
from app.repositories.base import Repository
from contract import messages_by_field, request_errors
from schemas.errors import ErrorBody

log = structlog.get_logger(__name__)

# The error for each constraint that a client can violate.
CONSTRAINTS: dict[str, type[ApiError]] = {
    name: error
    for repository in classes_of("app.repositories", Repository)
    for name, error in repository.constraint_errors.items()
}


def write_errors() -> dict[type[Base], dict[str, list[type[ApiError]]]]:
    """The errors of the constraints that a write can violate, by the table and the written attribute.

    A new row can violate every constraint of its table, and a changed attribute the constraints of its column. A
    validated attribute sets other columns, so that it can violate every constraint, too.
    """
    by_table: dict[type[Base], dict[str, list[type[ApiError]]]] = {}
    for mapper in Base.registry.mappers:
        columns = {
            column.name: CONSTRAINTS[str(constraint.name)]
            for constraint in mapper.local_table.constraints  # type: ignore[attr-defined]
            if constraint.name in CONSTRAINTS
            for column in constraint.columns
        }
        by_attribute = {name: [error] for name, error in columns.items()}
        by_table[mapper.class_] = by_attribute | {name: list(columns.values()) for name in mapper.validators}
    return by_table


# The errors that Litestar raises itself.
BY_STATUS: dict[int, type[ApiError]] = {
    status_codes.HTTP_400_BAD_REQUEST: BodyNotJsonError,
    status_codes.HTTP_404_NOT_FOUND: PathNotFoundError,
    status_codes.HTTP_405_METHOD_NOT_ALLOWED: MethodNotAllowedError,
    status_codes.HTTP_413_REQUEST_ENTITY_TOO_LARGE: BodyTooLargeError,
    status_codes.HTTP_415_UNSUPPORTED_MEDIA_TYPE: BodyTypeUnsupportedError,
}

# SQLSTATE classes of temporary failures: connection, rollback, resources, operator, system, object state.
TRANSIENT_STATES = ("08", "40", "53", "57", "58", "55")
# Other temporary failures: no free connection, a closed connection, a deleted row.
TRANSIENT_ERRORS = (
    sqlite3.OperationalError,
    PoolTimeout,
    OSError,
    StaleDataError,
)


def error_response(request: Request[Any, Any, Any], error: ApiError) -> Response[ErrorBody]:
    """The response for an API error."""
    return Response(
        _error_body(error, request_id_of(request.scope)),
        status_code=error.status_code,
        headers=error.headers,
        media_type="application/json",
    )


def _error_body(error: ApiError, request_id: str) -> ErrorBody:
    return ErrorBody(errors=dict(error.errors), code=error.code, request_id=request_id)


def handle_exception(request: Request[Any, Any, Any], exception: Exception) -> Response[ErrorBody]:
    """The response for any exception. A server error is logged with its traceback."""
    error = api_error_for(request, exception)
    if isinstance(error, InternalError | UnavailableError):
        log.error("request failed", code=error.code, exc_info=exception)
    response = error_response(request, error)
    if isinstance(exception, HTTPException) and exception.headers:
        response.headers.update(exception.headers)
    return response


def contract_violation_body(headers: Mapping[str, str]) -> bytes:
    """The body of the 500 response that replaces a response that violates the contract."""
    return msgspec.json.encode(_error_body(InternalError(), headers.get(REQUEST_ID_HEADER.lower(), "")))


def api_error_for(request: Request[Any, Any, Any], exception: Exception) -> ApiError:
    """The API error for any exception of Litestar or of the database."""
    match exception:
        case ApiError():
            return exception
        case ValidationException():
            return InvalidRequestError(messages_by_field(request_errors(request)))
        case HTTPException():
            return BY_STATUS.get(exception.status_code, InternalError)()
        case StatementError(orig=OverflowError()):
            # The contract cannot express it: a time with an offset may be outside of the years of UTC.
            return InvalidRequestError({"body": ["has a time before the year 1 or after the year 9999 in UTC"]})
        case DBAPIError() | asyncpg.PostgresError():
            return _from_database_error(exception)
    return UnavailableError() if isinstance(exception, TRANSIENT_ERRORS) else InternalError()


def _from_database_error(error: DBAPIError | asyncpg.PostgresError) -> ApiError:
    if isinstance(error, IntegrityError):
        return CONSTRAINTS.get(violated_constraint(error) or "", InternalError)()
    if isinstance(error, OperationalError | InterfaceError) or getattr(error, "connection_invalidated", False):
        return UnavailableError()
    if isinstance(getattr(getattr(error, "orig", None), "__cause__", None), asyncpg.InternalClientError):
        # The server closed the connection, and asyncpg has not noticed it yet.
        return UnavailableError()
    state = str(getattr(getattr(error, "orig", error), "sqlstate", ""))
    return UnavailableError() if state.startswith(TRANSIENT_STATES) else InternalError()


EXCEPTION_HANDLERS: ExceptionHandlersMap = {Exception: handle_exception}
