"""Users of the API, expected errors, and assertions on responses: the vocabulary of the tests."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

import httpx

ExpectedError = tuple[int, str, dict[str, list[str]]]

TOKEN_MISSING: ExpectedError = (401, "token_missing", {"token": ["is missing"]})
TOKEN_INVALID: ExpectedError = (401, "token_invalid", {"token": ["is invalid"]})
CREDENTIALS_INVALID: ExpectedError = (401, "credentials_invalid", {"credentials": ["invalid"]})
PATH_NOT_FOUND: ExpectedError = (404, "path_not_found", {"path": ["not found"]})
METHOD_NOT_ALLOWED: ExpectedError = (405, "method_not_allowed", {"method": ["is not allowed here"]})
USERNAME_TAKEN: ExpectedError = (409, "username_taken", {"username": ["has already been taken"]})
EMAIL_TAKEN: ExpectedError = (409, "email_taken", {"email": ["has already been taken"]})
BODY_NOT_JSON: ExpectedError = (400, "body_not_json", {"body": ["is not valid JSON"]})
BODY_TOO_LARGE: ExpectedError = (413, "body_too_large", {"body": ["is too large"]})
BODY_TYPE_UNSUPPORTED: ExpectedError = (
    415,
    "body_type_unsupported",
    {"body": ["must be sent as application/json"]},
)


def assert_error(response: httpx.Response, status: int, code: str, errors: dict[str, list[str]]) -> None:
    """Assert that the response is exactly this error response."""
    assert response.status_code == status, f"{response.status_code} is not {status}: {response.text}"
    assert response.headers["Content-Type"] == "application/json"
    expected = {"errors": errors, "code": code, "requestId": response.headers["X-Request-ID"]}
    assert response.json() == expected, f"{response.text} is not {expected}"


def assert_invalid(response: httpx.Response, **errors: str) -> None:
    """Assert a validation error of exactly these fields, each with this one message."""
    assert_error(response, 422, "invalid", {field: [message] for field, message in errors.items()})


class StringMatching:
    """Equals every string that matches the pattern; a placeholder in expected JSON for values that vary."""

    def __init__(self, pattern: str) -> None:
        self.pattern = re.compile(pattern)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and self.pattern.fullmatch(other) is not None

    def __hash__(self) -> int:
        return hash(self.pattern)

    def __repr__(self) -> str:
        return f"StringMatching({self.pattern.pattern!r})"


TIMESTAMP = StringMatching(r"20\d\d-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d(\.\d{1,6})?Z")
TOKEN = StringMatching(r"[\w-]+\.[\w-]+\.[\w-]+")


class Person:
    """A user of the API with a token, or an anonymous user without a token."""

    def __init__(self, client: httpx.AsyncClient, username: str = "", token: str = "") -> None:
        self.client = client
        self.username = username
        self.token = token

    @property
    def credentials(self) -> dict[str, str]:
        """The email address and the password after registration."""
        return {"email": f"{self.username}@example.test", "password": f"{self.username}-password"}

    async def request(self, method: str, path: str, body: Any = None, **options: Any) -> httpx.Response:
        """Send a request under /api with this user's token."""
        headers = dict(options.pop("headers", {}))
        if self.token:
            headers.setdefault("Authorization", f"Token {self.token}")
        if body is not None:
            options["json"] = body
        return await self.client.request(method, f"/api{path}", headers=headers, **options)

    async def get(self, path: str, **options: Any) -> httpx.Response:
        return await self.request("GET", path, **options)

    async def post(self, path: str, body: Any = None, **options: Any) -> httpx.Response:
        return await self.request("POST", path, body, **options)

    async def put(self, path: str, body: Any = None, **options: Any) -> httpx.Response:
        return await self.request("PUT", path, body, **options)

    async def delete(self, path: str, **options: Any) -> httpx.Response:
        return await self.request("DELETE", path, **options)


SignUp = Callable[[str], Awaitable[Person]]


async def register(client: httpx.AsyncClient, username: str) -> Person:
    """Register `username` with an email address and a password derived from the username."""
    person = Person(client, username)
    response = await client.post("/api/users", json={"user": {"username": username, **person.credentials}})
    assert response.status_code == 201, response.text
    person.token = response.json()["user"]["token"]
    return person
