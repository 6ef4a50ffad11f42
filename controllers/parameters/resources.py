"""Path parameters of resources."""

from typing import Annotated

from litestar.params import PathParameter

from schemas.base import MAX_SAFE_INTEGER

IdInPath = Annotated[int, PathParameter(description="The id.", ge=1, le=MAX_SAFE_INTEGER)]
