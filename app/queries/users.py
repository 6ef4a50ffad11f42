"""Queries for accounts of users."""

from sqlalchemy import BigInteger, bindparam, select

from app.db.query import Query, Row
from app.db_models import User


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


VIEWER = bindparam("viewer", type_=BigInteger)
ACCOUNT_COLUMNS = (User.id, User.username, User.email, User.bio, User.image, User.token_generation)

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
