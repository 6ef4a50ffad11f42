"""Queries for accounts and profiles of users."""

from sqlalchemy import BigInteger, ColumnElement, SQLColumnExpression, bindparam, select

from app.db.query import Query, Row
from app.db_models import Follow, User
from app.queries.subqueries import exists_row


class AccountRow(Row):
    """The account of a user."""

    id: int
    username: str
    email: str
    bio: str | None
    image: str | None
    token_generation: int


class CredentialsRow(AccountRow):
    """An account with its password hash."""

    password_hash: str


class ProfileRow(Row):
    """The profile of a user, from the perspective of a viewer."""

    username: str
    bio: str | None
    image: str | None
    following: bool


VIEWER = bindparam("viewer", type_=BigInteger)


def is_followed_by(viewer_id: SQLColumnExpression[int], user_id: SQLColumnExpression[int]) -> ColumnElement[bool]:
    """Whether the viewer follows the user. The result is false if the viewer id is null."""
    return exists_row(Follow.follower_id == viewer_id, Follow.followed_id == user_id)


ACCOUNT_COLUMNS = (User.id, User.username, User.email, User.bio, User.image, User.token_generation)
# The columns of a user in every response.
PROFILE_COLUMNS = (User.username, User.bio, User.image, is_followed_by(VIEWER, User.id).label("following"))

ACCOUNT_OF_TOKEN = Query(
    AccountRow,
    select(*ACCOUNT_COLUMNS).where(
        User.id == bindparam("id", type_=BigInteger),
        User.token_generation == bindparam("generation", type_=BigInteger),
    ),
)
CREDENTIALS = Query(
    CredentialsRow,
    select(*ACCOUNT_COLUMNS, User.password_hash).where(
        User.email_key == bindparam("email_key", type_=User.email_key.type)
    ),
)
PROFILE = Query(
    ProfileRow,
    select(*PROFILE_COLUMNS).where(User.username_key == bindparam("username_key", type_=User.username_key.type)),
)
