"""The errors of an application, as far as the contract needs to know them."""

from collections.abc import Callable, Iterable
from typing import Any, Protocol, TypeVar

from litestar.exceptions import HTTPException

Provider = TypeVar("Provider", bound=Callable[..., Any])


class Refusal(Protocol):
    """An exception class that becomes an error response. Its docstring describes the response."""

    status_code: int
    code: str


RefusalType = type[Refusal]


def raises(*refusals: type[HTTPException]) -> Callable[[Provider], Provider]:
    """Declare what a dependency provider may raise: every operation that resolves it may answer so."""

    def declare(provider: Provider) -> Provider:
        setattr(provider, "__raises__", refusals)  # noqa: B010 - a function has no such attribute for mypy
        return provider

    return declare


def declared_by(provider: Any) -> tuple[Any, ...]:
    """What `raises` has declared on a provider."""
    declared: tuple[Any, ...] = getattr(provider, "__raises__", ())
    return declared


def by_status(refusals: Iterable[Any]) -> dict[int, list[Any]]:
    """The refusals of each status, each once, in the order of their codes."""
    grouped: dict[int, list[Any]] = {}
    for refusal in sorted(set(refusals), key=lambda refusal: (refusal.status_code, refusal.code)):
        grouped.setdefault(refusal.status_code, []).append(refusal)
    return grouped
