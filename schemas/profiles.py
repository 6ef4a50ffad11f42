"""People as others see them."""

from typing import Annotated

from msgspec import Meta

from schemas.base import Bio, Contract, ImageUrl, Username


class Profile(Contract):
    """A person as the viewer sees them."""

    username: Username
    bio: Bio | None
    image: ImageUrl | None
    following: Annotated[bool, Meta(description="Whether the viewer follows this person; false for anonymous viewers.")]


class ProfileResponse(Contract):
    """A person as the viewer sees them, in its envelope."""

    profile: Profile
