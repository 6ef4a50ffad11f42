"""Differences between the errors that handlers and providers declare, and the errors that their code can raise."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from litestar.exceptions import HTTPException

from contract.code import Function
from contract.document import ContractConfig
from contract.names import qualified_name
from contract.operations import Operation
from contract.raised_errors import RaisedErrors
from contract.raises import declared_errors, is_api_error, is_http_error

_UNDECLARABLE = "raise a subclass with a status_code of its own, and declare the subclass"


class Difference(NamedTuple):
    """A location in the code, and the problem there."""

    location: str
    problem: str


class _Root(NamedTuple):
    """A function that runs for an operation, and the place of its declarations."""

    location: str
    function: Function
    declared: tuple[Any, ...]
    declaration: str

    def declaration_of(self, errors: set[Any]) -> str:
        return self.declaration.format(", ".join(sorted(error.__name__ for error in errors)))


def differences(operations: list[Operation], config: ContractConfig) -> Iterator[Difference]:
    """All differences. Each message has the calls down to the `raise`, and the line that corrects the declaration."""
    is_error = is_api_error if config.has_codes else is_http_error
    analysis = RaisedErrors(config.source_packages, config.write_errors, is_error)
    found: dict[Difference, None] = {}
    roots: dict[Function, tuple[Any, ...]] = {}
    for operation in operations:
        documented = set(config.errors_of(operation))
        for root in _roots(operation, analysis):
            roots[root.function] = root.declared
            found |= dict.fromkeys(_undeclared(root, documented, analysis))
            found |= dict.fromkeys(_never_raised(root, analysis))
    yield from found
    for function in analysis.functions:
        for waiver in analysis.unneeded_waivers(function, roots.get(function, ())):
            problem = f"the waiver of {waiver.error.__name__} is not needed; remove it"
            yield Difference(qualified_name(function.code), problem)


def _roots(operation: Operation, analysis: RaisedErrors) -> Iterator[_Root]:
    handler = operation.handler
    declared = tuple(handler.raises or ())
    if function := analysis.function(handler.fn):
        yield _Root(operation.location, function, declared, "raises=[{}] of the handler")
    for hook in operation.hooks:
        if function := analysis.function(hook):
            location = f"the function {qualified_name(function.code)} before {operation.location}"
            yield _Root(location, function, declared_errors(hook), "@raises({}) of the function")
    for provider in operation.dependencies.values():
        if function := analysis.function(provider.dependency):
            location = f"the provider {qualified_name(function.code)}"
            yield _Root(location, function, declared_errors(provider.dependency), "@raises({}) of the provider")


def _undeclared(root: _Root, documented: set[Any], analysis: RaisedErrors) -> Iterator[Difference]:
    for error in sorted(set(analysis.of(root.function)) - documented, key=qualified_name):
        calls = "".join(f"\n    {line}" for line in analysis.chain(root.function, error))
        change = _UNDECLARABLE
        if error is not HTTPException:
            change = f"change the declaration to {root.declaration_of({*root.declared, error})}"
        problem = f"can raise {error.__name__}, and does not declare it; {change}{calls}"
        yield Difference(root.location, problem)


def _never_raised(root: _Root, analysis: RaisedErrors) -> Iterator[Difference]:
    waived = analysis.waived(root.function)
    for error in sorted(set(root.declared) - set(analysis.of(root.function)) - waived, key=qualified_name):
        change = f"change the declaration to {root.declaration_of(set(root.declared) - {error})}"
        yield Difference(root.location, f"declares {error.__name__}, and nothing raises it; {change}")
