"""Handlers of registration, login and accounts."""

from typing import Any

from litestar import Controller, get, post, put
from litestar.datastructures import ResponseHeader
from litestar.di import NamedDependency
from litestar.params import JSONBody

from app.auth.passwords import Passwords
from app.auth.tokens import Tokens
from app.db.keys import key_of
from app.db.reads import Reads
from app.errors.base import require
from app.errors.users import CredentialsInvalidError, EmailTakenError, TokenInvalidError, UsernameTakenError
from app.http.etags import ETAG
from app.queries.users import CREDENTIALS, AccountRow
from app.repositories.users import UserRepository
from contract import PUBLIC
from controllers.presenters.users import present_user
from schemas import users as contracts

NO_STORE = ResponseHeader(
    name="Cache-Control", value="no-store", description="No cache may store a token.", required=True
)


class UserController(Controller):
    """Accounts."""

    tags = ("Accounts",)

    @post(
        "/users",
        operation_id="registerUser",
        raises=[EmailTakenError, UsernameTakenError],
        opt={PUBLIC: "a new user has no token"},
    )
    async def register_user(
        self,
        data: JSONBody[contracts.NewUserRequest],
        users: NamedDependency[UserRepository],
        passwords: NamedDependency[Passwords],
        tokens: NamedDependency[Tokens],
    ) -> contracts.UserResponse:
        """Register a user, and get a token."""
        new = data.user
        # The hash is computed before the first statement, so that the request holds no connection and no lock.
        password_hash = await passwords.hash(new.password)
        user = await users.register(username=new.username, email=new.email, password_hash=password_hash)
        return present_user(user, tokens)

    @post(
        "/users/login",
        operation_id="logIn",
        status_code=200,
        raises=[CredentialsInvalidError],
        opt={PUBLIC: "the response has the token"},
    )
    async def log_in(
        self,
        data: JSONBody[contracts.LoginRequest],
        reads: NamedDependency[Reads],
        passwords: NamedDependency[Passwords],
        tokens: NamedDependency[Tokens],
    ) -> contracts.UserResponse:
        """Get a token for an e-mail address and its password."""
        user = await reads.first(CREDENTIALS, email_key=key_of(data.user.email))
        if not await passwords.verify(data.user.password, user.password_hash if user else None) or user is None:
            raise CredentialsInvalidError
        return present_user(user, tokens)

    # Each response has a new token, so an entity tag never matches.
    @get("/user", operation_id="getCurrentUser", response_headers=[NO_STORE], opt={ETAG: False})
    async def get_current_user(
        self, current_user: NamedDependency[AccountRow], tokens: NamedDependency[Tokens]
    ) -> contracts.UserResponse:
        """Get the account of the current user, with a new token."""
        return present_user(current_user, tokens)

    @put("/user", operation_id="updateCurrentUser", raises=[EmailTakenError, UsernameTakenError])
    async def update_current_user(
        self,
        data: JSONBody[contracts.UserChangesRequest],
        current_user: NamedDependency[AccountRow],
        users: NamedDependency[UserRepository],
        passwords: NamedDependency[Passwords],
        tokens: NamedDependency[Tokens],
    ) -> contracts.UserResponse:
        """Change the account of the current user. A new password revokes all tokens except the one in the response."""
        changes: dict[str, Any] = {name: value or None for name, value in data.user.given().items()}
        if "password" in changes:
            changes["password_hash"] = await passwords.hash(changes.pop("password"))
        user = require(await users.revise(current_user.id, changes), TokenInvalidError)
        return present_user(user, tokens)
