"""The published contract, openapi.json, is up to date, valid and complete."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from litestar import HttpMethod, Litestar
from litestar.routes import HTTPRoute
from openapi_spec_validator import OpenAPIV31SpecValidator

from app.asgi import create_app
from app.http.api_pages import PATH
from app.settings import ROOT
from contract import build_contract, encode
from tests.conftest import settings_for

Operation = dict[str, Any]

COMMITTED = ROOT / "openapi.json"
STALE = "openapi.json is out of date. To update openapi.json, run: make openapi"


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


def test_committed_document_is_up_to_date(app: Litestar) -> None:
    assert encode(build_contract(app)) == COMMITTED.read_bytes(), STALE


def test_document_does_not_depend_on_the_settings(document: dict[str, Any]) -> None:
    other = create_app(
        settings_for(
            "postgresql://db/lockstep",
            environment="production",
            cors_origins=("*",),
            contract_check="report",
            max_body_bytes=2_048,
        )
    )

    assert build_contract(other) == document


def test_application_has_the_same_document(app: Litestar, document: dict[str, Any]) -> None:
    assert app.openapi_schema.to_schema() == document


@pytest.mark.parametrize(("environment", "is_checked"), [("development", True), ("production", False)])
async def test_document_is_checked_at_startup_only_in_development(
    tmp_path: Path, environment: str, is_checked: bool
) -> None:
    app = create_app(settings_for(f"sqlite:///{tmp_path}/empty.db", environment=environment))
    async with app.lifespan():
        written = app.openapi_schema.written  # type: ignore[attr-defined]

    assert (written is not None) is is_checked


async def test_document_is_served(app: Litestar, document: dict[str, Any]) -> None:
    transport = httpx.ASGITransport(app=app)  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        response = await client.get("/schema/openapi.json")

    assert response.status_code == 200
    assert response.json() == document


def test_document_is_valid_openapi(document: dict[str, Any]) -> None:
    assert document["openapi"] == "3.1.0"
    assert [str(error) for error in OpenAPIV31SpecValidator(document).iter_errors()] == []


def test_document_has_the_canonical_format(document: dict[str, Any]) -> None:
    text = COMMITTED.read_text()

    assert text == json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    assert str(ROOT) not in text


def test_document_contains_every_operation_of_the_application(app: Litestar, document: dict[str, Any]) -> None:
    routed = {
        f"{method} {route.path_format}"
        for route in app.routes
        if isinstance(route, HTTPRoute) and not route.path.startswith(PATH)
        for method in route.methods - {HttpMethod.OPTIONS, HttpMethod.HEAD}
    }

    assert {"POST /api/users", "GET /api/user", "GET /health/ready"} < routed
    assert {name for name, _ in operations(document)} == routed


def test_operation_ids_are_unique_and_in_camel_case(document: dict[str, Any]) -> None:
    names = [operation["operationId"] for _, operation in operations(document)]

    assert len(names) == len(set(names))
    assert [name for name in names if not re.fullmatch(r"[a-z]+([A-Z][a-z]+)*", name)] == []


def test_every_operation_has_a_description_a_summary_and_one_tag(document: dict[str, Any]) -> None:
    undescribed = [
        name
        for name, operation in operations(document)
        if not re.fullmatch(r"[A-Z].*\.", operation.get("description", ""), re.DOTALL)
        or not operation.get("summary")
        or len(operation.get("tags", [])) != 1
    ]

    assert undescribed == []


def test_every_component_has_a_description(document: dict[str, Any]) -> None:
    kinds = document["components"]
    undescribed = [
        f"{kind}/{name}"
        for kind in ("schemas", "responses", "headers", "parameters", "securitySchemes")
        for name, component in kinds[kind].items()
        if not component.get("description")
    ]

    assert undescribed == []


def test_operations_with_a_token_and_the_login_document_a_401(document: dict[str, Any]) -> None:
    with_token = {name for name, operation in operations(document) if operation["security"]}
    unauthorized = {name for name, operation in operations(document) if "401" in operation["responses"]}

    assert unauthorized == with_token | {"POST /api/users/login"}
