"""ETags: unchanged responses are not sent again."""

import json

import httpx
import pytest

from app.settings import ROOT
from tests.library.fixtures import add_book, borrow
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
async def jake(join: SignUp) -> Person:
    """A user of the library who has borrowed a book of another user."""
    anna, jake = await join("anna"), await join("jake")
    await borrow(jake, await add_book(anna, genre="love"))
    return jake


@pytest.fixture
async def book(jake: Person) -> str:
    """The path of the borrowed book."""
    [book] = (await jake.get(BOOKS)).json()["books"]
    return f"/books/{book['id']}"


BOOKS = "/books?genre=love"


@pytest.mark.parametrize("form", [BOOKS, "{book}"])
async def test_unchanged_response_returns_304(jake: Person, book: str, form: str) -> None:
    path = form.format(book=book)
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
    document = json.loads((ROOT / "openapi.json").read_text())
    reads = {path: item["get"]["responses"] for path, item in document["paths"].items() if "get" in item}

    assert {path for path, responses in reads.items() if path.startswith("/api/") and "304" not in responses} == {
        "/api/user"
    }
    assert {path for path, responses in reads.items() if "304" in responses and not path.startswith("/api/")} == set()


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
async def test_if_none_match_may_be_a_list_of_weak_or_strong_etags(visitor: Person, form: str, status: int) -> None:
    weak = etag_of(await visitor.get("/books"))
    strong = weak.removeprefix("W/")
    if_none_match = form.format(weak=weak, strong=strong, unquoted=strong.strip('"'))

    assert (await visitor.get("/books", headers={"If-None-Match": if_none_match})).status_code == status


async def test_if_none_match_may_be_sent_as_several_headers(visitor: Person) -> None:
    tag = etag_of(await visitor.get("/books"))
    lines = [("If-None-Match", '"another"'), ("If-None-Match", tag)]

    assert (await visitor.client.get("/api/books", headers=lines)).status_code == 304


async def test_writes_of_other_users_change_the_etags(jake: Person, book: str, join: SignUp) -> None:
    maria = await join("maria")
    before, in_list = etag_of(await jake.get(book)), etag_of(await jake.get(BOOKS))

    await borrow(maria, int(book.rpartition("/")[2]))

    assert (await jake.get(book)).json()["loans"] == 2
    assert await status_with_etags(jake, book, before) == 200
    assert await status_with_etags(jake, BOOKS, in_list) == 200


async def test_changed_account_changes_the_etags_of_responses_with_the_account(join: SignUp, jake: Person) -> None:
    maria = await join("maria")
    path = f"/books/{await add_book(maria, genre='love')}"
    before = {path: etag_of(await jake.get(path)) for path in (path, BOOKS)}

    await maria.put("/user", {"user": {"username": "marie"}})

    assert [await status_with_etags(jake, path, tag) for path, tag in before.items()] == [200, 200]


async def test_restored_state_returns_304(jake: Person, book: str) -> None:
    before = etag_of(await jake.get(book))

    await jake.delete(f"{book}/loan")
    returned = await status_with_etags(jake, book, before)
    await jake.post(f"{book}/loan")

    assert (returned, await status_with_etags(jake, book, before)) == (200, 304)


async def test_different_responses_for_two_viewers_have_different_etags(
    visitor: Person, jake: Person, book: str
) -> None:
    mine, theirs = etag_of(await jake.get(book)), etag_of(await visitor.get(book))

    assert mine != theirs
    assert await status_with_etags(visitor, book, mine) == 200
    assert await status_with_etags(visitor, book, mine, theirs) == 304


async def test_error_response_has_no_etag(visitor: Person) -> None:
    person = Person(visitor.client, token="made up")
    response = await person.get("/books", headers={"If-None-Match": "*"})

    assert_error(response, *TOKEN_INVALID)
    assert "ETag" not in response.headers
    assert "Cache-Control" not in response.headers


async def test_writes_ignore_if_none_match_and_have_no_etags(jake: Person, book: str, join: SignUp) -> None:
    response = await (await join("maria")).post(f"{book}/loan", headers={"If-None-Match": "*"})

    assert response.status_code == 200
    assert response.json()["borrowed"] is True
    assert "ETag" not in response.headers


@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/schema/openapi.json"])
async def test_paths_outside_of_the_api_have_no_etags(visitor: Person, path: str) -> None:
    response = await visitor.client.get(path, headers={"If-None-Match": "*"})

    assert response.status_code == 200
    assert response.content
    assert "ETag" not in response.headers


async def test_head_returns_405(visitor: Person) -> None:
    response = await visitor.client.head("/api/books", headers={"If-None-Match": "*"})

    assert response.status_code == 405
    assert "ETag" not in response.headers
