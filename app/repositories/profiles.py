"""The repository of follows."""

from app.db_models import Follow, User
from app.errors.profiles import ProfileNotFoundError
from app.errors.users import TokenInvalidError
from app.queries.profiles import PROFILE, ProfileRow
from app.repositories.base import Repository


class FollowRepository(Repository[Follow]):
    """Stores follows."""

    model_type = Follow
    constraint_errors = {
        "fk_follows_follower_id_users": TokenInvalidError,
        "fk_follows_followed_id_users": ProfileNotFoundError,
    }

    async def follow(self, follower_id: int, followed: User) -> None:
        """Let a user follow another user. An existing follow is not an error."""
        await self.add_unless_exists(Follow(follower_id=follower_id, followed_id=followed.id))

    async def unfollow(self, follower_id: int, followed: User) -> None:
        """Let a user unfollow another user. A missing follow is not an error."""
        await self.delete_where(follower_id=follower_id, followed_id=followed.id, sanity_check=False)

    async def read_row(self, user: User, viewer: int) -> ProfileRow:
        """The profile row of a user that this transaction has locked, as the viewer sees it."""
        return await PROFILE.one(self.session, username_key=user.username_key, viewer=viewer)
