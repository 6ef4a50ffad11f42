"""GET and POST /articles/{slug}/comments, DELETE /articles/{slug}/comments/{id}."""

import asyncio
from typing import Any

import anyio
import httpx

from tests.example import (
    ARTICLE_NOT_FOUND,
    COMMENT_FORBIDDEN,
    COMMENT_NOT_FOUND,
    comment,
    follow,
    publish,
    read_article,
)
from tests.people import TIMESTAMP, TOKEN_MISSING, SignUp, assert_error, assert_invalid


async def test_writes_require_a_token(client: httpx.AsyncClient, sign_up: SignUp) -> None:
    jake = await sign_up("jake")
    slug = await publish(jake)
    comment_id = await comment(jake, slug)

    for response in (
        await client.post(f"/api/articles/{slug}/comments", json={"comment": {"body": "Anonymous"}}),
        await client.post(f"/api/articles/{slug}/comments", json={"comment": {"body": ""}}),
        await client.post("/api/articles/unknown/comments", json={}),
        await client.delete(f"/api/articles/{slug}/comments/{comment_id}"),
        await client.delete("/api/articles/unknown/comments/0"),
    ):
        assert_error(response, *TOKEN_MISSING)
    assert len((await client.get(f"/api/articles/{slug}/comments")).json()["comments"]) == 1


async def test_unknown_article_returns_404(client: httpx.AsyncClient, sign_up: SignUp) -> None:
    jake = await sign_up("jake")

    assert_error(await client.get("/api/articles/unknown/comments"), *ARTICLE_NOT_FOUND)
    assert_error(await jake.post("/articles/unknown/comments", {"comment": {"body": "Hm"}}), *ARTICLE_NOT_FOUND)
    assert_error(await jake.delete("/articles/unknown/comments/1"), *ARTICLE_NOT_FOUND)


async def test_comment_under_another_article_returns_404(client: httpx.AsyncClient, sign_up: SignUp) -> None:
    jake = await sign_up("jake")
    here, there = await publish(jake, "Here"), await publish(jake, "There")
    comment_id = await comment(jake, here)

    assert_error(await jake.delete(f"/articles/{there}/comments/{comment_id}"), *COMMENT_NOT_FOUND)
    assert_error(await jake.delete(f"/articles/{here}/comments/{comment_id + 1}"), *COMMENT_NOT_FOUND)

    assert len((await client.get(f"/api/articles/{here}/comments")).json()["comments"]) == 1
    assert (await client.get(f"/api/articles/{there}/comments")).json() == {"comments": []}


async def test_author_of_an_own_comment_is_not_followed(sign_up: SignUp) -> None:
    jake, anna = await sign_up("jake"), await sign_up("anna")
    slug = await publish(jake)
    await comment(anna, slug)
    await follow(jake, "anna")
    response = await jake.post(f"/articles/{slug}/comments", {"comment": {"body": "Own"}})

    assert response.json()["comment"]["author"]["following"] is False


async def test_only_the_author_may_delete_a_comment(client: httpx.AsyncClient, sign_up: SignUp) -> None:
    jake, anna = await sign_up("jake"), await sign_up("anna")
    slug = await publish(jake)
    comment_id = await comment(anna, slug)

    assert_error(await jake.delete(f"/articles/{slug}/comments/{comment_id}"), *COMMENT_FORBIDDEN)

    assert len((await client.get(f"/api/articles/{slug}/comments")).json()["comments"]) == 1


async def test_invalid_comment_bodies_are_rejected(sign_up: SignUp) -> None:
    jake = await sign_up("jake")
    slug = await publish(jake)
    comments: list[tuple[dict[str, Any], str]] = [
        ({}, "can't be blank"),
        ({"body": ""}, "can't be blank"),
        ({"body": " \n\t"}, "can't be blank"),
        ({"body": None}, "must be text, not null"),
        ({"body": 1}, "must be text"),
    ]
    for content, reason in comments:
        assert_invalid(await jake.post(f"/articles/{slug}/comments", {"comment": content}), body=reason)
        assert_invalid(await jake.post("/articles/unknown/comments", {"comment": content}), body=reason)


async def test_posted_comment_equals_the_listed_comment(client: httpx.AsyncClient, sign_up: SignUp) -> None:
    jake = await sign_up("jake")
    slug = await publish(jake)

    response = await jake.post(f"/articles/{slug}/comments", {"comment": {"body": " It takes a *Jacobian*\n🐉 "}})

    assert response.status_code == 201
    comment = response.json()["comment"]
    assert response.json() == {
        "comment": {
            "id": comment["id"],
            "createdAt": TIMESTAMP,
            "updatedAt": TIMESTAMP,
            "body": " It takes a *Jacobian*\n🐉 ",
            "author": {"username": "jake", "bio": None, "image": None, "following": False},
        }
    }
    assert type(comment["id"]) is int
    assert (await client.get(f"/api/articles/{slug}/comments")).json() == {"comments": [comment]}


async def test_timestamps_of_a_new_comment_are_equal(sign_up: SignUp) -> None:
    jake = await sign_up("jake")
    slug = await publish(jake)

    comment = (await jake.post(f"/articles/{slug}/comments", {"comment": {"body": "New"}})).json()["comment"]

    assert comment["createdAt"] == comment["updatedAt"]


async def test_without_comments_the_list_is_empty(client: httpx.AsyncClient, sign_up: SignUp) -> None:
    slug = await publish(await sign_up("jake"))

    response = await client.get(f"/api/articles/{slug}/comments")

    assert response.status_code == 200
    assert response.json() == {"comments": []}


async def test_comments_are_sorted_newest_first(client: httpx.AsyncClient, sign_up: SignUp) -> None:
    jake, anna = await sign_up("jake"), await sign_up("anna")
    slug = await publish(jake)
    await comment(jake, slug, "One")
    await comment(anna, slug, "Two")
    await comment(jake, slug, "Three")

    comments = (await client.get(f"/api/articles/{slug}/comments")).json()["comments"]

    assert [comment["body"] for comment in comments] == ["Three", "Two", "One"]


async def test_following_in_comments_depends_on_the_viewer(client: httpx.AsyncClient, sign_up: SignUp) -> None:
    jake, anna = await sign_up("jake"), await sign_up("anna")
    slug = await publish(jake)
    await comment(anna, slug)
    await comment(jake, slug)
    await follow(jake, "anna")

    async def following(viewer: httpx.AsyncClient, headers: dict[str, str]) -> list[bool]:
        response = await viewer.get(f"/api/articles/{slug}/comments", headers=headers)
        return [comment["author"]["following"] for comment in response.json()["comments"]]

    assert await following(client, {"Authorization": f"Token {jake.token}"}) == [False, True]
    assert await following(client, {"Authorization": f"Token {anna.token}"}) == [False, False]
    assert await following(client, {}) == [False, False]


async def test_author_may_delete_a_comment_once(client: httpx.AsyncClient, sign_up: SignUp) -> None:
    jake, anna = await sign_up("jake"), await sign_up("anna")
    slug = await publish(jake)
    remaining = await comment(jake, slug, "Kept")
    comment_id = await comment(anna, slug, "Deleted")

    response = await anna.delete(f"/articles/{slug}/comments/{comment_id}")

    assert response.status_code == 204
    assert response.content == b""
    comments = (await client.get(f"/api/articles/{slug}/comments")).json()["comments"]
    assert [comment["id"] for comment in comments] == [remaining]
    assert_error(await anna.delete(f"/articles/{slug}/comments/{comment_id}"), *COMMENT_NOT_FOUND)


async def test_concurrent_deletes_return_204_or_404(client: httpx.AsyncClient, sign_up: SignUp) -> None:
    jake = await sign_up("jake")
    slug = await publish(jake)
    comment_id = await comment(jake, slug)

    responses = await asyncio.gather(*(jake.delete(f"/articles/{slug}/comments/{comment_id}") for _ in range(3)))

    statuses = [response.status_code for response in responses]
    assert 204 in statuses
    assert set(statuses) <= {204, 404}, [response.text for response in responses]
    assert (await client.get(f"/api/articles/{slug}/comments")).json() == {"comments": []}


async def test_id_of_a_deleted_comment_is_not_reused(sign_up: SignUp) -> None:
    jake = await sign_up("jake")
    slug = await publish(jake)
    deleted = await comment(jake, slug)
    await jake.delete(f"/articles/{slug}/comments/{deleted}")

    assert await comment(jake, slug) > deleted


async def test_comments_stay_with_an_article_that_changes_its_slug(client: httpx.AsyncClient, sign_up: SignUp) -> None:
    jake = await sign_up("jake")
    slug = await publish(jake, "Old")
    comment_id = await comment(jake, slug)

    await jake.put(f"/articles/{slug}", {"article": {"title": "New"}})

    assert_error(await client.get("/api/articles/old/comments"), *ARTICLE_NOT_FOUND)
    (moved,) = (await client.get("/api/articles/new/comments")).json()["comments"]
    assert moved["id"] == comment_id


async def test_comment_does_not_change_the_article(sign_up: SignUp) -> None:
    jake = await sign_up("jake")
    slug = await publish(jake)
    before = await read_article(jake, slug)

    await comment(jake, slug)

    assert await read_article(jake, slug) == before


async def test_concurrent_comments_are_all_stored(sign_up: SignUp) -> None:
    jake = await sign_up("jake")
    slug = await publish(jake)

    async def post(number: int) -> None:
        response = await jake.post(f"/articles/{slug}/comments", {"comment": {"body": f"Comment {number}"}})
        assert response.status_code == 201

    async with anyio.create_task_group() as tasks:
        for number in range(20):
            tasks.start_soon(post, number)

    comments = (await jake.get(f"/articles/{slug}/comments")).json()["comments"]
    assert sorted(each["body"] for each in comments) == sorted(f"Comment {n}" for n in range(20))
