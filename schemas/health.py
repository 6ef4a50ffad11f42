"""Bodies of health checks."""

from typing import Literal

from schemas.base import Contract


class Health(Contract):
    """The result of a successful health check."""

    status: Literal["ok"]
