"""Frontends on another origin."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from app.asgi import create_app
from app.db.migrations import upgrade_to_head
from app.settings import Settings
from tests.conftest import settings_for
from tests.people import Person, register

OURS = "https://app.example.test"
OURS_TOO = "http://localhost:5173"
FOREIGN = "https://evil.example.test"


async def client_of(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    app = create_app(settings)
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)  # type: ignore[arg-type]
    async with app.lifespan(), httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database of SQLite; what is tested here never asks which database there is."""
    path = tmp_path_factory.mktemp("cors") / "test.db"
    upgrade_to_head(settings_for(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="module")
async def open_client(database: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A client of an application that two origins may call."""
    settings = settings_for(f"sqlite:///{database}", cors_origins=(OURS, OURS_TOO))
    async for client in client_of(settings):
        yield client


@pytest.fixture(scope="module")
async def closed_client(database: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A client of an application with the setting's default."""
    async for client in client_of(settings_for(f"sqlite:///{database}")):
        yield client


def cors_headers(response: httpx.Response) -> dict[str, str]:
    return {name: value for name, value in response.headers.items() if name.startswith("access-control-")}


def assert_open_to(response: httpx.Response, origin: str) -> None:
    """Assert that a page of that origin may read the response and its request id."""
    assert response.headers["Access-Control-Allow-Origin"] == origin
    assert response.headers["Access-Control-Expose-Headers"] == "Deprecation, ETag, Sunset, X-Request-ID"
    assert "Origin" in response.headers["Vary"]
    assert response.headers["X-Request-ID"]
    # Tokens travel in a header of their own; the browser is to send nothing by itself.
    assert "Access-Control-Allow-Credentials" not in response.headers


@pytest.mark.parametrize("origin", [OURS, OURS_TOO])
async def test_a_page_of_an_allowed_origin_may_read_the_response(open_client: httpx.AsyncClient, origin: str) -> None:
    response = await open_client.get("/api/articles", headers={"Origin": origin})

    assert response.status_code == 200
    assert response.json() == {"articles": [], "articlesCount": 0}
    assert_open_to(response, origin)


async def test_a_page_of_an_allowed_origin_may_read_refusals_of_every_kind(open_client: httpx.AsyncClient) -> None:
    jake = await register(open_client, "jake")
    from_page = {"Origin": OURS}
    responses = [
        await open_client.post("/api/users", content=b"{", headers=from_page),
        await open_client.get("/api/user", headers=from_page),
        await jake.get("/articles/unknown", headers=from_page),
        await open_client.get("/nowhere", headers=from_page),
        await open_client.put("/api/tags", headers=from_page),
        await jake.post("/articles", {"article": {}}, headers=from_page),
    ]

    assert [response.status_code for response in responses] == [400, 401, 404, 404, 405, 422]
    for response in responses:
        assert_open_to(response, OURS)
        assert response.json()["requestId"] == response.headers["X-Request-ID"]


async def test_a_page_of_an_allowed_origin_may_read_that_the_server_failed(
    open_client: httpx.AsyncClient, database: Path
) -> None:
    failing = "CREATE TRIGGER fails BEFORE INSERT ON users BEGIN SELECT RAISE(ABORT, 'failed'); END"
    user = {"username": "anna", "email": "anna@example.test", "password": "anna-password"}
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute(failing)
    response = await open_client.post("/api/users", json={"user": user}, headers={"Origin": OURS})
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER fails")

    assert response.status_code == 500
    assert_open_to(response, OURS)
    assert response.json()["requestId"] == response.headers["X-Request-ID"]


async def test_a_page_of_an_allowed_origin_may_read_that_nothing_has_changed(open_client: httpx.AsyncClient) -> None:
    whole = await open_client.get("/api/tags", headers={"Origin": OURS})
    asked = {"Origin": OURS, "If-None-Match": whole.headers["ETag"]}
    response = await open_client.get("/api/tags", headers=asked)

    assert response.status_code == 304
    assert response.headers.get_list("Vary") == ["Origin", "Authorization"]
    assert_open_to(response, OURS)


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
@pytest.mark.parametrize("path", ["/api/articles", "/api/articles/some-slug", "/api/articles/some-slug/comments/1"])
async def test_the_browser_may_ask_before_it_sends(open_client: httpx.AsyncClient, path: str, method: str) -> None:
    response = await open_client.options(
        path,
        headers={
            "Origin": OURS,
            "Access-Control-Request-Method": method,
            "Access-Control-Request-Headers": "authorization,content-type,if-none-match,x-request-id",
        },
    )

    assert response.status_code == 204
    assert response.content == b""
    assert response.headers["Access-Control-Allow-Origin"] == OURS
    assert response.headers["Access-Control-Max-Age"] == "600"
    assert method in response.headers["Access-Control-Allow-Methods"].split(", ")
    allowed = response.headers["Access-Control-Allow-Headers"].lower().split(", ")
    assert {"authorization", "content-type", "if-none-match", "x-request-id"} <= set(allowed)


@pytest.mark.parametrize(
    "asked",
    [
        {"Origin": FOREIGN, "Access-Control-Request-Method": "GET"},
        {"Origin": OURS, "Access-Control-Request-Method": "PATCH"},
        {
            "Origin": OURS,
            "Access-Control-Request-Method": "GET",
            "Access-Control-Request-Headers": "x-other",
        },
    ],
    ids=["origin", "method", "header"],
)
async def test_the_browser_is_told_what_it_must_not_send(open_client: httpx.AsyncClient, asked: dict[str, str]) -> None:
    response = await open_client.options("/api/articles", headers=asked)

    assert response.status_code == 400
    assert "Access-Control-Allow-Origin" not in response.headers


@pytest.mark.parametrize(
    "origin",
    [FOREIGN, "null", "https://app.example.test.evil.test", "http://app.example.test", "https://app.example.testX"],
)
async def test_a_page_of_another_origin_may_not_read_the_response(open_client: httpx.AsyncClient, origin: str) -> None:
    for path in ("/api/articles", "/api/user", "/nowhere"):
        response = await open_client.get(path, headers={"Origin": origin})
        assert "Access-Control-Allow-Origin" not in response.headers


async def test_without_the_setting_no_page_of_another_origin_may_read_anything(
    closed_client: httpx.AsyncClient,
) -> None:
    asking = {"Origin": OURS, "Access-Control-Request-Method": "GET"}
    responses = [
        await closed_client.get("/api/articles", headers={"Origin": OURS}),
        await closed_client.get("/nowhere", headers={"Origin": OURS}),
        await closed_client.options("/api/articles", headers=asking),
    ]

    assert [cors_headers(response) for response in responses] == [{}, {}, {}]


async def test_whoever_is_no_page_is_told_nothing_about_origins(open_client: httpx.AsyncClient) -> None:
    response = await Person(open_client).get("/articles")

    assert response.status_code == 200
    assert cors_headers(response) == {}


async def test_a_star_lets_every_page_read(database: Path) -> None:
    settings = settings_for(f"sqlite:///{database}", cors_origins=("*",))
    async for client in client_of(settings):
        response = await client.get("/health/live", headers={"Origin": FOREIGN})
        assert response.headers["Access-Control-Allow-Origin"] == "*"
