"""API errors of any operation."""

from app.errors.base import ApiError


class BodyNotJsonError(ApiError):
    """The body is not JSON."""

    status_code, code, subject, reason = 400, "body_not_json", "body", "is not valid JSON"


class PathNotFoundError(ApiError):
    """The API has no resource at this path."""

    status_code, code, subject, reason = 404, "path_not_found", "path", "not found"


class MethodNotAllowedError(ApiError):
    """The path does not support this method."""

    status_code, code, subject, reason = 405, "method_not_allowed", "method", "is not allowed here"


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
