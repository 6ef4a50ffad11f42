"""All errors of the API. Each class has one `code`. The docstring of the class describes the code in `openapi.json`."""

from collections.abc import Mapping
from typing import ClassVar, TypeVar

from litestar.exceptions import HTTPException

CHALLENGE = {"WWW-Authenticate": "Token"}


class ApiError(HTTPException):
    """An error response: `errors` maps each subject to its reasons, as in the error body."""

    code: ClassVar[str]
    subject: ClassVar[str]
    reason: ClassVar[str]
    headers: dict[str, str] | None = None

    def __init__(self, errors: Mapping[str, list[str]] | None = None) -> None:
        """Use the reason of the class, or `errors` if the reasons depend on the request."""
        super().__init__(detail=f"{self.subject} {self.reason}", status_code=self.status_code, headers=self.headers)
        self.errors = errors or {self.subject: [self.reason]}


Value = TypeVar("Value")


def require(value: Value | None, error: type[ApiError]) -> Value:
    """The value. Raises the error for None."""
    if value is None:
        raise error
    return value


class BodyNotJsonError(ApiError):
    """The body is not JSON."""

    status_code, code, subject, reason = 400, "body_not_json", "body", "is not valid JSON"


class TokenMissingError(ApiError):
    """The operation requires a token, and the request has no token."""

    status_code, code, subject, reason = 401, "token_missing", "token", "is missing"
    headers = CHALLENGE


class TokenInvalidError(ApiError):
    """The token is invalid, expired or revoked."""

    status_code, code, subject, reason = 401, "token_invalid", "token", "is invalid"
    headers = CHALLENGE


class CredentialsInvalidError(ApiError):
    """No account has this combination of e-mail address and password."""

    status_code, code, subject, reason = 401, "credentials_invalid", "credentials", "invalid"
    headers = CHALLENGE


class ArticleForbiddenError(ApiError):
    """The article belongs to another user."""

    status_code, code, subject, reason = 403, "article_forbidden", "article", "forbidden"


class CommentForbiddenError(ApiError):
    """The comment belongs to another user."""

    status_code, code, subject, reason = 403, "comment_forbidden", "comment", "forbidden"


class PathNotFoundError(ApiError):
    """The API has no resource at this path."""

    status_code, code, subject, reason = 404, "path_not_found", "path", "not found"


class ArticleNotFoundError(ApiError):
    """No article has this slug."""

    status_code, code, subject, reason = 404, "article_not_found", "article", "not found"


class CommentNotFoundError(ApiError):
    """The article has no comment with this id."""

    status_code, code, subject, reason = 404, "comment_not_found", "comment", "not found"


class ProfileNotFoundError(ApiError):
    """No user has this username."""

    status_code, code, subject, reason = 404, "profile_not_found", "profile", "not found"


class MethodNotAllowedError(ApiError):
    """The path does not support this method."""

    status_code, code, subject, reason = 405, "method_not_allowed", "method", "is not allowed here"


class UsernameTakenError(ApiError):
    """Another user has this username."""

    status_code, code, subject, reason = 409, "username_taken", "username", "has already been taken"


class EmailTakenError(ApiError):
    """Another account has this e-mail address."""

    status_code, code, subject, reason = 409, "email_taken", "email", "has already been taken"


class BodyTooLargeError(ApiError):
    """The body is larger than the limit of the server."""

    status_code, code, subject, reason = 413, "body_too_large", "body", "is too large"


class BodyTypeUnsupportedError(ApiError):
    """The content type of the body is not application/json."""

    status_code, code, subject, reason = (
        415,
        "body_type_unsupported",
        "body",
        "must be sent as application/json",
    )


class InvalidRequestError(ApiError):
    """Body fields or parameters do not match the contract. The error body names all invalid fields."""

    status_code, code, subject, reason = 422, "invalid", "request", "does not fit the contract"


class InternalError(ApiError):
    """The server failed. The server log contains the failure under the request id."""

    status_code, code, subject, reason = (
        500,
        "internal",
        "server",
        "failed; quote the request id when you report it",
    )


class UnavailableError(ApiError):
    """The server is temporarily unavailable: its database is busy or unreachable. Repeat the request later."""

    status_code, code, subject, reason = 503, "unavailable", "server", "cannot do this just now; try again"
    headers = {"Retry-After": "1"}  # noqa: RUF012
