"""The base class of all bodies, and types of several bodies."""

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

NO_NUL = r"^[^\u0000]*\Z"
NOT_BLANK = r"^[^\u0000]*[^\s\u0000][^\u0000]*\Z"


class Contract(msgspec.Struct, rename="camel", kw_only=True):
    """A JSON object with camelCase names. Unknown members are ignored, so clients can send a response body back."""


NUL_MESSAGE = {"error_message": "must not contain a NUL character"}

# JavaScript's Number.MAX_SAFE_INTEGER: larger numbers are not exact.
MAX_SAFE_INTEGER = 2**53 - 1

Timestamp = Annotated[datetime, Meta(tz=True, description="In UTC.")]
