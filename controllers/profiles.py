"""People as others see them, and following them."""

from litestar import Controller, delete, get, post
from litestar.di import NamedDependency

from app.errors import ProfileNotFound
from app.repositories.users import Account, SeenProfile, UserRepository
from controllers.parameters import UsernameInPath
from controllers.presenters import present_profile
from schemas import profiles as contracts


class ProfileController(Controller):
    """Profiles."""

    path = "/profiles/{username:str}"
    tags = ("Profiles",)

    @get(operation_id="getProfile", raises=[ProfileNotFound])
    async def get_profile(
        self,
        username: UsernameInPath,
        viewer: NamedDependency[Account | None],
        users: NamedDependency[UserRepository],
    ) -> contracts.ProfileResponse:
        """Get a person's profile."""
        return present_profile(_found(await users.see(username, viewer)))

    @post("/follow", operation_id="followUser", status_code=200, raises=[ProfileNotFound])
    async def follow_user(
        self,
        username: UsernameInPath,
        current_user: NamedDependency[Account],
        users: NamedDependency[UserRepository],
    ) -> contracts.ProfileResponse:
        """Follow a person. Following twice is following."""
        return present_profile(_found(await users.follow(username, current_user)))

    @delete("/follow", operation_id="unfollowUser", status_code=200, raises=[ProfileNotFound])
    async def unfollow_user(
        self,
        username: UsernameInPath,
        current_user: NamedDependency[Account],
        users: NamedDependency[UserRepository],
    ) -> contracts.ProfileResponse:
        """Follow a person no more, if that was so."""
        return present_profile(_found(await users.unfollow(username, current_user)))


def _found(seen: SeenProfile | None) -> SeenProfile:
    if seen is None:
        raise ProfileNotFound
    return seen
