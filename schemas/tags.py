"""Bodies of tags."""

from typing import Annotated

from msgspec import Meta

from schemas.base import NOT_BLANK, NUL_MESSAGE, Contract

Tag = Annotated[
    str,
    Meta(min_length=1, max_length=64, pattern=NOT_BLANK, examples=["dragons"], extra=NUL_MESSAGE),
]


class TagsResponse(Contract):
    """Tags in use, most used first."""

    tags: list[Tag]
