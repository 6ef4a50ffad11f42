"""Authentication tokens."""

import time
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

import jwt

ALGORITHM = "HS256"
# This many decoded tokens take some megabytes.
TOKEN_CACHE_SIZE = 10_000


class Claims(NamedTuple):
    """The user id of a token, and the generation of the user's tokens."""

    user_id: int
    generation: int


class Tokens:
    """Signed tokens (RFC 7519) that expire. A new password invalidates all earlier tokens of the user."""

    def __init__(self, *, key: str, lifetime: timedelta) -> None:
        self._key = key
        self._lifetime = lifetime
        # Every request sends a token, and verifying a signature takes longer than loading the user.
        self._decode_cached = lru_cache(maxsize=TOKEN_CACHE_SIZE)(self._decode)

    def issue(self, claims: Claims) -> str:
        """A new token, which `read` accepts until the token expires."""
        now = datetime.now(UTC)
        return jwt.encode(
            {"sub": str(claims.user_id), "gen": claims.generation, "iat": now, "exp": now + self._lifetime},
            self._key,
            algorithm=ALGORITHM,
        )

    def read(self, token: str) -> Claims | None:
        """The claims of the token; None for an expired, malformed or wrongly signed token."""
        try:
            claims, expires = self._decode_cached(token)
        except (jwt.InvalidTokenError, ValueError, TypeError):
            return None
        return claims if time.time() < expires else None

    def _decode(self, token: str) -> tuple[Claims, float]:
        payload = jwt.decode(
            token, self._key, algorithms=[ALGORITHM], options={"require": ["sub", "gen", "iat", "exp"]}
        )
        return Claims(int(payload["sub"]), int(payload["gen"])), int(payload["exp"])
