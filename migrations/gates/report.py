"""The problem that a gate finds."""

from collections.abc import Sequence

from alembic.script import Script
from sqlalchemy.exc import DBAPIError

from app.settings import ROOT


class GateError(Exception):
    """A problem of a migration: its location, the reason, and the fix."""

    def __init__(self, location: str, reason: str, fix: str) -> None:
        super().__init__(f"{location}: {reason}\nTo fix it, {fix}")


def location_of(script: Script) -> str:
    """The file of a migration. A file of this repository has a relative path."""
    return script.path.removeprefix(f"{ROOT}/")


def locations_of(scripts: Sequence[Script]) -> str:
    """The files of migrations."""
    return ", ".join(location_of(script) for script in scripts)


def reason_of(error: Exception) -> str:
    """The error of a migration in one line, with its statement."""
    if not isinstance(error, DBAPIError):
        return f"{type(error).__name__}: {' '.join(str(error).split())}"
    statement = " ".join(str(error.statement).split())
    return f"{' '.join(str(error.orig).split())} in: {statement[:300]}"
