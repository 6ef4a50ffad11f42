"""Passwords."""

import asyncio
from base64 import b64encode
from secrets import token_bytes

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError


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
