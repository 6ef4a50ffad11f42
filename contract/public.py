"""Operations without authentication: every operation that writes requires it, or says why it does not."""

from contract.errors import ContractError
from contract.operations import Operation

PUBLIC = "public"
READS = ("get", "head", "options")


def check_access(operation: Operation, auth_dependency: str) -> None:
    """Raise a `ContractError` for a write without authentication and without a reason, or for an unneeded reason."""
    problem = _problem(operation, auth_dependency)
    if problem:
        raise ContractError(f"{operation.location} {problem}")


def _problem(operation: Operation, auth_dependency: str) -> str | None:
    reason = operation.handler.opt.get(PUBLIC)
    if PUBLIC in operation.handler.opt and not (isinstance(reason, str) and reason.strip()):
        return f"has no text as the reason of opt={{PUBLIC: {reason!r}}}; add the reason"
    if operation.method in READS or auth_dependency in operation.dependencies:
        why = "is a read" if operation.method in READS else f"depends on {auth_dependency}"
        return f"{why} and needs no opt={{PUBLIC: …}}; remove the option" if reason else None
    if reason:
        return None
    return (
        f"writes without authentication; add the parameter {auth_dependency},"
        ' or opt={PUBLIC: "the reason"} for an operation that anyone may call'
    )
