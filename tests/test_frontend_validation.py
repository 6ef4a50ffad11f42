"""The validator of the frontend and the one of the server: one verdict, in the same words."""

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
from tests.contract.sampling import make_instance
from tests.frontend_tree import ROOT, needs_frontend
from tests.test_contract import STRUCTS

FRONTEND = ROOT / "frontend"
SAMPLES = 400  # of each struct
AMID = ("x" * 199 + "🐉", "x" * 200 + "🐉", "🐉" * 200, "🐉" * 201, "\x1c", "\x85", "\ufeff", "a\u2028b")

pytestmark = needs_frontend


def test_the_frontend_says_of_every_request_what_the_server_says() -> None:
    samples = [sample for struct in _requests() for sample in _samples(struct)]
    said = _said_by_frontend(samples)

    for (struct, value), answer in zip(samples, said, strict=True):
        assert answer == _said_by_server(struct, value), (struct.__name__, value)
    verdicts = Counter(bool(answer) for answer in said)
    assert min(verdicts.values()) > len(samples) // 4


def test_the_frontend_takes_the_answers_that_the_contract_allows_and_no_others() -> None:
    samples = [sample for struct in STRUCTS for sample in _samples(struct)]

    for (struct, value), answer in zip(samples, _said_by_frontend(samples), strict=True):
        assert bool(answer) == bool(_said_by_server(struct, value)), (struct.__name__, value)


@pytest.mark.parametrize("title", AMID)
def test_texts_are_measured_and_blank_as_on_the_server(title: str) -> None:
    sample = (_struct("NewArticle"), {"title": title, "description": "a", "body": "a"})

    assert _said_by_frontend([sample]) == [_said_by_server(*sample)]


def _requests() -> list[type[Contract]]:
    return [struct for struct in STRUCTS if f'"{PREFIX}{struct.__name__}"' in _bodies()]


def _bodies() -> str:
    """The schemas of all request bodies."""
    paths = json.loads((ROOT / "openapi.json").read_text())["paths"]
    return json.dumps([operation.get("requestBody") for path in paths.values() for operation in path.values()])


def _struct(name: str) -> type[Contract]:
    return next(struct for struct in STRUCTS if struct.__name__ == name)


def _samples(struct: type[Contract]) -> list[tuple[type[Contract], Any]]:
    random = Random(struct.__name__)
    return [(struct, make_instance(random, struct, invalid=index % 2 == 0)) for index in range(SAMPLES)]


def _said_by_server(struct: type[Contract], value: Any) -> list[Any]:
    return sorted([list(error.path), error.message] for error in validation_errors(msgspec.json.encode(value), struct))


def _said_by_frontend(samples: list[tuple[type[Contract], Any]]) -> list[Any]:
    asked = json.dumps([[struct.__name__, value] for struct, value in samples])
    done = subprocess.run(
        ["node", "scripts/validate.js"], cwd=FRONTEND, input=asked, stdout=subprocess.PIPE, text=True, check=True
    )
    return [sorted(errors) for errors in json.loads(done.stdout)]
