"""Path parameters of comments."""

from typing import Annotated

from litestar.params import PathParameter

from schemas.base import MAX_SAFE_INTEGER

CommentIdInPath = Annotated[int, PathParameter(description="The id of the comment.", ge=1, le=MAX_SAFE_INTEGER)]
