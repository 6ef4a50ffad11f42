"""What a handler may ask for by name."""

from datetime import timedelta
from typing import Any

from litestar import Request
from litestar.di import NamedDependency, Provide
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from app.database import session_provider
from app.db_models import User
from app.errors import TokenInvalid, TokenMissing
from app.repositories.articles import ArticleRepository
from app.repositories.comments import CommentRepository
from app.repositories.tags import TagRepository
from app.repositories.users import UserRepository
from app.security import Passwords, Tokens
from app.settings import Settings
from contract import raises

SCHEMES = frozenset({"token", "bearer"})


def provide_articles(session: NamedDependency[AsyncSession]) -> ArticleRepository:
    """Articles, in this request's transaction."""
    return ArticleRepository(session=session)


def provide_comments(session: NamedDependency[AsyncSession]) -> CommentRepository:
    """Comments, in this request's transaction."""
    return CommentRepository(session=session)


def provide_tags(session: NamedDependency[AsyncSession]) -> TagRepository:
    """Tags, in this request's transaction."""
    return TagRepository(session=session)


def provide_users(session: NamedDependency[AsyncSession]) -> UserRepository:
    """People, in this request's transaction."""
    return UserRepository(session=session)


@raises(TokenInvalid)
async def provide_viewer(
    request: Request[Any, Any, Any],
    users: NamedDependency[UserRepository],
    tokens: NamedDependency[Tokens],
) -> User | None:
    """Whoever sent the token; None without one. A token that is not accepted is refused, never ignored."""
    scheme, _, token = request.headers.get("Authorization", "").strip().partition(" ")
    if not scheme:
        return None
    claims = tokens.read(token.strip()) if scheme.lower() in SCHEMES else None
    viewer = claims and await users.with_token(*claims)
    if viewer is None:
        raise TokenInvalid
    return viewer


@raises(TokenMissing)
def provide_current_user(viewer: NamedDependency[User | None]) -> User:
    """Whoever sent the token; without one the request is refused."""
    if viewer is None:
        raise TokenMissing
    return viewer


def dependencies(settings: Settings, engine: AsyncEngine) -> dict[str, Provide]:
    """All that handlers may ask for, by name."""
    passwords = Passwords(memory_kib=settings.password_memory_kib, iterations=settings.password_iterations)
    tokens = Tokens(key=settings.secret_key, lifetime=timedelta(minutes=settings.token_lifetime_minutes))
    return {
        "session": Provide(session_provider(engine)),
        "passwords": Provide(lambda: passwords, sync_to_thread=False),
        "tokens": Provide(lambda: tokens, sync_to_thread=False),
        "articles": Provide(provide_articles, sync_to_thread=False),
        "comments": Provide(provide_comments, sync_to_thread=False),
        "tags": Provide(provide_tags, sync_to_thread=False),
        "users": Provide(provide_users, sync_to_thread=False),
        "viewer": Provide(provide_viewer),
        "current_user": Provide(provide_current_user, sync_to_thread=False),
    }
