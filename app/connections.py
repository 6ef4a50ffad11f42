"""Connections to the database that are kept from request to request."""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.pool import PoolProxiedConnection
from sqlalchemy.util import greenlet_spawn

# How many seconds a request waits for a connection.
PATIENCE = 30


class Kept(NamedTuple):
    """A connection that is kept."""

    pooled: PoolProxiedConnection
    """As SQLAlchemy has it."""
    driver: Any
    """As the driver has it: SQLAlchemy goes a long way to find it."""
    was_closed: Callable[[], bool]
    """Whether the server has closed it. The driver knows without asking the server."""

    def is_open(self) -> bool:
        """Whether neither we nor the server have closed it."""
        return self.pooled.is_valid and not self.was_closed()


class _Waiting(NamedTuple):
    """Somebody who wants a connection, and how long, by the clock of the event loop."""

    handed: "asyncio.Future[Kept | None]"
    until: float


class Connections:
    """Connections that go from statement to statement, at most so many; what was used last is used next.

    An engine's own pool costs as much as a short statement each time; so ours has none.
    """

    def __init__(self, engine: AsyncEngine, size: int) -> None:
        self._pool = engine.sync_engine.pool
        self._room = size
        self._idle: list[Kept] = []
        # Who came first is handed what gets free first: a connection, or None for the room to make one.
        self._waiting: deque[_Waiting] = deque()
        self._clock: asyncio.TimerHandle | None = None

    async def take(self) -> Kept:
        """A connection, to be given back. Raises SQLAlchemy's `TimeoutError` if none gets free in time."""
        while True:
            if self._idle:
                connection: Kept | None = self._idle.pop()
            elif self._room:
                self._room -= 1
                connection = None
            else:
                connection = await self._wait()
            if connection is None:
                return await self._connect()
            if connection.is_open():
                return connection
            self._drop(connection)

    def give_back(self, connection: Kept) -> None:
        """Let the next one have it."""
        if not connection.pooled.is_valid:
            self._make_room()
        elif not self._hand_over(connection):
            self._idle.append(connection)

    def drop_idle(self) -> None:
        """Throw away those that nobody uses. Whoever asks next connects anew."""
        while self._idle:
            self._drop(self._idle.pop())

    async def close(self) -> None:
        """Close those that nobody uses."""
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None
        while self._idle:
            await greenlet_spawn(self._idle.pop().pooled.close)
            self._make_room()

    async def _connect(self) -> Kept:
        try:
            pooled = await greenlet_spawn(self._pool.connect)
        except BaseException:
            self._make_room()
            raise
        driver: Any = pooled.driver_connection
        # SQLite has no server.
        return Kept(pooled, driver, getattr(driver, "is_closed", bool))

    async def _wait(self) -> Kept | None:
        loop = asyncio.get_running_loop()
        waiting = _Waiting(loop.create_future(), loop.time() + PATIENCE)
        self._waiting.append(waiting)
        self._watch(loop)
        try:
            return await waiting.handed
        except asyncio.CancelledError:
            if not waiting.handed.cancelled() and waiting.handed.exception() is None:
                # Handed over in the moment of giving up: it goes to the next.
                self._return(waiting.handed.result())
            raise

    def _watch(self, loop: asyncio.AbstractEventLoop) -> None:
        """See to those who wait too long. All wait equally long, so that only the first needs a clock."""
        if self._clock is None and self._waiting:
            self._clock = loop.call_at(self._waiting[0].until, self._give_up, loop)

    def _give_up(self, loop: asyncio.AbstractEventLoop) -> None:
        self._clock = None
        while self._waiting and self._waiting[0].until <= loop.time():
            handed = self._waiting.popleft().handed
            if not handed.done():
                handed.set_exception(NoConnectionFree(f"no connection to the database got free in {PATIENCE} seconds"))
        self._watch(loop)

    def _return(self, handed: Kept | None) -> None:
        if handed is None:
            self._make_room()
        else:
            self.give_back(handed)

    def _drop(self, connection: Kept) -> None:
        if connection.pooled.is_valid:
            connection.pooled.invalidate()
        self._make_room()

    def _make_room(self) -> None:
        if not self._hand_over(None):
            self._room += 1

    def _hand_over(self, free: Kept | None) -> bool:
        """Whether somebody was waiting."""
        while self._waiting:
            handed = self._waiting.popleft().handed
            if not handed.done():
                handed.set_result(free)
                return True
        return False
