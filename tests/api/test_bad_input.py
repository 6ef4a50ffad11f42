"""Invalid input: each request gets a 4xx status with the error body, on both databases."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable

import httpx
import pytest

from contract.examples import Objects, Operation
from tests.cases import absence_message
from tests.operations import OPERATIONS, WITH_BODY, create_objects
from tests.people import (
    BODY_NOT_JSON,
    BODY_TOO_LARGE,
    BODY_TYPE_UNSUPPORTED,
    CREDENTIALS_INVALID,
    METHOD_NOT_ALLOWED,
    PATH_NOT_FOUND,
    SignUp,
    assert_error,
    assert_invalid,
)

JSON = {"Content-Type": "application/json"}
MAX_BODY_BYTES = 1_048_576
LOGIN = b'{"user": {"email": "nobody@example.test", "password": "nobody-password"}}'

# Every path, and its methods. No test of a method reaches a handler.
METHODS = {
    path: {each.method for each in OPERATIONS if each.path_of(Objects()) == path}
    for path in dict.fromkeys(each.path_of(Objects()) for each in OPERATIONS)
}


def by_id(operation: Operation) -> str:
    return operation.id


async def sender(operation: Operation, sign_up: SignUp) -> Callable[..., Awaitable[httpx.Response]]:
    """A function that sends a body, and an optional content type, to the operation. The objects exist."""
    jake = await sign_up("jake")
    path = operation.path_of(await create_objects(operation, jake, await sign_up("other")))

    async def send(content: bytes, content_type: str = "application/json") -> httpx.Response:
        headers = {"Content-Type": content_type}
        return await jake.request(operation.method, path.removeprefix("/api"), content=content, headers=headers)

    return send


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


@pytest.mark.parametrize("operation", WITH_BODY, ids=by_id)
async def test_every_operation_rejects_invalid_json(sign_up: SignUp, operation: Operation) -> None:
    send = await sender(operation, sign_up)
    for content in (b'{"', b'{"x": "\\ud800"}', b"\xff"):
        assert_error(await send(content), *BODY_NOT_JSON)


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


@pytest.mark.parametrize("operation", WITH_BODY, ids=by_id)
async def test_body_that_is_no_object_returns_422(sign_up: SignUp, operation: Operation) -> None:
    send = await sender(operation, sign_up)

    for content in (b"[]", b'"x"', b"1", b"true", b"[{}]"):
        assert_invalid(await send(content), body="must be an object")
    assert_invalid(await send(b"null"), body="must be an object, not null")


@pytest.mark.parametrize("operation", [each for each in WITH_BODY if each.required_members], ids=by_id)
async def test_body_without_its_required_members_returns_422(sign_up: SignUp, operation: Operation) -> None:
    send = await sender(operation, sign_up)
    errors = {field.name: absence_message(field) for field in operation.required_members}

    other_case = json.dumps({name.upper(): {} for name in errors})
    for content in ("", "{}", '{"more": {}}', other_case):
        assert_invalid(await send(content.encode()), **errors)


@pytest.mark.parametrize("operation", [each for each in WITH_BODY if each.envelope], ids=by_id)
async def test_envelope_of_the_wrong_shape_returns_422(sign_up: SignUp, operation: Operation) -> None:
    send, name = await sender(operation, sign_up), str(operation.envelope)

    for content in ("[]", '"x"', "1", "false", "[{}]"):
        assert_invalid(await send(f'{{"{name}": {content}}}'.encode()), **{name: "must be an object"})
    assert_invalid(await send(f'{{"{name}": null}}'.encode()), **{name: "must be an object, not null"})


async def test_numbers_of_any_size_are_rejected_as_text(sign_up: SignUp, subtests: pytest.Subtests) -> None:
    jake = await sign_up("jake")
    for number in ("1", "1.5", "-0", str(2**63), str(2**64), "9" * 5_000, "1e400"):
        body = f'{{"user": {{"username": {number}, "bio": {number}}}}}'
        with subtests.test(number[:20]):
            response = await jake.put("/user", content=body.encode(), headers=JSON)
            assert_invalid(response, username="must be text", bio="must be text")


async def test_repeated_members_must_all_be_valid_and_the_last_is_used(sign_up: SignUp) -> None:
    jake = await sign_up("jake")

    async def change(content: bytes) -> httpx.Response:
        return await jake.put("/user", content=content, headers=JSON)

    response = await change(b'{"user": {"bio": "1"}, "user": {"bio": "First", "bio": "Last"}}')
    assert response.status_code == 200
    assert response.json()["user"]["bio"] == "Last"

    response = await change(b'{"user": {"username": "", "username": "last"}}')
    assert_error(response, 422, "invalid", {"username": ["is sent more than once, and does not always fit"]})


# Unknown methods and paths


async def test_unsupported_method_returns_405(client: httpx.AsyncClient, subtests: pytest.Subtests) -> None:
    for path, allowed in METHODS.items():
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE", "BREW"} - allowed:
            with subtests.test(f"{method} {path}"):
                response = await client.request(method, path)
                assert_error(response, *METHOD_NOT_ALLOWED)
                assert set(response.headers["Allow"].split(", ")) - {"OPTIONS", "HEAD"} == allowed


async def test_unknown_path_returns_404(client: httpx.AsyncClient, subtests: pytest.Subtests) -> None:
    for path in ("", "/", "/unknown", "/user/unknown", "/use", "/USERS", "/%00", "/%FF"):
        for method in ("GET", "POST", "DELETE", "BREW"):
            with subtests.test(f"{method} {path}"):
                assert_error(await client.request(method, f"/api{path}"), *PATH_NOT_FOUND)


async def test_missing_favicon_returns_404(client: httpx.AsyncClient) -> None:
    assert_error(await client.get("/favicon.ico"), *PATH_NOT_FOUND)


@pytest.mark.parametrize("operation", WITH_BODY, ids=by_id)
async def test_every_operation_rejects_other_content_types_and_large_bodies(
    sign_up: SignUp, operation: Operation
) -> None:
    send = await sender(operation, sign_up)

    assert_error(await send(b"{}", "text/plain"), *BODY_TYPE_UNSUPPORTED)
    assert_error(await send(b"{}".ljust(MAX_BODY_BYTES + 1)), *BODY_TOO_LARGE)
