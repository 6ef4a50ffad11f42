"""The pages of the API documentation: every file that a page loads comes from this server."""

import re
from collections.abc import AsyncIterator
from html.parser import HTMLParser

import httpx
import pytest

from app.asgi import create_app
from tests.conftest import settings_for

# The attribute of each element whose URL a browser loads.
URL_ATTRIBUTES = {
    "script": "src",
    "link": "href",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "object": "data",
    "embed": "src",
    "video": "src",
    "audio": "src",
    "base": "href",
}
TYPES = {
    "js": "text/javascript",
    "css": "text/css",
    "png": "image/png",
}


class Page(HTMLParser):
    """The URLs that a page loads, and the texts of its inline scripts and styles."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.inline: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs).get(URL_ATTRIBUTES.get(tag, ""))
        if found:
            self.loaded.append(found)

    def handle_data(self, data: str) -> None:
        if self.lasttag in ("script", "style"):
            self.inline.append(data)


@pytest.fixture(scope="module")
async def client() -> AsyncIterator[httpx.AsyncClient]:
    app = create_app(settings_for("sqlite:///never-opened.db"))
    transport = httpx.ASGITransport(app=app)  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client


@pytest.mark.parametrize("path", ["/schema", "/schema/", "/schema/swagger"])
async def test_page_loads_only_own_files_and_every_file_exists(client: httpx.AsyncClient, path: str) -> None:
    response = await client.get(path)
    page = Page(response.text)

    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert sorted(page.loaded) == [
        "/schema-assets/favicon-32x32.png",
        "/schema-assets/swagger-ui-bundle.js",
        "/schema-assets/swagger-ui-standalone-preset.js",
        "/schema-assets/swagger-ui.css",
    ]
    for address in page.loaded:
        loaded = await client.get(address)
        assert loaded.status_code == 200
        assert loaded.headers["Content-Type"].partition(";")[0] == TYPES[address.rpartition(".")[2]]
        assert len(loaded.content) > 500


async def test_page_requests_no_other_host(client: httpx.AsyncClient) -> None:
    page = Page((await client.get("/schema")).text)
    style = (await client.get("/schema-assets/swagger-ui.css")).text

    assert [address for address in page.loaded if not re.match("/(?!/)", address)] == []
    assert re.findall(r"""(?:@import|url\()\s*["']?(?:https?:)?//[^)\s]*""", style) == []
    # The page's inline script may contain URLs only as XML namespaces or in descriptions of the document.
    assert (
        re.findall(r"""(?:src|href|url|import)["']?\s*[=:(]\s*["'](?:https?:)?//[^"']*""", "".join(page.inline)) == []
    )


async def test_page_contains_the_contract(client: httpx.AsyncClient) -> None:
    page = Page((await client.get("/schema")).text)

    assert '"operationId":"registerUser"' in "".join(page.inline)


@pytest.mark.parametrize(
    "path",
    [
        "/schema-assets/",
        "/schema-assets/unknown.js",
        "/schema-assets/../__init__.py",
        "/schema-assets/%00",
        f"/schema-assets/{'a' * 5_000}",
    ],
)
async def test_other_asset_paths_return_404(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.get(path)).status_code == 404
