"""The errors of an application, as far as the contract needs to know them."""

from collections.abc import Callable, Iterable
from typing import Any, Protocol, TypeVar

from litestar.exceptions import HTTPException

Provider = TypeVar("Provider", bound=Callable[..., Any])


class ApiError(Protocol):
    """An exception class that becomes an error response. Its docstring describes the response."""

    status_code: int
    code: str


def raises(*errors: type[HTTPException]) -> Callable[[Provider], Provider]:
    """Declare what a dependency provider may raise: every operation that resolves it may answer so."""

    def declare(provider: Provider) -> Provider:
        setattr(provider, "__raises__", errors)  # noqa: B010 - a function has no such attribute for mypy
        return provider

    return declare


def declared_by(provider: Any) -> tuple[Any, ...]:
    """What `raises` has declared on a provider."""
    declared: tuple[Any, ...] = getattr(provider, "__raises__", ())
    return declared


def by_status(errors: Iterable[Any]) -> dict[int, list[Any]]:
    """The errors of each status, each once, in the order of their codes."""
    grouped: dict[int, list[Any]] = {}
    for error in sorted(set(errors), key=lambda error: (error.status_code, error.code)):
        grouped.setdefault(error.status_code, []).append(error)
    return grouped
