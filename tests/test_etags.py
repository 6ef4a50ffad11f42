"""ETags: unchanged responses are not sent again."""

import json

import httpx
import pytest

from app.settings import ROOT
from tests.people import TOKEN_INVALID, Person, SignUp, StringMatching, assert_error

ETAG = StringMatching(r'W/"[0-9a-f]{32}"')


def etag_of(response: httpx.Response) -> str:
    assert response.status_code == 200, response.text
    tag: str = response.headers["ETag"]
    return tag


async def status_with_etags(person: Person, path: str, *tags: str) -> int:
    """The status of a request with these tags in If-None-Match."""
    response = await person.get(path, headers={"If-None-Match": ", ".join(tags)})
    return response.status_code


@pytest.fixture
async def jake(sign_up: SignUp) -> Person:
    """A user who follows an author, and has favorited and commented on an article of the author."""
    anna, jake = await sign_up("anna"), await sign_up("jake")
    slug = await anna.publish("A dragon", tagList=["dragons"])
    await jake.follow("anna")
    await jake.favorite(slug)
    await jake.comment(slug)
    return jake


READ_PATHS = [
    "/articles",
    "/articles?tag=dragons",
    "/articles/feed",
    "/articles/a-dragon",
    "/articles/a-dragon/comments",
    "/profiles/anna",
    "/tags",
]


@pytest.mark.parametrize("path", READ_PATHS)
async def test_unchanged_response_returns_304(jake: Person, path: str) -> None:
    first = await jake.get(path)
    response = await jake.get(path, headers={"If-None-Match": first.headers["ETag"], "X-Request-ID": "the-second"})

    assert first.status_code == 200
    assert first.headers["ETag"] == ETAG
    assert first.headers["Cache-Control"] == "private, no-cache"
    assert first.headers["Vary"] == "Authorization"
    assert response.status_code == 304
    assert response.content == b""
    assert dict(response.headers) == {
        "etag": first.headers["ETag"],
        "cache-control": "private, no-cache",
        "vary": "Authorization",
        "x-request-id": "the-second",
    }


def test_contract_has_a_304_for_every_read_except_the_account() -> None:
    paths = json.loads((ROOT / "openapi.json").read_bytes())["paths"]

    assert sorted(path for path, item in paths.items() if "304" in item.get("get", {}).get("responses", {})) == [
        "/api/articles",
        "/api/articles/feed",
        "/api/articles/{slug}",
        "/api/articles/{slug}/comments",
        "/api/profiles/{username}",
        "/api/tags",
    ]
    assert [path for path, item in paths.items() if "/api/" in path and "get" in item and "304" not in str(item)] == [
        "/api/user"
    ]


async def test_response_with_a_token_must_not_be_cached(jake: Person) -> None:
    response = await jake.get("/user", headers={"If-None-Match": "*"})

    assert response.status_code == 200
    assert response.json()["user"]["username"] == "jake"
    assert response.headers["Cache-Control"] == "no-store"
    assert "ETag" not in response.headers


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ("{weak}", 304),
        ("{strong}", 304),
        ('"another", {weak}', 304),
        ('W/"another" ,{strong},"third"', 304),
        ("*", 304),
        ('"another"', 200),
        ('W/"another", ""', 200),
        ('"*"', 200),
        ("{unquoted}", 200),
        ("", 200),
    ],
)
async def test_if_none_match_may_be_a_list_of_weak_or_strong_etags(
    client: httpx.AsyncClient, form: str, status: int
) -> None:
    weak = etag_of(await client.get("/api/tags"))
    strong = weak.removeprefix("W/")
    if_none_match = form.format(weak=weak, strong=strong, unquoted=strong.strip('"'))

    assert (await client.get("/api/tags", headers={"If-None-Match": if_none_match})).status_code == status


async def test_if_none_match_may_be_sent_as_several_headers(client: httpx.AsyncClient) -> None:
    tag = etag_of(await client.get("/api/tags"))
    lines = [("If-None-Match", tag), ("If-None-Match", '"another"')]

    assert (await client.get("/api/tags", headers=lines)).status_code == 304


async def test_revised_article_changes_the_etags(jake: Person, sign_up: SignUp) -> None:
    maria = await sign_up("maria")
    slug = await maria.publish("A walk")
    path = f"/articles/{slug}"
    before, in_list = etag_of(await jake.get(path)), etag_of(await jake.get("/articles"))

    await maria.put(path, {"article": {"body": "Another body"}})

    assert await status_with_etags(jake, path, before) == 200
    assert await status_with_etags(jake, "/articles", in_list) == 200


async def test_writes_of_other_users_change_the_etags(jake: Person, sign_up: SignUp) -> None:
    path, maria = "/articles/a-dragon", await sign_up("maria")
    before, comments = etag_of(await jake.get(path)), etag_of(await jake.get(f"{path}/comments"))

    await maria.favorite("a-dragon")
    await maria.comment("a-dragon")

    assert (await jake.article("a-dragon"))["favoritesCount"] == 2
    assert await status_with_etags(jake, path, before) == 200
    assert await status_with_etags(jake, f"{path}/comments", comments) == 200


async def test_changed_author_changes_the_etags_of_responses_with_the_author(sign_up: SignUp, jake: Person) -> None:
    maria = await sign_up("maria")
    await maria.publish("A walk")
    before = {path: etag_of(await jake.get(path)) for path in ("/articles", "/articles/a-walk", "/profiles/maria")}

    await maria.put("/user", {"user": {"bio": "Walks."}})

    assert [await status_with_etags(jake, path, tag) for path, tag in before.items()] == [200, 200, 200]


async def test_restored_state_returns_304(jake: Person) -> None:
    before = etag_of(await jake.get("/profiles/anna"))

    await jake.delete("/profiles/anna/follow")
    unfollowed = await status_with_etags(jake, "/profiles/anna", before)
    await jake.follow("anna")

    assert (unfollowed, await status_with_etags(jake, "/profiles/anna", before)) == (200, 304)


async def test_different_responses_for_two_viewers_have_different_etags(
    client: httpx.AsyncClient, jake: Person
) -> None:
    anonymous = Person(client)
    mine, theirs = etag_of(await jake.get("/articles/a-dragon")), etag_of(await anonymous.get("/articles/a-dragon"))

    assert mine != theirs
    assert await status_with_etags(anonymous, "/articles/a-dragon", mine) == 200
    assert await status_with_etags(anonymous, "/articles/a-dragon", mine, theirs) == 304


async def test_error_response_has_no_etag(client: httpx.AsyncClient) -> None:
    person = Person(client, token="made up")
    response = await person.get("/articles", headers={"If-None-Match": "*"})

    assert_error(response, *TOKEN_INVALID)
    assert "ETag" not in response.headers
    assert "Cache-Control" not in response.headers


async def test_writes_ignore_if_none_match_and_have_no_etags(jake: Person) -> None:
    response = await jake.post("/articles/a-dragon/favorite", headers={"If-None-Match": "*"})

    assert response.status_code == 200
    assert response.json()["article"]["favorited"] is True
    assert "ETag" not in response.headers


@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/schema/openapi.json"])
async def test_paths_outside_of_the_api_have_no_etags(client: httpx.AsyncClient, path: str) -> None:
    response = await client.get(path, headers={"If-None-Match": "*"})

    assert response.status_code == 200
    assert response.content
    assert "ETag" not in response.headers


async def test_head_returns_405(client: httpx.AsyncClient) -> None:
    response = await client.head("/api/tags", headers={"If-None-Match": "*"})

    assert response.status_code == 405
    assert "ETag" not in response.headers
