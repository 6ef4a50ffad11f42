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
    """A token with that payload, signed with our key unless told otherwise."""
    return jwt.encode(payload, **{"key": KEY, "algorithm": "HS256", **options})


def test_a_token_says_whose_it_is() -> None:
    assert TOKENS.read(TOKENS.issue(Claims(7, 3))) == (7, 3)
    assert TOKENS.read(signed(PAYLOAD)) == Claims(user_id=7, generation=3)


def test_a_token_holds_no_more_than_it_must() -> None:
    header, payload, _ = TOKENS.issue(Claims(7, 3)).split(".")
    opened = [json.loads(base64.urlsafe_b64decode(f"{part}==")) for part in (header, payload)]

    assert opened[0] == {"alg": "HS256", "typ": "JWT"}
    assert sorted(opened[1]) == ["exp", "gen", "iat", "sub"]
    assert opened[1]["exp"] - opened[1]["iat"] == 60


def test_a_token_expires_also_when_it_was_read_before(monkeypatch: pytest.MonkeyPatch) -> None:
    tokens = Tokens(key=KEY, lifetime=timedelta(minutes=10))
    token = tokens.issue(Claims(7, 3))
    assert tokens.read(token) == Claims(7, 3)

    in_ten_minutes = time.time() + 601
    monkeypatch.setattr("time.time", lambda: in_ten_minutes)

    assert tokens.read(token) is None


def test_an_expired_token_is_refused() -> None:
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
def test_a_token_signed_in_another_way_is_refused(token: str) -> None:
    assert TOKENS.read(token) is None


@pytest.mark.parametrize("claim", ["sub", "gen", "iat", "exp"])
def test_a_token_that_lacks_a_claim_is_refused(claim: str) -> None:
    assert TOKENS.read(signed({name: value for name, value in PAYLOAD.items() if name != claim})) is None


@pytest.mark.parametrize(
    "wrong",
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
def test_a_token_with_a_claim_that_makes_no_sense_is_refused(wrong: dict[str, Any]) -> None:
    assert TOKENS.read(signed(PAYLOAD | wrong)) is None


@pytest.mark.parametrize(
    "garbage",
    ["", ".", "..", "a.b.c", "jake", "\x00", "é", "\udc80", "x" * 100_000, "eyJhbGciOiJub25lIn0..", "{}.{}.{}"],
)
def test_garbage_is_no_token(garbage: str) -> None:
    assert TOKENS.read(garbage) is None


def test_a_token_that_was_changed_anywhere_is_refused() -> None:
    header, payload, signature = TOKENS.issue(Claims(7, 3)).split(".")
    other_header, other_payload, other_signature = TOKENS.issue(Claims(8, 3)).split(".")

    assert header == other_header
    assert TOKENS.read(f"{header}.{other_payload}.{signature}") is None
    assert TOKENS.read(f"{header}.{payload}.{other_signature}") is None
    assert TOKENS.read(f"{header}.{payload}.") is None
    assert TOKENS.read(f"{header}.{payload}") is None


async def test_a_password_fits_its_own_hash_only() -> None:
    stored = await CHEAP.hash("correct horse")

    assert stored.startswith("$argon2id$")
    assert await CHEAP.verify("correct horse", stored)
    assert not await CHEAP.verify("correct horse ", stored)
    assert not await CHEAP.verify("Correct horse", stored)
    assert not await CHEAP.verify("", stored)


async def test_no_password_is_cut_off_or_mixed_up_with_another() -> None:
    long = "ß💧" * 128
    stored = await CHEAP.hash(long)

    assert await CHEAP.verify(long, stored)
    assert not await CHEAP.verify(long[:-1], stored)
    assert not await CHEAP.verify(long.replace("ß", "ss"), stored)


async def test_two_hashes_of_one_password_differ() -> None:
    assert await CHEAP.hash("correct horse") != await CHEAP.hash("correct horse")


async def test_a_hash_is_verified_by_the_cost_that_it_was_made_with() -> None:
    dear = Passwords(memory_kib=64, iterations=3)

    assert await CHEAP.verify("correct horse", await dear.hash("correct horse"))


@pytest.mark.parametrize("stored", [None, "", "garbage", "$argon2id$", "$argon2id$v=19$m=8,t=1,p=1$c2FsdA$aGFzaA"])
@pytest.mark.parametrize("password", ["nobody", "", "correct horse"])
async def test_no_password_fits_what_is_no_hash(password: str, stored: str | None) -> None:
    assert await CHEAP.verify(password, stored) is False


class Computed(NamedTuple):
    """A computation of argon2."""

    thread: threading.Thread
    cost: Parameters
    refused_by: type[Exception] | None


@pytest.fixture
def computed(monkeypatch: pytest.MonkeyPatch) -> list[Computed]:
    """The computations of argon2 in a test, noted as they happen."""
    noted: list[Computed] = []
    make, check = PasswordHasher.hash, PasswordHasher.verify

    def noting_hash(self: PasswordHasher, password: str) -> str:
        stored = make(self, password)
        noted.append(Computed(threading.current_thread(), extract_parameters(stored), None))
        return stored

    def noting_verify(self: PasswordHasher, stored: str, password: str) -> bool:
        refused_by: type[Exception] | None = None
        try:
            return check(self, stored, password)
        except Exception as error:
            refused_by = type(error)
            raise
        finally:
            noted.append(Computed(threading.current_thread(), extract_parameters(stored), refused_by))

    monkeypatch.setattr(PasswordHasher, "hash", noting_hash)
    monkeypatch.setattr(PasswordHasher, "verify", noting_verify)
    return noted


async def test_the_event_loop_does_not_wait_for_a_hash(computed: list[Computed]) -> None:
    stored = await CHEAP.hash("correct horse")
    await CHEAP.verify("correct horse", stored)
    await CHEAP.verify("correct horse", None)

    assert len(computed) == 3
    assert threading.current_thread() not in {each.thread for each in computed}


async def test_to_refuse_nobody_costs_as_much_as_to_refuse_somebody(computed: list[Computed]) -> None:
    passwords = Passwords(memory_kib=64, iterations=3)
    stored = await passwords.hash("correct horse")
    await passwords.verify("wrong", stored)
    await passwords.verify("wrong", None)

    _, somebody, nobody = computed
    assert (somebody.cost.memory_cost, somebody.cost.time_cost, somebody.cost.parallelism) == (64, 3, 1)
    assert nobody.cost == somebody.cost
    # It computed the hash, and only then saw that it is another.
    assert nobody.refused_by is somebody.refused_by is VerifyMismatchError
