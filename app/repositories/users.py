"""People: accounts, profiles and who follows whom."""

import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Executable,
    SQLColumnExpression,
    bindparam,
    delete,
    false,
    literal_column,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from app.db_models import Follow, User, now
from app.errors import EmailTaken, Refusal, TokenInvalid, UsernameTaken
from app.repositories.base import Repository
from app.repositories.inserts import insert_unless_there
from app.repositories.subqueries import is_there, looked_up
from app.statements import ReadModel


def key_of(text: str) -> str:
    """The form in which usernames and addresses are compared: neither case nor the spelling of accents counts."""
    return unicodedata.normalize("NFKC", text).casefold()


def keys_of(columns: Mapping[str, str | None]) -> dict[str, str]:
    """The columns that hold the keys of these columns of a person, where they have one."""
    texts = {name: columns.get(name) for name in ("username", "email")}
    return {f"{name}_key": key_of(text) for name, text in texts.items() if text is not None}


def followed_by(viewer: SQLColumnExpression[int], person: SQLColumnExpression[int]) -> ColumnElement[bool]:
    """Whether the viewer with the one id follows the person with the other; false for nobody."""
    return is_there(Follow.follower_id == viewer, Follow.followed_id == person)


class Account(ReadModel):
    """A person as they see themselves."""

    id: int
    username: str
    email: str
    bio: str | None
    image: str | None
    token_generation: int


class GuardedAccount(Account):
    """An account with what its password is compared to."""

    password_hash: str


class SeenProfile(ReadModel):
    """A person as a viewer sees them."""

    username: str
    bio: str | None
    image: str | None
    following: bool


VIEWER = bindparam("viewer", type_=BigInteger)
USERNAME_KEY = bindparam("username_key", type_=User.username_key.type)
PERSON_ID = select(User.id).where(User.username_key == USERNAME_KEY).scalar_subquery()

# How a person looks to a viewer, wherever they are shown.
PROFILE = (User.username, User.bio, User.image, followed_by(VIEWER, User.id).label("following"))
ACCOUNT = (User.id, User.username, User.email, User.bio, User.image, User.token_generation)

REGISTER = insert_unless_there(
    User,
    *("username", "username_key", "email", "email_key", "password_hash"),
    *("token_generation", "bio", "image", "created_at", "updated_at"),
).returning(*ACCOUNT)
WITH_TOKEN = select(*ACCOUNT).where(
    User.id == bindparam("id", type_=BigInteger), User.token_generation == bindparam("generation", type_=BigInteger)
)
WITH_EMAIL = select(*ACCOUNT, User.password_hash).where(
    User.email_key == bindparam("email_key", type_=User.email_key.type)
)
SEE = select(*PROFILE).where(User.username_key == USERNAME_KEY)
# The one of whom the row says that they are followed.
FOLLOWED = looked_up((User.username, User.bio, User.image), User.id == literal_column("follows.followed_id"))
FOLLOW = (
    insert(Follow)
    .from_select(["follower_id", "followed_id"], select(VIEWER, User.id).where(User.username_key == USERNAME_KEY))
    # Nothing changes, but only a row that is written is returned.
    .on_conflict_do_update(index_elements=Follow.__table__.primary_key, set_={"follower_id": VIEWER})
    .returning(*FOLLOWED, true().label("following"))
)
UNFOLLOW = (
    delete(Follow)
    .where(Follow.follower_id == VIEWER, Follow.followed_id == PERSON_ID)
    .returning(*FOLLOWED, false().label("following"))
)


@cache
def revise_with(*columns: str) -> Executable:
    """UPDATE of these columns of a person."""
    values: dict[str, Any] = {column: bindparam(column) for column in columns}
    if "password_hash" in columns:
        values["token_generation"] = User.token_generation + 1
    this = User.id == bindparam("account_id", type_=BigInteger)
    return update(User).where(this).values(values).returning(*ACCOUNT)


class UserRepository(Repository[User]):
    """Reaches people."""

    model_type = User

    async def register(self, *, username: str, email: str, password_hash: str) -> Account:
        """Add a person. Refuses a username and an address in use, both at once if need be."""
        moment = now()
        names = {"username": username, "email": email}
        keys = keys_of(names)
        others = {"bio": None, "image": None, "token_generation": 0, "created_at": moment, "updated_at": moment}
        account = await self.session.row(Account, REGISTER, password_hash=password_hash, **names, **keys, **others)
        if account is None:
            raise await self._taken(**keys)
        return account

    async def _taken(self, username_key: str, email_key: str) -> Refusal:
        """The refusal that names what others have: the username, the address or both."""
        others = await self.entities.get_many(or_(User.username_key == username_key, User.email_key == email_key))
        found: list[Refusal] = []
        if any(user.email_key == email_key for user in others):
            found.append(EmailTaken())
        # Also for somebody who is gone by now: something was in use.
        if any(user.username_key == username_key for user in others) or not found:
            found.insert(0, UsernameTaken())
        return type(found[0])({subject: reasons for each in found for subject, reasons in each.errors.items()})

    async def with_email(self, email: str) -> GuardedAccount | None:
        """The person with this address, in any case of letters, whatever the transaction has done."""
        return await self.session.database.row(GuardedAccount, WITH_EMAIL, email_key=key_of(email))

    async def with_token(self, user_id: int, generation: int) -> Account | None:
        """The person whose tokens of that generation are still accepted, whatever the transaction has done."""
        return await self.session.database.row(Account, WITH_TOKEN, id=user_id, generation=generation)

    async def revise(self, account: Account, changes: dict[str, str | None]) -> Account:
        """Set the given columns, and return the account as it is then. A new password voids the tokens issued before.

        Refuses for somebody who is gone by now.
        """
        if not changes:
            return account
        columns = {**changes, **keys_of(changes), "updated_at": now()}
        revised = await self.session.row(Account, revise_with(*columns), account_id=account.id, **columns)
        if revised is None:
            raise TokenInvalid
        return revised

    async def see(self, username: str, viewer: Account | None) -> SeenProfile | None:
        """The person with this username, in any case of letters, as the viewer sees them."""
        return await self.session.row(SeenProfile, SEE, username_key=key_of(username), viewer=viewer and viewer.id)

    async def follow(self, username: str, follower: Account) -> SeenProfile | None:
        """Follow the person with that username, if there is one, and return them; following twice is following."""
        return await self.session.row(SeenProfile, FOLLOW, username_key=key_of(username), viewer=follower.id)

    async def unfollow(self, username: str, follower: Account) -> SeenProfile | None:
        """Follow the person with that username no more, if there is one and that was so, and return them."""
        parameters = {"username_key": key_of(username), "viewer": follower.id}
        unfollowed = await self.session.row(SeenProfile, UNFOLLOW, **parameters)
        return unfollowed or await self.session.row(SeenProfile, SEE, **parameters)
