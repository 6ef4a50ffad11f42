"""Tags in use."""

from litestar import Controller, get
from litestar.di import NamedDependency

from app.repositories.tags import TagRepository
from controllers.presenters import present_tags
from schemas import tags as contracts


class TagController(Controller):
    """Tags."""

    tags = ("Tags",)

    @get("/tags", operation_id="listTags")
    async def list_tags(self, tags: NamedDependency[TagRepository]) -> contracts.TagsResponse:
        """List the tags in use, most used first."""
        return present_tags(await tags.in_use())
