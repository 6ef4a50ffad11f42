"""Bodies of profiles."""

from typing import Annotated

from msgspec import Meta

from schemas.base import Contract
from schemas.users import Bio, ImageUrl, Username


class Profile(Contract):
    """The profile of a user, from the perspective of the viewer."""

    username: Username
    bio: Bio | None
    image: ImageUrl | None
    following: Annotated[bool, Meta(description="Whether the viewer follows this user. False for anonymous viewers.")]


class ProfileResponse(Contract):
    """The profile of a user, in its envelope."""

    profile: Profile
