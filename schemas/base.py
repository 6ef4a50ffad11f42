"""The base class of all bodies, and types of several bodies."""

from datetime import datetime
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta

NO_NUL = r"^[^\u0000]*\Z"
NOT_BLANK = r"^[^\u0000]*[^\s\u0000][^\u0000]*\Z"


class Contract(msgspec.Struct, rename="camel", kw_only=True):
    """A JSON object with camelCase names. Unknown members are ignored, so clients can send a response body back."""


class Changes(Contract):
    """Changes to a resource. Each member has the type `… | UnsetType = UNSET`: an absent member means no change."""

    def given(self) -> dict[str, Any]:
        """The members of the request, by their names in Python."""
        return {name: value for name, value in msgspec.structs.asdict(self).items() if value is not UNSET}


NUL_MESSAGE = {"error_message": "must not contain a NUL character"}

# JavaScript's Number.MAX_SAFE_INTEGER: larger numbers are not exact.
MAX_SAFE_INTEGER = 2**53 - 1

Id = Annotated[int, Meta(ge=1)]
Total = Annotated[int, Meta(ge=0, description="The number of all items, not only of this page.")]
Timestamp = Annotated[datetime, Meta(tz=True, description="In UTC.")]
