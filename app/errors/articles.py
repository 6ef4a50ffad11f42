"""API errors of articles."""

from app.errors.base import ApiError


class ArticleForbiddenError(ApiError):
    """The article belongs to another user."""

    status_code, code, subject, reason = 403, "article_forbidden", "article", "forbidden"


class ArticleNotFoundError(ApiError):
    """No article has this slug."""

    status_code, code, subject, reason = 404, "article_not_found", "article", "not found"
