"""People: accounts as their owners see them, and profiles as others do."""

from sqlalchemy import BigInteger, ColumnElement, SQLColumnExpression, bindparam, select

from app.db.query import Query, Row
from app.db_models import Follow, User
from app.queries.subqueries import exists_row


class AccountRow(Row):
    """A person as they see themselves."""

    id: int
    username: str
    email: str
    bio: str | None
    image: str | None
    token_generation: int


class CredentialsRow(AccountRow):
    """An account with the hash of its password."""

    password_hash: str


class ProfileRow(Row):
    """A person as a viewer sees them."""

    username: str
    bio: str | None
    image: str | None
    following: bool


VIEWER = bindparam("viewer", type_=BigInteger)


def is_followed_by(viewer: SQLColumnExpression[int], person: SQLColumnExpression[int]) -> ColumnElement[bool]:
    """Whether the viewer with the one id follows the person with the other; false for a viewer without an id."""
    return exists_row(Follow.follower_id == viewer, Follow.followed_id == person)


ACCOUNT_COLUMNS = (User.id, User.username, User.email, User.bio, User.image, User.token_generation)
# The look of a person, wherever they are shown.
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
