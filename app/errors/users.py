"""API errors of tokens and accounts."""

from app.errors.base import ApiError

CHALLENGE = {"WWW-Authenticate": "Token"}


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


class UsernameTakenError(ApiError):
    """Another user has this username."""

    status_code, code, subject, reason = 409, "username_taken", "username", "has already been taken"


class EmailTakenError(ApiError):
    """Another account has this e-mail address."""

    status_code, code, subject, reason = 409, "email_taken", "email", "has already been taken"
