"""Presenters of accounts."""

from app.auth.tokens import Claims, Tokens
from app.db_models import User
from app.queries.users import AccountRow
from schemas import users


def present_user(user: AccountRow | User, tokens: Tokens) -> users.UserResponse:
    """The account with a new token."""
    token = tokens.issue(Claims(user.id, user.token_generation))
    return users.UserResponse(
        user=users.User(email=user.email, token=token, username=user.username, bio=user.bio, image=user.image)
    )
