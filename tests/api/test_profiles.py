"""GET /profiles/{username}, POST and DELETE /profiles/{username}/follow."""

import asyncio
from urllib.parse import quote

import httpx
import pytest

from tests.example import PROFILE_NOT_FOUND, follow, publish, read_article, titles
from tests.people import TOKEN_MISSING, SignUp, assert_error


async def test_follow_and_unfollow_require_a_token(client: httpx.AsyncClient, sign_up: SignUp) -> None:
    await sign_up("anna")

    for username in ("anna", "nobody", "%00"):
        assert_error(await client.post(f"/api/profiles/{username}/follow"), *TOKEN_MISSING)
        assert_error(await client.delete(f"/api/profiles/{username}/follow"), *TOKEN_MISSING)


async def test_unknown_username_returns_404(client: httpx.AsyncClient, sign_up: SignUp) -> None:
    jake = await sign_up("jake")

    assert_error(await client.get("/api/profiles/nobody"), *PROFILE_NOT_FOUND)
    assert_error(await jake.get("/profiles/nobody"), *PROFILE_NOT_FOUND)
    assert_error(await jake.post("/profiles/nobody/follow"), *PROFILE_NOT_FOUND)
    assert_error(await jake.delete("/profiles/nobody/follow"), *PROFILE_NOT_FOUND)


async def test_email_address_is_not_a_username(client: httpx.AsyncClient, sign_up: SignUp) -> None:
    await sign_up("jake")
    assert_error(await client.get("/api/profiles/jake@example.test"), *PROFILE_NOT_FOUND)


async def test_profile_is_public_and_has_no_private_fields(client: httpx.AsyncClient, sign_up: SignUp) -> None:
    jake = await sign_up("jake")
    expected = {"username": "jake", "bio": None, "image": None, "following": False}

    response = await client.get("/api/profiles/jake")
    assert response.status_code == 200
    assert response.json() == {"profile": expected}

    await jake.put("/user", {"user": {"bio": "I work at statefarm", "image": "https://example.test/jake.png"}})
    expected |= {"bio": "I work at statefarm", "image": "https://example.test/jake.png"}
    assert (await client.get("/api/profiles/jake")).json() == {"profile": expected}
    assert (await jake.get("/profiles/jake")).json() == {"profile": expected}


async def test_usernames_in_paths_are_case_insensitive(client: httpx.AsyncClient, sign_up: SignUp) -> None:
    await sign_up("Jürgen")
    anna = await sign_up("anna")
    expected = {"username": "Jürgen", "bio": None, "image": None, "following": False}

    for username in ("Jürgen", "jürgen", "JÜRGEN"):
        assert (await client.get(f"/api/profiles/{username}")).json() == {"profile": expected}
        followed = await anna.post(f"/profiles/{username}/follow")
        assert followed.json() == {"profile": {**expected, "following": True}}
        assert (await anna.delete(f"/profiles/{username}/follow")).json() == {"profile": expected}


async def test_follow_is_idempotent(sign_up: SignUp) -> None:
    jake = await sign_up("jake")
    await sign_up("anna")
    expected = {"username": "anna", "bio": None, "image": None, "following": True}

    for _ in range(2):
        response = await jake.post("/profiles/anna/follow")
        assert response.status_code == 200
        assert response.json() == {"profile": expected}
    assert (await jake.get("/profiles/anna")).json() == {"profile": expected}


async def test_unfollow_is_idempotent(sign_up: SignUp) -> None:
    jake = await sign_up("jake")
    await sign_up("anna")
    await follow(jake, "anna")
    expected = {"username": "anna", "bio": None, "image": None, "following": False}

    for _ in range(2):
        response = await jake.delete("/profiles/anna/follow")
        assert response.status_code == 200
        assert response.json() == {"profile": expected}
    assert (await jake.get("/profiles/anna")).json() == {"profile": expected}


async def test_concurrent_follows_succeed(sign_up: SignUp) -> None:
    jake = await sign_up("jake")
    await sign_up("anna")

    responses = await asyncio.gather(*(jake.post("/profiles/anna/follow") for _ in range(4)))

    assert [response.status_code for response in responses] == [200, 200, 200, 200]


async def test_following_depends_on_the_viewer_and_has_one_direction(
    client: httpx.AsyncClient, sign_up: SignUp
) -> None:
    jake, anna = await sign_up("jake"), await sign_up("anna")
    await follow(jake, "anna")

    assert (await jake.get("/profiles/anna")).json()["profile"]["following"] is True
    assert (await anna.get("/profiles/jake")).json()["profile"]["following"] is False
    assert (await anna.get("/profiles/anna")).json()["profile"]["following"] is False
    assert (await client.get("/api/profiles/anna")).json()["profile"]["following"] is False


async def test_empty_json_body_is_accepted(sign_up: SignUp) -> None:
    jake = await sign_up("jake")
    await sign_up("anna")
    headers = {"Content-Type": "application/json"}

    for content in (b"", b"{}"):
        followed = await jake.post("/profiles/anna/follow", headers=headers, content=content)
        assert followed.json()["profile"]["following"] is True
        unfollowed = await jake.delete("/profiles/anna/follow", headers=headers, content=content)
        assert unfollowed.json()["profile"]["following"] is False


@pytest.mark.parametrize("username", ["x", "x" * 64, "ja ke", "50%", "a?b#c&d=e+f", "%2e", "...", "日本", "🐉", "feed"])
async def test_registered_user_has_a_profile(client: httpx.AsyncClient, username: str) -> None:
    user = {"username": username, "email": "jake@example.test", "password": "a password"}
    assert (await client.post("/api/users", json={"user": user})).status_code == 201

    response = await client.get(f"/api/profiles/{quote(username, safe='')}")
    assert response.json()["profile"]["username"] == username


async def test_new_username_applies_everywhere(client: httpx.AsyncClient, sign_up: SignUp) -> None:
    jake = await sign_up("jake")
    slug = await publish(jake, "A title")

    await jake.put("/user", {"user": {"username": "Jacob"}})

    assert_error(await client.get("/api/profiles/jake"), *PROFILE_NOT_FOUND)
    assert (await client.get("/api/profiles/jacob")).json()["profile"]["username"] == "Jacob"
    assert (await read_article(jake, slug))["author"]["username"] == "Jacob"
    assert await titles(jake, "/articles?author=jacob") == ["A title"]


async def test_removed_bio_is_null_in_the_profile(sign_up: SignUp) -> None:
    jake = await sign_up("jake")
    await jake.put("/user", {"user": {"bio": "Before"}})
    await jake.put("/user", {"user": {"bio": None}})

    assert (await jake.get("/profiles/jake")).json()["profile"]["bio"] is None
