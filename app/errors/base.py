"""The base of all API errors.

Each subclass has one `code`, and its docstring describes the code in `openapi.json`. `app/errors/` has a module for the
errors of each resource.
"""

from collections.abc import Mapping
from typing import ClassVar, TypeVar

from litestar.exceptions import HTTPException


class ApiError(HTTPException):
    """An error response: `errors` maps each subject to its reasons, as in the error body."""

    code: ClassVar[str]
    subject: ClassVar[str]
    reason: ClassVar[str]
    headers: dict[str, str] | None = None

    def __init__(self, errors: Mapping[str, list[str]] | None = None) -> None:
        """Use the reason of the class, or `errors` if the reasons depend on the request."""
        super().__init__(detail=f"{self.subject} {self.reason}", status_code=self.status_code, headers=self.headers)
        self.errors = errors or {self.subject: [self.reason]}


Value = TypeVar("Value")


def require(value: Value | None, error: type[ApiError]) -> Value:
    """The value. Raises the error for None."""
    if value is None:
        raise error
    return value
