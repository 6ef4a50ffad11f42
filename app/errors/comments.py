"""API errors of comments."""

from app.errors.base import ApiError


class CommentForbiddenError(ApiError):
    """The comment belongs to another user."""

    status_code, code, subject, reason = 403, "comment_forbidden", "comment", "forbidden"


class CommentNotFoundError(ApiError):
    """The article has no comment with this id."""

    status_code, code, subject, reason = 404, "comment_not_found", "comment", "not found"
