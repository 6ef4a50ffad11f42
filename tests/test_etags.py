"""Answers that are not sent again to those who have them."""

import json

import httpx
import pytest

from app.settings import ROOT
from tests.people import TOKEN_INVALID, Like, Person, SignUp, assert_error

TAG = Like(r'W/"[0-9a-f]{32}"')


def tag_of(response: httpx.Response) -> str:
    assert response.status_code == 200, response.text
    tag: str = response.headers["ETag"]
    return tag


async def again(person: Person, path: str, *tags: str) -> int:
    """The status for one who has these answers."""
    response = await person.get(path, headers={"If-None-Match": ", ".join(tags)})
    return response.status_code


@pytest.fixture
async def jake(sign_up: SignUp) -> Person:
    """Someone who follows an author, has favoured their article and commented on it."""
    anna, jake = await sign_up("anna"), await sign_up("jake")
    slug = await anna.publish("A dragon", tagList=["dragons"])
    await jake.follow("anna")
    await jake.favorite(slug)
    await jake.comment(slug)
    return jake


READS = [
    "/articles",
    "/articles?tag=dragons",
    "/articles/feed",
    "/articles/a-dragon",
    "/articles/a-dragon/comments",
    "/profiles/anna",
    "/tags",
]


@pytest.mark.parametrize("path", READS)
async def test_what_has_not_changed_is_not_sent_again(jake: Person, path: str) -> None:
    whole = await jake.get(path)
    response = await jake.get(path, headers={"If-None-Match": whole.headers["ETag"], "X-Request-ID": "the-second"})

    assert whole.status_code == 200
    assert whole.headers["ETag"] == TAG
    assert whole.headers["Cache-Control"] == "private, no-cache"
    assert whole.headers["Vary"] == "Authorization"
    assert response.status_code == 304
    assert response.content == b""
    assert dict(response.headers) == {
        "etag": whole.headers["ETag"],
        "cache-control": "private, no-cache",
        "vary": "Authorization",
        "x-request-id": "the-second",
    }


def test_every_read_but_the_one_with_a_token_says_so() -> None:
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


async def test_a_token_belongs_into_no_cache(jake: Person) -> None:
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
        ("{bare}", 200),
        ("", 200),
    ],
)
async def test_a_client_may_name_every_answer_that_it_has(client: httpx.AsyncClient, form: str, status: int) -> None:
    weak = tag_of(await client.get("/api/tags"))
    strong = weak.removeprefix("W/")
    asked = form.format(weak=weak, strong=strong, bare=strong.strip('"'))

    assert (await client.get("/api/tags", headers={"If-None-Match": asked})).status_code == status


async def test_the_answers_that_it_has_may_stand_in_several_lines(client: httpx.AsyncClient) -> None:
    tag = tag_of(await client.get("/api/tags"))
    lines = [("If-None-Match", tag), ("If-None-Match", '"another"')]

    assert (await client.get("/api/tags", headers=lines)).status_code == 304


async def test_a_revised_article_is_sent_again(jake: Person, sign_up: SignUp) -> None:
    maria = await sign_up("maria")
    slug = await maria.publish("A walk")
    path = f"/articles/{slug}"
    before, in_list = tag_of(await jake.get(path)), tag_of(await jake.get("/articles"))

    await maria.put(path, {"article": {"body": "Another body"}})

    assert await again(jake, path, before) == 200
    assert await again(jake, "/articles", in_list) == 200


async def test_what_others_do_is_seen(jake: Person, sign_up: SignUp) -> None:
    path, maria = "/articles/a-dragon", await sign_up("maria")
    before, comments = tag_of(await jake.get(path)), tag_of(await jake.get(f"{path}/comments"))

    await maria.favorite("a-dragon")
    await maria.comment("a-dragon")

    assert (await jake.article("a-dragon"))["favoritesCount"] == 2
    assert await again(jake, path, before) == 200
    assert await again(jake, f"{path}/comments", comments) == 200


async def test_an_author_who_changes_changes_what_shows_them(sign_up: SignUp, jake: Person) -> None:
    maria = await sign_up("maria")
    await maria.publish("A walk")
    before = {path: tag_of(await jake.get(path)) for path in ("/articles", "/articles/a-walk", "/profiles/maria")}

    await maria.put("/user", {"user": {"bio": "Walks."}})

    assert [await again(jake, path, tag) for path, tag in before.items()] == [200, 200, 200]


async def test_what_is_back_as_it_was_is_not_sent_again(jake: Person) -> None:
    before = tag_of(await jake.get("/profiles/anna"))

    await jake.delete("/profiles/anna/follow")
    unfollowed = await again(jake, "/profiles/anna", before)
    await jake.follow("anna")

    assert (unfollowed, await again(jake, "/profiles/anna", before)) == (200, 304)


async def test_two_who_see_different_answers_have_different_tags(client: httpx.AsyncClient, jake: Person) -> None:
    anybody = Person(client)
    mine, theirs = tag_of(await jake.get("/articles/a-dragon")), tag_of(await anybody.get("/articles/a-dragon"))

    assert mine != theirs
    assert await again(anybody, "/articles/a-dragon", mine) == 200
    assert await again(anybody, "/articles/a-dragon", mine, theirs) == 304


async def test_a_refusal_is_no_answer_that_one_can_have(client: httpx.AsyncClient) -> None:
    stranger = Person(client, token="made up")
    response = await stranger.get("/articles", headers={"If-None-Match": "*"})

    assert_error(response, *TOKEN_INVALID)
    assert "ETag" not in response.headers
    assert "Cache-Control" not in response.headers


async def test_writes_and_their_answers_have_no_tags(jake: Person) -> None:
    response = await jake.post("/articles/a-dragon/favorite", headers={"If-None-Match": "*"})

    assert response.status_code == 200
    assert response.json()["article"]["favorited"] is True
    assert "ETag" not in response.headers


@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/schema/openapi.json"])
async def test_what_is_not_the_api_has_no_tags(client: httpx.AsyncClient, path: str) -> None:
    response = await client.get(path, headers={"If-None-Match": "*"})

    assert response.status_code == 200
    assert response.content
    assert "ETag" not in response.headers


async def test_head_is_refused_as_before(client: httpx.AsyncClient) -> None:
    response = await client.head("/api/tags", headers={"If-None-Match": "*"})

    assert response.status_code == 405
    assert "ETag" not in response.headers
