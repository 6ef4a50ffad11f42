"""Connections to the database that are kept from request to request."""

import asyncio
from collections import deque
from typing import Any

from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.pool import PoolProxiedConnection
from sqlalchemy.util import greenlet_spawn

# How many seconds a request waits for a connection.
PATIENCE = 30


class Connections:
    """Connections that go from statement to statement, at most so many; what was used last is used next.

    An engine's own pool costs as much as a short statement each time; so ours has none.
    """

    def __init__(self, engine: AsyncEngine, size: int) -> None:
        self._pool = engine.sync_engine.pool
        self._room = size
        self._idle: list[PoolProxiedConnection] = []
        # Who came first is handed what gets free first: a connection, or None for the room to make one.
        self._waiting: deque[asyncio.Future[PoolProxiedConnection | None]] = deque()

    async def take(self) -> PoolProxiedConnection:
        """A connection, to be given back. Raises SQLAlchemy's `TimeoutError` if none gets free in time."""
        while True:
            if self._idle:
                connection: PoolProxiedConnection | None = self._idle.pop()
            elif self._room:
                self._room -= 1
                connection = None
            else:
                connection = await self._wait()
            if connection is None:
                return await self._connect()
            if is_open(connection):
                return connection
            self._drop(connection)

    def give_back(self, connection: PoolProxiedConnection) -> None:
        """Let the next one have it."""
        if not connection.is_valid:
            self._make_room()
        elif not self._hand_over(connection):
            self._idle.append(connection)

    def drop_idle(self) -> None:
        """Throw away those that nobody uses. Whoever asks next connects anew."""
        while self._idle:
            self._drop(self._idle.pop())

    async def close(self) -> None:
        """Close those that nobody uses."""
        while self._idle:
            await greenlet_spawn(self._idle.pop().close)
            self._make_room()

    async def _connect(self) -> PoolProxiedConnection:
        try:
            return await greenlet_spawn(self._pool.connect)
        except BaseException:
            self._make_room()
            raise

    async def _wait(self) -> PoolProxiedConnection | None:
        waiting: asyncio.Future[PoolProxiedConnection | None] = asyncio.get_running_loop().create_future()
        self._waiting.append(waiting)
        try:
            async with asyncio.timeout(PATIENCE):
                return await waiting
        except BaseException as error:
            if not waiting.cancelled():
                # Handed over in the moment of giving up: it goes to the next.
                self._return(waiting.result())
            if isinstance(error, TimeoutError):
                raise NoConnectionFree(f"no connection to the database got free in {PATIENCE} seconds") from error
            raise

    def _return(self, handed: PoolProxiedConnection | None) -> None:
        if handed is None:
            self._make_room()
        else:
            self.give_back(handed)

    def _drop(self, connection: PoolProxiedConnection) -> None:
        if connection.is_valid:
            connection.invalidate()
        self._make_room()

    def _make_room(self) -> None:
        if not self._hand_over(None):
            self._room += 1

    def _hand_over(self, free: PoolProxiedConnection | None) -> bool:
        """Whether somebody was waiting."""
        while self._waiting:
            waiting = self._waiting.popleft()
            if not waiting.done():
                waiting.set_result(free)
                return True
        return False


def is_open(connection: PoolProxiedConnection) -> bool:
    """Whether neither we nor the server have closed it. The driver knows without asking the server."""
    driver: Any = connection.driver_connection if connection.is_valid else None
    return driver is not None and not (hasattr(driver, "is_closed") and driver.is_closed())
