"""What no client should send: each gets a clear 4xx with the error body, on both databases."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from tests.people import (
    ARTICLE_NOT_FOUND,
    BODY_NOT_JSON,
    BODY_TOO_LARGE,
    BODY_TYPE_UNSUPPORTED,
    CREDENTIALS_INVALID,
    METHOD_NOT_ALLOWED,
    PATH_NOT_FOUND,
    PROFILE_NOT_FOUND,
    Person,
    SignUp,
    assert_error,
    assert_invalid,
)

JSON = {"Content-Type": "application/json"}
MAX_BODY_BYTES = 1_048_576
NUL = "must not contain a NUL character"
LOGIN = b'{"user": {"email": "nobody@example.test", "password": "nobody-password"}}'

# Every operation that takes a body, with what it is wrapped in. Those of articles are asked about one's own.
BODIES = [
    ("POST", "/users", "user"),
    ("POST", "/users/login", "user"),
    ("PUT", "/user", "user"),
    ("POST", "/articles", "article"),
    ("PUT", "/articles/a-title", "article"),
    ("POST", "/articles/a-title/comments", "comment"),
]


@pytest.fixture
async def jake(sign_up: SignUp) -> Person:
    """An author of one article, `a-title`."""
    jake = await sign_up("jake")
    await jake.publish("A title", tagList=["kept"])
    return jake


# Bodies that are no JSON


NOT_JSON = {
    "cut off": b"{",
    "cut off after a wrong type": b'{"user": 1',
    "form": b"user=jake",
    "two values": b"{}{}",
    "single quotes": b"{'user': {}}",
    "trailing comma": b'{"user": {},}',
    "NaN": b'{"user": NaN}',
    "white": b" ",
    "NUL": b"\x00",
    "bare NUL in a text": b'{"user": {"username": "\x00"}}',
    "invalid UTF-8": b'{"user": {"username": "\xff"}}',
    "surrogate in UTF-8": b'{"user": {"username": "\xed\xa0\x80"}}',
    "lone high surrogate": b'{"user": {"username": "\\ud800"}}',
    "lone low surrogate": b'{"user": {"username": "\\udc00x"}}',
    "UTF-16": '{"user": {}}'.encode("utf-16"),
    "deep lists": b"[" * 100_000,
    "deep and whole lists": b"[" * 100_000 + b"]" * 100_000,
    "deep objects": b'{"user":' * 100_000 + b"1" + b"}" * 100_000,
    "deep and not asked for": b'{"user": {}, "more": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
}


async def test_what_is_no_json_is_refused(client: httpx.AsyncClient, subtests: pytest.Subtests) -> None:
    for name, content in NOT_JSON.items():
        with subtests.test(name):
            assert_error(await client.post("/api/users", content=content, headers=JSON), *BODY_NOT_JSON)


async def test_no_operation_takes_broken_json(jake: Person, subtests: pytest.Subtests) -> None:
    for method, path, _ in BODIES:
        for content in (b'{"', b'{"x": "\\ud800"}', b"\xff"):
            with subtests.test(f"{method} {path}", content=content):
                assert_error(await jake.ask(method, path, content=content, headers=JSON), *BODY_NOT_JSON)


# Bodies of another type or size


async def test_bodies_of_another_type_are_refused(client: httpx.AsyncClient, subtests: pytest.Subtests) -> None:
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


async def test_json_goes_by_its_name_in_any_spelling(client: httpx.AsyncClient) -> None:
    for content_type in ("application/json", "application/json; charset=utf-8", "APPLICATION/JSON ;charset=UTF-8"):
        headers = {"Content-Type": content_type}
        assert_error(await client.post("/api/users/login", content=LOGIN, headers=headers), *CREDENTIALS_INVALID)


async def test_a_body_may_be_a_mebibyte_and_no_more(client: httpx.AsyncClient) -> None:
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
async def test_a_body_of_the_wrong_shape_is_refused(jake: Person, method: str, path: str, envelope: str) -> None:
    async def ask(content: str) -> httpx.Response:
        return await jake.ask(method, path, content=content.encode(), headers=JSON)

    assert_invalid(await ask(""), **{envelope: "is missing"})
    for content in ("[]", '"x"', "1", "true", f'[{{"{envelope}": {{}}}}]'):
        assert_invalid(await ask(content), body="must be an object")
    assert_invalid(await ask("null"), body="must be an object, not null")
    for content in ("{}", '{"more": {}}', f'{{"{envelope.upper()}": {{}}}}'):
        assert_invalid(await ask(content), **{envelope: "is missing"})
    for content in ("[]", '"x"', "1", "false", "[{}]"):
        assert_invalid(await ask(f'{{"{envelope}": {content}}}'), **{envelope: "must be an object"})
    assert_invalid(await ask(f'{{"{envelope}": null}}'), **{envelope: "must be an object, not null"})


async def test_numbers_of_any_size_are_no_texts(jake: Person, subtests: pytest.Subtests) -> None:
    for number in ("1", "1.5", "-0", str(2**63), str(2**64), "9" * 5_000, "1e400"):
        body = f'{{"article": {{"title": {number}, "description": "d", "body": "b", "tagList": [{number}]}}}}'
        with subtests.test(number[:20]):
            response = await jake.post("/articles", content=body.encode(), headers=JSON)
            assert_invalid(response, title="must be text", tagList="must be text")


async def test_of_a_repeated_member_each_must_fit_and_the_last_one_counts(jake: Person) -> None:
    async def comment(content: bytes) -> httpx.Response:
        return await jake.post("/articles/a-title/comments", content=content, headers=JSON)

    response = await comment(b'{"comment": {"body": "1"}, "comment": {"body": "First", "body": "Last"}}')
    assert response.status_code == 201
    assert response.json()["comment"]["body"] == "Last"

    response = await comment(b'{"comment": {"body": "", "body": "Last"}}')
    assert_error(response, 422, "invalid", {"body": ["is sent more than once, and does not always fit"]})


# Texts


def wrapped(envelope: str, field: str, value: Any, number: int = 0) -> dict[str, Any]:
    """A body that is right except, maybe, for one field."""
    right = {
        "article": {"title": "New", "description": "d", "body": "b"},
        "comment": {"body": "b"},
        "user": {"username": f"new{number}", "email": f"new{number}@example.test", "password": "new-password"},
    }
    return {envelope: {**right[envelope], field: value}}


TEXTS = [
    ("POST", "/users", "user", "username", 64),
    ("POST", "/users", "user", "email", 254),
    ("POST", "/users", "user", "password", 256),
    ("POST", "/users/login", "user", "email", 254),
    ("POST", "/users/login", "user", "password", 256),
    ("PUT", "/user", "user", "username", 64),
    ("PUT", "/user", "user", "email", 254),
    ("PUT", "/user", "user", "password", 256),
    ("PUT", "/user", "user", "bio", 2_000),
    ("PUT", "/user", "user", "image", 2_000),
    ("POST", "/articles", "article", "title", 200),
    ("POST", "/articles", "article", "description", 1_000),
    ("POST", "/articles", "article", "body", 100_000),
    ("PUT", "/articles/a-title", "article", "title", 200),
    ("PUT", "/articles/a-title", "article", "description", 1_000),
    ("PUT", "/articles/a-title", "article", "body", 100_000),
    ("POST", "/articles/a-title/comments", "comment", "body", 10_000),
]


async def test_a_text_has_an_end(jake: Person, subtests: pytest.Subtests) -> None:
    for method, path, envelope, field, most in TEXTS:
        longer = "x" * (most - 12) + "@example.test" if field == "email" else "🐉" * (most + 1)
        with subtests.test(f"{method} {path} {field}"):
            response = await jake.ask(method, path, wrapped(envelope, field, longer))
            assert_invalid(response, **{field: f"is too long (maximum is {most} characters)"})


async def test_a_text_may_be_as_long_as_it_may(jake: Person, subtests: pytest.Subtests) -> None:
    expected = {"/users": 201, "/users/login": 401, "/user": 200, "/articles": 201, "/articles/a-title": 200}
    for number, (method, path, envelope, field, most) in enumerate(TEXTS):
        longest = (
            f"{number:02}" + "x" * (most - 15) + "@example.test"
            if field == "email"
            else f"{number:02}" + "🐉" * (most - 2)
        )
        body = wrapped(envelope, field, longest, number=number)
        with subtests.test(f"{method} {path} {field}"):
            where = path if path != "/articles/a-title" else f"/articles/{await jake.publish()}"
            response = await jake.ask(method, where, body)
            assert response.status_code == expected.get(path, 201), response.text
            if path == "/user":  # Its new password voids the token.
                jake.token = response.json()["user"]["token"]


async def test_a_text_holds_no_nul(jake: Person, subtests: pytest.Subtests) -> None:
    for method, path, envelope, field, _ in TEXTS:
        reason = NUL
        if field == "username":
            reason = "must not contain slashes, control characters, or spaces at its ends or in a row"
        if field == "email" and path != "/users/login":
            reason = "must look like name@domain"
        for text in ("new@example.test\x00", "new\x00@example.test"):
            with subtests.test(f"{method} {path} {field}", text=text):
                assert_invalid(await jake.ask(method, path, wrapped(envelope, field, text)), **{field: reason})
        with subtests.test(f"{method} {path} {field}", text="\x00"):
            assert (await jake.ask(method, path, wrapped(envelope, field, "\x00"))).status_code == 422


async def test_a_tag_holds_no_nul(jake: Person) -> None:
    for method, path in (("POST", "/articles"), ("PUT", "/articles/a-title")):
        assert_invalid(await jake.ask(method, path, wrapped("article", "tagList", ["a", "b\x00"])), tagList=NUL)


async def test_tags_have_a_number(jake: Person) -> None:
    for method, path in (("POST", "/articles"), ("PUT", "/articles/a-title")):
        for count in (21, 100_000):
            body = wrapped("article", "tagList", ["x"] * count)
            assert_invalid(await jake.ask(method, path, body), tagList="has too many items (maximum is 20)")
    assert (await jake.article("a-title"))["tagList"] == ["kept"]


# Paths


ON_PATHS = [
    ("GET", "/profiles/{}", "username"),
    ("POST", "/profiles/{}/follow", "username"),
    ("DELETE", "/profiles/{}/follow", "username"),
    ("GET", "/articles/{}", "slug"),
    ("PUT", "/articles/{}", "slug"),
    ("DELETE", "/articles/{}", "slug"),
    ("POST", "/articles/{}/favorite", "slug"),
    ("DELETE", "/articles/{}/favorite", "slug"),
    ("GET", "/articles/{}/comments", "slug"),
    ("POST", "/articles/{}/comments", "slug"),
    ("DELETE", "/articles/{}/comments/1", "slug"),
]


def fitting(method: str) -> dict[str, Any] | None:
    """A body for an operation with a path of `ON_PATHS`."""
    bodies: dict[str, dict[str, Any]] = {"PUT": {"article": {}}, "POST": {"comment": {"body": "b"}}}
    return bodies.get(method)


async def test_a_path_holds_no_nul(jake: Person, subtests: pytest.Subtests) -> None:
    for method, path, name in ON_PATHS:
        for nul in ("%00", "a-title%00"):
            with subtests.test(f"{method} {path}", value=nul):
                response = await jake.ask(method, path.format(nul), fitting(method))
                assert_invalid(response, **{name: "has the wrong form"})


async def test_what_nobody_has_in_a_path_is_not_found(jake: Person, subtests: pytest.Subtests) -> None:
    for method, path, name in ON_PATHS:
        not_found = PROFILE_NOT_FOUND if name == "username" else ARTICLE_NOT_FOUND
        for unknown in ("%FF", "%ED%A0%80", "%", "x" * 10_000):
            with subtests.test(f"{method} {path}", value=unknown[:20]):
                assert_error(await jake.ask(method, path.format(unknown), fitting(method)), *not_found)


async def test_a_slash_in_a_path_is_a_slash(jake: Person) -> None:
    for path in ("/articles/a%2Ftitle", "/articles/..%2F..%2Fetc%2Fpasswd", "/profiles/jake%2F.."):
        assert_error(await jake.get(path), *PATH_NOT_FOUND)


async def test_a_comment_id_has_bounds(jake: Person, subtests: pytest.Subtests) -> None:
    for number in ("0", "-1", str(2**53), str(2**63 - 1), str(2**63), str(2**64), "9" * 1_000):
        with subtests.test(number[:20]):
            response = await jake.delete(f"/articles/a-title/comments/{number}")
            assert response.status_code == 422
            assert response.json()["code"] == "invalid"
            assert len(response.json()["errors"]) == 1


async def test_a_comment_id_is_a_number(jake: Person, subtests: pytest.Subtests) -> None:
    for number in ("9" * 5_000, "abc", "1.5", "1e3", "0x1", "1%00", "%00", "%FF", "null", "1;drop", "%201", "%D9%A1"):
        with subtests.test(number[:20]):
            response = await jake.delete(f"/articles/a-title/comments/{number}")
            assert response.status_code in (404, 422)
            assert response.json()["code"] in ("path_not_found", "comment_not_found", "invalid")


# Queries


NUMBERS = [
    f"limit={2**63 - 1}",
    f"limit={2**64}",
    "limit=" + "9" * 5_000,
    f"limit=-{2**64}",
    "limit=%00",
    "limit=1%00",
    "limit=%FF",
    "limit=%ED%A0%80",
    "limit=NaN",
    "limit=Infinity",
    "limit=true",
    "limit=5&limit=0",
    "limit",
    f"offset={2**53}",
    f"offset={2**63}",
    f"offset={2**64}",
    "offset=" + "9" * 5_000,
    f"offset=-{2**64}",
    "offset=1.5",
    "offset=%00",
]


@pytest.mark.parametrize("path", ["/articles", "/articles/feed"])
async def test_numbers_in_the_query_have_bounds(jake: Person, path: str, subtests: pytest.Subtests) -> None:
    for query in NUMBERS:
        with subtests.test(query[:24]):
            response = await jake.get(f"{path}?{query}")
            assert response.status_code == 422, response.text
            assert response.json()["code"] == "invalid"
            assert list(response.json()["errors"]) == [query.partition("=")[0]]


@pytest.mark.parametrize("name", ["tag", "author", "favorited"])
async def test_texts_in_the_query_may_be_anything_but_nul(jake: Person, name: str, subtests: pytest.Subtests) -> None:
    for nul in ("%00", "kept%00", "%00jake"):
        with subtests.test(nul):
            assert_invalid(await jake.get(f"/articles?{name}={nul}"), **{name: "has the wrong form"})
    for unknown in ("%FF", "%ED%A0%80", "%F0%9F%90%89", "%", "%zz", "", "'", "x" * 10_000, "1;drop", "%25"):
        with subtests.test(unknown[:20]):
            response = await jake.get(f"/articles?{name}={unknown}")
            assert response.status_code == 200
            assert response.json() == {"articles": [], "articlesCount": 0}


async def test_every_bad_parameter_is_told_at_once(jake: Person) -> None:
    assert_invalid(
        await jake.get("/articles?limit=0&offset=-1&tag=%00&author=%00&favorited=jake"),
        limit="must be at least 1",
        offset="must be at least 0",
        tag="has the wrong form",
        author="has the wrong form",
    )


async def test_what_nobody_asked_for_in_a_query_is_ignored(jake: Person) -> None:
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


async def test_of_a_repeated_parameter_the_last_one_counts(jake: Person) -> None:
    assert await jake.titles("/articles?tag=other&tag=kept") == ["A title"]
    assert await jake.titles("/articles?tag=kept&tag=other") == []
    assert await jake.titles("/articles?limit=0&limit=1") == ["A title"]


# Methods and paths that are not there


METHODS = [
    ("/users", {"POST"}),
    ("/users/login", {"POST"}),
    ("/user", {"GET", "PUT"}),
    ("/profiles/jake", {"GET"}),
    ("/profiles/jake/follow", {"POST", "DELETE"}),
    ("/articles", {"GET", "POST"}),
    ("/articles/feed", {"GET"}),
    ("/articles/a-title", {"GET", "PUT", "DELETE"}),
    ("/articles/a-title/favorite", {"POST", "DELETE"}),
    ("/articles/a-title/comments", {"GET", "POST"}),
    ("/articles/a-title/comments/1", {"DELETE"}),
    ("/tags", {"GET"}),
]


async def test_a_method_that_is_not_served_is_refused(client: httpx.AsyncClient, subtests: pytest.Subtests) -> None:
    for path, served in METHODS:
        for method in {"GET", "POST", "PUT", "DELETE", "BREW"} - served:
            with subtests.test(f"{method} {path}"):
                response = await client.request(method, f"/api{path}")
                assert_error(response, *METHOD_NOT_ALLOWED)
                assert set(response.headers["Allow"].split(", ")) - {"OPTIONS", "HEAD"} == served


async def test_a_path_that_is_not_served_is_not_found(client: httpx.AsyncClient, subtests: pytest.Subtests) -> None:
    for path in ("", "/", "/unknown", "/articles/a-title/unknown", "/article", "/USERS", "/%00", "/%FF"):
        for method in ("GET", "POST", "DELETE", "BREW"):
            with subtests.test(f"{method} {path}"):
                assert_error(await client.request(method, f"/api{path}"), *PATH_NOT_FOUND)


async def test_the_favicon_is_no_failure(client: httpx.AsyncClient) -> None:
    assert_error(await client.get("/favicon.ico"), *PATH_NOT_FOUND)


@pytest.mark.parametrize(("method", "path", "envelope"), BODIES)
async def test_every_operation_with_a_body_refuses_other_types_and_large_ones(
    jake: Person, method: str, path: str, envelope: str
) -> None:
    body = f'{{"{envelope}": {{}}}}'.encode()
    other = await jake.ask(method, path, content=body, headers={"Content-Type": "text/plain"})
    large = await jake.ask(method, path, content=body.ljust(MAX_BODY_BYTES + 1), headers=JSON)

    assert_error(other, *BODY_TYPE_UNSUPPORTED)
    assert_error(large, *BODY_TOO_LARGE)
