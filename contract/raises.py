"""The declared errors of handlers and dependencies."""

from collections.abc import Callable, Iterable
from typing import Any, Protocol, TypeVar

from litestar.exceptions import HTTPException

Provider = TypeVar("Provider", bound=Callable[..., Any])


class ApiError(Protocol):
    """An exception class that becomes an error response. Its docstring describes the response."""

    status_code: int
    code: str


def raises(*errors: type[HTTPException]) -> Callable[[Provider], Provider]:
    """Declare the errors of a dependency provider for every operation that resolves the provider."""

    def declare(provider: Provider) -> Provider:
        setattr(provider, "__raises__", errors)  # noqa: B010 - a function has no such attribute for mypy
        return provider

    return declare


def declared_errors(provider: Any) -> tuple[Any, ...]:
    """The errors that `raises` has declared for a provider."""
    declared: tuple[Any, ...] = getattr(provider, "__raises__", ())
    return declared


def group_by_status(errors: Iterable[Any]) -> dict[int, list[Any]]:
    """The distinct errors of each status, sorted by code."""
    grouped: dict[int, list[Any]] = {}
    for error in sorted(set(errors), key=lambda error: (error.status_code, error.code)):
        grouped.setdefault(error.status_code, []).append(error)
    return grouped
