"""The base class of all bodies, and text types of several bodies."""

from typing import Annotated

import msgspec
from msgspec import Meta

NO_NUL = r"^[^\u0000]*\Z"
NOT_BLANK = r"^[^\u0000]*[^\s\u0000][^\u0000]*\Z"


class Contract(msgspec.Struct, rename="camel", kw_only=True):
    """A JSON object with camelCase names. Unknown members are ignored, so clients can send a response body back."""


NUL_MESSAGE = {"error_message": "must not contain a NUL character"}

Username = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=64,
        pattern=r"^(?!\.{1,2}\Z)[^\s/\u0000-\u001f\u007f]+( [^\s/\u0000-\u001f\u007f]+)*\Z",
        description="Unique, ignoring case. The username is part of URLs.",
        examples=["jake"],
        extra={"error_message": "must not contain slashes, control characters, or spaces at its ends or in a row"},
    ),
]
Bio = Annotated[str, Meta(max_length=2_000, pattern=NO_NUL, extra=NUL_MESSAGE)]
ImageUrl = Annotated[
    str,
    Meta(
        max_length=2_000,
        pattern=NO_NUL,
        examples=["https://example.test/jake.png"],
        extra=NUL_MESSAGE,
    ),
]
