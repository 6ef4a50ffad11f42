"""The validator of the frontend returns the same errors as the validator of the server."""

import json
import subprocess
from collections import Counter
from random import Random
from typing import Any

import msgspec
import pytest

from contract import validation_errors
from contract.components import PREFIX
from schemas.base import Contract
from schemas.errors import ErrorBody
from tests.contract.sampling import make_instance
from tests.frontend_tree import ROOT, needs_frontend
from tests.test_contract import STRUCTS

FRONTEND = ROOT / "frontend"
SAMPLES = 400  # per struct
BOUNDARY_PASSWORDS = (
    *("x" * 255 + "🐉", "x" * 256 + "🐉", "🐉" * 256, "🐉" * 257),
    *("\x1c" * 8, "\x85" * 8, "\ufeff" * 8, "a\u2028b" * 3),
)

pytestmark = needs_frontend


def test_frontend_and_server_report_the_same_errors_for_requests() -> None:
    samples = [sample for struct in _request_structs() for sample in _samples(struct)]
    results = _frontend_errors(samples)

    for (struct, value), errors in zip(samples, results, strict=True):
        assert errors == _server_errors(struct, value), (struct.__name__, value)
    validity = Counter(not errors for errors in results)
    assert min(validity.values()) > len(samples) // 4


def test_frontend_accepts_exactly_the_responses_of_the_contract() -> None:
    # The document lists the codes of all errors, which the struct does not know.
    structs = [struct for struct in STRUCTS if struct is not ErrorBody]
    samples = [sample for struct in structs for sample in _samples(struct)]

    for (struct, value), errors in zip(samples, _frontend_errors(samples), strict=True):
        assert bool(errors) == bool(_server_errors(struct, value)), (struct.__name__, value)


@pytest.mark.parametrize("password", BOUNDARY_PASSWORDS)
def test_text_length_and_blankness_are_the_same_as_on_the_server(password: str) -> None:
    sample = (_struct("NewUser"), {"username": "jake", "email": "jake@example.test", "password": password})

    assert _frontend_errors([sample]) == [_server_errors(*sample)]


def _request_structs() -> list[type[Contract]]:
    return [struct for struct in STRUCTS if f'"{PREFIX}{struct.__name__}"' in _request_body_schemas()]


def _request_body_schemas() -> str:
    """The schemas of all request bodies."""
    paths = json.loads((ROOT / "openapi.json").read_text())["paths"]
    return json.dumps([operation.get("requestBody") for path in paths.values() for operation in path.values()])


def _struct(name: str) -> type[Contract]:
    return next(struct for struct in STRUCTS if struct.__name__ == name)


def _samples(struct: type[Contract]) -> list[tuple[type[Contract], Any]]:
    random = Random(struct.__name__)
    return [(struct, make_instance(random, struct, invalid=index % 2 == 0)) for index in range(SAMPLES)]


def _server_errors(struct: type[Contract], value: Any) -> list[Any]:
    return sorted([list(error.path), error.message] for error in validation_errors(msgspec.json.encode(value), struct))


def _frontend_errors(samples: list[tuple[type[Contract], Any]]) -> list[Any]:
    cases = json.dumps([[struct.__name__, value] for struct, value in samples])
    result = subprocess.run(
        ["node", "scripts/validate.js"], cwd=FRONTEND, input=cases, stdout=subprocess.PIPE, text=True, check=True
    )
    return [sorted(errors) for errors in json.loads(result.stdout)]
