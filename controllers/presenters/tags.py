"""Presenters of tags."""

from app.queries.tags import TagsRow
from schemas import tags


def present_tags(row: TagsRow) -> tags.TagsResponse:
    """The tags by their names."""
    return tags.TagsResponse(tags=row.tags)
