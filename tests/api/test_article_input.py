"""Invalid input for articles and comments: bodies, paths and queries."""

import pytest

from tests.example import publish, read_article, titles
from tests.people import PATH_NOT_FOUND, Person, SignUp, assert_error, assert_invalid


@pytest.fixture
async def jake(sign_up: SignUp) -> Person:
    """An author of one article, `a-title`."""
    jake = await sign_up("jake")
    await publish(jake, "A title", tagList=["kept"])
    return jake


async def test_more_than_20_tags_are_rejected(jake: Person) -> None:
    for method, path in (("POST", "/articles"), ("PUT", "/articles/a-title")):
        for count in (21, 100_000):
            body = {"article": {"title": "New", "description": "d", "body": "b", "tagList": ["x"] * count}}
            assert_invalid(await jake.request(method, path, body), tagList="has too many items (maximum is 20)")
    assert (await read_article(jake, "a-title"))["tagList"] == ["kept"]


async def test_encoded_slash_in_a_path_returns_404(jake: Person) -> None:
    for path in ("/articles/a%2Ftitle", "/articles/..%2F..%2Fetc%2Fpasswd", "/profiles/jake%2F.."):
        assert_error(await jake.get(path), *PATH_NOT_FOUND)


async def test_comment_id_out_of_bounds_returns_422(jake: Person, subtests: pytest.Subtests) -> None:
    for number in ("0", "-1", str(2**53), str(2**63 - 1), str(2**63), str(2**64), "9" * 1_000):
        with subtests.test(number[:20]):
            response = await jake.delete(f"/articles/a-title/comments/{number}")
            assert response.status_code == 422
            assert response.json()["code"] == "invalid"
            assert len(response.json()["errors"]) == 1


async def test_comment_id_that_is_not_a_number_is_rejected(jake: Person, subtests: pytest.Subtests) -> None:
    for number in ("9" * 5_000, "abc", "1.5", "1e3", "0x1", "1%00", "%00", "%FF", "null", "1;drop", "%201", "%D9%A1"):
        with subtests.test(number[:20]):
            response = await jake.delete(f"/articles/a-title/comments/{number}")
            assert response.status_code in (404, 422)
            assert response.json()["code"] in ("path_not_found", "comment_not_found", "invalid")


@pytest.mark.parametrize("path", ["/articles", "/articles/feed"])
async def test_repeated_or_empty_numbers_in_the_query_return_422(jake: Person, path: str) -> None:
    for query in ("limit=5&limit=0", "limit"):
        response = await jake.get(f"{path}?{query}")
        assert response.status_code == 422, response.text
        assert response.json()["code"] == "invalid"
        assert list(response.json()["errors"]) == ["limit"]


@pytest.mark.parametrize("name", ["tag", "author", "favorited"])
async def test_texts_in_the_query_may_contain_anything_but_nul(
    jake: Person, name: str, subtests: pytest.Subtests
) -> None:
    for nul in ("%00", "kept%00", "%00jake"):
        with subtests.test(nul):
            assert_invalid(await jake.get(f"/articles?{name}={nul}"), **{name: "has the wrong form"})
    for unknown in ("%FF", "%ED%A0%80", "%F0%9F%90%89", "%", "%zz", "", "'", "x" * 10_000, "1;drop", "%25"):
        with subtests.test(unknown[:20]):
            response = await jake.get(f"/articles?{name}={unknown}")
            assert response.status_code == 200
            assert response.json() == {"articles": [], "articlesCount": 0}


async def test_all_invalid_parameters_are_reported_together(jake: Person) -> None:
    assert_invalid(
        await jake.get("/articles?limit=0&offset=-1&tag=%00&author=%00&favorited=jake"),
        limit="must be at least 1",
        offset="must be at least 0",
        tag="has the wrong form",
        author="has the wrong form",
    )


async def test_unknown_query_parameters_are_ignored(jake: Person) -> None:
    for query in (
        "unknown=1",
        "LIMIT=0",
        "limit[]=0",
        "%00=%00",
        "%FF=%FF",
        "&&&",
        "=",
        "page=-1&sort=;drop",
    ):
        assert await titles(jake, f"/articles?{query}") == ["A title"]
        assert (await jake.get(f"/tags?{query}")).json() == {"tags": ["kept"]}


async def test_last_of_repeated_query_parameters_is_used(jake: Person) -> None:
    assert await titles(jake, "/articles?tag=other&tag=kept") == ["A title"]
    assert await titles(jake, "/articles?tag=kept&tag=other") == []
    assert await titles(jake, "/articles?limit=0&limit=1") == ["A title"]
