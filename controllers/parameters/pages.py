"""Query parameters of lists."""

from typing import Annotated

from litestar.params import QueryParameter

from schemas.base import MAX_SAFE_INTEGER

Limit = Annotated[int, QueryParameter(description="The maximum number of items.", ge=1, le=100)]
Offset = Annotated[int, QueryParameter(description="The number of newest items to skip.", ge=0, le=MAX_SAFE_INTEGER)]
