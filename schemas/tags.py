"""Tags: what articles are about."""

from typing import Annotated

from msgspec import Meta

from schemas.base import NUL_REFUSED, WITH_INK, Contract

Tag = Annotated[
    str,
    Meta(min_length=1, max_length=64, pattern=WITH_INK, examples=["dragons"], extra=NUL_REFUSED),
]


class TagsResponse(Contract):
    """Tags in use, most used first."""

    tags: list[Tag]
