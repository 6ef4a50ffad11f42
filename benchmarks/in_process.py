"""Requests to the application in this process, without a server or a socket, so that nothing else is measured."""

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, redirect_stderr
from functools import cache
from pathlib import Path
from typing import Any

from app.asgi import create_app
from app.settings import Settings
from benchmarks.databases import Database
from benchmarks.load import LoadError
from benchmarks.operations import SECRET_KEY, Operation

SendRequest = Callable[[Operation], Awaitable[None]]


@asynccontextmanager
async def application(database: Database) -> AsyncIterator[SendRequest]:
    """Start the application with production settings, and discard its log."""
    settings = Settings(environment="production", database_url=database.url, secret_key=SECRET_KEY, log_format="json")
    app: Any = create_app(settings)

    async def send_request(operation: Operation) -> None:
        """Send the request and read the whole response. Raises `LoadError` unless the status is 2xx."""
        status = 0

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": operation.body.encode(), "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            nonlocal status
            status = message.get("status", status)

        await app(_scope(operation), receive, send)
        if status not in range(200, 300):
            raise LoadError(f"{operation.name}: {status} is not 2xx")

    with Path(os.devnull).open("w") as devnull, redirect_stderr(devnull):  # noqa: ASYNC230 - the device does not block
        async with app.lifespan():
            yield send_request


def _scope(operation: Operation) -> dict[str, Any]:
    """The ASGI scope of the request, as uvicorn creates it."""
    path, _, query = operation.path.partition("?")
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": operation.method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": _headers(operation),
        "client": ("127.0.0.1", 50_000),
        "server": ("127.0.0.1", 8_000),
        "state": {},
    }


@cache
def _headers(operation: Operation) -> list[tuple[bytes, bytes]]:
    """The headers in ASGI form. Cached, because a client would create the headers outside of the measurement."""
    return [(name.lower().encode(), value.encode()) for name, value in operation.headers.items()]
