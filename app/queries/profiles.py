"""Queries for profiles of users."""

from sqlalchemy import ColumnElement, SQLColumnExpression, bindparam, select

from app.db.query import Query, Row
from app.db_models import Follow, User
from app.queries.subqueries import exists_row
from app.queries.users import VIEWER


class ProfileRow(Row):
    """The profile of a user, from the perspective of a viewer."""

    username: str
    bio: str | None
    image: str | None
    following: bool


def is_followed_by(viewer_id: SQLColumnExpression[int], user_id: SQLColumnExpression[int]) -> ColumnElement[bool]:
    """Whether the viewer follows the user. The result is false if the viewer id is null."""
    return exists_row(Follow.follower_id == viewer_id, Follow.followed_id == user_id)


# The columns of a user in every response.
PROFILE_COLUMNS = (User.username, User.bio, User.image, is_followed_by(VIEWER, User.id).label("following"))

PROFILE = Query(
    ProfileRow,
    select(*PROFILE_COLUMNS).where(User.username_key == bindparam("username_key", type_=User.username_key.type)),
)
