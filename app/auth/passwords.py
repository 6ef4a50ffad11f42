"""Password hashes."""

import asyncio
from base64 import b64encode
from secrets import token_bytes

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError


class Passwords:
    """Argon2id hashes (RFC 9106), computed in threads: a hash would block the event loop for all other requests."""

    def __init__(self, *, memory_kib: int, iterations: int) -> None:
        self._hasher = PasswordHasher(memory_cost=memory_kib, time_cost=iterations, parallelism=1)
        salt, digest = (b64encode(token_bytes(length)).decode().rstrip("=") for length in (16, 32))
        # A random hash that no password matches. A check against this hash takes as long as against a stored one.
        self._placeholder_hash = f"$argon2id$v=19$m={memory_kib},t={iterations},p=1${salt}${digest}"

    async def hash(self, password: str) -> str:
        """A salted hash of the password. Two hashes of the same password differ."""
        return await asyncio.to_thread(self._hasher.hash, password)

    async def verify(self, password: str, stored: str | None) -> bool:
        """Whether the password matches the stored hash. For None, the check takes as long, and the result is False."""
        matches = await asyncio.to_thread(self._matches, password, self._placeholder_hash if stored is None else stored)
        return matches and stored is not None

    def _matches(self, password: str, stored: str) -> bool:
        try:
            return self._hasher.verify(stored, password)
        except (VerificationError, InvalidHashError):
            return False
