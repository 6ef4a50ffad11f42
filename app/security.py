"""Passwords and tokens."""

import asyncio
import time
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from secrets import token_bytes
from typing import NamedTuple

import jwt
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

ALGORITHM = "HS256"
# Some megabytes.
TOKENS_REMEMBERED = 10_000


class Passwords:
    """Argon2id hashes (RFC 9106), computed in threads: a hash takes long enough to hold up every other request."""

    def __init__(self, *, memory_kib: int, iterations: int) -> None:
        self._hasher = PasswordHasher(memory_cost=memory_kib, time_cost=iterations, parallelism=1)
        salt, result = (b64encode(token_bytes(length)).decode().rstrip("=") for length in (16, 32))
        # What no password makes: as costly to check as a hash, without the cost of having made one.
        self._nobody = f"$argon2id$v=19$m={memory_kib},t={iterations},p=1${salt}${result}"

    async def hash(self, password: str) -> str:
        """A salted hash to store; two hashes of one password differ."""
        return await asyncio.to_thread(self._hasher.hash, password)

    async def verify(self, password: str, stored: str | None) -> bool:
        """Whether the password made that hash. Without a hash it takes as long, and is false."""
        matches = await asyncio.to_thread(self._matches, password, self._nobody if stored is None else stored)
        return matches and stored is not None

    def _matches(self, password: str, stored: str) -> bool:
        try:
            return self._hasher.verify(stored, password)
        except (VerificationError, InvalidHashError):
            return False


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
