"""Handlers of profiles and follows."""

from litestar import Controller, delete, get, post
from litestar.di import NamedDependency

from app.db.keys import key_of
from app.db.reads import Reads
from app.errors.base import require
from app.errors.profiles import ProfileNotFoundError
from app.queries.profiles import PROFILE
from app.queries.users import AccountRow
from app.repositories.profiles import FollowRepository
from app.repositories.users import UserRepository
from controllers.parameters.profiles import UsernameInPath
from controllers.presenters.profiles import present_profile
from schemas import profiles as contracts


class ProfileController(Controller):
    """Profiles."""

    path = "/profiles/{username:str}"
    tags = ("Profiles",)

    @get(operation_id="getProfile", raises=[ProfileNotFoundError])
    async def get_profile(
        self,
        username: UsernameInPath,
        viewer: NamedDependency[AccountRow | None],
        reads: NamedDependency[Reads],
    ) -> contracts.ProfileResponse:
        """Get the profile of a user."""
        row = await reads.first(PROFILE, username_key=key_of(username), viewer=viewer and viewer.id)
        return present_profile(require(row, ProfileNotFoundError))

    @post("/follow", operation_id="followUser", status_code=200, raises=[ProfileNotFoundError])
    async def follow_user(
        self,
        username: UsernameInPath,
        current_user: NamedDependency[AccountRow],
        users: NamedDependency[UserRepository],
        follows: NamedDependency[FollowRepository],
    ) -> contracts.ProfileResponse:
        """Follow a user. Repeated requests have no further effect."""
        followed = require(await users.find(username), ProfileNotFoundError)
        await follows.follow(current_user.id, followed)
        return present_profile(await follows.read_row(followed, current_user.id))

    @delete("/follow", operation_id="unfollowUser", status_code=200, raises=[ProfileNotFoundError])
    async def unfollow_user(
        self,
        username: UsernameInPath,
        current_user: NamedDependency[AccountRow],
        users: NamedDependency[UserRepository],
        follows: NamedDependency[FollowRepository],
    ) -> contracts.ProfileResponse:
        """Unfollow a user. A missing follow is not an error."""
        followed = require(await users.find(username), ProfileNotFoundError)
        await follows.unfollow(current_user.id, followed)
        return present_profile(await follows.read_row(followed, current_user.id))
