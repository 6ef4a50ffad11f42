"""CORS: frontends on another origin."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from app.asgi import create_app
from app.db.migrations import upgrade_to_head
from app.settings import Settings
from migrations.gates.database import on_database
from tests.conftest import settings_for
from tests.library.controllers import BookController
from tests.library.models import create_library
from tests.people import Person, register

ALLOWED_ORIGIN = "https://app.example.test"
SECOND_ALLOWED_ORIGIN = "http://localhost:5173"
OTHER_ORIGIN = "https://evil.example.test"


async def client_of(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the library."""
    app = create_app(settings, controllers=[BookController])
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)  # type: ignore[arg-type]
    async with app.lifespan(), httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite database with the tables of the library; CORS does not depend on the kind of database."""
    path = tmp_path_factory.mktemp("cors") / "test.db"
    settings = settings_for(f"sqlite:///{path}")
    upgrade_to_head(settings)
    on_database(settings, create_library)
    return path


@pytest.fixture(scope="module")
async def open_client(database: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A client of an application that allows two origins."""
    settings = settings_for(f"sqlite:///{database}", cors_origins=(ALLOWED_ORIGIN, SECOND_ALLOWED_ORIGIN))
    async for client in client_of(settings):
        yield client


@pytest.fixture(scope="module")
async def closed_client(database: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A client of an application with the default of the setting."""
    async for client in client_of(settings_for(f"sqlite:///{database}")):
        yield client


def cors_headers(response: httpx.Response) -> dict[str, str]:
    return {name: value for name, value in response.headers.items() if name.startswith("access-control-")}


def assert_readable_by(response: httpx.Response, origin: str) -> None:
    """Assert that a page of this origin may read the response and its request id."""
    assert response.headers["Access-Control-Allow-Origin"] == origin
    assert response.headers["Access-Control-Expose-Headers"] == "Deprecation, ETag, Sunset, X-Request-ID"
    assert "Origin" in response.headers["Vary"]
    assert response.headers["X-Request-ID"]
    # Clients send tokens in the Authorization header; browsers must not send credentials automatically.
    assert "Access-Control-Allow-Credentials" not in response.headers


@pytest.mark.parametrize("origin", [ALLOWED_ORIGIN, SECOND_ALLOWED_ORIGIN])
async def test_allowed_origin_may_read_responses(open_client: httpx.AsyncClient, origin: str) -> None:
    response = await open_client.get("/api/books", headers={"Origin": origin})

    assert response.status_code == 200
    assert response.json() == {"books": [], "count": 0}
    assert_readable_by(response, origin)


async def test_allowed_origin_may_read_every_kind_of_error_response(open_client: httpx.AsyncClient) -> None:
    jake = await register(open_client, "jake")
    headers = {"Origin": ALLOWED_ORIGIN}
    responses = [
        await open_client.post("/api/users", content=b"{", headers=headers),
        await open_client.get("/api/user", headers=headers),
        await jake.get("/books/1", headers=headers),
        await open_client.get("/nowhere", headers=headers),
        await open_client.put("/api/books", headers=headers),
        await jake.post("/books", {}, headers=headers),
    ]

    assert [response.status_code for response in responses] == [400, 401, 404, 404, 405, 422]
    for response in responses:
        assert_readable_by(response, ALLOWED_ORIGIN)
        assert response.json()["requestId"] == response.headers["X-Request-ID"]


async def test_allowed_origin_may_read_server_errors(open_client: httpx.AsyncClient, database: Path) -> None:
    failing = "CREATE TRIGGER fails BEFORE INSERT ON users BEGIN SELECT RAISE(ABORT, 'failed'); END"
    user = {"username": "anna", "email": "anna@example.test", "password": "anna-password"}
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute(failing)
    response = await open_client.post("/api/users", json={"user": user}, headers={"Origin": ALLOWED_ORIGIN})
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER fails")

    assert response.status_code == 500
    assert_readable_by(response, ALLOWED_ORIGIN)
    assert response.json()["requestId"] == response.headers["X-Request-ID"]


async def test_allowed_origin_may_read_304_responses(open_client: httpx.AsyncClient) -> None:
    first = await open_client.get("/api/books", headers={"Origin": ALLOWED_ORIGIN})
    headers = {"Origin": ALLOWED_ORIGIN, "If-None-Match": first.headers["ETag"]}
    response = await open_client.get("/api/books", headers=headers)

    assert response.status_code == 304
    assert response.headers.get_list("Vary") == ["Origin", "Authorization"]
    assert_readable_by(response, ALLOWED_ORIGIN)


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
@pytest.mark.parametrize("path", ["/api/books", "/api/books/1", "/api/books/1/loan"])
async def test_preflight_request_allows_methods_and_headers_of_the_api(
    open_client: httpx.AsyncClient, path: str, method: str
) -> None:
    response = await open_client.options(
        path,
        headers={
            "Origin": ALLOWED_ORIGIN,
            "Access-Control-Request-Method": method,
            "Access-Control-Request-Headers": "authorization,content-type,if-none-match,x-request-id",
        },
    )

    assert response.status_code == 204
    assert response.content == b""
    assert response.headers["Access-Control-Allow-Origin"] == ALLOWED_ORIGIN
    assert response.headers["Access-Control-Max-Age"] == "600"
    assert method in response.headers["Access-Control-Allow-Methods"].split(", ")
    allowed = response.headers["Access-Control-Allow-Headers"].lower().split(", ")
    assert {"authorization", "content-type", "if-none-match", "x-request-id"} <= set(allowed)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": OTHER_ORIGIN, "Access-Control-Request-Method": "GET"},
        {"Origin": ALLOWED_ORIGIN, "Access-Control-Request-Method": "PATCH"},
        {
            "Origin": ALLOWED_ORIGIN,
            "Access-Control-Request-Method": "GET",
            "Access-Control-Request-Headers": "x-other",
        },
    ],
    ids=["origin", "method", "header"],
)
async def test_preflight_request_rejects_other_origins_methods_and_headers(
    open_client: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    response = await open_client.options("/api/books", headers=headers)

    assert response.status_code == 400
    assert "Access-Control-Allow-Origin" not in response.headers


@pytest.mark.parametrize(
    "origin",
    [
        OTHER_ORIGIN,
        "null",
        "https://app.example.test.evil.test",
        "http://app.example.test",
        "https://app.example.testX",
    ],
)
async def test_other_origin_may_not_read_responses(open_client: httpx.AsyncClient, origin: str) -> None:
    for path in ("/api/books", "/api/user", "/nowhere"):
        response = await open_client.get(path, headers={"Origin": origin})
        assert "Access-Control-Allow-Origin" not in response.headers


async def test_default_setting_allows_no_other_origin(
    closed_client: httpx.AsyncClient,
) -> None:
    preflight = {"Origin": ALLOWED_ORIGIN, "Access-Control-Request-Method": "GET"}
    responses = [
        await closed_client.get("/api/books", headers={"Origin": ALLOWED_ORIGIN}),
        await closed_client.get("/nowhere", headers={"Origin": ALLOWED_ORIGIN}),
        await closed_client.options("/api/books", headers=preflight),
    ]

    assert [cors_headers(response) for response in responses] == [{}, {}, {}]


async def test_request_without_an_origin_gets_no_cors_headers(open_client: httpx.AsyncClient) -> None:
    response = await Person(open_client).get("/books")

    assert response.status_code == 200
    assert cors_headers(response) == {}


async def test_star_allows_every_origin(database: Path) -> None:
    settings = settings_for(f"sqlite:///{database}", cors_origins=("*",))
    async for client in client_of(settings):
        response = await client.get("/health/live", headers={"Origin": OTHER_ORIGIN})
        assert response.headers["Access-Control-Allow-Origin"] == "*"
