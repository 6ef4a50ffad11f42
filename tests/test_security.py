"""Passwords and tokens."""

import base64
import json
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import jwt
import pytest
from argon2 import Parameters, PasswordHasher, extract_parameters
from argon2.exceptions import VerifyMismatchError

from app.auth.passwords import Passwords
from app.auth.tokens import Claims, Tokens

KEY = "a key for tests, long enough for every algorithm that signs with a secret"
CHEAP = Passwords(memory_kib=8, iterations=1)
TOKENS = Tokens(key=KEY, lifetime=timedelta(minutes=1))
NOW = datetime.now(UTC)
PAYLOAD = {"sub": "7", "gen": 3, "iat": NOW, "exp": NOW + timedelta(hours=1)}


def signed(payload: dict[str, Any], **options: Any) -> str:
    """A token with this payload, signed with `KEY` by default."""
    return jwt.encode(payload, **{"key": KEY, "algorithm": "HS256", **options})


def test_read_returns_the_claims_of_an_issued_token() -> None:
    assert TOKENS.read(TOKENS.issue(Claims(7, 3))) == (7, 3)
    assert TOKENS.read(signed(PAYLOAD)) == Claims(user_id=7, generation=3)


def test_token_contains_only_required_claims() -> None:
    header, payload, _ = TOKENS.issue(Claims(7, 3)).split(".")
    decoded = [json.loads(base64.urlsafe_b64decode(f"{part}==")) for part in (header, payload)]

    assert decoded[0] == {"alg": "HS256", "typ": "JWT"}
    assert sorted(decoded[1]) == ["exp", "gen", "iat", "sub"]
    assert decoded[1]["exp"] - decoded[1]["iat"] == 60


def test_token_expires_even_if_read_before(monkeypatch: pytest.MonkeyPatch) -> None:
    tokens = Tokens(key=KEY, lifetime=timedelta(minutes=10))
    token = tokens.issue(Claims(7, 3))
    assert tokens.read(token) == Claims(7, 3)

    in_ten_minutes = time.time() + 601
    monkeypatch.setattr("time.time", lambda: in_ten_minutes)

    assert tokens.read(token) is None


def test_expired_token_is_rejected() -> None:
    expired = Tokens(key=KEY, lifetime=timedelta(seconds=-1))

    assert TOKENS.read(expired.issue(Claims(7, 3))) is None


@pytest.mark.parametrize(
    "token",
    [
        signed(PAYLOAD, key="another key for tests, long enough, too"),
        signed(PAYLOAD, key=None, algorithm="none"),
        signed(PAYLOAD, algorithm="HS384"),
        signed(PAYLOAD, algorithm="HS512"),
    ],
)
def test_token_with_another_key_or_algorithm_is_rejected(token: str) -> None:
    assert TOKENS.read(token) is None


@pytest.mark.parametrize("claim", ["sub", "gen", "iat", "exp"])
def test_token_without_a_required_claim_is_rejected(claim: str) -> None:
    assert TOKENS.read(signed({name: value for name, value in PAYLOAD.items() if name != claim})) is None


@pytest.mark.parametrize(
    "invalid_claim",
    [
        {"sub": "jake"},
        {"sub": ""},
        {"gen": "first"},
        {"gen": None},
        {"gen": [3]},
        {"exp": "tomorrow"},
        {"iat": NOW + timedelta(hours=1)},
        {"nbf": NOW + timedelta(hours=1)},
    ],
)
def test_token_with_an_invalid_claim_is_rejected(invalid_claim: dict[str, Any]) -> None:
    assert TOKENS.read(signed(PAYLOAD | invalid_claim)) is None


@pytest.mark.parametrize(
    "token",
    ["", ".", "..", "a.b.c", "jake", "\x00", "é", "\udc80", "x" * 100_000, "eyJhbGciOiJub25lIn0..", "{}.{}.{}"],
)
def test_malformed_token_is_rejected(token: str) -> None:
    assert TOKENS.read(token) is None


def test_tampered_token_is_rejected() -> None:
    header, payload, signature = TOKENS.issue(Claims(7, 3)).split(".")
    other_header, other_payload, other_signature = TOKENS.issue(Claims(8, 3)).split(".")

    assert header == other_header
    assert TOKENS.read(f"{header}.{other_payload}.{signature}") is None
    assert TOKENS.read(f"{header}.{payload}.{other_signature}") is None
    assert TOKENS.read(f"{header}.{payload}.") is None
    assert TOKENS.read(f"{header}.{payload}") is None


async def test_password_matches_only_its_own_hash() -> None:
    stored = await CHEAP.hash("correct horse")

    assert stored.startswith("$argon2id$")
    assert await CHEAP.verify("correct horse", stored)
    assert not await CHEAP.verify("correct horse ", stored)
    assert not await CHEAP.verify("Correct horse", stored)
    assert not await CHEAP.verify("", stored)


async def test_long_password_is_neither_truncated_nor_normalized() -> None:
    long = "ß💧" * 128
    stored = await CHEAP.hash(long)

    assert await CHEAP.verify(long, stored)
    assert not await CHEAP.verify(long[:-1], stored)
    assert not await CHEAP.verify(long.replace("ß", "ss"), stored)


async def test_two_hashes_of_one_password_differ() -> None:
    assert await CHEAP.hash("correct horse") != await CHEAP.hash("correct horse")


async def test_hash_is_verified_with_its_own_cost_parameters() -> None:
    expensive = Passwords(memory_kib=64, iterations=3)

    assert await CHEAP.verify("correct horse", await expensive.hash("correct horse"))


@pytest.mark.parametrize("stored", [None, "", "garbage", "$argon2id$", "$argon2id$v=19$m=8,t=1,p=1$c2FsdA$aGFzaA"])
@pytest.mark.parametrize("password", ["nobody", "", "correct horse"])
async def test_no_password_matches_an_invalid_hash(password: str, stored: str | None) -> None:
    assert await CHEAP.verify(password, stored) is False


class Argon2Call(NamedTuple):
    """A call of argon2."""

    thread: threading.Thread
    cost: Parameters
    error: type[Exception] | None


@pytest.fixture
def argon2_calls(monkeypatch: pytest.MonkeyPatch) -> list[Argon2Call]:
    """The calls of argon2 in a test, in their order."""
    calls: list[Argon2Call] = []
    original_hash, original_verify = PasswordHasher.hash, PasswordHasher.verify

    def recording_hash(self: PasswordHasher, password: str) -> str:
        stored = original_hash(self, password)
        calls.append(Argon2Call(threading.current_thread(), extract_parameters(stored), None))
        return stored

    def recording_verify(self: PasswordHasher, stored: str, password: str) -> bool:
        error: type[Exception] | None = None
        try:
            return original_verify(self, stored, password)
        except Exception as raised:
            error = type(raised)
            raise
        finally:
            calls.append(Argon2Call(threading.current_thread(), extract_parameters(stored), error))

    monkeypatch.setattr(PasswordHasher, "hash", recording_hash)
    monkeypatch.setattr(PasswordHasher, "verify", recording_verify)
    return calls


async def test_hashing_runs_outside_the_event_loop_thread(argon2_calls: list[Argon2Call]) -> None:
    stored = await CHEAP.hash("correct horse")
    await CHEAP.verify("correct horse", stored)
    await CHEAP.verify("correct horse", None)

    assert len(argon2_calls) == 3
    assert threading.current_thread() not in {call.thread for call in argon2_calls}


async def test_unknown_user_costs_as_much_as_a_wrong_password(argon2_calls: list[Argon2Call]) -> None:
    passwords = Passwords(memory_kib=64, iterations=3)
    stored = await passwords.hash("correct horse")
    await passwords.verify("wrong", stored)
    await passwords.verify("wrong", None)

    _, wrong_password, unknown_user = argon2_calls
    assert (wrong_password.cost.memory_cost, wrong_password.cost.time_cost, wrong_password.cost.parallelism) == (
        64,
        3,
        1,
    )
    assert unknown_user.cost == wrong_password.cost
    # The mismatch shows that argon2 has computed the whole hash.
    assert unknown_user.error is wrong_password.error is VerifyMismatchError
