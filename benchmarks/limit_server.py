"""The limit: what the answers cost with nothing but one statement between the socket and the database.

A bare ASGI application on uvicorn. The database builds the JSON, and totals are an exact `count(*)`. On SQLite the
statement runs in the server's own thread, which is the shortest way there is.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import os
import sqlite3
from collections.abc import Awaitable, Callable, MutableMapping
from datetime import UTC, datetime
from typing import Any, Protocol

import asyncpg
import jwt
import msgspec
import rich_click as click
import uvicorn
from sqlalchemy import make_url

from benchmarks.limit_statements import ON_POSTGRESQL, ON_SQLITE, Statements

POOL_SIZE = 10
OPEN_SQLITE = ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL", "PRAGMA foreign_keys = ON")

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class NewComment(msgspec.Struct):
    """What is read of a comment to post."""

    body: str


class NewCommentRequest(msgspec.Struct):
    """Its envelope."""

    comment: NewComment


READ_COMMENT = msgspec.json.Decoder(NewCommentRequest)


class Connected(Protocol):
    """A database that answers a statement with JSON."""

    statements: Statements

    async def open(self) -> None:
        """Connect."""

    async def ask(self, statement: str, *parameters: Any) -> str | None:
        """The JSON; None if there is nothing."""

    async def close(self) -> None:
        """Disconnect."""


class WithoutReset(asyncpg.Connection):  # type: ignore[misc]  # asyncpg says nothing of its types
    """A connection that is given back as it is: no statement here leaves anything behind."""

    def get_reset_query(self) -> str:
        """No statement, and so no round trip."""
        return ""


class Postgres:
    """A pool of connections to PostgreSQL."""

    statements = ON_POSTGRESQL

    def __init__(self, url: str) -> None:
        self._url = url
        self._pool: Any = None

    async def open(self) -> None:
        """Connect."""
        self._pool = await asyncpg.create_pool(
            self._url, min_size=POOL_SIZE, max_size=POOL_SIZE, connection_class=WithoutReset
        )

    async def ask(self, statement: str, *parameters: Any) -> str | None:
        """The JSON; None if there is nothing."""
        async with self._pool.acquire() as connection:
            answer: str | None = await connection.fetchval(statement, *parameters)
            return answer

    async def close(self) -> None:
        """Disconnect."""
        await self._pool.close()


class Sqlite:
    """One connection to a file."""

    statements = ON_SQLITE

    def __init__(self, path: str) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)

    async def open(self) -> None:
        """Prepare the connection as the application does."""
        for pragma in OPEN_SQLITE:
            self._connection.execute(pragma)

    async def ask(self, statement: str, *parameters: Any) -> str | None:
        """The JSON; None if there is nothing."""
        # To its end: the statement that inserts has not committed before.
        rows = self._connection.execute(statement, parameters).fetchall()
        return rows[0][0] if rows else None

    async def close(self) -> None:
        """Disconnect."""
        self._connection.close()


class Limit:
    """The ASGI application."""

    def __init__(self, database: Connected, key: str) -> None:
        self._database = database
        self._statements = database.statements
        self._key = key

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or start and stop."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        status, answer = await self._answer(scope, receive)
        body = (answer or '{"errors": {}}').encode()
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": status if answer else 404, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        await self._database.open()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self._database.close()
        await send({"type": "lifespan.shutdown.complete"})

    async def _answer(self, scope: Scope, receive: Receive) -> tuple[int, str | None]:
        ask, statements = self._database.ask, self._statements
        match scope["path"].split("/")[2:]:
            case ["articles"]:
                return 200, await ask(statements.page)
            case ["articles", "feed"]:
                return 200, await ask(statements.feed, *self._viewer(scope))
            case ["articles", slug]:
                return 200, await ask(statements.article, slug)
            case ["articles", slug, "comments"]:
                body = READ_COMMENT.decode((await receive())["body"]).comment.body
                now: Any = datetime.now(UTC)
                if statements is ON_SQLITE:
                    now = now.strftime("%Y-%m-%d %H:%M:%S.%f")
                return 201, await ask(statements.comment, *self._viewer(scope), slug, body, now)
            case ["tags"]:
                return 200, await ask(statements.tags)
        return 404, None

    def _viewer(self, scope: Scope) -> tuple[int, int]:
        """Whom the token names, and its generation."""
        token = dict(scope["headers"])[b"authorization"].decode().partition(" ")[2]
        claims = jwt.decode(token, self._key, algorithms=["HS256"])
        return int(claims["sub"]), claims["gen"]


@click.command(help=__doc__, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--port", required=True, type=int)
def main(port: int) -> None:
    """Run the command."""
    url = make_url(os.environ["DATABASE_URL"])
    database = Sqlite(str(url.database)) if url.drivername == "sqlite" else Postgres(os.environ["DATABASE_URL"])
    app = Limit(database, os.environ["LOCKSTEP_SECRET_KEY"])
    uvicorn.run(app, port=port, http="httptools", loop="uvloop", access_log=False, log_level="warning")


if __name__ == "__main__":
    main()
