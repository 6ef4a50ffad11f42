"""The limit server: the cost of a response with a single statement between the socket and the database.

A plain ASGI application on uvicorn. The database builds the JSON, and totals are an exact `count(*)`. On SQLite the
statement runs in the event loop thread, which is the fastest way.
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
SQLITE_PRAGMAS = ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL", "PRAGMA foreign_keys = ON")

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class NewComment(msgspec.Struct):
    """A comment to post."""

    body: str


class NewCommentRequest(msgspec.Struct):
    """A comment to post, in its envelope."""

    comment: NewComment


COMMENT_DECODER = msgspec.json.Decoder(NewCommentRequest)


class JSONDatabase(Protocol):
    """A database whose statements return JSON."""

    statements: Statements

    async def open(self) -> None:
        """Connect."""

    async def fetch_json(self, statement: str, *parameters: Any) -> str | None:
        """The JSON; None without a row."""

    async def close(self) -> None:
        """Disconnect."""


class ConnectionWithoutReset(asyncpg.Connection):  # type: ignore[misc]  # asyncpg has no types
    """A connection without a reset after use: no statement of this server leaves state on a connection."""

    def get_reset_query(self) -> str:
        """Return no statement, which saves the round trip."""
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
            self._url, min_size=POOL_SIZE, max_size=POOL_SIZE, connection_class=ConnectionWithoutReset
        )

    async def fetch_json(self, statement: str, *parameters: Any) -> str | None:
        """The JSON; None without a row."""
        async with self._pool.acquire() as connection:
            json: str | None = await connection.fetchval(statement, *parameters)
            return json

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
        for pragma in SQLITE_PRAGMAS:
            self._connection.execute(pragma)

    async def fetch_json(self, statement: str, *parameters: Any) -> str | None:
        """The JSON; None without a row."""
        # Fetch all rows: an INSERT commits only after its last row.
        rows = self._connection.execute(statement, parameters).fetchall()
        return rows[0][0] if rows else None

    async def close(self) -> None:
        """Disconnect."""
        self._connection.close()


class Limit:
    """The ASGI application."""

    def __init__(self, database: JSONDatabase, key: str) -> None:
        self._database = database
        self._statements = database.statements
        self._key = key

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle a request, or the start and stop of the server."""
        if scope["type"] == "lifespan":
            await self._handle_lifespan(receive, send)
            return
        status, json = await self._fetch_response(scope, receive)
        body = (json or '{"errors": {}}').encode()
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": status if json else 404, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def _handle_lifespan(self, receive: Receive, send: Send) -> None:
        await receive()
        await self._database.open()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self._database.close()
        await send({"type": "lifespan.shutdown.complete"})

    async def _fetch_response(self, scope: Scope, receive: Receive) -> tuple[int, str | None]:
        fetch_json, statements = self._database.fetch_json, self._statements
        match scope["path"].split("/")[2:]:
            case ["articles"]:
                return 200, await fetch_json(statements.page)
            case ["articles", "feed"]:
                return 200, await fetch_json(statements.feed, *self._viewer(scope))
            case ["articles", slug]:
                return 200, await fetch_json(statements.article, slug)
            case ["articles", slug, "comments"]:
                body = COMMENT_DECODER.decode((await receive())["body"]).comment.body
                now: Any = datetime.now(UTC)
                if statements is ON_SQLITE:
                    now = now.strftime("%Y-%m-%d %H:%M:%S.%f")
                return 201, await fetch_json(statements.comment, *self._viewer(scope), slug, body, now)
            case ["tags"]:
                return 200, await fetch_json(statements.tags)
        return 404, None

    def _viewer(self, scope: Scope) -> tuple[int, int]:
        """The user id and the generation of the token."""
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
