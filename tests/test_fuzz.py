"""Generated requests to a running server.

The server accepts requests that conform to the contract, returns no server error, and returns only responses that the
contract describes. test_contract.py tests that the server rejects other requests: in this test, an unknown query
parameter, which the server ignores, would count as a violation.
"""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
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
from tests.conftest import settings_for

CHECKS = [
    not_a_server_error,
    content_type_conformance,
    positive_data_acceptance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
]
contract = schemathesis.openapi.from_path(Path(__file__).resolve().parent.parent / "openapi.json")


class Author:
    """A user who publishes articles, and registers again after a request has changed the account."""

    def __init__(self, server: str) -> None:
        self.server = server
        self.number = 0
        self.sign_up()

    def sign_up(self) -> None:
        self.number += 1
        name = f"author{self.number}"
        user = {"username": name, "email": f"{name}@example.test", "password": "a password"}
        response = httpx.post(f"{self.server}/api/users", json={"user": user})
        self.headers = {"Authorization": f"Token {response.json()['user']['token']}"}

    def publish(self) -> str:
        """Publish an article and return its slug."""
        article = {"title": "Fuzz", "description": "Fuzz", "body": "Fuzz", "tagList": ["fuzz"]}
        response = httpx.post(f"{self.server}/api/articles", json={"article": article}, headers=self.headers)
        slug: str = response.json()["article"]["slug"]
        return slug


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
    if "slug" in case.path_parameters and crc32(repr(case).encode()) % 2:
        case.path_parameters["slug"] = author.publish()

    case.call_and_validate(base_url=author.server, headers=author.headers, checks=CHECKS)

    if case.operation.label == "PUT /api/user":
        author.sign_up()
