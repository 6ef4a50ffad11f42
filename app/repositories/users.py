"""The repository of users."""

from typing import Any

from sqlalchemy import or_
from sqlalchemy.exc import IntegrityError

from app.db.keys import key_of
from app.db_models import User, now
from app.errors.users import EmailTakenError, UsernameTakenError
from app.repositories.base import FOR_KEY_SHARE, FOR_NO_KEY_UPDATE, Repository


class UserRepository(Repository[User]):
    """Stores users."""

    model_type = User
    constraint_errors = {
        "uq_users_username_key": UsernameTakenError,
        "uq_users_email_key": EmailTakenError,
    }

    async def find(self, username: str) -> User | None:
        """The user with this username, in any case, locked against deletion and renaming in this transaction."""
        return await self.get_one_or_none(username_key=key_of(username), with_for_update=FOR_KEY_SHARE)

    async def register(self, *, username: str, email: str, password_hash: str) -> User:
        """Add a user. Raises an `ApiError` if another user has the username or the e-mail address."""
        user = User(username=username, email=email, password_hash=password_hash)
        try:
            return await self.add_in_savepoint(user)
        except IntegrityError as error:
            await self._raise_if_taken(error, username, email)
            raise

    async def revise(self, user_id: int, changes: dict[str, Any]) -> User | None:
        """Set the given columns, and return the user; None for a deleted user. A new password revokes earlier tokens.

        Raises an `ApiError` if another user has the username or the e-mail address.
        """
        user = await self.get_one_or_none(id=user_id, with_for_update=FOR_NO_KEY_UPDATE)
        if user is None or not changes:
            return user
        username, email = changes.get("username", user.username), changes.get("email", user.email)
        try:
            async with self.session.begin_nested():
                for column, value in changes.items():
                    setattr(user, column, value)
                if "password_hash" in changes:
                    user.token_generation += 1
                user.updated_at = now()
        except IntegrityError as error:
            await self._raise_if_taken(error, username, email, except_for=user_id)
            raise
        return user

    async def _raise_if_taken(
        self, error: IntegrityError, username: str, email: str, except_for: int | None = None
    ) -> None:
        """Raise an error that names each taken value: the username, the e-mail address, or both."""
        username_key, email_key = key_of(username), key_of(email)
        users = await self.get_many(or_(User.username_key == username_key, User.email_key == email_key))
        others = [user for user in users if user.id != except_for]
        taken: list[type[UsernameTakenError | EmailTakenError]] = []
        if any(other.username_key == username_key for other in others):
            taken.append(UsernameTakenError)
        if any(other.email_key == email_key for other in others):
            taken.append(EmailTakenError)
        if taken:
            raise taken[0]({each.subject: [each.reason] for each in taken}) from error
