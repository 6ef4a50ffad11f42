"""The dependencies of handlers."""

from collections.abc import AsyncGenerator, Callable, Coroutine
from datetime import timedelta
from typing import Any

from litestar import Request
from litestar.di import NamedDependency, Provide
from sqlalchemy.ext.asyncio import AsyncSession

from app.auth.passwords import Passwords
from app.auth.tokens import Tokens
from app.db.reads import Reads
from app.discovery import classes_of
from app.errors.users import TokenInvalidError, TokenMissingError
from app.queries.users import ACCOUNT_OF_TOKEN, AccountRow
from app.repositories.base import Repository
from app.settings import Settings
from contract import raises

SCHEMES = frozenset({"token", "bearer"})


async def provide_session(db_session: NamedDependency[AsyncSession]) -> AsyncGenerator[AsyncSession, None]:
    """The transaction of a request. The transaction begins with its first statement.

    The commit comes after the response is encoded and before the response is sent. An earlier failure rolls back.
    """
    async with db_session.begin():
        yield db_session


def viewer_provider(tokens: Tokens) -> Callable[..., Coroutine[Any, Any, AccountRow | None]]:
    """The provider of the dependency `viewer`."""

    @raises(TokenInvalidError)
    async def provide_viewer(request: Request[Any, Any, Any], reads: NamedDependency[Reads]) -> AccountRow | None:
        """The user of the token; None without a token. An invalid token is an error, never ignored."""
        scheme, _, token = request.headers.get("authorization", "").strip().partition(" ")
        if not scheme:
            return None
        claims = tokens.read(token.strip()) if scheme.lower() in SCHEMES else None
        viewer = claims and await reads.first(ACCOUNT_OF_TOKEN, id=claims.user_id, generation=claims.generation)
        if viewer is None:
            raise TokenInvalidError
        return viewer

    return provide_viewer


@raises(TokenMissingError)
def provide_current_user(viewer: NamedDependency[AccountRow | None]) -> AccountRow:
    """The user of the token. A request without a token is an error."""
    if viewer is None:
        raise TokenMissingError
    return viewer


def dependencies(settings: Settings, reads: Reads) -> dict[str, Provide]:
    """All dependencies of handlers, by name.

    `viewer` depends on `reads`, and `current_user` depends on `viewer`. Litestar resolves independent dependencies in
    separate tasks, and a task costs more time than these dependencies take.
    """
    passwords = Passwords(memory_kib=settings.password_memory_kib, iterations=settings.password_iterations)
    tokens = Tokens(key=settings.secret_key, lifetime=timedelta(minutes=settings.token_lifetime_minutes))
    return {
        "reads": Provide(lambda: reads, sync_to_thread=False),
        "session": Provide(provide_session),
        "passwords": Provide(lambda: passwords, sync_to_thread=False),
        "tokens": Provide(lambda: tokens, sync_to_thread=False),
        "viewer": Provide(viewer_provider(tokens)),
        "current_user": Provide(provide_current_user, sync_to_thread=False),
        **repositories(),
    }


def repositories() -> dict[str, Provide]:
    """All repositories in the transaction of the request, each by the name of its table."""
    return {
        str(repository.model_type.__tablename__): Provide(repository, sync_to_thread=False)
        for repository in classes_of("app.repositories", Repository)
    }
