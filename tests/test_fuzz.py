"""Generated requests to a running server.

The server accepts requests that conform to the contract, returns no server error, and returns only responses that the
contract describes. test_contract.py tests that the server rejects other requests: in this test, an unknown query
parameter, which the server ignores, would count as a violation.
"""

import itertools
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import httpx
import pytest
import schemathesis
import uvicorn
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    positive_data_acceptance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from app.asgi import create_app
from app.db.migrations import upgrade_to_head
from contract.examples import ABSENT, Objects, Operation
from tests.conftest import settings_for
from tests.operations import API, OPERATIONS

CHECKS = [
    not_a_server_error,
    content_type_conformance,
    positive_data_acceptance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
]
LOG_IN = "POST /api/users/login"
TAKEN = ("username", "email")
OPERATION_OF = {f"{operation.method} {operation.path}": operation for operation in OPERATIONS}
contract = schemathesis.openapi.from_path(Path(__file__).resolve().parent.parent / "openapi.json")


class Account(NamedTuple):
    """A registered user, and the headers of the user's requests."""

    user: dict[str, str]
    headers: dict[str, str]


class Author:
    """A user with objects, next to a stranger with other objects; registers again after a change of the account."""

    def __init__(self, server: str) -> None:
        self.server = server
        self.number = 0
        self.objects: dict[tuple[str, str], Objects] = {}
        # Generated numbers are smaller, or far larger.
        self.numbers = itertools.count(100_000)
        self.stranger = self._register()
        self.sign_up()

    @property
    def headers(self) -> dict[str, str]:
        """The headers of the author's requests."""
        return self.account.headers

    def sign_up(self) -> None:
        """Register the author under another name."""
        self.account = self._register()

    def follow_ids(self, case: schemathesis.Case[Any]) -> None:
        """Replace generated ids and credentials by those of existing objects, in three of four cases.

        A generated id belongs to no object, and reaches no code behind the lookup.
        """
        choice = crc32(repr(case).encode()) % 4
        if choice == 0:
            return
        owner = self.stranger if choice == 1 else self.account
        operation = OPERATION_OF[case.operation.label]
        objects = self._objects_of(owner, operation)
        content = case.body.get(operation.envelope or "", case.body) if isinstance(case.body, dict) else None
        self._replace(case.path_parameters, operation.items, objects)
        self._replace(content, operation.references, objects)
        user = case.body.get("user") if isinstance(case.body, dict) else None
        if isinstance(user, dict):
            # The name of a stranger is taken. A login needs the credentials of an account.
            names = owner.user.keys() if case.operation.label == LOG_IN else TAKEN if choice == 1 else ()
            user |= {name: owner.user[name] for name in names if name in user}

    def _register(self) -> Account:
        self.number += 1
        name = f"author{self.number}"
        user = {"username": name, "email": f"{name}@example.test", "password": "a password"}
        response = httpx.post(f"{self.server}/api/users", json={"user": user})
        return Account(user, {"Authorization": f"Token {response.json()['user']['token']}"})

    @staticmethod
    def _replace(values: Any, items: dict[str, str], objects: Objects) -> None:
        """Replace the identifiers among these values."""
        if isinstance(values, dict):
            found = {name: objects.identifier(item, [name]) for name, item in items.items() if name in values}
            values |= {name: identifier for name, identifier in found.items() if identifier is not ABSENT}

    def _objects_of(self, owner: Account, operation: Operation) -> Objects:
        """The objects of the owner that the operation needs, and the stranger."""
        key = (owner.user["username"], operation.id)
        if key not in self.objects:
            objects = Objects(username=self.stranger.user["username"])
            for preparation in API.preparations(operation):
                method, path, body = preparation.request(objects, next(self.numbers))
                response = httpx.request(method, f"{self.server}{path}", json=body, headers=owner.headers)
                assert response.status_code == preparation.status, response.text
                objects.follow(preparation, response.json())
            self.objects[key] = objects
        return self.objects[key]


def with_integers(value: Any) -> Any:
    """The value without floats such as 1.0, which are integers in JSON Schema, and not for the server."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {name: with_integers(member) for name, member in value.items()}
    return [with_integers(item) for item in value] if isinstance(value, list) else value


@pytest.fixture(scope="module")
def author(database_kind: str, new_database: Callable[[str], str]) -> Iterator[Author]:
    """An author on a running server, which enforces the contract for its responses."""
    config = settings_for(new_database(database_kind), log_level="ERROR")
    upgrade_to_head(config)
    server = uvicorn.Server(uvicorn.Config(create_app(config), port=0, log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield Author(f"http://127.0.0.1:{port}")
    server.should_exit = True
    thread.join()


@contract.parametrize()
@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_server_conforms_to_the_contract(case: schemathesis.Case[Any], author: Author) -> None:
    case.body = with_integers(case.body)
    author.follow_ids(case)

    case.call_and_validate(base_url=author.server, headers=author.headers, checks=CHECKS)

    if case.method in {"PUT", "PATCH", "DELETE"}:
        author.objects.clear()
    if case.operation.label == "PUT /api/user":
        author.sign_up()
