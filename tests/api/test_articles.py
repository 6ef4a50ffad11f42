"""POST /articles, GET, PUT and DELETE /articles/{slug}."""

import asyncio
from datetime import datetime
from typing import Any

import httpx
import pytest

from tests.example import (
    ARTICLE_FORBIDDEN,
    ARTICLE_NOT_FOUND,
    SLUG,
    comment,
    favorite,
    follow,
    publish,
    read_article,
    titles,
)
from tests.people import TIMESTAMP, TOKEN_INVALID, TOKEN_MISSING, Person, SignUp, assert_error, assert_invalid

DRAGONS = {
    "title": "How to train your dragon",
    "description": "Ever wonder how?",
    "body": "It takes a *Jacobian*",
}


async def test_writes_require_a_token(client: httpx.AsyncClient, sign_up: SignUp) -> None:
    jake = await sign_up("jake")
    slug = await publish(jake)
    before = await read_article(jake, slug)

    for response in (
        await client.post("/api/articles", json={"article": DRAGONS}),
        await client.post("/api/articles", json={"article": {}}),
        await client.put(f"/api/articles/{slug}", json={"article": {"title": "Stolen"}}),
        await client.put("/api/articles/unknown", json={"article": {"title": None}}),
        await client.delete(f"/api/articles/{slug}"),
        await client.delete("/api/articles/unknown"),
    ):
        assert_error(response, *TOKEN_MISSING)
    assert await read_article(jake, slug) == before
    assert (await client.get("/api/articles")).json()["articlesCount"] == 1


async def test_unknown_slug_returns_404(client: httpx.AsyncClient, sign_up: SignUp) -> None:
    jake = await sign_up("jake")
    await publish(jake, "Known")

    for slug in ("unknown", "KNOWN", "known-", "Known", "know", "k%25"):
        assert_error(await client.get(f"/api/articles/{slug}"), *ARTICLE_NOT_FOUND)
    assert_error(await jake.get("/articles/unknown"), *ARTICLE_NOT_FOUND)
    assert_error(await jake.put("/articles/unknown", {"article": {"title": "New"}}), *ARTICLE_NOT_FOUND)
    assert_error(await jake.put("/articles/unknown", {"article": {}}), *ARTICLE_NOT_FOUND)
    assert_error(await jake.delete("/articles/unknown"), *ARTICLE_NOT_FOUND)


async def test_only_the_author_may_revise_an_article(sign_up: SignUp) -> None:
    jake, anna = await sign_up("jake"), await sign_up("anna")
    slug = await publish(jake, tagList=["a"])
    before = await read_article(jake, slug)

    attempts: list[dict[str, Any]] = [{"title": "Stolen"}, {"tagList": []}, {}]
    for changes in attempts:
        assert_error(await anna.put(f"/articles/{slug}", {"article": changes}), *ARTICLE_FORBIDDEN)
    assert await read_article(jake, slug) == before


async def test_only_the_author_may_delete_an_article(sign_up: SignUp) -> None:
    jake, anna = await sign_up("jake"), await sign_up("anna")
    slug = await publish(jake)

    assert_error(await anna.delete(f"/articles/{slug}"), *ARTICLE_FORBIDDEN)

    assert (await jake.get(f"/articles/{slug}")).status_code == 200


async def test_invalid_body_is_reported_before_missing_permission(sign_up: SignUp) -> None:
    jake, anna = await sign_up("jake"), await sign_up("anna")
    slug = await publish(jake)

    for path in (f"/articles/{slug}", "/articles/unknown"):
        assert_invalid(await anna.put(path, {"article": {"title": ""}}), title="can't be blank")
        assert_invalid(await anna.put(path, {"article": {"tagList": None}}), tagList="must be a list, not null")


# POST /articles


async def test_article_requires_title_description_and_body(sign_up: SignUp) -> None:
    jake = await sign_up("jake")

    for article, reason in (
        ({}, "can't be blank"),
        ({"title": "", "description": "", "body": ""}, "can't be blank"),
        ({"title": " ", "description": "\n", "body": "\u3000\t"}, "can't be blank"),
        ({"title": None, "description": None, "body": None}, "must be text, not null"),
        ({"title": 1, "description": ["x"], "body": {}}, "must be text"),
    ):
        response = await jake.post("/articles", {"article": article})
        assert_invalid(response, title=reason, description=reason, body=reason)


async def test_all_invalid_fields_are_reported_together(sign_up: SignUp) -> None:
    jake = await sign_up("jake")

    article = {"title": "x" * 201, "description": " ", "tagList": "dragons"}

    assert_invalid(
        await jake.post("/articles", {"article": article}),
        title="is too long (maximum is 200 characters)",
        description="can't be blank",
        body="can't be blank",
        tagList="must be a list",
    )


async def test_invalid_tag_lists_are_rejected(sign_up: SignUp, subtests: pytest.Subtests) -> None:
    jake = await sign_up("jake")
    slug = await publish(jake, tagList=["kept"])
    tag_lists: list[tuple[Any, str]] = [
        (None, "must be a list, not null"),
        ("dragons", "must be a list"),
        ({"0": "dragons"}, "must be a list"),
        (["dragons", ""], "can't be blank"),
        (["dragons", " "], "can't be blank"),
        (["dragons", None], "must be text, not null"),
        ([1, 2], "must be text"),
        (["x" * 65], "is too long (maximum is 64 characters)"),
    ]
    for tag_list, reason in tag_lists:
        with subtests.test(repr(tag_list)[:20]):
            assert_invalid(await jake.post("/articles", {"article": {**DRAGONS, "tagList": tag_list}}), tagList=reason)
            assert_invalid(await jake.put(f"/articles/{slug}", {"article": {"tagList": tag_list}}), tagList=reason)
    assert (await read_article(jake, slug))["tagList"] == ["kept"]


async def test_publishing_returns_the_article(client: httpx.AsyncClient, sign_up: SignUp) -> None:
    jake = await sign_up("jake")
    await jake.put("/user", {"user": {"bio": "I work at statefarm"}})

    response = await jake.post("/articles", {"article": {**DRAGONS, "tagList": ["dragons", "training"]}})

    assert response.status_code == 201
    assert response.json() == {
        "article": {
            "slug": "how-to-train-your-dragon",
            "title": "How to train your dragon",
            "description": "Ever wonder how?",
            "body": "It takes a *Jacobian*",
            "tagList": ["dragons", "training"],
            "createdAt": TIMESTAMP,
            "updatedAt": TIMESTAMP,
            "favorited": False,
            "favoritesCount": 0,
            "author": {"username": "jake", "bio": "I work at statefarm", "image": None, "following": False},
        }
    }
    assert response.json()["article"]["createdAt"] == response.json()["article"]["updatedAt"]
    for viewer in (jake, Person(client)):
        fetched = await viewer.get("/articles/how-to-train-your-dragon")
        assert fetched.status_code == 200
        assert fetched.json() == response.json()


async def test_texts_are_stored_unchanged(sign_up: SignUp) -> None:
    jake = await sign_up("jake")
    texts = {
        "title": " 🐉 Ünï\u200d ",
        "description": "'; DROP TABLE users; --",
        "body": '\r\n\t<b>"\\u0000"</b>\n',
    }

    response = await jake.post("/articles", {"article": texts})

    assert response.json()["article"] | texts == response.json()["article"]


async def test_unknown_members_are_ignored(sign_up: SignUp) -> None:
    jake, anna = await sign_up("jake"), await sign_up("anna")
    await publish(anna, "Annas")
    unknown = {
        "slug": "mine",
        "favoritesCount": 9,
        "author": {"username": "anna"},
        "createdAt": None,
        "id": 10**30,
    }

    response = await jake.post("/articles", {"article": {**DRAGONS, **unknown}, "more": unknown})
    assert response.status_code == 201
    article = response.json()["article"]
    assert (article["slug"], article["favoritesCount"]) == ("how-to-train-your-dragon", 0)
    assert article["author"]["username"] == "jake"

    # Clients may send the received article back.
    response = await jake.put(f"/articles/{article['slug']}", {"article": article})
    assert response.status_code == 200
    assert response.json() == {"article": {**article, "updatedAt": response.json()["article"]["updatedAt"]}}


TITLES = [
    "Как приручить дракона",
    "ドラゴンの育て方",
    "تنين",
    "İstanbul’da ejderha eğitimi",
    "🐉🔥",
    "?!",
    "---",
    "\u200b",
    "../../etc/passwd",
    "100% <script>",
    "x" * 200,
    "龍" * 200,
    "word " * 40,
    "Feed",
    "feed",
]


async def test_every_title_gets_a_usable_slug(
    client: httpx.AsyncClient, sign_up: SignUp, subtests: pytest.Subtests
) -> None:
    jake = await sign_up("jake")
    for title in TITLES:
        with subtests.test(title[:20]):
            slugs = [await publish(jake, title), await publish(jake, title)]
            assert slugs == [SLUG, SLUG]
            assert slugs[0] != slugs[1]
            for slug in slugs:
                response = await client.get(f"/api/articles/{slug}")
                assert response.status_code == 200
                assert response.json()["article"]["title"] == title
                assert response.json()["article"]["slug"] == slug


async def test_articles_may_share_a_title(client: httpx.AsyncClient, sign_up: SignUp) -> None:
    jake, anna = await sign_up("jake"), await sign_up("anna")

    slugs = [await publish(user, "Same", body=f"By {user.username}") for user in (jake, anna, jake)]

    assert len(set(slugs)) == 3
    assert slugs == [SLUG, SLUG, SLUG]
    bodies = [(await read_article(jake, slug))["body"] for slug in slugs]
    assert bodies == ["By jake", "By anna", "By jake"]


async def test_concurrently_published_articles_may_share_a_title(sign_up: SignUp) -> None:
    jake = await sign_up("jake")

    slugs = await asyncio.gather(*(publish(jake, "Same") for _ in range(4)))

    assert len(set(slugs)) == 4
    assert await titles(jake, "/articles") == ["Same"] * 4


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        pytest.param({}, [], id="absent"),
        pytest.param({"tagList": []}, [], id="empty"),
        pytest.param({"tagList": ["z", "a", "m"]}, ["a", "m", "z"], id="in alphabetical order"),
        pytest.param({"tagList": ["b", "a", "b", "b", "a"]}, ["a", "b"], id="without repeats"),
        pytest.param({"tagList": ["Tag", "tag"]}, ["Tag", "tag"], id="in both cases"),
        pytest.param({"tagList": [f"{n:02}" * 32 for n in range(20)]}, [f"{n:02}" * 32 for n in range(20)], id="many"),
        pytest.param({"tagList": ["a b", "🐉", "ä/ö", "c#"]}, ["a b", "c#", "ä/ö", "🐉"], id="of any characters"),
    ],
)
async def test_tags_are_stored_sorted_and_without_duplicates(
    sign_up: SignUp, sent: dict[str, Any], stored: list[str]
) -> None:
    jake = await sign_up("jake")

    response = await jake.post("/articles", {"article": {**DRAGONS, **sent}})

    assert response.json()["article"]["tagList"] == stored
    assert (await read_article(jake, "how-to-train-your-dragon"))["tagList"] == stored
    (listed,) = (await jake.get("/articles")).json()["articles"]
    assert listed["tagList"] == stored


# PUT /articles/{slug}


async def test_texts_cannot_be_removed(sign_up: SignUp) -> None:
    jake = await sign_up("jake")
    slug = await publish(jake)
    before = await read_article(jake, slug)

    for value, reason in (
        ("", "can't be blank"),
        ("\n ", "can't be blank"),
        (None, "must be text, not null"),
    ):
        changes = {"title": value, "description": value, "body": value, "tagList": ["not", "stored"]}
        assert_invalid(
            await jake.put(f"/articles/{slug}", {"article": changes}),
            title=reason,
            description=reason,
            body=reason,
        )
    assert await read_article(jake, slug) == before


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "A title", "description": "Revised"},
        {"description": "Revised"},
        {"body": "Revised"},
        {"tagList": ["a", "c", "d"]},
        {"tagList": []},
        {"description": "Revised", "body": "Revised", "tagList": ["b"]},
    ],
    ids=lambda changes: ",".join(changes),
)
async def test_absent_fields_stay_unchanged(sign_up: SignUp, changes: dict[str, Any]) -> None:
    jake = await sign_up("jake")
    slug = await publish(jake, "A title", tagList=["a", "b"])
    before = await read_article(jake, slug)

    response = await jake.put(f"/articles/{slug}", {"article": changes})

    assert response.status_code == 200
    after = response.json()["article"]
    assert after == {**before, **changes, "updatedAt": TIMESTAMP}
    assert datetime.fromisoformat(after["updatedAt"]) > datetime.fromisoformat(before["updatedAt"])
    assert await read_article(jake, slug) == after


async def test_empty_update_changes_nothing(sign_up: SignUp) -> None:
    jake = await sign_up("jake")
    slug = await publish(jake, tagList=["a"])
    before = await read_article(jake, slug)

    response = await jake.put(f"/articles/{slug}", {"article": {}})

    assert response.status_code == 200
    assert response.json() == {"article": before}


async def test_tags_are_replaced(sign_up: SignUp) -> None:
    jake = await sign_up("jake")
    slug = await publish(jake, tagList=["a", "b", "c"])

    response = await jake.put(f"/articles/{slug}", {"article": {"tagList": ["c", "x", "a", "c"]}})

    assert response.json()["article"]["tagList"] == ["a", "c", "x"]
    assert (await read_article(jake, slug))["tagList"] == ["a", "c", "x"]


async def test_new_title_changes_the_slug(client: httpx.AsyncClient, sign_up: SignUp) -> None:
    jake, anna = await sign_up("jake"), await sign_up("anna")
    slug = await publish(jake, "Old title", tagList=["a"])
    await favorite(anna, slug)
    before = await read_article(jake, slug)

    response = await jake.put(f"/articles/{slug}", {"article": {"title": "New title"}})

    assert response.status_code == 200
    after = response.json()["article"]
    assert after == {**before, "slug": "new-title", "title": "New title", "updatedAt": TIMESTAMP}
    assert datetime.fromisoformat(after["updatedAt"]) > datetime.fromisoformat(before["updatedAt"])
    assert await read_article(jake, "new-title") == after
    assert_error(await client.get(f"/api/articles/{slug}"), *ARTICLE_NOT_FOUND)
    assert_error(await jake.put(f"/articles/{slug}", {"article": {"body": "Lost"}}), *ARTICLE_NOT_FOUND)


async def test_new_title_in_use_gets_a_unique_slug(sign_up: SignUp) -> None:
    jake, anna = await sign_up("jake"), await sign_up("anna")
    taken = await publish(anna, "Taken", body="Annas")
    slug = await publish(jake, "Free", body="Jakes")

    moved = (await jake.put(f"/articles/{slug}", {"article": {"title": "Taken"}})).json()["article"]

    assert moved["slug"] == SLUG
    assert moved["slug"] not in (taken, slug)
    assert (await read_article(jake, moved["slug"]))["body"] == "Jakes"
    assert (await read_article(jake, taken))["body"] == "Annas"

    # The same title again does not change the slug, even if the slug has a suffix.
    again = (await jake.put(f"/articles/{moved['slug']}", {"article": {"title": "Taken"}})).json()["article"]
    assert again["slug"] == moved["slug"]


async def test_concurrent_updates_to_one_title_get_unique_slugs(sign_up: SignUp) -> None:
    jake = await sign_up("jake")
    slugs = [await publish(jake, f"Number {number}", body=f"Body {number}") for number in range(4)]

    changes = {"article": {"title": "The same"}}
    responses = await asyncio.gather(*(jake.put(f"/articles/{slug}", changes) for slug in slugs))

    assert {response.status_code for response in responses} == {200}, [response.text for response in responses]
    moved = [response.json()["article"]["slug"] for response in responses]
    assert "the-same" in moved
    assert [(await read_article(jake, slug))["body"] for slug in moved] == ["Body 0", "Body 1", "Body 2", "Body 3"]


async def test_new_title_without_a_usable_slug_gets_a_fallback_slug(sign_up: SignUp) -> None:
    jake = await sign_up("jake")
    slug = await publish(jake, "Words")

    for title in ("🐉", "Feed"):
        response = await jake.put(f"/articles/{slug}", {"article": {"title": title}})
        slug = response.json()["article"]["slug"]
        assert slug == SLUG
        assert (await read_article(jake, slug))["title"] == title


async def test_former_slug_of_an_article_can_be_reused(sign_up: SignUp) -> None:
    jake = await sign_up("jake")
    await jake.put(f"/articles/{await publish(jake, 'Old')}", {"article": {"title": "New"}})

    assert await publish(jake, "Old") == "old"


@pytest.mark.parametrize("changes", [{"body": "Revised"}, {}], ids=["text and tags", "tags"])
async def test_concurrent_revisions_do_not_mix_their_tags(sign_up: SignUp, changes: dict[str, str]) -> None:
    jake = await sign_up("jake")
    slug = await publish(jake, tagList=["a", "b"])
    revisions = [{**changes, "tagList": [str(number), "last", "new"]} for number in range(4)]

    responses = await asyncio.gather(*(jake.put(f"/articles/{slug}", {"article": revision}) for revision in revisions))

    assert {response.status_code for response in responses} == {200}, [response.text for response in responses]
    assert (await read_article(jake, slug))["tagList"] in [revision["tagList"] for revision in revisions]


# DELETE /articles/{slug}


async def test_concurrent_deletes_return_204_or_404(client: httpx.AsyncClient, sign_up: SignUp) -> None:
    jake = await sign_up("jake")
    slug = await publish(jake)

    responses = await asyncio.gather(*(jake.delete(f"/articles/{slug}") for _ in range(3)))

    statuses = [response.status_code for response in responses]
    assert 204 in statuses
    assert set(statuses) <= {204, 404}, [response.text for response in responses]
    assert_error(await client.get(f"/api/articles/{slug}"), *ARTICLE_NOT_FOUND)


async def test_writes_concurrent_with_a_delete_succeed_or_return_404_or_409(
    client: httpx.AsyncClient, sign_up: SignUp
) -> None:
    jake = await sign_up("jake")
    slug = await publish(jake, tagList=["a"])

    responses = await asyncio.gather(
        jake.delete(f"/articles/{slug}"),
        jake.put(f"/articles/{slug}", {"article": {"body": "Revised"}}),
        jake.put(f"/articles/{slug}", {"article": {"title": "A title in time", "tagList": ["b"]}}),
        jake.put(f"/articles/{slug}", {"article": {"tagList": ["b"]}}),
        jake.post(f"/articles/{slug}/comments", {"comment": {"body": "In time"}}),
        jake.post(f"/articles/{slug}/favorite"),
    )

    statuses = {response.status_code for response in responses}
    assert statuses <= {200, 201, 204, 404, 409}, [response.text for response in responses]


async def test_deleting_an_article_deletes_its_comments_and_favorites(
    client: httpx.AsyncClient, sign_up: SignUp
) -> None:
    jake, anna = await sign_up("jake"), await sign_up("anna")
    slug, remaining = (
        await publish(jake, "Deleted", tagList=["gone", "kept"]),
        await publish(jake, "Kept", tagList=["kept"]),
    )
    await comment(anna, slug)
    await favorite(anna, slug)
    await favorite(anna, remaining)

    response = await jake.delete(f"/articles/{slug}")

    assert response.status_code == 204
    assert response.content == b""
    for response in (
        await client.get(f"/api/articles/{slug}"),
        await client.get(f"/api/articles/{slug}/comments"),
        await jake.delete(f"/articles/{slug}"),
    ):
        assert_error(response, *ARTICLE_NOT_FOUND)
    assert await titles(jake, "/articles?favorited=anna") == ["Kept"]
    assert (await client.get("/api/tags")).json() == {"tags": ["kept"]}

    # A new article with the same slug has no favorites and no comments.
    assert await publish(jake, "Deleted") == slug
    assert (await read_article(anna, slug))["favoritesCount"] == 0
    assert (await read_article(anna, slug))["favorited"] is False
    assert (await client.get(f"/api/articles/{slug}/comments")).json() == {"comments": []}


# GET /articles/{slug}


async def test_following_in_an_article_depends_on_the_viewer(client: httpx.AsyncClient, sign_up: SignUp) -> None:
    jake, anna = await sign_up("jake"), await sign_up("anna")
    slug = await publish(jake)
    await follow(anna, "jake")

    for viewer, following in ((anna, True), (jake, False), (Person(client), False)):
        assert (await read_article(viewer, slug))["author"]["following"] is following


async def test_invalid_token_is_reported_before_any_other_error(client: httpx.AsyncClient) -> None:
    person = Person(client, token="garbage")

    for response in (
        await person.get("/articles", params={"limit": "0"}),
        await person.get("/articles/unknown"),
        await person.get("/articles/unknown/comments"),
        await person.get("/profiles/unknown"),
        await person.post("/articles", {"article": {}}),
        await person.post("/articles/unknown/favorite"),
    ):
        assert_error(response, *TOKEN_INVALID)


async def test_empty_authorization_header_counts_as_missing(client: httpx.AsyncClient) -> None:
    assert (await client.get("/api/articles", headers={"Authorization": ""})).status_code == 200


async def test_malformed_token_is_rejected_where_tokens_are_optional(client: httpx.AsyncClient) -> None:
    for authorization in ("Token", "Token a.b.c", "Basic amFrZTpqYWtlLXBhc3N3b3Jk"):
        response = await client.get("/api/articles", headers={"Authorization": authorization})
        assert_error(response, *TOKEN_INVALID)
