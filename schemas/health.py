"""What a load balancer asks."""

from typing import Literal

from schemas.base import Contract


class Health(Contract):
    """The service does what was asked about."""

    status: Literal["ok"]
