"""POST and DELETE /articles/{slug}/favorite."""

import asyncio

import httpx
import pytest

from tests.example import ARTICLE_NOT_FOUND, favorite, follow, publish, read_article
from tests.people import TIMESTAMP, TOKEN_MISSING, SignUp, assert_error


@pytest.mark.parametrize("method", ["POST", "DELETE"])
async def test_favorite_and_unfavorite_require_a_token(client: httpx.AsyncClient, sign_up: SignUp, method: str) -> None:
    slug = await publish(await sign_up("jake"))

    assert_error(await client.request(method, f"/api/articles/{slug}/favorite"), *TOKEN_MISSING)
    assert_error(await client.request(method, "/api/articles/unknown/favorite"), *TOKEN_MISSING)


async def test_unknown_article_returns_404(sign_up: SignUp) -> None:
    jake = await sign_up("jake")

    assert_error(await jake.post("/articles/unknown/favorite"), *ARTICLE_NOT_FOUND)
    assert_error(await jake.delete("/articles/unknown/favorite"), *ARTICLE_NOT_FOUND)


async def test_favorite_is_idempotent(sign_up: SignUp) -> None:
    jake, anna = await sign_up("jake"), await sign_up("anna")
    slug = await publish(jake, "Eins", tagList=["b", "a"])
    await follow(anna, "jake")

    for _ in range(2):
        response = await anna.post(f"/articles/{slug}/favorite")
        assert response.status_code == 200
        assert response.json() == {
            "article": {
                "slug": "eins",
                "title": "Eins",
                "description": "About it",
                "body": "The body",
                "tagList": ["a", "b"],
                "createdAt": TIMESTAMP,
                "updatedAt": TIMESTAMP,
                "favorited": True,
                "favoritesCount": 1,
                "author": {"username": "jake", "bio": None, "image": None, "following": True},
            }
        }


async def test_unfavorite_is_idempotent(sign_up: SignUp) -> None:
    jake, anna = await sign_up("jake"), await sign_up("anna")
    slug = await publish(jake, "Eins")
    await favorite(anna, slug)
    await favorite(jake, slug)

    for _ in range(2):
        response = await anna.delete(f"/articles/{slug}/favorite")
        assert response.status_code == 200
        assert response.json()["article"]["favorited"] is False
        assert response.json()["article"]["favoritesCount"] == 1


async def test_concurrent_favorites_count_once_per_user(sign_up: SignUp) -> None:
    jake, anna = await sign_up("jake"), await sign_up("anna")
    slug = await publish(jake)

    responses = await asyncio.gather(*(user.post(f"/articles/{slug}/favorite") for user in (jake, anna, jake, anna)))

    assert [response.status_code for response in responses] == [200, 200, 200, 200]
    assert (await read_article(jake, slug))["favoritesCount"] == 2


async def test_favorited_depends_on_the_viewer_and_the_count_does_not(
    client: httpx.AsyncClient, sign_up: SignUp
) -> None:
    jake, anna = await sign_up("jake"), await sign_up("anna")
    slug = await publish(jake)
    await favorite(anna, slug)

    assert (await read_article(anna, slug))["favorited"] is True
    assert (await read_article(jake, slug))["favorited"] is False
    anonymous = (await client.get(f"/api/articles/{slug}")).json()["article"]
    assert (anonymous["favorited"], anonymous["favoritesCount"]) == (False, 1)

    for viewer, favorited in ((anna, True), (jake, False)):
        (listed,) = (await viewer.get("/articles")).json()["articles"]
        assert (listed["favorited"], listed["favoritesCount"]) == (favorited, 1)
    (listed,) = (await client.get("/api/articles")).json()["articles"]
    assert (listed["favorited"], listed["favoritesCount"]) == (False, 1)


async def test_favorite_does_not_change_the_article(sign_up: SignUp) -> None:
    jake = await sign_up("jake")
    slug = await publish(jake)
    before = await read_article(jake, slug)

    await favorite(jake, slug)

    assert await read_article(jake, slug) == {**before, "favorited": True, "favoritesCount": 1}


async def test_empty_json_body_is_accepted(sign_up: SignUp) -> None:
    jake = await sign_up("jake")
    slug = await publish(jake)
    headers = {"Content-Type": "application/json"}

    for content in (b"", b"{}"):
        response = await jake.post(f"/articles/{slug}/favorite", headers=headers, content=content)
        assert response.json()["article"]["favorited"] is True
        response = await jake.delete(f"/articles/{slug}/favorite", headers=headers, content=content)
        assert response.json()["article"]["favorited"] is False
