"""Refusals to responses: whatever is raised, the client gets the one error body and nothing of our insides."""

import re
import sqlite3
from collections.abc import Mapping
from typing import Any, cast

import asyncpg
import msgspec
import structlog
from litestar import Request, Response, status_codes
from litestar.exceptions import HTTPException, ValidationException
from litestar.types import ExceptionHandlersMap
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.orm.exc import StaleDataError

from app.http.errors import (
    ArticleNotFound,
    BodyNotJson,
    BodyTooLarge,
    BodyTypeUnsupported,
    EmailTaken,
    Internal,
    Invalid,
    MethodNotAllowed,
    PathNotFound,
    ProfileNotFound,
    Refusal,
    TokenInvalid,
    Unavailable,
    UsernameTaken,
)
from app.http.request_log import REQUEST_ID_HEADER, request_id_of
from contract import by_field, misfits_of
from schemas.errors import ErrorBody, ErrorCode

log = structlog.get_logger(__name__)

# What a violated constraint means to the client. Someone who vanished while they asked is no longer known.
CONSTRAINTS: dict[str, type[Refusal]] = {
    "uq_users_username_key": UsernameTaken,
    "uq_users_email_key": EmailTaken,
    "fk_follows_follower_id_users": TokenInvalid,
    "fk_follows_followed_id_users": ProfileNotFound,
    "fk_articles_author_id_users": TokenInvalid,
    "fk_article_tags_article_id_articles": ArticleNotFound,
    "fk_favorites_article_id_articles": ArticleNotFound,
    "fk_favorites_user_id_users": TokenInvalid,
    "fk_comments_article_id_articles": ArticleNotFound,
    "fk_comments_author_id_users": TokenInvalid,
    "fk_writers_user_id_users": TokenInvalid,
}
# What the framework refuses by itself.
BY_STATUS: dict[int, type[Refusal]] = {
    status_codes.HTTP_400_BAD_REQUEST: BodyNotJson,
    status_codes.HTTP_404_NOT_FOUND: PathNotFound,
    status_codes.HTTP_405_METHOD_NOT_ALLOWED: MethodNotAllowed,
    status_codes.HTTP_413_REQUEST_ENTITY_TOO_LARGE: BodyTooLarge,
    status_codes.HTTP_415_UNSUPPORTED_MEDIA_TYPE: BodyTypeUnsupported,
}
SQLITE_UNIQUE = re.compile(r"UNIQUE constraint failed: (\w+)\.(\w+)")

# Classes of SQLSTATE after which the same request may succeed: connection, rollback, resources, operator, system.
PASSING_STATES = ("08", "40", "53", "57", "58", "55")
# Other errors after which it may: no connection, one that the server has closed, a row that has gone meanwhile.
PASSING_ERRORS = (
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    sqlite3.OperationalError,
    NoConnectionFree,
    OSError,
    StaleDataError,
)


def refuse(request: Request[Any, Any, Any], refusal: Refusal) -> Response[ErrorBody]:
    """The response to a refusal."""
    return Response(
        _error(refusal, request_id_of(request.scope)),
        status_code=refusal.status_code,
        headers=refusal.headers,
        media_type="application/json",
    )


def _error(refusal: Refusal, request_id: str) -> ErrorBody:
    return ErrorBody(errors=dict(refusal.errors), code=cast("ErrorCode", refusal.code), request_id=request_id)


def refuse_any(request: Request[Any, Any, Any], exception: Exception) -> Response[ErrorBody]:
    """The response to whatever was raised. What is our fault is logged with its traceback."""
    refusal = refusal_for(request, exception)
    if isinstance(refusal, Internal | Unavailable):
        log.error("request failed", code=refusal.code, exc_info=exception)
    response = refuse(request, refusal)
    if isinstance(exception, HTTPException) and exception.headers:
        response.headers.update(exception.headers)
    return response


def refuse_broken_contract(headers: Mapping[str, str]) -> bytes:
    """The body that is sent, with status 500, in place of a response that breaks the contract."""
    return msgspec.json.encode(_error(Internal(), headers.get(REQUEST_ID_HEADER.lower(), "")))


def refusal_for(request: Request[Any, Any, Any], exception: Exception) -> Refusal:
    """What a framework's or database's exception means to the client."""
    match exception:
        case Refusal():
            return exception
        case ValidationException():
            return Invalid(by_field(misfits_of(request)))
        case HTTPException():
            return BY_STATUS.get(exception.status_code, Internal)()
        case DBAPIError() | asyncpg.PostgresError():
            return _refusal_by_database(exception)
    return Unavailable() if isinstance(exception, PASSING_ERRORS) else Internal()


def _refusal_by_database(error: DBAPIError | asyncpg.PostgresError) -> Refusal:
    if isinstance(error, IntegrityError):
        return CONSTRAINTS.get(violated_constraint(error), Internal)()
    if isinstance(error, OperationalError | InterfaceError) or getattr(error, "connection_invalidated", False):
        return Unavailable()
    if isinstance(getattr(getattr(error, "orig", None), "__cause__", None), asyncpg.InternalClientError):
        # The server has closed the connection, and asyncpg has not heard of it yet.
        return Unavailable()
    state = str(getattr(getattr(error, "orig", error), "sqlstate", ""))
    return Unavailable() if state.startswith(PASSING_STATES) else Internal()


def violated_constraint(error: IntegrityError) -> str:
    """The name of the violated constraint, empty where the database does not tell.

    PostgreSQL names it; SQLite names the columns, from which our naming rule makes the name.
    """
    name = getattr(getattr(error.orig, "__cause__", None), "constraint_name", None)
    if name:
        return str(name)
    unique = SQLITE_UNIQUE.search(str(error.orig))
    return f"uq_{unique[1]}_{unique[2]}" if unique else ""


EXCEPTION_HANDLERS: ExceptionHandlersMap = {Exception: refuse_any}
