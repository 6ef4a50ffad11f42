"""API errors of profiles."""

from app.errors.base import ApiError


class ProfileNotFoundError(ApiError):
    """No user has this username."""

    status_code, code, subject, reason = 404, "profile_not_found", "profile", "not found"
