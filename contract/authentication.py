"""Authentication: by a dependency, by a guard, or by a security backend of Litestar."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from litestar.openapi.spec import SecurityScheme
from litestar.security.base import AbstractSecurityConfig

from contract.errors import ContractError
from contract.names import qualified_name
from contract.operations import Operation
from contract.raises import unwrap
from contract.schemas import Schema

PUBLIC = "public"
READS = ("get", "head", "options")
_PARAMETER = re.compile(r"\{\w+\}")
# Values of a path parameter, for exclusions of a security backend, which match the path of the request.
_SAMPLES = ("1", "a", "a/b", "00000000-0000-0000-0000-000000000000")


@dataclass(frozen=True, kw_only=True)
class Authentication:
    """The authentication of an application. `dependency` and `optional_dependency` are names."""

    scheme: tuple[str, SecurityScheme] | None = None
    dependency: str | None = None
    optional_dependency: str | None = None
    guard: Callable[..., Any] | None = None
    backend: AbstractSecurityConfig[Any, Any] | None = None

    def check(self, operation: Operation) -> None:
        """Raise a `ContractError` for a write without authentication and a reason, or for an unneeded reason."""
        if self.is_configured and (problem := self._problem(operation)):
            raise ContractError(f"{operation.location} {problem}")

    @property
    def is_configured(self) -> bool:
        """Whether the plugin knows how the application authenticates requests."""
        return bool(self.dependency or self.guard or self.backend)

    def is_required(self, operation: Operation) -> bool:
        """Whether the operation rejects anonymous requests."""
        return self._reason(operation) is not None

    def security_of(self, operation: Operation) -> list[Schema] | None:
        """The `security` of an operation, or None without a scheme."""
        requirement = self._requirement()
        if requirement is None:
            return None
        if self.is_required(operation):
            return [requirement]
        return [{}, requirement] if self.optional_dependency in operation.dependencies else []

    def _requirement(self) -> Schema | None:
        if self.backend is not None:
            return dict(self.backend.security_requirement)
        return {self.scheme[0]: []} if self.scheme else None

    def _problem(self, operation: Operation) -> str | None:
        reason = operation.handler.opt.get(PUBLIC)
        if PUBLIC in operation.handler.opt and not (isinstance(reason, str) and reason.strip()):
            return f"has no text as the reason of opt={{PUBLIC: {reason!r}}}; add the reason"
        unneeded = "is a read" if operation.method in READS else self._reason(operation)
        if unneeded:
            return f"{unneeded} and needs no opt={{PUBLIC: …}}; remove the option" if reason else None
        if reason:
            return None
        return (
            f"writes without authentication; {self._advice()},"
            ' or opt={PUBLIC: "the reason"} for an operation that anyone may call'
        )

    def _reason(self, operation: Operation) -> str | None:
        """The reason why the operation is authenticated, or None."""
        if self.dependency in operation.dependencies:
            return f"depends on {self.dependency}"
        if self.guard and self.guard in map(unwrap, operation.handler.resolve_guards()):
            return f"has the guard {qualified_name(self.guard)}"
        if self.backend and not _is_excluded(operation, self.backend):
            return f"is authenticated by {type(self.backend).__name__}"
        return None

    def _advice(self) -> str:
        if self.dependency:
            return f"add the parameter {self.dependency}"
        if self.guard:
            return f"add the guard {qualified_name(self.guard)}"
        return f"include the operation in {type(self.backend).__name__}"


def _is_excluded(operation: Operation, backend: AbstractSecurityConfig[Any, Any]) -> bool:
    """Whether the middleware of the backend ignores the requests of the operation."""
    if operation.handler.opt.get(backend.exclude_opt_key) or operation.method.upper() in (
        backend.exclude_http_methods or ()
    ):
        return True
    if not backend.exclude:
        return False
    pattern = re.compile(backend.exclude if isinstance(backend.exclude, str) else "|".join(backend.exclude))
    matches = {bool(pattern.search(_PARAMETER.sub(sample, operation.path))) for sample in _SAMPLES}
    if len(matches) > 1:
        raise ContractError(
            f"{operation.location}: the exclusion {pattern.pattern!r} of {type(backend).__name__} depends on a path "
            f"parameter; exclude the operation with opt={{{backend.exclude_opt_key!r}: True}}"
        )
    return matches.pop()
