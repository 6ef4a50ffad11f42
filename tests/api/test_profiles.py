"""GET /profiles/{username}, POST and DELETE /profiles/{username}/follow."""

import asyncio

import httpx

from tests.people import PROFILE_NOT_FOUND, TOKEN_MISSING, SignUp, assert_error


async def test_strangers_follow_nobody(client: httpx.AsyncClient, sign_up: SignUp) -> None:
    await sign_up("anna")

    for username in ("anna", "nobody", "%00"):
        assert_error(await client.post(f"/api/profiles/{username}/follow"), *TOKEN_MISSING)
        assert_error(await client.delete(f"/api/profiles/{username}/follow"), *TOKEN_MISSING)


async def test_nobody_has_an_unknown_username(client: httpx.AsyncClient, sign_up: SignUp) -> None:
    jake = await sign_up("jake")

    assert_error(await client.get("/api/profiles/nobody"), *PROFILE_NOT_FOUND)
    assert_error(await jake.get("/profiles/nobody"), *PROFILE_NOT_FOUND)
    assert_error(await jake.post("/profiles/nobody/follow"), *PROFILE_NOT_FOUND)
    assert_error(await jake.delete("/profiles/nobody/follow"), *PROFILE_NOT_FOUND)


async def test_an_address_is_no_username(client: httpx.AsyncClient, sign_up: SignUp) -> None:
    await sign_up("jake")
    assert_error(await client.get("/api/profiles/jake@example.test"), *PROFILE_NOT_FOUND)


async def test_anybody_sees_a_profile_and_nothing_private(client: httpx.AsyncClient, sign_up: SignUp) -> None:
    jake = await sign_up("jake")
    expected = {"username": "jake", "bio": None, "image": None, "following": False}

    response = await client.get("/api/profiles/jake")
    assert response.status_code == 200
    assert response.json() == {"profile": expected}

    await jake.put("/user", {"user": {"bio": "I work at statefarm", "image": "https://example.test/jake.png"}})
    expected |= {"bio": "I work at statefarm", "image": "https://example.test/jake.png"}
    assert (await client.get("/api/profiles/jake")).json() == {"profile": expected}
    assert (await jake.get("/profiles/jake")).json() == {"profile": expected}


async def test_a_profile_is_found_in_any_case(client: httpx.AsyncClient, sign_up: SignUp) -> None:
    await sign_up("Jürgen")
    anna = await sign_up("anna")
    expected = {"username": "Jürgen", "bio": None, "image": None, "following": False}

    for asked in ("Jürgen", "jürgen", "JÜRGEN"):
        assert (await client.get(f"/api/profiles/{asked}")).json() == {"profile": expected}
        followed = await anna.post(f"/profiles/{asked}/follow")
        assert followed.json() == {"profile": {**expected, "following": True}}
        assert (await anna.delete(f"/profiles/{asked}/follow")).json() == {"profile": expected}


async def test_following_twice_is_following(sign_up: SignUp) -> None:
    jake = await sign_up("jake")
    await sign_up("anna")
    expected = {"username": "anna", "bio": None, "image": None, "following": True}

    for _ in range(2):
        response = await jake.post("/profiles/anna/follow")
        assert response.status_code == 200
        assert response.json() == {"profile": expected}
    assert (await jake.get("/profiles/anna")).json() == {"profile": expected}


async def test_unfollowing_twice_is_not_following(sign_up: SignUp) -> None:
    jake = await sign_up("jake")
    await sign_up("anna")
    await jake.follow("anna")
    expected = {"username": "anna", "bio": None, "image": None, "following": False}

    for _ in range(2):
        response = await jake.delete("/profiles/anna/follow")
        assert response.status_code == 200
        assert response.json() == {"profile": expected}
    assert (await jake.get("/profiles/anna")).json() == {"profile": expected}


async def test_following_at_once_is_following(sign_up: SignUp) -> None:
    jake = await sign_up("jake")
    await sign_up("anna")

    responses = await asyncio.gather(*(jake.post("/profiles/anna/follow") for _ in range(4)))

    assert [response.status_code for response in responses] == [200, 200, 200, 200]


async def test_following_is_about_the_viewer_and_in_one_direction(client: httpx.AsyncClient, sign_up: SignUp) -> None:
    jake, anna = await sign_up("jake"), await sign_up("anna")
    await jake.follow("anna")

    assert (await jake.get("/profiles/anna")).json()["profile"]["following"] is True
    assert (await anna.get("/profiles/jake")).json()["profile"]["following"] is False
    assert (await anna.get("/profiles/anna")).json()["profile"]["following"] is False
    assert (await client.get("/api/profiles/anna")).json()["profile"]["following"] is False


async def test_an_empty_body_that_is_said_to_be_json_is_no_error(sign_up: SignUp) -> None:
    jake = await sign_up("jake")
    await sign_up("anna")
    headers = {"Content-Type": "application/json"}

    for content in (b"", b"{}"):
        followed = await jake.post("/profiles/anna/follow", headers=headers, content=content)
        assert followed.json()["profile"]["following"] is True
        unfollowed = await jake.delete("/profiles/anna/follow", headers=headers, content=content)
        assert unfollowed.json()["profile"]["following"] is False
