"""The published contract, openapi.json: it is what the code says, and it is fit to be published."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from litestar import Litestar
from openapi_spec_validator import OpenAPIV31SpecValidator

from app.asgi import create_app
from app.settings import ROOT
from contract import build_contract, encode
from tests.conftest import settings_for

Operation = dict[str, Any]

COMMITTED = ROOT / "openapi.json"
STALE = "openapi.json is not what the code says; to fix it, run: make openapi"


@pytest.fixture(scope="module")
def app() -> Litestar:
    return create_app(settings_for("sqlite:///never-opened.db"))


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(COMMITTED.read_bytes())
    return document


def operations(document: dict[str, Any]) -> Iterator[tuple[str, Operation]]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield f"{method.upper()} {path}", operation


def test_the_committed_document_is_what_the_code_says(app: Litestar) -> None:
    assert encode(build_contract(app)) == COMMITTED.read_bytes(), STALE


def test_it_does_not_depend_on_the_settings(document: dict[str, Any]) -> None:
    other = create_app(
        settings_for(
            "postgresql://db/conduit",
            environment="production",
            cors_origins=("*",),
            contract_check="report",
            max_body_bytes=2_048,
        )
    )

    assert build_contract(other) == document


def test_the_application_has_no_other_document(app: Litestar, document: dict[str, Any]) -> None:
    assert app.openapi_schema.to_schema() == document


@pytest.mark.parametrize(("environment", "is_checked"), [("development", True), ("production", False)])
async def test_it_is_checked_at_the_start_while_one_develops(
    tmp_path: Path, environment: str, is_checked: bool
) -> None:
    app = create_app(settings_for(f"sqlite:///{tmp_path}/empty.db", environment=environment))
    async with app.lifespan():
        written = app.openapi_schema.written  # type: ignore[attr-defined]

    assert (written is not None) is is_checked


async def test_the_document_is_served(app: Litestar, document: dict[str, Any]) -> None:
    transport = httpx.ASGITransport(app=app)  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        response = await client.get("/schema/openapi.json")

    assert response.status_code == 200
    assert response.json() == document


def test_it_is_valid_openapi(document: dict[str, Any]) -> None:
    assert document["openapi"] == "3.1.0"
    assert [str(error) for error in OpenAPIV31SpecValidator(document).iter_errors()] == []


def test_it_is_written_in_its_one_spelling(document: dict[str, Any]) -> None:
    text = COMMITTED.read_text()

    assert text == json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    assert str(ROOT) not in text


def test_every_operation_of_the_api_is_in_it(document: dict[str, Any]) -> None:
    assert sorted(name for name, _ in operations(document)) == [
        "DELETE /api/articles/{slug}",
        "DELETE /api/articles/{slug}/comments/{id}",
        "DELETE /api/articles/{slug}/favorite",
        "DELETE /api/profiles/{username}/follow",
        "GET /api/articles",
        "GET /api/articles/feed",
        "GET /api/articles/{slug}",
        "GET /api/articles/{slug}/comments",
        "GET /api/profiles/{username}",
        "GET /api/tags",
        "GET /api/user",
        "GET /health/live",
        "GET /health/ready",
        "POST /api/articles",
        "POST /api/articles/{slug}/comments",
        "POST /api/articles/{slug}/favorite",
        "POST /api/profiles/{username}/follow",
        "POST /api/users",
        "POST /api/users/login",
        "PUT /api/articles/{slug}",
        "PUT /api/user",
    ]


def test_every_operation_has_a_name_of_its_own_that_a_client_can_use(document: dict[str, Any]) -> None:
    names = [operation["operationId"] for _, operation in operations(document)]

    assert len(names) == len(set(names))
    assert [name for name in names if not re.fullmatch(r"[a-z]+([A-Z][a-z]+)*", name)] == []


def test_every_operation_says_what_it_does_and_belongs_to_a_group(document: dict[str, Any]) -> None:
    silent = [
        name
        for name, operation in operations(document)
        if not re.fullmatch(r"[A-Z].*\.", operation.get("description", ""), re.DOTALL)
        or not operation.get("summary")
        or len(operation.get("tags", [])) != 1
    ]

    assert silent == []


def test_every_component_says_what_it_is(document: dict[str, Any]) -> None:
    kinds = document["components"]
    silent = [
        f"{kind}/{name}"
        for kind in ("schemas", "responses", "headers", "parameters", "securitySchemes")
        for name, component in kinds[kind].items()
        if not component.get("description")
    ]

    assert silent == []


def test_what_needs_a_token_says_so_and_can_refuse_for_want_of_it(document: dict[str, Any]) -> None:
    needs = {name for name, operation in operations(document) if operation.get("security") == [{"token": []}]}
    takes = {name for name, operation in operations(document) if operation.get("security") == [{}, {"token": []}]}
    refuses = {name for name, operation in operations(document) if "401" in operation["responses"]}

    assert needs == {
        "DELETE /api/articles/{slug}",
        "DELETE /api/articles/{slug}/comments/{id}",
        "DELETE /api/articles/{slug}/favorite",
        "DELETE /api/profiles/{username}/follow",
        "GET /api/articles/feed",
        "GET /api/user",
        "POST /api/articles",
        "POST /api/articles/{slug}/comments",
        "POST /api/articles/{slug}/favorite",
        "POST /api/profiles/{username}/follow",
        "PUT /api/articles/{slug}",
        "PUT /api/user",
    }
    assert takes == {
        "GET /api/articles",
        "GET /api/articles/{slug}",
        "GET /api/articles/{slug}/comments",
        "GET /api/profiles/{username}",
    }
    assert refuses == needs | takes | {"POST /api/users/login"}
