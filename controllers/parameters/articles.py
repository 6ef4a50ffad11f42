"""Path and query parameters of articles."""

from typing import Annotated

from litestar.params import PathParameter, QueryParameter

from schemas.base import NO_NUL

SlugInPath = Annotated[str, PathParameter(description="The slug of the article.", pattern=NO_NUL)]
TagInQuery = Annotated[str | None, QueryParameter(description="Only articles with this tag.", pattern=NO_NUL)]
AuthorInQuery = Annotated[
    str | None, QueryParameter(description="Only articles by the user with this username.", pattern=NO_NUL)
]
FavoritedInQuery = Annotated[
    str | None,
    QueryParameter(description="Only favourites of the user with this username.", pattern=NO_NUL),
]
