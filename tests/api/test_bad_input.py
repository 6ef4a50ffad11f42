"""Invalid input: each request gets a 4xx status with the error body, on both databases."""

from collections.abc import AsyncIterator

import httpx
import pytest

from tests.operations import OPERATIONS, WITH_BODY, Objects
from tests.people import (
    BODY_NOT_JSON,
    BODY_TOO_LARGE,
    BODY_TYPE_UNSUPPORTED,
    CREDENTIALS_INVALID,
    METHOD_NOT_ALLOWED,
    PATH_NOT_FOUND,
    Person,
    SignUp,
    assert_error,
    assert_invalid,
)

JSON = {"Content-Type": "application/json"}
MAX_BODY_BYTES = 1_048_576
NUL = "must not contain a NUL character"
LOGIN = b'{"user": {"email": "nobody@example.test", "password": "nobody-password"}}'

# Every operation with a request body, and the member that wraps the body. The article belongs to the user.
BODIES = [(each.method, each.path_of(Objects()).removeprefix("/api"), str(each.envelope)) for each in WITH_BODY]
# Every path, and its methods. No test of a method reaches a handler.
METHODS = {
    path: {each.method for each in OPERATIONS if each.path_of(Objects()) == path}
    for path in dict.fromkeys(each.path_of(Objects()) for each in OPERATIONS)
}


@pytest.fixture
async def jake(sign_up: SignUp) -> Person:
    """An author of one article, `a-title`."""
    jake = await sign_up("jake")
    await jake.publish("A title", tagList=["kept"])
    return jake


# Bodies that are not JSON


NOT_JSON = {
    "cut off": b"{",
    "cut off after a wrong type": b'{"user": 1',
    "form": b"user=jake",
    "two values": b"{}{}",
    "single quotes": b"{'user': {}}",
    "trailing comma": b'{"user": {},}',
    "NaN": b'{"user": NaN}',
    "whitespace": b" ",
    "NUL": b"\x00",
    "unescaped NUL in a text": b'{"user": {"username": "\x00"}}',
    "invalid UTF-8": b'{"user": {"username": "\xff"}}',
    "surrogate in UTF-8": b'{"user": {"username": "\xed\xa0\x80"}}',
    "lone high surrogate": b'{"user": {"username": "\\ud800"}}',
    "lone low surrogate": b'{"user": {"username": "\\udc00x"}}',
    "UTF-16": '{"user": {}}'.encode("utf-16"),
    "deep lists": b"[" * 100_000,
    "deep and complete lists": b"[" * 100_000 + b"]" * 100_000,
    "deep objects": b'{"user":' * 100_000 + b"1" + b"}" * 100_000,
    "deep lists in an unknown member": b'{"user": {}, "more": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
}


async def test_invalid_json_returns_400(client: httpx.AsyncClient, subtests: pytest.Subtests) -> None:
    for name, content in NOT_JSON.items():
        with subtests.test(name):
            assert_error(await client.post("/api/users", content=content, headers=JSON), *BODY_NOT_JSON)


async def test_every_operation_rejects_invalid_json(jake: Person, subtests: pytest.Subtests) -> None:
    for method, path, _ in BODIES:
        for content in (b'{"', b'{"x": "\\ud800"}', b"\xff"):
            with subtests.test(f"{method} {path}", content=content):
                assert_error(await jake.request(method, path, content=content, headers=JSON), *BODY_NOT_JSON)


# Bodies of another type or size


async def test_other_content_types_return_415(client: httpx.AsyncClient, subtests: pytest.Subtests) -> None:
    for content_type in (
        "text/plain",
        "text/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/xml",
        "application/jsonx",
        "garbage",
        "\xe9",
    ):
        headers = {b"Content-Type": content_type.encode("latin-1")}
        with subtests.test(content_type):
            assert_error(await client.post("/api/users/login", content=LOGIN, headers=headers), *BODY_TYPE_UNSUPPORTED)


async def test_json_content_type_is_case_insensitive_and_takes_parameters(client: httpx.AsyncClient) -> None:
    for content_type in ("application/json", "application/json; charset=utf-8", "APPLICATION/JSON ;charset=UTF-8"):
        headers = {"Content-Type": content_type}
        assert_error(await client.post("/api/users/login", content=LOGIN, headers=headers), *CREDENTIALS_INVALID)


async def test_maximum_body_size_is_one_mebibyte(client: httpx.AsyncClient) -> None:
    async def chunks(size: int) -> AsyncIterator[bytes]:
        body = LOGIN.ljust(size)
        for start in range(0, size, 65_536):
            yield body[start : start + 65_536]

    async def log_in(size: int, *, with_length: bool) -> httpx.Response:
        content = LOGIN.ljust(size) if with_length else chunks(size)
        return await client.post("/api/users/login", content=content, headers=JSON)

    for with_length in (True, False):
        assert_error(await log_in(MAX_BODY_BYTES, with_length=with_length), *CREDENTIALS_INVALID)
        assert_error(await log_in(MAX_BODY_BYTES + 1, with_length=with_length), *BODY_TOO_LARGE)
        assert_error(await log_in(5 * MAX_BODY_BYTES, with_length=with_length), *BODY_TOO_LARGE)


# Bodies of the wrong shape


@pytest.mark.parametrize(("method", "path", "envelope"), BODIES)
async def test_body_of_the_wrong_shape_returns_422(jake: Person, method: str, path: str, envelope: str) -> None:
    async def send(content: str) -> httpx.Response:
        return await jake.request(method, path, content=content.encode(), headers=JSON)

    assert_invalid(await send(""), **{envelope: "is missing"})
    for content in ("[]", '"x"', "1", "true", f'[{{"{envelope}": {{}}}}]'):
        assert_invalid(await send(content), body="must be an object")
    assert_invalid(await send("null"), body="must be an object, not null")
    for content in ("{}", '{"more": {}}', f'{{"{envelope.upper()}": {{}}}}'):
        assert_invalid(await send(content), **{envelope: "is missing"})
    for content in ("[]", '"x"', "1", "false", "[{}]"):
        assert_invalid(await send(f'{{"{envelope}": {content}}}'), **{envelope: "must be an object"})
    assert_invalid(await send(f'{{"{envelope}": null}}'), **{envelope: "must be an object, not null"})


async def test_numbers_of_any_size_are_rejected_as_text(jake: Person, subtests: pytest.Subtests) -> None:
    for number in ("1", "1.5", "-0", str(2**63), str(2**64), "9" * 5_000, "1e400"):
        body = f'{{"article": {{"title": {number}, "description": "d", "body": "b", "tagList": [{number}]}}}}'
        with subtests.test(number[:20]):
            response = await jake.post("/articles", content=body.encode(), headers=JSON)
            assert_invalid(response, title="must be text", tagList="must be text")


async def test_repeated_members_must_all_be_valid_and_the_last_is_used(jake: Person) -> None:
    async def comment(content: bytes) -> httpx.Response:
        return await jake.post("/articles/a-title/comments", content=content, headers=JSON)

    response = await comment(b'{"comment": {"body": "1"}, "comment": {"body": "First", "body": "Last"}}')
    assert response.status_code == 201
    assert response.json()["comment"]["body"] == "Last"

    response = await comment(b'{"comment": {"body": "", "body": "Last"}}')
    assert_error(response, 422, "invalid", {"body": ["is sent more than once, and does not always fit"]})


# Lists


async def test_more_than_20_tags_are_rejected(jake: Person) -> None:
    for method, path in (("POST", "/articles"), ("PUT", "/articles/a-title")):
        for count in (21, 100_000):
            body = {"article": {"title": "New", "description": "d", "body": "b", "tagList": ["x"] * count}}
            assert_invalid(await jake.request(method, path, body), tagList="has too many items (maximum is 20)")
    assert (await jake.article("a-title"))["tagList"] == ["kept"]


# Paths


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


# Queries


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
        assert await jake.titles(f"/articles?{query}") == ["A title"]
        assert (await jake.get(f"/tags?{query}")).json() == {"tags": ["kept"]}


async def test_last_of_repeated_query_parameters_is_used(jake: Person) -> None:
    assert await jake.titles("/articles?tag=other&tag=kept") == ["A title"]
    assert await jake.titles("/articles?tag=kept&tag=other") == []
    assert await jake.titles("/articles?limit=0&limit=1") == ["A title"]


# Unknown methods and paths


async def test_unsupported_method_returns_405(client: httpx.AsyncClient, subtests: pytest.Subtests) -> None:
    for path, allowed in METHODS.items():
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE", "BREW"} - allowed:
            with subtests.test(f"{method} {path}"):
                response = await client.request(method, path)
                assert_error(response, *METHOD_NOT_ALLOWED)
                assert set(response.headers["Allow"].split(", ")) - {"OPTIONS", "HEAD"} == allowed


async def test_unknown_path_returns_404(client: httpx.AsyncClient, subtests: pytest.Subtests) -> None:
    for path in ("", "/", "/unknown", "/articles/a-title/unknown", "/article", "/USERS", "/%00", "/%FF"):
        for method in ("GET", "POST", "DELETE", "BREW"):
            with subtests.test(f"{method} {path}"):
                assert_error(await client.request(method, f"/api{path}"), *PATH_NOT_FOUND)


async def test_missing_favicon_returns_404(client: httpx.AsyncClient) -> None:
    assert_error(await client.get("/favicon.ico"), *PATH_NOT_FOUND)


@pytest.mark.parametrize(("method", "path", "envelope"), BODIES)
async def test_every_operation_rejects_other_content_types_and_large_bodies(
    jake: Person, method: str, path: str, envelope: str
) -> None:
    body = f'{{"{envelope}": {{}}}}'.encode()
    other = await jake.request(method, path, content=body, headers={"Content-Type": "text/plain"})
    large = await jake.request(method, path, content=body.ljust(MAX_BODY_BYTES + 1), headers=JSON)

    assert_error(other, *BODY_TYPE_UNSUPPORTED)
    assert_error(large, *BODY_TOO_LARGE)
