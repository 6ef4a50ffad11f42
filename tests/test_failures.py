"""Server failures: every operation returns the standard error body, without internal details."""

import json
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.asgi import create_app
from app.auth.tokens import Claims, Tokens
from contract import Coverage, ResponseValidationMiddleware
from tests.conftest import SECRET_KEY, settings_for
from tests.people import assert_error

DOCUMENT = json.loads((Path(__file__).resolve().parent.parent / "openapi.json").read_text())
OPERATIONS = {
    operation["operationId"]: (method.upper(), path.format(slug="a-title", username="jake", id=1))
    for path, operations in DOCUMENT["paths"].items()
    for method, operation in operations.items()
}
BODIES: dict[str, Any] = {
    "registerUser": {"user": {"username": "jake", "email": "jake@example.test", "password": "jake-password"}},
    "logIn": {"user": {"email": "jake@example.test", "password": "jake-password"}},
    "updateCurrentUser": {"user": {"bio": "Gone"}},
    "publishArticle": {"article": {"title": "Gone", "description": "Gone", "body": "Gone"}},
    "reviseArticle": {"article": {"title": "Gone"}},
    "postComment": {"comment": {"body": "Gone"}},
}
INTERNAL_ERROR = (500, "internal", {"server": ["failed; quote the request id when you report it"]})
UNAVAILABLE = (503, "unavailable", {"server": ["cannot do this just now; try again"]})
# PostgreSQL's driver reports a missing table as a programming error, SQLite's driver as an operational error.
ERRORS_WITHOUT_TABLES = {"sqlite": UNAVAILABLE, "postgresql": INTERNAL_ERROR}


@pytest.fixture
async def client(
    database_kind: str, new_database: Callable[[str], str], contract_coverage: Coverage
) -> AsyncIterator[httpx.AsyncClient]:
    """A client with a valid token, of an application whose database has no tables."""
    app = create_app(settings_for(new_database(database_kind), contract_check="off"))
    app.asgi_handler = ResponseValidationMiddleware(app.asgi_handler, mode="raise", coverage=contract_coverage)
    token = Tokens(key=SECRET_KEY, lifetime=timedelta(minutes=1)).issue(Claims(1, 0))
    async with (
        app.lifespan(),
        httpx.AsyncClient(
            transport=httpx.ASGITransport(app),  # type: ignore[arg-type]
            base_url="http://test",
            headers={"Authorization": f"Token {token}"},
        ) as client,
    ):
        yield client


async def test_every_operation_with_a_database_returns_an_error_without_tables(
    client: httpx.AsyncClient, database_kind: str, subtests: pytest.Subtests
) -> None:
    for name, (method, path) in OPERATIONS.items():
        if path.startswith("/health"):
            continue
        with subtests.test(name):
            response = await client.request(method, path, json=BODIES.get(name))
            assert_error(response, *ERRORS_WITHOUT_TABLES[database_kind])
            assert ("Retry-After" in response.headers) is (response.status_code == 503)
