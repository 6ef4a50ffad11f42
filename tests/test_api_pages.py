"""Pages to read and try the API: everything they load comes from our own installation."""

import re
from collections.abc import AsyncIterator
from html.parser import HTMLParser

import httpx
import pytest

from app.asgi import create_app
from tests.conftest import settings_for

# Which attribute of which element makes a browser load something.
LOADING = {
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
    """What a page loads, and what it says in scripts and styles of its own."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.inline: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs).get(LOADING.get(tag, ""))
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
async def test_the_page_loads_files_of_ours_only_and_all_of_them_are_there(
    client: httpx.AsyncClient, path: str
) -> None:
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


async def test_no_other_host_is_asked_for_anything(client: httpx.AsyncClient) -> None:
    page = Page((await client.get("/schema")).text)
    style = (await client.get("/schema-assets/swagger-ui.css")).text

    assert [address for address in page.loaded if not re.match("/(?!/)", address)] == []
    assert re.findall(r"""(?:@import|url\()\s*["']?(?:https?:)?//[^)\s]*""", style) == []
    # Only names of namespaces and of what the document itself describes may stand in the page's own script.
    assert (
        re.findall(r"""(?:src|href|url|import)["']?\s*[=:(]\s*["'](?:https?:)?//[^"']*""", "".join(page.inline)) == []
    )


async def test_the_page_shows_our_contract(client: httpx.AsyncClient) -> None:
    page = Page((await client.get("/schema")).text)

    assert '"operationId":"publishArticle"' in "".join(page.inline)


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
async def test_nothing_but_those_files_is_served(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.get(path)).status_code == 404
