"""Path parameters of profiles."""

from typing import Annotated

from litestar.params import PathParameter

from schemas.base import NO_NUL

UsernameInPath = Annotated[str, PathParameter(description="The username, in any case.", pattern=NO_NUL)]
