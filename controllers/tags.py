"""The handler of tags."""

from litestar import Controller, get
from litestar.di import NamedDependency

from app.db.reads import Reads
from app.queries.tags import TAGS_IN_USE
from controllers.presenters.tags import present_tags
from schemas import tags as contracts


class TagController(Controller):
    """Tags."""

    tags = ("Tags",)

    @get("/tags", operation_id="listTags")
    async def list_tags(self, reads: NamedDependency[Reads]) -> contracts.TagsResponse:
        """List the tags in use, most used first."""
        return present_tags(await reads.one(TAGS_IN_USE))
