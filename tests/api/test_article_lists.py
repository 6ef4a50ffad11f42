"""GET /articles and GET /articles/feed."""

from typing import Any

import httpx
import pytest

from tests.example import favorite, follow, publish, titles
from tests.people import TIMESTAMP, TOKEN_MISSING, Person, SignUp, assert_error, assert_invalid

PATHS = ["/articles", "/articles/feed"]


async def page(person: Person, path: str, **query: Any) -> tuple[list[str], int]:
    """The titles of a page, and the number of matching articles."""
    response = await person.get(path, params=query)
    assert response.status_code == 200, response.text
    assert response.json().keys() == {"articles", "articlesCount"}
    return [article["title"] for article in response.json()["articles"]], response.json()["articlesCount"]


async def test_feed_requires_a_token(client: httpx.AsyncClient) -> None:
    assert_error(await client.get("/api/articles/feed"), *TOKEN_MISSING)
    assert_error(await client.get("/api/articles/feed", params={"limit": "0"}), *TOKEN_MISSING)


@pytest.mark.parametrize("path", PATHS)
async def test_invalid_limit_and_offset_are_reported_together(sign_up: SignUp, path: str) -> None:
    jake = await sign_up("jake")

    response = await jake.get(f"{path}?limit=0&offset=-1")
    assert_invalid(response, limit="must be at least 1", offset="must be at least 0")


async def test_without_articles_lists_are_empty(client: httpx.AsyncClient, sign_up: SignUp) -> None:
    jake = await sign_up("jake")

    for response in (
        await client.get("/api/articles"),
        await jake.get("/articles"),
        await jake.get("/articles/feed"),
    ):
        assert response.status_code == 200
        assert response.json() == {"articles": [], "articlesCount": 0}


async def test_listed_articles_have_no_bodies(client: httpx.AsyncClient, sign_up: SignUp) -> None:
    jake, anna = await sign_up("jake"), await sign_up("anna")
    await publish(jake, "Eins", tagList=["b", "a"])
    await follow(anna, "jake")
    expected = {
        "slug": "eins",
        "title": "Eins",
        "description": "About it",
        "tagList": ["a", "b"],
        "createdAt": TIMESTAMP,
        "updatedAt": TIMESTAMP,
        "favorited": False,
        "favoritesCount": 0,
        "author": {"username": "jake", "bio": None, "image": None, "following": False},
    }

    assert (await client.get("/api/articles")).json() == {"articles": [expected], "articlesCount": 1}
    expected["author"] = {"username": "jake", "bio": None, "image": None, "following": True}
    assert (await anna.get("/articles")).json() == {"articles": [expected], "articlesCount": 1}
    assert (await anna.get("/articles/feed")).json() == {"articles": [expected], "articlesCount": 1}


async def test_articles_are_sorted_newest_first_and_revisions_do_not_count(sign_up: SignUp) -> None:
    jake, anna = await sign_up("jake"), await sign_up("anna")
    await follow(anna, "jake")
    slug = await publish(jake, "One")
    await publish(jake, "Two")
    await publish(jake, "Three")
    await jake.put(f"/articles/{slug}", {"article": {"body": "Revised", "tagList": ["new"]}})

    assert await titles(anna, "/articles") == ["Three", "Two", "One"]
    assert await titles(anna, "/articles/feed") == ["Three", "Two", "One"]


async def test_default_page_size_is_twenty(sign_up: SignUp) -> None:
    jake, anna = await sign_up("jake"), await sign_up("anna")
    await follow(anna, "jake")
    for number in range(22):
        await publish(jake, str(number))
    newest_first = [str(number) for number in reversed(range(22))]

    for path in PATHS:
        assert await page(anna, path) == (newest_first[:20], 22)
        assert await page(anna, path, limit=1) == (["21"], 22)
        assert await page(anna, path, limit=100) == (newest_first, 22)
        assert await page(anna, path, offset=20) == (["1", "0"], 22)
        assert await page(anna, path, limit=2, offset=3) == (["18", "17"], 22)
        assert await page(anna, path, limit=5, offset=22) == ([], 22)
        assert await page(anna, path, offset=9_007_199_254_740_991) == ([], 22)


async def test_filters_combine(client: httpx.AsyncClient, sign_up: SignUp) -> None:
    jake, anna, anonymous = await sign_up("jake"), await sign_up("anna"), Person(client)
    one = await publish(jake, "One", tagList=["a", "b"])
    await publish(jake, "Two", tagList=["b"])
    three = await publish(anna, "Three", tagList=["b"])
    await favorite(anna, one)
    await favorite(anna, three)
    await favorite(jake, three)

    assert await page(anonymous, "/articles", tag="b") == (["Three", "Two", "One"], 3)
    assert await page(anonymous, "/articles", tag="a") == (["One"], 1)
    assert await page(anonymous, "/articles", author="jake") == (["Two", "One"], 2)
    assert await page(anonymous, "/articles", favorited="anna") == (["Three", "One"], 2)
    assert await page(anonymous, "/articles", favorited="jake") == (["Three"], 1)
    assert await page(anonymous, "/articles", tag="a", author="jake") == (["One"], 1)
    assert await page(anonymous, "/articles", tag="b", author="jake", favorited="anna") == (["One"], 1)
    assert await page(anonymous, "/articles", tag="a", author="anna") == ([], 0)
    assert await page(anonymous, "/articles", favorited="jake", author="jake") == ([], 0)
    assert await page(anonymous, "/articles", tag="b", limit=1, offset=1) == (["Two"], 3)
    assert await page(anonymous, "/articles", tag="b", offset=50) == ([], 3)


async def test_filter_without_matches_returns_an_empty_list(sign_up: SignUp) -> None:
    jake = await sign_up("jake")
    await favorite(jake, await publish(jake, tagList=["used"]))

    for query in ({"tag": "unused"}, {"tag": "use"}, {"tag": ""}, {"author": "nobody"}, {"favorited": "nobody"}):
        assert await page(jake, "/articles", **query) == ([], 0)


async def test_filter_matches_special_characters_literally(sign_up: SignUp) -> None:
    jake = await sign_up("jake")
    tags = ["a b", "c#", "50%", "x&y=z+1", "ä/ö", "🐉", "_", "%", "'"]
    await publish(jake, "Other", tagList=["other", "50", "a"])
    for tag in tags:
        await publish(jake, tag, tagList=[tag])

    for tag in tags:
        assert await page(jake, "/articles", tag=tag) == ([tag], 1)


async def test_usernames_in_filters_are_case_insensitive(sign_up: SignUp) -> None:
    juergen = await sign_up("Jürgen")
    await favorite(juergen, await publish(juergen, "His"))

    for username in ("Jürgen", "JÜRGEN", "jürgen"):
        assert await page(juergen, "/articles", author=username) == (["His"], 1)
        assert await page(juergen, "/articles", favorited=username) == (["His"], 1)


async def test_listed_articles_depend_on_the_viewer(client: httpx.AsyncClient, sign_up: SignUp) -> None:
    jake, anna, otto = await sign_up("jake"), await sign_up("anna"), await sign_up("otto")
    one, _ = await publish(anna, "One"), await publish(otto, "Two")
    await follow(jake, "anna")
    await favorite(jake, one)
    await favorite(otto, one)

    async def viewer_fields(viewer: Person) -> list[tuple[bool, bool, int]]:
        articles = (await viewer.get("/articles")).json()["articles"]
        return [
            (article["author"]["following"], article["favorited"], article["favoritesCount"]) for article in articles
        ]

    assert await viewer_fields(jake) == [(False, False, 0), (True, True, 2)]
    assert await viewer_fields(otto) == [(False, False, 0), (False, True, 2)]
    assert await viewer_fields(anna) == [(False, False, 0), (False, False, 2)]
    assert await viewer_fields(Person(client)) == [(False, False, 0), (False, False, 2)]


async def test_feed_contains_the_articles_of_followed_users(sign_up: SignUp) -> None:
    jake, anna, otto = await sign_up("jake"), await sign_up("anna"), await sign_up("otto")
    await publish(anna, "Before")
    await publish(otto, "Ottos")
    await publish(jake, "Own")
    assert await page(jake, "/articles/feed") == ([], 0)

    await follow(jake, "anna")
    await publish(anna, "After")
    assert await page(jake, "/articles/feed") == (["After", "Before"], 2)
    assert await page(anna, "/articles/feed") == ([], 0)

    await follow(jake, "otto")
    assert await page(jake, "/articles/feed") == (["After", "Ottos", "Before"], 3)

    await jake.delete("/profiles/anna/follow")
    assert await page(jake, "/articles/feed") == (["Ottos"], 1)


async def test_every_page_of_the_feed_is_a_slice_of_the_whole_feed(sign_up: SignUp) -> None:
    reader = await sign_up("reader")
    writers = [await sign_up(name) for name in ("anna", "jake", "otto", "rosa", "silent")]
    for writer in writers:
        await follow(reader, writer.username)
    # The writer of each article: with long gaps, runs of one writer, and a writer without articles.
    for number, writer_index in enumerate([0, 0, 0, 0, 1, 1, 1, 2, 0, 2, 1, 0, 3, 3, 0, 0]):
        await publish(writers[writer_index], f"{number}")
    feed = [f"{number}" for number in reversed(range(16))]

    for limit in (1, 2, 3, 5, 20):
        for offset in range(18):
            expected = feed[offset : offset + limit], 16
            assert await page(reader, "/articles/feed", limit=limit, offset=offset) == expected
