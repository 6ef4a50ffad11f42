"""What a handler may ask for by name."""

from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any

from litestar import Request
from litestar.di import NamedDependency, Provide

from app.database import Database, Session, session_provider
from app.errors import TokenInvalid, TokenMissing
from app.repositories.articles import ArticleRepository
from app.repositories.comments import CommentRepository
from app.repositories.tags import TagRepository
from app.repositories.users import Account, UserRepository
from app.security import Passwords, Tokens
from app.settings import Settings
from contract import raises

SCHEMES = frozenset({"token", "bearer"})


def provide_articles(session: NamedDependency[Session]) -> ArticleRepository:
    """Articles, in this request's transaction."""
    return ArticleRepository(session)


def provide_comments(session: NamedDependency[Session]) -> CommentRepository:
    """Comments, in this request's transaction."""
    return CommentRepository(session)


def provide_tags(session: NamedDependency[Session]) -> TagRepository:
    """Tags, in this request's transaction."""
    return TagRepository(session)


def provide_users(session: NamedDependency[Session]) -> UserRepository:
    """People, in this request's transaction."""
    return UserRepository(session)


def viewer_provider(tokens: Tokens) -> Callable[..., Coroutine[Any, Any, Account | None]]:
    """The dependency `viewer`."""

    @raises(TokenInvalid)
    async def provide_viewer(request: Request[Any, Any, Any], session: NamedDependency[Session]) -> Account | None:
        """Whoever sent the token; None without one. A token that is not accepted is refused, never ignored."""
        # Litestar's own way copies all headers first.
        sent = next((value for name, value in request.scope["headers"] if name == b"authorization"), b"")
        scheme, _, token = sent.decode("latin-1").strip().partition(" ")
        if not scheme:
            return None
        claims = tokens.read(token.strip()) if scheme.lower() in SCHEMES else None
        viewer = claims and await UserRepository(session).with_token(*claims)
        if viewer is None:
            raise TokenInvalid
        return viewer

    return provide_viewer


@raises(TokenMissing)
def provide_current_user(viewer: NamedDependency[Account | None]) -> Account:
    """Whoever sent the token; without one the request is refused."""
    if viewer is None:
        raise TokenMissing
    return viewer


def dependencies(settings: Settings, database: Database) -> dict[str, Provide]:
    """All that handlers may ask for, by name."""
    passwords = Passwords(memory_kib=settings.password_memory_kib, iterations=settings.password_iterations)
    tokens = Tokens(key=settings.secret_key, lifetime=timedelta(minutes=settings.token_lifetime_minutes))
    return {
        "session": Provide(session_provider(database)),
        "passwords": Provide(lambda: passwords, sync_to_thread=False),
        "tokens": Provide(lambda: tokens, sync_to_thread=False),
        "articles": Provide(provide_articles, sync_to_thread=False),
        "comments": Provide(provide_comments, sync_to_thread=False),
        "tags": Provide(provide_tags, sync_to_thread=False),
        "users": Provide(provide_users, sync_to_thread=False),
        "viewer": Provide(viewer_provider(tokens)),
        "current_user": Provide(provide_current_user, sync_to_thread=False),
    }
