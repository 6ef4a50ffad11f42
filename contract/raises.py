"""The declared errors of handlers and dependencies."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, Protocol, TypeVar

from litestar.exceptions import HTTPException
from litestar.utils.sync import AsyncCallable

from contract.errors import ContractError
from contract.names import qualified_name

Declared = TypeVar("Declared", bound=Callable[..., Any])


class ApiError(Protocol):
    """An exception class that becomes an error response. Its docstring describes the response."""

    status_code: int
    code: str


class Waiver(NamedTuple):
    """An error of a function about which the analysis of the source is wrong."""

    error: type[HTTPException]
    reason: str


def is_http_error(value: Any) -> bool:
    """Whether a value is an exception class with a status."""
    return (
        isinstance(value, type)
        and issubclass(value, HTTPException)
        and isinstance(getattr(value, "status_code", None), int)
    )


def is_api_error(value: Any) -> bool:
    """Whether a value is an exception class with a status and a code."""
    return is_http_error(value) and isinstance(getattr(value, "code", None), str)


def raises(*errors: type[HTTPException]) -> Callable[[Declared], Declared]:
    """Declare the errors of a dependency provider for every operation that resolves the provider."""

    def declare(provider: Declared) -> Declared:
        setattr(provider, "__raises__", errors)  # noqa: B010 - a function has no such attribute for mypy
        return provider

    return declare


def declared_errors(provider: Any) -> tuple[Any, ...]:
    """The errors that `raises` has declared for a provider."""
    declared: tuple[Any, ...] = getattr(unwrap(provider), "__raises__", ())
    return declared


def unwrap(function: Any) -> Any:
    """The function that Litestar calls in a thread; any other function itself."""
    return function.func if isinstance(function, AsyncCallable) else function


def waive_error(error: type[HTTPException], *, reason: str) -> Callable[[Declared], Declared]:
    """Correct the lint for one error of a function: a handler, a provider, or a function that these call.

    An error that the lint finds is never raised. A declared error that the lint does not find is raised.
    """

    def waive(function: Declared) -> Declared:
        if not reason.strip():
            raise ContractError(f"{qualified_name(function)} waives {error.__name__} without a reason; add the reason")
        setattr(function, "__waivers__", (Waiver(error, reason), *waivers_of(function)))  # noqa: B010
        return function

    return waive


def waivers_of(function: Any) -> tuple[Waiver, ...]:
    """The waivers of a function."""
    waivers: tuple[Waiver, ...] = getattr(function, "__waivers__", ())
    return waivers


def label_of(error: Any) -> str:
    """The code of an error; for an error without one, the name of its class: `NotFound` for `NotFoundException`."""
    name: str = error.__name__
    code: str | None = getattr(error, "code", None)
    return code or name.removesuffix("Exception").removesuffix("Error")


def group_by_status(errors: Iterable[Any]) -> dict[int, list[Any]]:
    """The distinct errors of each status, sorted by label."""
    grouped: dict[int, list[Any]] = {}
    for error in sorted(set(errors), key=lambda error: (error.status_code, label_of(error), qualified_name(error))):
        grouped.setdefault(error.status_code, []).append(error)
    return grouped
