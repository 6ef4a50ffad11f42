"""People: accounts, profiles and who follows whom."""

import unicodedata
from typing import NamedTuple

from advanced_alchemy.repository import SQLAlchemyAsyncRepository
from sqlalchemy import ColumnElement, delete, exists, false, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from app.db_models import ROW_LOCK, Follow, User, now
from app.errors import EmailTaken, Refusal, UsernameTaken
from app.repositories.inserts import insert_unless_there


def key_of(text: str) -> str:
    """The form in which usernames and addresses are compared: neither case nor the spelling of accents counts."""
    return unicodedata.normalize("NFKC", text).casefold()


def followed_by(viewer: User | None, person: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Whether the viewer follows the person with that id; false for nobody."""
    if viewer is None:
        return false()
    return exists().where(Follow.follower_id == viewer.id, Follow.followed_id == person)


class SeenProfile(NamedTuple):
    """A person as a viewer sees them."""

    user: User
    following: bool


class UserRepository(SQLAlchemyAsyncRepository[User]):
    """Reaches people."""

    model_type = User

    async def register(self, *, username: str, email: str, password_hash: str) -> User:
        """Add a person. Refuses a username and an address in use, both at once if need be."""
        keys = {"username_key": key_of(username), "email_key": key_of(email)}
        user = await insert_unless_there(
            self.session, User, username=username, email=email, password_hash=password_hash, **keys
        )
        if user is None:
            raise await self._taken(**keys)
        return user

    async def _taken(self, username_key: str, email_key: str) -> Refusal:
        """The refusal that names what others have: the username, the address or both."""
        others = await self.get_many(or_(User.username_key == username_key, User.email_key == email_key))
        found: list[Refusal] = []
        if any(user.email_key == email_key for user in others):
            found.append(EmailTaken())
        # Also for somebody who is gone by now: something was in use.
        if any(user.username_key == username_key for user in others) or not found:
            found.insert(0, UsernameTaken())
        return type(found[0])({subject: reasons for each in found for subject, reasons in each.errors.items()})

    async def with_email(self, email: str) -> User | None:
        """The person with this address, in any case of letters."""
        return await self.get_one_or_none(User.email_key == key_of(email))

    async def with_token(self, user_id: int, generation: int) -> User | None:
        """The person whose tokens of that generation are still accepted."""
        return await self.get_one_or_none(User.id == user_id, User.token_generation == generation)

    async def revise(self, user: User, changes: dict[str, str | None]) -> User:
        """Set the given columns. A new password voids the tokens issued before."""
        await self.session.refresh(user, with_for_update=ROW_LOCK)
        for name, value in changes.items():
            setattr(user, name, value)
        user.username_key = key_of(user.username)
        user.email_key = key_of(user.email)
        if "password_hash" in changes:
            user.token_generation += 1
        if changes:
            user.updated_at = now()
        await self.session.flush()
        return user

    async def see(self, username: str, viewer: User | None) -> SeenProfile | None:
        """The person with this username, in any case of letters, as the viewer sees them."""
        statement = select(User, followed_by(viewer, User.id)).where(User.username_key == key_of(username))
        row = (await self.session.execute(statement)).one_or_none()
        return row and SeenProfile(*row)

    async def follow(self, follower: User, followed: User) -> None:
        """Follow; following twice is following."""
        await insert_unless_there(self.session, Follow, follower_id=follower.id, followed_id=followed.id)

    async def unfollow(self, follower: User, followed: User) -> None:
        """Follow no more, if that was so."""
        await self.session.execute(
            delete(Follow).where(Follow.follower_id == follower.id, Follow.followed_id == followed.id)
        )
