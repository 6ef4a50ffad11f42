"""Every way in which the API refuses. Each class is one `code` of the contract; its docstring describes it there."""

from collections.abc import Mapping
from typing import ClassVar

from litestar.exceptions import HTTPException

CHALLENGE = {"WWW-Authenticate": "Token"}


class Refusal(HTTPException):
    """A request was refused: `errors` says about what and why, in the shape of the error body."""

    code: ClassVar[str]
    subject: ClassVar[str]
    reason: ClassVar[str]
    headers: dict[str, str] | None = None

    def __init__(self, errors: Mapping[str, list[str]] | None = None) -> None:
        """Refuse for the reason of the class, or for `errors` where the reasons depend on the request."""
        super().__init__(detail=f"{self.subject} {self.reason}", status_code=self.status_code, headers=self.headers)
        self.errors = errors or {self.subject: [self.reason]}


class BodyNotJson(Refusal):
    """The body is not JSON."""

    status_code, code, subject, reason = 400, "body_not_json", "body", "is not valid JSON"


class TokenMissing(Refusal):
    """A token is needed here and none was sent."""

    status_code, code, subject, reason = 401, "token_missing", "token", "is missing"
    headers = CHALLENGE


class TokenInvalid(Refusal):
    """The token is wrong, expired or no longer accepted."""

    status_code, code, subject, reason = 401, "token_invalid", "token", "is invalid"
    headers = CHALLENGE


class CredentialsInvalid(Refusal):
    """No account has this e-mail address and this password."""

    status_code, code, subject, reason = 401, "credentials_invalid", "credentials", "invalid"
    headers = CHALLENGE


class ArticleForbidden(Refusal):
    """The article is someone else's."""

    status_code, code, subject, reason = 403, "article_forbidden", "article", "forbidden"


class CommentForbidden(Refusal):
    """The comment is someone else's."""

    status_code, code, subject, reason = 403, "comment_forbidden", "comment", "forbidden"


class PathNotFound(Refusal):
    """Nothing is served at this path."""

    status_code, code, subject, reason = 404, "path_not_found", "path", "not found"


class ArticleNotFound(Refusal):
    """No article has this slug."""

    status_code, code, subject, reason = 404, "article_not_found", "article", "not found"


class CommentNotFound(Refusal):
    """The article has no comment with this id."""

    status_code, code, subject, reason = 404, "comment_not_found", "comment", "not found"


class ProfileNotFound(Refusal):
    """Nobody has this username."""

    status_code, code, subject, reason = 404, "profile_not_found", "profile", "not found"


class MethodNotAllowed(Refusal):
    """The path is served, but not for this method."""

    status_code, code, subject, reason = 405, "method_not_allowed", "method", "is not allowed here"


class UsernameTaken(Refusal):
    """Someone else has this username."""

    status_code, code, subject, reason = 409, "username_taken", "username", "has already been taken"


class EmailTaken(Refusal):
    """Another account has this e-mail address."""

    status_code, code, subject, reason = 409, "email_taken", "email", "has already been taken"


class BodyTooLarge(Refusal):
    """The body is larger than this server takes."""

    status_code, code, subject, reason = 413, "body_too_large", "body", "is too large"


class BodyTypeUnsupported(Refusal):
    """The body is of another type than application/json."""

    status_code, code, subject, reason = (
        415,
        "body_type_unsupported",
        "body",
        "must be sent as application/json",
    )


class Invalid(Refusal):
    """Fields of the body, or parameters, do not fit the contract; every one of them is named."""

    status_code, code, subject, reason = 422, "invalid", "request", "does not fit the contract"


class Internal(Refusal):
    """The server failed. The request id finds the failure in its log."""

    status_code, code, subject, reason = (
        500,
        "internal",
        "server",
        "failed; quote the request id when you report it",
    )


class Unavailable(Refusal):
    """The server cannot do this just now: its database is busy or out of reach. Try again."""

    status_code, code, subject, reason = 503, "unavailable", "server", "cannot do this just now; try again"
    headers = {"Retry-After": "1"}  # noqa: RUF012
