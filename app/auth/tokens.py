"""Tokens of those who have signed in."""

import time
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

import jwt

ALGORITHM = "HS256"
# Some megabytes.
TOKENS_REMEMBERED = 10_000


class Claims(NamedTuple):
    """Whom a token names, and which generation of their tokens it belongs to."""

    user_id: int
    generation: int


class Tokens:
    """Signed tokens (RFC 7519) that expire, and that a new password of their owner makes void."""

    def __init__(self, *, key: str, lifetime: timedelta) -> None:
        self._key = key
        self._lifetime = lifetime
        # A token is sent with every request, and to verify it takes longer than to ask the database who it is.
        self._remembered = lru_cache(maxsize=TOKENS_REMEMBERED)(self._verified)

    def issue(self, claims: Claims) -> str:
        """A token that `read` accepts until its lifetime is over."""
        now = datetime.now(UTC)
        return jwt.encode(
            {"sub": str(claims.user_id), "gen": claims.generation, "iat": now, "exp": now + self._lifetime},
            self._key,
            algorithm=ALGORITHM,
        )

    def read(self, token: str) -> Claims | None:
        """What the token says, or None if it is not ours, not whole or expired."""
        try:
            claims, expires = self._remembered(token)
        except (jwt.InvalidTokenError, ValueError, TypeError):
            return None
        return claims if time.time() < expires else None

    def _verified(self, token: str) -> tuple[Claims, float]:
        payload = jwt.decode(
            token, self._key, algorithms=[ALGORITHM], options={"require": ["sub", "gen", "iat", "exp"]}
        )
        return Claims(int(payload["sub"]), int(payload["gen"])), int(payload["exp"])
