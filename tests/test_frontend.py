"""The built frontend, served: which file answers which path, and what browsers are told about it."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.asgi import create_app
from contract import build_contract, encode
from tests.conftest import settings_for

HTML = '<!doctype html><html><head><title>Conduit</title></head><body><div id="root"></div></body></html>\n'
SCRIPT = "/assets/index-DfGh1234.js"
# What browsers send when someone follows a link, and when a page loads a script, a picture, or data.
NAVIGATION = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8"}
SUBRESOURCES = [{"Accept": "*/*"}, {"Accept": "image/avif,image/webp,*/*;q=0.8"}, {"Accept": "application/json"}]
BUILT = {
    "index.html": HTML,
    "favicon.svg": "<svg/>",
    "assets/index-DfGh1234.js": "console.log('as it is')",
    "assets/index-DfGh1234.js.br": "as brotli",
    "assets/index-DfGh1234.js.gz": "as gzip",
    "assets/index-DfGh1234.css": "p{}",
    ".vite/manifest.json": "{}",
}


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as the build leaves it, and a file beside it that nobody may read."""
    folder = tmp_path_factory.mktemp("frontend") / "dist"
    for name, text in BUILT.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    (folder.parent / "secret.txt").write_text("secret")
    return folder


@asynccontextmanager
async def browsing(dist: Path, **others: object) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the application with that build, which takes files as they are unless it says otherwise."""
    app = create_app(settings_for("sqlite:///never-opened.db", **others), frontend=dist)
    transport = httpx.ASGITransport(app=app)  # type: ignore[arg-type]
    taking = {"Accept-Encoding": "identity"}
    async with httpx.AsyncClient(transport=transport, base_url="http://test", headers=taking) as client:
        yield client


@pytest.fixture(scope="module")
async def client(dist: Path) -> AsyncIterator[httpx.AsyncClient]:
    async with browsing(dist) as client:
        yield client


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/index.html",
        "/login",
        "/article/how-to-train-your-dragon",
        "/profile/john.doe",
        "/profile/jake/favorites",
        "/a/b/c/",
    ],
)
async def test_whoever_goes_to_a_page_gets_the_page(client: httpx.AsyncClient, path: str) -> None:
    response = await client.get(path, headers=NAVIGATION)

    assert response.status_code == 200
    assert response.text == HTML
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert response.headers["Cache-Control"] == "no-cache"
    assert response.headers["Vary"] == "Accept"
    assert response.headers["Content-Length"] == str(len(HTML))


async def test_the_root_is_the_page_for_those_who_do_not_say_what_they_take(client: httpx.AsyncClient) -> None:
    assert (await client.get("/")).text == HTML


async def test_head_answers_like_get_without_the_body(client: httpx.AsyncClient) -> None:
    for path in ("/", "/login", SCRIPT):
        got, asked = [await client.request(method, path, headers=NAVIGATION) for method in ("GET", "HEAD")]
        assert asked.status_code == 200
        assert asked.content == b""
        without_id = [{k: v for k, v in one.headers.items() if k != "x-request-id"} for one in (got, asked)]
        assert without_id[0] == without_id[1]


async def test_a_page_that_is_still_current_is_not_sent_again(client: httpx.AsyncClient) -> None:
    etag = (await client.get("/")).headers["ETag"]
    for tags in (etag, f"W/{etag}", f'"other", {etag}'):
        response = await client.get("/login", headers={**NAVIGATION, "If-None-Match": tags})
        assert (response.status_code, response.content) == (304, b"")
        assert response.headers["ETag"] == etag
        assert response.headers["Cache-Control"] == "no-cache"
    assert (await client.get("/", headers={"If-None-Match": '"other"'})).status_code == 200


async def test_assets_are_kept_for_a_year_and_other_files_are_asked_about(client: httpx.AsyncClient) -> None:
    script, style, icon = [await client.get(path) for path in (SCRIPT, "/assets/index-DfGh1234.css", "/favicon.svg")]

    assert script.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert style.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert icon.headers["Cache-Control"] == "no-cache"
    assert script.headers["Content-Type"].partition(";")[0] in ("text/javascript", "application/javascript")
    assert style.headers["Content-Type"] == "text/css; charset=utf-8"
    assert icon.headers["Content-Type"] == "image/svg+xml"


@pytest.mark.parametrize(
    ("accepted", "encoding", "body"),
    [
        ("gzip, deflate, br, zstd", "br", "as brotli"),
        ("gzip, deflate", "gzip", "as gzip"),
        ("identity", None, "console.log('as it is')"),
        ("", None, "console.log('as it is')"),
        ("br;q=0, gzip", "gzip", "as gzip"),
        ("br;q=0", None, "console.log('as it is')"),
        ("brotli", None, "console.log('as it is')"),
    ],
)
async def test_a_file_goes_out_in_the_smallest_encoding_that_the_client_takes(
    client: httpx.AsyncClient, accepted: str, encoding: str | None, body: str
) -> None:
    async with client.stream("GET", SCRIPT, headers={"Accept-Encoding": accepted}) as response:
        raw = b"".join([part async for part in response.aiter_raw()])

    assert response.headers.get("Content-Encoding") == encoding
    assert raw.decode() == body
    assert response.headers["Vary"] == "Accept-Encoding"


async def test_each_encoding_has_a_tag_of_its_own(client: httpx.AsyncClient) -> None:
    tags = {
        (await client.head(SCRIPT, headers={"Accept-Encoding": kind})).headers["ETag"] for kind in ("br", "gzip", "")
    }

    assert len(tags) == 3


@pytest.mark.parametrize("path", ["/assets/missing-1234.js", "/assets/"])
async def test_a_missing_asset_is_missing_even_for_a_navigation(client: httpx.AsyncClient, path: str) -> None:
    response = await client.get(path, headers=NAVIGATION)

    assert response.status_code == 404
    assert response.json()["code"] == "path_not_found"


@pytest.mark.parametrize("headers", SUBRESOURCES)
async def test_a_missing_file_is_missing_for_a_page_that_loads_it(
    client: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    response = await client.get("/default-avatar.svg", headers=headers)

    assert response.status_code == 404
    assert response.json()["errors"] == {"path": ["not found"]}


@pytest.mark.parametrize(
    "path", ["/api", "/api/", "/api/nothing", "/health/nothing", "/health", "/schema-assets/nothing"]
)
async def test_what_the_api_does_not_have_is_not_found_even_for_a_navigation(
    client: httpx.AsyncClient, path: str
) -> None:
    response = await client.get(path, headers=NAVIGATION)

    assert response.status_code == 404
    assert response.headers["Content-Type"] == "application/json"
    assert response.json() == {
        "errors": {"path": ["not found"]},
        "code": "path_not_found",
        "requestId": response.headers["X-Request-ID"],
    }


async def test_the_api_answers_as_without_pages_even_a_navigation(client: httpx.AsyncClient) -> None:
    document, health, refused = [
        await client.get(path, headers=NAVIGATION) for path in ("/schema", "/health/live", "/api/user")
    ]

    assert "swagger-ui" in document.text
    assert health.json() == {"status": "ok"}
    assert refused.status_code == 401
    assert "Content-Security-Policy" not in document.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
async def test_a_page_is_read_only(client: httpx.AsyncClient, method: str) -> None:
    for path in ("/", "/login", SCRIPT):
        response = await client.request(method, path, headers=NAVIGATION)
        assert response.status_code in (404, 405)
        assert response.headers["Content-Type"] == "application/json"


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/assets/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/assets/..%2f..%2fsecret.txt",
        "/assets/%2e%2e/%2e%2e/secret.txt",
        "/..\\secret.txt",
        "//secret.txt",
        "/.vite/manifest.json",
        "/assets/index-DfGh1234.js.br",
        "/index.html%00",
    ],
)
async def test_nothing_but_the_files_of_the_build_is_ever_read(client: httpx.AsyncClient, path: str) -> None:
    request = client.build_request("GET", "http://test/")
    # The client would resolve the dots.
    request.url = request.url.copy_with(raw_path=path.encode())
    response = await client.send(request)

    assert response.status_code == 404
    assert "secret" not in response.text.replace(path, "")


def sources(policy: str) -> dict[str, str]:
    return dict(directive.split(" ", 1) for directive in policy.split("; "))


async def test_a_browser_runs_nothing_that_is_not_a_file_of_ours(client: httpx.AsyncClient) -> None:
    for path in ("/", "/login", SCRIPT):
        headers = (await client.get(path, headers=NAVIGATION)).headers
        assert sources(headers["Content-Security-Policy"]) == {
            "default-src": "'self'",
            "img-src": "'self' https:",
            "connect-src": "'self'",
            "object-src": "'none'",
            "base-uri": "'none'",
            "form-action": "'self'",
            "frame-ancestors": "'none'",
        }
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
        assert headers["Permissions-Policy"] == "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


@pytest.mark.parametrize(
    ("api_base_url", "connections"),
    [
        ("https://api.example.test:8443/v2/api", "'self' https://api.example.test:8443"),
        ("http://127.0.0.1:8001/api", "'self' http://127.0.0.1:8001"),
        ("/behind/a/proxy", "'self'"),
    ],
)
async def test_the_page_is_told_where_the_api_is_and_may_talk_to_it(
    dist: Path, api_base_url: str, connections: str
) -> None:
    async with browsing(dist, api_base_url=api_base_url) as client:
        response = await client.get("/")

    assert f'<title>Conduit</title><meta name="api-base-url" content="{api_base_url}"></head>' in response.text
    assert sources(response.headers["Content-Security-Policy"])["connect-src"] == connections


async def test_a_request_for_a_page_is_logged_like_others(
    client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", logger="request")
    page = await client.get("/login?token=secret", headers={**NAVIGATION, "X-Request-ID": "from-a-proxy"})
    await client.get("/assets/missing.js")
    lines: list[Any] = [record.msg for record in caplog.records if record.name == "request"]

    assert page.headers["X-Request-ID"] == "from-a-proxy"
    assert [(line.event, line.method, line.path, line.status) for line in lines] == [
        ("request", "GET", "/login", 200),
        ("request", "GET", "/assets/missing.js", 404),
    ]


async def test_without_a_build_the_root_says_what_is_missing_and_the_api_runs(tmp_path: Path) -> None:
    async with browsing(tmp_path / "dist") as client:
        root, page, health = [await client.get(path, headers=NAVIGATION) for path in ("/", "/login", "/health/live")]

    assert root.status_code == 404
    assert root.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "it has not been built" in root.text
    assert "Install Node 20.19 or newer, with npm" in root.text
    assert "`make frontend`" in root.text
    assert page.json()["code"] == "path_not_found"
    assert health.json() == {"status": "ok"}


async def test_the_contract_is_the_same_with_and_without_a_build(dist: Path, tmp_path: Path) -> None:
    settings = settings_for("sqlite:///never-opened.db")
    with_build, without = (
        encode(build_contract(create_app(settings, frontend=folder))) for folder in (dist, tmp_path / "dist")
    )

    assert with_build == without
    assert set(json.loads(with_build)["paths"]) & {"/", "/login", "/{path}"} == set()
