"""GET /tags."""

import httpx
import pytest

from tests.example import publish
from tests.people import Person, SignUp


async def tags(client: httpx.AsyncClient) -> list[str]:
    response = await client.get("/api/tags")
    assert response.status_code == 200
    assert response.json().keys() == {"tags"}
    found: list[str] = response.json()["tags"]
    return found


async def test_without_articles_there_are_no_tags(client: httpx.AsyncClient) -> None:
    response = await client.get("/api/tags")

    assert response.status_code == 200
    assert response.json() == {"tags": []}


async def test_tags_are_sorted_by_number_of_uses(client: httpx.AsyncClient, sign_up: SignUp) -> None:
    jake, anna = await sign_up("jake"), await sign_up("anna")
    await publish(jake, "One", tagList=["rare", "common"])
    await publish(anna, "Two", tagList=["common"])
    await publish(jake, "Three", tagList=["also rare"])

    assert await tags(client) == ["common", "also rare", "rare"]
    assert (await jake.get("/tags")).json() == {"tags": ["common", "also rare", "rare"]}


async def test_equally_used_tags_are_sorted_by_code_points_on_every_database(
    client: httpx.AsyncClient, sign_up: SignUp
) -> None:
    jake = await sign_up("jake")
    await publish(jake, "One", tagList=["b", "ä", "B", "a b", "a", "A", "_", "ab", "🐉", "1"])

    assert await tags(client) == ["1", "A", "B", "_", "a", "a b", "ab", "b", "ä", "🐉"]


async def test_repeated_tag_in_one_article_counts_once(client: httpx.AsyncClient, sign_up: SignUp) -> None:
    jake = await sign_up("jake")
    await publish(jake, "One", tagList=["z", "z", "z", "a"])

    assert await tags(client) == ["a", "z"]


@pytest.mark.parametrize("removal", ["deleted", "other tags", "no tags"])
async def test_tags_without_articles_are_not_listed(client: httpx.AsyncClient, sign_up: SignUp, removal: str) -> None:
    jake = await sign_up("jake")
    slug = await publish(jake, "One", tagList=["gone", "kept"])
    await publish(jake, "Two", tagList=["kept"])

    await _remove_tag(jake, slug, removal)

    assert await tags(client) == ["kept"]


async def _remove_tag(jake: Person, slug: str, removal: str) -> None:
    if removal == "deleted":
        await jake.delete(f"/articles/{slug}")
    else:
        remaining = ["kept"] if removal == "other tags" else []
        await jake.put(f"/articles/{slug}", {"article": {"tagList": remaining}})
