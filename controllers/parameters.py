"""Path and query parameters of handlers."""

from typing import Annotated

from litestar.params import PathParameter, QueryParameter

from schemas.base import NO_NUL

# JavaScript's Number.MAX_SAFE_INTEGER: larger numbers are not exact.
MAX_SAFE_INTEGER = 2**53 - 1

SlugInPath = Annotated[str, PathParameter(description="The slug of the article.", pattern=NO_NUL)]
UsernameInPath = Annotated[str, PathParameter(description="The username, in any case.", pattern=NO_NUL)]
CommentIdInPath = Annotated[int, PathParameter(description="The id of the comment.", ge=1, le=MAX_SAFE_INTEGER)]
TagInQuery = Annotated[str | None, QueryParameter(description="Only articles with this tag.", pattern=NO_NUL)]
AuthorInQuery = Annotated[
    str | None, QueryParameter(description="Only articles by the user with this username.", pattern=NO_NUL)
]
FavoritedInQuery = Annotated[
    str | None,
    QueryParameter(description="Only favourites of the user with this username.", pattern=NO_NUL),
]
Limit = Annotated[int, QueryParameter(description="The maximum number of articles.", ge=1, le=100)]
Offset = Annotated[int, QueryParameter(description="The number of newest articles to skip.", ge=0, le=MAX_SAFE_INTEGER)]
