"""GET /health/live and /health/ready, and request ids."""

import asyncio
import re
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from alembic import command

from app.db.migrations import alembic_config, upgrade_to_head
from app.settings import Settings
from tests.added_migrations import HEAD, SCRIPTS, ConfigWithMigration
from tests.conftest import client_of, settings_for
from tests.people import METHOD_NOT_ALLOWED, PATH_NOT_FOUND, StringMatching, assert_error


async def test_live_returns_ok(client: httpx.AsyncClient) -> None:
    response = await client.get("/health/live")

    assert response.status_code == 200
    assert response.json() == {"status": "ok"}


async def test_ready_returns_ok(client: httpx.AsyncClient) -> None:
    response = await client.get("/health/ready")

    assert response.status_code == 200
    assert response.json() == {"status": "ok"}


async def test_health_ignores_tokens(client: httpx.AsyncClient) -> None:
    for path in ("/health/live", "/health/ready"):
        response = await client.get(path, headers={"Authorization": "Token garbage"})
        assert response.status_code == 200


async def test_other_health_paths_and_methods_are_rejected(client: httpx.AsyncClient) -> None:
    assert_error(await client.get("/health"), *PATH_NOT_FOUND)
    assert_error(await client.get("/api/health/live"), *PATH_NOT_FOUND)
    assert_error(await client.post("/health/ready"), *METHOD_NOT_ALLOWED)


async def test_unmigrated_database_is_not_ready(new_settings: Callable[[str], Settings], database_kind: str) -> None:
    async with client_of(new_settings(database_kind)) as client:
        response = await client.get("/health/ready")

        assert (await client.get("/health/live")).status_code == 200

    assert response.headers["Retry-After"] == "1"
    reason = StringMatching(r"has schema none, the code needs \S+: run alembic upgrade head")
    assert_error(response, 503, "unavailable", {"database": [reason]})  # type: ignore[list-item]


@pytest.mark.skipif(len(SCRIPTS) == 1, reason="the first migration has no older schema")
async def test_database_behind_the_code_is_not_ready(
    new_settings: Callable[[str], Settings], database_kind: str
) -> None:
    settings, older = new_settings(database_kind), SCRIPTS[-2].revision
    await asyncio.to_thread(command.upgrade, alembic_config(settings), older)
    async with client_of(settings) as client:
        response = await client.get("/health/ready")

    reason = f"has schema {older}, the code needs {HEAD}: run alembic upgrade head"
    assert_error(response, 503, "unavailable", {"database": [reason]})


async def test_newer_schema_is_ready_until_it_ends_the_support_of_the_code(
    new_settings: Callable[[str], Settings], database_kind: str, config_with_migration: ConfigWithMigration
) -> None:
    settings = new_settings(database_kind)
    await asyncio.to_thread(upgrade_to_head, settings)
    config_with_migration(settings)
    newer = config_with_migration(
        settings, variables="oldest_compatible = 'one_more'", revision="contract", down_revision="one_more"
    )
    async with client_of(settings) as client:
        await asyncio.to_thread(command.upgrade, newer, "one_more")
        supported = await client.get("/health/ready")
        await asyncio.to_thread(command.upgrade, newer, "contract")
        unsupported = await client.get("/health/ready")

    assert (supported.status_code, supported.json()) == (200, {"status": "ok"})
    reason = f"has schema contract, which does not support this code ({HEAD}): run newer code"
    assert_error(unsupported, 503, "unavailable", {"database": [reason]})


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_unreachable_database_is_not_ready(tmp_path: Path, kind: str) -> None:
    addresses = {
        "sqlite": f"sqlite+aiosqlite:///{tmp_path / 'missing' / 'test.db'}",
        "postgresql": "postgresql+asyncpg://nobody@127.0.0.1:1/nothing",
    }
    async with client_of(settings_for(addresses[kind])) as client:
        credentials = {"user": {"email": "jake@example.test", "password": "jake-password"}}
        responses = [await client.get("/health/ready"), await client.post("/api/users/login", json=credentials)]
        for response in responses:
            assert_error(response, 503, "unavailable", {"server": ["cannot do this just now; try again"]})
            assert response.headers["Retry-After"] == "1"

        assert (await client.get("/health/live")).json() == {"status": "ok"}


async def test_each_request_has_a_unique_id(client: httpx.AsyncClient) -> None:
    responses = [await client.get(path) for path in ("/api/users", "/api/user", "/nowhere", "/health/live")]

    ids = [response.headers["X-Request-ID"] for response in responses]
    assert len(set(ids)) == 4
    assert all(re.fullmatch(r"[0-9a-f]{32}", request_id) for request_id in ids)


@pytest.mark.parametrize("sent", ["abc-123", "4bf92f35:77b3.4da6_a3ce", "x" * 64])
async def test_request_id_of_a_proxy_is_preserved(client: httpx.AsyncClient, sent: str) -> None:
    headers = {"X-Request-ID": sent}

    assert (await client.get("/api/tags", headers=headers)).headers["X-Request-ID"] == sent
    assert_error(await client.get("/nowhere", headers=headers), *PATH_NOT_FOUND)
    assert (await client.get("/nowhere", headers=headers)).json()["requestId"] == sent


@pytest.mark.parametrize("sent", ["", "x" * 65, "two words", "line\tbreak", '{"level":"error"}', "\xe9"])
async def test_invalid_request_id_is_replaced(client: httpx.AsyncClient, sent: str) -> None:
    response = await client.get("/nowhere", headers={b"X-Request-ID": sent.encode("latin-1")})

    assert_error(response, *PATH_NOT_FOUND)
    assert re.fullmatch(r"[0-9a-f]{32}", response.headers["X-Request-ID"])
