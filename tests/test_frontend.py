"""The built frontend over HTTP: the file for each path, and the response headers."""

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

HTML = '<!doctype html><html><head><title>A title</title></head><body><div id="root"></div></body></html>\n'
SCRIPT = "/assets/index-DfGh1234.js"
# The Accept headers of browsers for a navigation, and for a script, an image or data of a page.
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
    """A build folder, with a secret file in its parent folder."""
    folder = tmp_path_factory.mktemp("frontend") / "dist"
    for name, text in BUILT.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    (folder.parent / "secret.txt").write_text("secret")
    return folder


@asynccontextmanager
async def client_with_build(dist: Path, **overrides: object) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the application with this build. By default the client accepts no compression."""
    app = create_app(settings_for("sqlite:///never-opened.db", **overrides), frontend=dist)
    transport = httpx.ASGITransport(app=app)  # type: ignore[arg-type]
    headers = {"Accept-Encoding": "identity"}
    async with httpx.AsyncClient(transport=transport, base_url="http://test", headers=headers) as client:
        yield client


@pytest.fixture(scope="module")
async def client(dist: Path) -> AsyncIterator[httpx.AsyncClient]:
    async with client_with_build(dist) as client:
        yield client


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/index.html",
        "/login",
        "/books/how-to-train-your-dragon",
        "/readers/john.doe",
        "/readers/jake/loans",
        "/a/b/c/",
    ],
)
async def test_navigation_returns_the_page(client: httpx.AsyncClient, path: str) -> None:
    response = await client.get(path, headers=NAVIGATION)

    assert response.status_code == 200
    assert response.text == HTML
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert response.headers["Cache-Control"] == "no-cache"
    assert response.headers["Vary"] == "Accept"
    assert response.headers["Content-Length"] == str(len(HTML))


async def test_root_returns_the_page_with_the_default_accept_header(client: httpx.AsyncClient) -> None:
    assert (await client.get("/")).text == HTML


async def test_head_returns_the_headers_of_get_without_a_body(client: httpx.AsyncClient) -> None:
    for path in ("/", "/login", SCRIPT):
        get, head = [await client.request(method, path, headers=NAVIGATION) for method in ("GET", "HEAD")]
        assert head.status_code == 200
        assert head.content == b""
        headers = [{k: v for k, v in response.headers.items() if k != "x-request-id"} for response in (get, head)]
        assert headers[0] == headers[1]


async def test_unchanged_page_returns_304(client: httpx.AsyncClient) -> None:
    etag = (await client.get("/")).headers["ETag"]
    for tags in (etag, f"W/{etag}", f'"other", {etag}'):
        response = await client.get("/login", headers={**NAVIGATION, "If-None-Match": tags})
        assert (response.status_code, response.content) == (304, b"")
        assert response.headers["ETag"] == etag
        assert response.headers["Cache-Control"] == "no-cache"
    assert (await client.get("/", headers={"If-None-Match": '"other"'})).status_code == 200


async def test_assets_are_cached_for_a_year_and_other_files_are_revalidated(client: httpx.AsyncClient) -> None:
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
async def test_file_is_sent_in_the_smallest_accepted_encoding(
    client: httpx.AsyncClient, accepted: str, encoding: str | None, body: str
) -> None:
    async with client.stream("GET", SCRIPT, headers={"Accept-Encoding": accepted}) as response:
        raw = b"".join([part async for part in response.aiter_raw()])

    assert response.headers.get("Content-Encoding") == encoding
    assert raw.decode() == body
    assert response.headers["Vary"] == "Accept-Encoding"


async def test_each_encoding_has_its_own_etag(client: httpx.AsyncClient) -> None:
    tags = {
        (await client.head(SCRIPT, headers={"Accept-Encoding": kind})).headers["ETag"] for kind in ("br", "gzip", "")
    }

    assert len(tags) == 3


@pytest.mark.parametrize("path", ["/assets/missing-1234.js", "/assets/"])
async def test_missing_asset_returns_404_even_for_a_navigation(client: httpx.AsyncClient, path: str) -> None:
    response = await client.get(path, headers=NAVIGATION)

    assert response.status_code == 404
    assert response.json()["code"] == "path_not_found"


@pytest.mark.parametrize("headers", SUBRESOURCES)
async def test_missing_file_returns_404_for_a_subresource(client: httpx.AsyncClient, headers: dict[str, str]) -> None:
    response = await client.get("/default-avatar.svg", headers=headers)

    assert response.status_code == 404
    assert response.json()["errors"] == {"path": ["not found"]}


@pytest.mark.parametrize(
    "path", ["/api", "/api/", "/api/nothing", "/health/nothing", "/health", "/schema-assets/nothing"]
)
async def test_unknown_api_path_returns_404_even_for_a_navigation(client: httpx.AsyncClient, path: str) -> None:
    response = await client.get(path, headers=NAVIGATION)

    assert response.status_code == 404
    assert response.headers["Content-Type"] == "application/json"
    assert response.json() == {
        "errors": {"path": ["not found"]},
        "code": "path_not_found",
        "requestId": response.headers["X-Request-ID"],
    }


async def test_api_paths_do_not_return_the_page_even_for_a_navigation(client: httpx.AsyncClient) -> None:
    document, health, account = [
        await client.get(path, headers=NAVIGATION) for path in ("/schema", "/health/live", "/api/user")
    ]

    assert "swagger-ui" in document.text
    assert health.json() == {"status": "ok"}
    assert account.status_code == 401
    assert "Content-Security-Policy" not in document.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
async def test_pages_are_read_only(client: httpx.AsyncClient, method: str) -> None:
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
async def test_only_files_of_the_build_are_served(client: httpx.AsyncClient, path: str) -> None:
    request = client.build_request("GET", "http://test/")
    # An ordinary request of httpx would resolve the dots.
    request.url = request.url.copy_with(raw_path=path.encode())
    response = await client.send(request)

    assert response.status_code == 404
    assert "secret" not in response.text.replace(path, "")


def sources(policy: str) -> dict[str, str]:
    return dict(directive.split(" ", 1) for directive in policy.split("; "))


async def test_security_headers_allow_only_own_scripts(client: httpx.AsyncClient) -> None:
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
async def test_page_contains_the_api_base_url_and_may_connect_to_it(
    dist: Path, api_base_url: str, connections: str
) -> None:
    async with client_with_build(dist, api_base_url=api_base_url) as client:
        response = await client.get("/")

    assert f'<title>A title</title><meta name="api-base-url" content="{api_base_url}"></head>' in response.text
    assert sources(response.headers["Content-Security-Policy"])["connect-src"] == connections


async def test_page_requests_are_logged(client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", logger="request")
    page = await client.get("/login?token=secret", headers={**NAVIGATION, "X-Request-ID": "from-a-proxy"})
    await client.get("/assets/missing.js")
    lines: list[Any] = [record.msg for record in caplog.records if record.name == "request"]

    assert page.headers["X-Request-ID"] == "from-a-proxy"
    assert [(line.event, line.method, line.path, line.status) for line in lines] == [
        ("request", "GET", "/login", 200),
        ("request", "GET", "/assets/missing.js", 404),
    ]


async def test_missing_build_is_reported_at_the_root_and_the_api_works(tmp_path: Path) -> None:
    async with client_with_build(tmp_path / "dist") as client:
        root, page, health = [await client.get(path, headers=NAVIGATION) for path in ("/", "/login", "/health/live")]

    assert root.status_code == 404
    assert root.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "it has not been built" in root.text
    assert "Install Node 20.19 or newer, with npm" in root.text
    assert "`make frontend`" in root.text
    assert page.json()["code"] == "path_not_found"
    assert health.json() == {"status": "ok"}


async def test_contract_is_the_same_with_and_without_a_build(dist: Path, tmp_path: Path) -> None:
    settings = settings_for("sqlite:///never-opened.db")
    with_build, without = (
        encode(build_contract(create_app(settings, frontend=folder))) for folder in (dist, tmp_path / "dist")
    )

    assert with_build == without
    assert set(json.loads(with_build)["paths"]) & {"/", "/login", "/{path}"} == set()
