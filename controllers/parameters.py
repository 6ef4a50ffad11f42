"""Path and query parameters that more than one handler takes."""

from typing import Annotated

from litestar.params import PathParameter, QueryParameter

from schemas.base import NO_NUL

# Beyond this, JavaScript's numbers are no longer exact.
LARGEST_INTEGER = 2**53 - 1

SlugInPath = Annotated[str, PathParameter(description="The article's slug.", pattern=NO_NUL)]
UsernameInPath = Annotated[str, PathParameter(description="The person's username, in any case.", pattern=NO_NUL)]
CommentIdInPath = Annotated[int, PathParameter(description="The comment's id.", ge=1, le=LARGEST_INTEGER)]
TagInQuery = Annotated[str | None, QueryParameter(description="Only articles with this tag.", pattern=NO_NUL)]
AuthorInQuery = Annotated[
    str | None, QueryParameter(description="Only articles by the person with this username.", pattern=NO_NUL)
]
FavoritedInQuery = Annotated[
    str | None,
    QueryParameter(description="Only favourites of the person with this username.", pattern=NO_NUL),
]
Limit = Annotated[int, QueryParameter(description="How many articles at the most.", ge=1, le=100)]
Offset = Annotated[
    int, QueryParameter(description="How many of the newest articles to leave out.", ge=0, le=LARGEST_INTEGER)
]
