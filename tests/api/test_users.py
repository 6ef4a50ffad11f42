"""POST /users, POST /users/login, GET and PUT /user, and the tokens in their responses."""

import asyncio
import time
from typing import Any

import httpx
import jwt
import pytest

from tests.conftest import SECRET_KEY
from tests.people import (
    CREDENTIALS_INVALID,
    EMAIL_TAKEN,
    TOKEN,
    TOKEN_INVALID,
    TOKEN_MISSING,
    USERNAME_TAKEN,
    ExpectedError,
    Person,
    SignUp,
    assert_error,
    assert_invalid,
)

Claims = dict[str, Any]

USERNAME_MALFORMED = "must not contain slashes, control characters, or spaces at its ends or in a row"
EMAIL_MALFORMED = "must look like name@domain"


async def post_user(client: httpx.AsyncClient, **user: Any) -> httpx.Response:
    jake = {"username": "jake", "email": "jake@example.test", "password": "jake-password"}
    return await client.post("/api/users", json={"user": {**jake, **user}})


async def log_in(client: httpx.AsyncClient, email: str, password: str) -> httpx.Response:
    return await client.post("/api/users/login", json={"user": {"email": email, "password": password}})


# Tokens


async def test_account_requires_a_token(client: httpx.AsyncClient) -> None:
    for response in (
        await client.get("/api/user"),
        await client.put("/api/user", json={"user": {"bio": "Nobody"}}),
    ):
        assert_error(response, *TOKEN_MISSING)
        assert response.headers["WWW-Authenticate"] == "Token"


async def test_missing_token_is_reported_before_invalid_fields(client: httpx.AsyncClient) -> None:
    assert_error(await client.put("/api/user", json={"user": {"email": None}}), *TOKEN_MISSING)


async def test_malformed_token_is_rejected(
    client: httpx.AsyncClient, sign_up: SignUp, subtests: pytest.Subtests
) -> None:
    token = (await sign_up("jake")).token
    for authorization in (
        "Token",
        "Token ",
        "Bearer",
        "Token null",
        "Token undefined",
        "Token garbage",
        "Token a.b.c",
        "Token \xe9\xff",
        f"Token token={token}",
        f"Token {token} again",
        f"Token {token}x",
        token,
        f"JWT {token}",
        "Basic amFrZTpqYWtlLXBhc3N3b3Jk",
    ):
        with subtests.test(authorization.replace(token, "…")):
            response = await client.get("/api/user", headers={b"Authorization": authorization.encode("latin-1")})
            assert_error(response, *TOKEN_INVALID)
            assert response.headers["WWW-Authenticate"] == "Token"


def _tampered(claims: Claims) -> str:
    header, _, signature = jwt.encode(claims, SECRET_KEY, "HS256").split(".")
    payload = jwt.encode({**claims, "sub": "1", "exp": claims["exp"] + 1}, "x" * 32, "HS256").split(".")[1]
    return f"{header}.{payload}.{signature}"


async def test_forged_token_is_rejected(client: httpx.AsyncClient, sign_up: SignUp, subtests: pytest.Subtests) -> None:
    jake = await sign_up("jake")
    claims = jwt.decode(jake.token, options={"verify_signature": False})
    without_expiry = {name: value for name, value in claims.items() if name != "exp"}
    forgeries = {
        "expired": jwt.encode({**claims, "exp": int(time.time()) - 1}, SECRET_KEY, "HS256"),
        "signed with another key": jwt.encode(claims, "x" * 32, "HS256"),
        "not signed": jwt.encode(claims, None, "none"),
        "changed after signing": _tampered(claims),
        "of an unknown user": jwt.encode({**claims, "sub": "999999999"}, SECRET_KEY, "HS256"),
        "without an expiry": jwt.encode(without_expiry, SECRET_KEY, "HS256"),
        "empty": jwt.encode({}, SECRET_KEY, "HS256"),
    }
    for name, token in forgeries.items():
        with subtests.test(name):
            person = Person(client, token=token)
            assert_error(await person.get("/user"), *TOKEN_INVALID)


async def test_invalid_token_is_reported_before_any_other_error(client: httpx.AsyncClient) -> None:
    person = Person(client, token="garbage")

    assert_error(await person.put("/user", {"user": {"email": None}}), *TOKEN_INVALID)


async def test_registration_and_login_ignore_the_token(client: httpx.AsyncClient) -> None:
    person = Person(client, token="garbage")
    jake = {"username": "jake", "email": "jake@example.test", "password": "jake-password"}

    assert (await person.post("/users", {"user": jake})).status_code == 201
    assert (await person.post("/users/login", {"user": jake})).status_code == 200


async def test_token_and_bearer_schemes_are_case_insensitive(client: httpx.AsyncClient, sign_up: SignUp) -> None:
    jake = await sign_up("jake")

    for scheme in ("Token", "token", "TOKEN", "Bearer", "bearer"):
        response = await client.get("/api/user", headers={"Authorization": f"{scheme} {jake.token}"})
        assert response.status_code == 200
        assert response.json()["user"]["username"] == "jake"


async def test_empty_authorization_header_counts_as_missing(client: httpx.AsyncClient) -> None:
    assert_error(await client.get("/api/user", headers={"Authorization": ""}), *TOKEN_MISSING)


# POST /users


async def test_registration_requires_every_field(client: httpx.AsyncClient) -> None:
    blank = "can't be blank"
    assert_invalid(await client.post("/api/users", json={"user": {}}), username=blank, email=blank, password=blank)


async def test_registration_rejects_blank_fields_and_other_types(client: httpx.AsyncClient) -> None:
    values: list[tuple[Any, str]] = [
        ("", "can't be blank"),
        (" \t\n\u00a0\u3000", "can't be blank"),
        (None, "must be text, not null"),
        (12345678, "must be text"),
        (True, "must be text"),
        (["jake@example.test"], "must be text"),
        ({"$ne": ""}, "must be text"),
    ]
    for value, reason in values:
        response = await post_user(client, username=value, email=value, password=value)
        assert_invalid(response, username=reason, email=reason, password=reason)


async def test_all_invalid_fields_are_reported_together(client: httpx.AsyncClient) -> None:
    response = await post_user(client, username="  ", email="jake", password="seven77")
    assert_invalid(
        response,
        username="can't be blank",
        email=EMAIL_MALFORMED,
        password="is too short (minimum is 8 characters)",
    )


async def test_usernames_that_do_not_fit_in_a_path_are_rejected(client: httpx.AsyncClient) -> None:
    for username in (
        "a/b",
        ".",
        "..",
        " jake",
        "jake ",
        "ja  ke",
        "ja\tke",
        "jake\n",
        "ja\x7fke",
        "ja\x00ke",
    ):
        assert_invalid(await post_user(client, username=username), username=USERNAME_MALFORMED)


async def test_malformed_email_addresses_are_rejected(client: httpx.AsyncClient) -> None:
    for email in (
        "jake",
        "jake@",
        "@example.test",
        "a@b@c",
        "ja ke@example.test",
        "jake@example.test\n",
        "a\x00@b",
    ):
        assert_invalid(await post_user(client, email=email), email=EMAIL_MALFORMED)


async def test_username_uniqueness_is_case_insensitive(client: httpx.AsyncClient) -> None:
    assert (await post_user(client, username="Jürgen")).status_code == 201

    for username in ("Jürgen", "JÜRGEN", "jürgen"):
        assert_error(await post_user(client, username=username, email="other@example.test"), *USERNAME_TAKEN)


async def test_username_uniqueness_ignores_the_unicode_normalization_form(client: httpx.AsyncClient) -> None:
    assert (await post_user(client, username="\u00e9mile")).status_code == 201

    assert_error(await post_user(client, username="E\u0301mile", email="other@example.test"), *USERNAME_TAKEN)


async def test_email_uniqueness_is_case_insensitive(client: httpx.AsyncClient) -> None:
    assert (await post_user(client, email="Jürgen@example.test")).status_code == 201

    for email in ("Jürgen@example.test", "JÜRGEN@EXAMPLE.TEST", "jürgen@Example.test"):
        assert_error(await post_user(client, username="other", email=email), *EMAIL_TAKEN)


async def test_all_conflicts_are_reported_together(client: httpx.AsyncClient) -> None:
    await post_user(client)
    assert_error(await post_user(client), 409, "username_taken", USERNAME_TAKEN[2] | EMAIL_TAKEN[2])


async def test_concurrent_registrations_of_one_username_create_one_account(client: httpx.AsyncClient) -> None:
    responses = await asyncio.gather(*(post_user(client, email=f"{n}@example.test") for n in range(4)))

    assert sorted(response.status_code for response in responses) == [201, 409, 409, 409]


async def test_registration_returns_the_account(client: httpx.AsyncClient) -> None:
    response = await post_user(client, username="Jake", email="Jake@Example.test")

    assert response.status_code == 201
    assert response.json() == {
        "user": {
            "email": "Jake@Example.test",
            "token": TOKEN,
            "username": "Jake",
            "bio": None,
            "image": None,
        }
    }
    jake = Person(client, token=response.json()["user"]["token"])
    assert (await jake.get("/user")).json()["user"]["username"] == "Jake"


async def test_unusual_email_addresses_are_accepted(client: httpx.AsyncClient) -> None:
    addresses = (
        "a@b",
        "root@localhost",
        "jake+tag@mail.example.test",
        "o'hara@x.invalid",
        "jürgen@exämple.test",
    )
    for number, email in enumerate((*addresses, "x" * 241 + "@example.test")):
        response = await post_user(client, username=f"jake{number}", email=email)
        assert response.json()["user"]["email"] == email


async def test_passwords_may_be_long_and_contain_any_characters(client: httpx.AsyncClient) -> None:
    passwords = (
        "aaaaaaaa",
        "x" * 64,
        "y" * 256,
        "correct horse battery staple",
        "пароль-密码-🐉",
        " 1234567 ",
    )
    for number, password in enumerate(passwords):
        email = f"{number}@example.test"
        assert (await post_user(client, username=f"jake{number}", email=email, password=password)).is_success
        assert (await log_in(client, email, password)).status_code == 200
        assert_error(await log_in(client, email, password[:-1]), *CREDENTIALS_INVALID)
        assert_error(await log_in(client, email, "z" + password[1:]), *CREDENTIALS_INVALID)


# POST /users/login


async def test_login_error_does_not_reveal_registered_addresses(client: httpx.AsyncClient, sign_up: SignUp) -> None:
    await sign_up("jake")

    for email, password in (
        ("jake@example.test", "wrong-password"),
        ("jake@example.test", "JAKE-PASSWORD"),
        ("nobody@example.test", "jake-password"),
        ("jake", "jake-password"),
        ("jake@example.test' OR 1=1 --", "jake-password"),
    ):
        response = await log_in(client, email, password)
        assert_error(response, *CREDENTIALS_INVALID)
        assert response.headers["WWW-Authenticate"] == "Token"


async def test_login_requires_both_fields(client: httpx.AsyncClient) -> None:
    assert_invalid(
        await client.post("/api/users/login", json={"user": {}}), email="can't be blank", password="can't be blank"
    )
    assert_invalid(await log_in(client, "", "  "), email="can't be blank", password="can't be blank")


async def test_login_returns_the_account(client: httpx.AsyncClient, sign_up: SignUp) -> None:
    await sign_up("jake")

    for email in ("jake@example.test", "JAKE@Example.Test"):
        response = await log_in(client, email, "jake-password")
        assert response.status_code == 200
        assert response.json() == {
            "user": {
                "email": "jake@example.test",
                "token": TOKEN,
                "username": "jake",
                "bio": None,
                "image": None,
            }
        }
        jake = Person(client, token=response.json()["user"]["token"])
        assert (await jake.get("/user")).status_code == 200


# GET /user


async def test_get_user_returns_the_account_of_the_token(sign_up: SignUp) -> None:
    jake = await sign_up("jake")
    await sign_up("anna")

    response = await jake.get("/user")

    assert response.status_code == 200
    assert response.json() == {
        "user": {
            "email": "jake@example.test",
            "token": TOKEN,
            "username": "jake",
            "bio": None,
            "image": None,
        }
    }
    jake.token = response.json()["user"]["token"]
    assert (await jake.get("/user")).status_code == 200


# PUT /user


async def test_email_username_and_password_cannot_be_removed(sign_up: SignUp) -> None:
    jake = await sign_up("jake")

    for value, reason in (("", "can't be blank"), (" ", "can't be blank"), (None, "must be text, not null")):
        changes = {"email": value, "username": value, "password": value, "bio": "Not stored"}
        response = await jake.put("/user", {"user": changes})
        assert_invalid(response, email=reason, username=reason, password=reason)
    assert (await jake.get("/user")).json()["user"]["bio"] is None


async def test_update_follows_the_rules_of_registration(sign_up: SignUp) -> None:
    jake = await sign_up("jake")

    response = await jake.put(
        "/user", {"user": {"email": "jake", "username": "a/b", "password": "seven77", "bio": 1, "image": []}}
    )

    assert response.json()["errors"].keys() == {"email", "username", "password", "bio", "image"}
    assert response.json()["errors"]["username"] == [USERNAME_MALFORMED]
    assert response.json()["errors"]["password"] == ["is too short (minimum is 8 characters)"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"username": "ANNA"}, USERNAME_TAKEN, id="username"),
        pytest.param({"email": "Anna@Example.test"}, EMAIL_TAKEN, id="email"),
    ],
)
async def test_update_to_a_taken_username_or_email_changes_nothing(
    sign_up: SignUp, changes: dict[str, str], expected: ExpectedError
) -> None:
    jake, _ = await sign_up("jake"), await sign_up("anna")

    assert_error(await jake.put("/user", {"user": {**changes, "bio": "Not stored"}}), *expected)

    after = (await jake.get("/user")).json()["user"]
    assert (after["username"], after["email"], after["bio"]) == ("jake", "jake@example.test", None)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"email": "new@example.test"},
        {"username": "new"},
        {"bio": "I work at statefarm"},
        {"image": "https://example.test/jake.png"},
        {"bio": "🐉\nline", "image": "data:,"},
        {"username": "Jake", "email": "JAKE@example.test"},
        {"bio": "x" * 2_000, "image": "y" * 2_000, "unknown": {"ignored": True}},
    ],
    ids=lambda changes: ",".join(changes),
)
async def test_absent_fields_stay_unchanged(sign_up: SignUp, changes: dict[str, Any]) -> None:
    jake = await sign_up("jake")
    before = {"email": "jake@example.test", "username": "jake", "bio": "Before", "image": "before.png"}
    await jake.put("/user", {"user": before})

    response = await jake.put("/user", {"user": changes})

    known = {name: value for name, value in changes.items() if name != "unknown"}
    assert response.status_code == 200
    assert response.json() == {"user": {**before, **known, "token": TOKEN}}
    assert (await jake.get("/user")).json() == {"user": {**before, **known, "token": TOKEN}}


@pytest.mark.parametrize("empty", [None, ""], ids=["null", "empty"])
async def test_bio_and_image_can_be_removed(sign_up: SignUp, empty: str | None) -> None:
    jake = await sign_up("jake")
    await jake.put("/user", {"user": {"bio": "Before", "image": "before.png"}})

    without_bio = (await jake.put("/user", {"user": {"bio": empty}})).json()["user"]
    without_image = (await jake.put("/user", {"user": {"image": empty}})).json()["user"]

    assert (without_bio["bio"], without_bio["image"]) == (None, "before.png")
    assert (without_image["bio"], without_image["image"]) == (None, None)


async def test_new_username_frees_the_old_one(client: httpx.AsyncClient, sign_up: SignUp) -> None:
    jake = await sign_up("jake")

    await jake.put("/user", {"user": {"username": "Jacob"}})

    assert (await post_user(client, username="jake", email="other@example.test")).status_code == 201


async def test_new_password_revokes_earlier_tokens(client: httpx.AsyncClient, sign_up: SignUp) -> None:
    jake = await sign_up("jake")
    other_token = (await log_in(client, "jake@example.test", "jake-password")).json()["user"]["token"]

    response = await jake.put("/user", {"user": {"password": "a new password"}})

    assert response.status_code == 200
    for token in (jake.token, other_token):
        assert_error(await Person(client, token=token).get("/user"), *TOKEN_INVALID)
    assert (await Person(client, token=response.json()["user"]["token"]).get("/user")).status_code == 200
    assert_error(await log_in(client, "jake@example.test", "jake-password"), *CREDENTIALS_INVALID)
    assert (await log_in(client, "jake@example.test", "a new password")).status_code == 200


async def test_other_changes_do_not_revoke_tokens(sign_up: SignUp) -> None:
    jake = await sign_up("jake")

    response = await jake.put("/user", {"user": {"email": "new@example.test", "username": "new", "bio": "New"}})

    assert (await jake.get("/user")).status_code == 200
    jake.token = response.json()["user"]["token"]
    assert (await jake.get("/user")).status_code == 200
