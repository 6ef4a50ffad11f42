"""`scripts/run_backend.py` and `litestar run`."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from alembic import command

from app.db.migrations import upgrade_to_head
from tests.added_migrations import HEAD, ConfigWithMigration
from tests.commands.running import plain_output, run
from tests.commands.servers import RUN_BACKEND, litestar_run, running_server
from tests.conftest import settings_for

USER = {"username": "jake", "email": "jake@example.test", "password": "jake-password"}


def test_two_workers_serve_the_same_accounts(tmp_path: Path) -> None:
    with running_server([*RUN_BACKEND, "--workers", "2"], tmp_path, workers=2) as server:
        registered = server.client.post("/api/users?token=secret", json={"user": USER})
        health = server.client.get("/health/ready").json()
        page = server.client.get("/schema")
        token = registered.json()["user"]["token"]
        # Each worker accepts tokens of the other worker.
        usernames = set()
        for _ in range(20):
            with httpx.Client(base_url=server.address, headers={"Authorization": f"Token {token}"}) as client:
                usernames.add(client.get("/api/user").json()["user"]["username"])
        port = server.address.rpartition(":")[2]
        in_use = run("run_backend", "--port", port, DATABASE_URL=f"sqlite:///{tmp_path}/other.db")
        code = server.stop()
        log = [json.loads(line) for line in server.log.read_text().splitlines()]

    assert health == {"status": "ok"}
    assert page.status_code == 200
    assert usernames == {"jake"}
    assert in_use.exit_code == 1
    assert f"cannot listen on 127.0.0.1, port {port}: Address already in use." in plain_output(in_use)
    assert "Choose others with --host and --port." in plain_output(in_use)
    assert not (tmp_path / "other.db").exists()
    assert code == 0
    finished = {entry["event"] for entry in log if entry["event"].startswith("Finished server process")}
    assert len(finished) == 2
    assert "secret" not in server.log.read_text()
    assert token not in server.log.read_text()
    assert {entry["path"] for entry in log if entry["event"] == "request"} >= {"/api/users", "/api/user"}


def test_one_worker_serves_a_migrated_database_and_exits_with_0_on_sigterm(tmp_path: Path) -> None:
    upgrade_to_head(settings_for(f"sqlite:///{tmp_path}/test.db"))
    with running_server([*RUN_BACKEND, "--no-migrate"], tmp_path) as server:
        anonymous = server.client.get("/api/user")
        code = server.stop()
        [docs, stop] = list(server.process.stdout or ())

    assert anonymous.json()["code"] == "token_missing"
    assert docs == f"Docs:  {server.address}/schema\n"
    assert stop == "Stop with Ctrl+C.\n"
    assert code == 0


def test_litestar_run_works_without_options_for_the_application(tmp_path: Path) -> None:
    line, address = litestar_run()
    with running_server(line, tmp_path, address) as server:
        response = server.client.get("/api/user?token=secret")
        server.stop()
        output = "".join(server.process.stdout or ()) + server.log.read_text()

    assert response.json()["code"] == "token_missing"
    assert response.headers["X-Request-ID"] in output
    assert "secret" not in output


@pytest.mark.parametrize(
    "server_command",
    [lambda: ([*RUN_BACKEND, "--migrate"], ""), lambda: ([*RUN_BACKEND, "--no-migrate"], ""), litestar_run],
    ids=["migrate", "no-migrate", "litestar"],
)
def test_newer_schema_that_supports_the_code_is_served(
    tmp_path: Path, config_with_migration: ConfigWithMigration, server_command: Callable[[], tuple[list[str], str]]
) -> None:
    settings = settings_for(f"sqlite:///{tmp_path}/test.db")
    command.upgrade(config_with_migration(settings), "head")
    line, address = server_command()
    with running_server(line, tmp_path, address) as server:
        response = server.client.post("/api/users", json={"user": USER})
        log = server.log.read_text()

    assert response.status_code == 201
    assert "The database has the newer schema one_more, which supports this code" in log


@pytest.mark.parametrize("option", ["--migrate", "--no-migrate"])
def test_newer_schema_that_does_not_support_the_code_is_rejected(
    tmp_path: Path, config_with_migration: ConfigWithMigration, option: str
) -> None:
    settings = settings_for(f"sqlite:///{tmp_path}/test.db")
    command.upgrade(config_with_migration(settings, variables="oldest_compatible = 'one_more'"), "head")
    result = run("run_backend", "--port", "0", option, DATABASE_URL=settings.database_url)

    assert result.exit_code == 3
    assert "one_more" in result.output


def test_no_migrate_option_rejects_an_unmigrated_database(tmp_path: Path, new_database: Callable[[str], str]) -> None:
    for url in (f"sqlite:///{tmp_path}/test.db", new_database("postgresql")):
        result = run("run_backend", "--port", "0", "--no-migrate", DATABASE_URL=url, LOCKSTEP_DATA_DIR=str(tmp_path))
        assert result.exit_code == 3
        assert result.output == (f"The database has schema none, the code needs {HEAD}: run alembic upgrade head\n")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--reload", "--workers", "2"], "--reload goes with one worker: leave out --workers or --reload"),
        (["--workers", "0"], "0 is not in the range x>=1"),
        (["--port", "65536"], "65536 is not in the range 0<=x<=65535"),
        (["--port", "http"], "'http' is not a valid integer"),
    ],
)
def test_invalid_options_are_rejected(arguments: list[str], reason: str) -> None:
    result = run("run_backend", *arguments)

    assert result.exit_code == 2
    assert reason in plain_output(result)


def test_address_of_another_host_is_rejected(tmp_path: Path) -> None:
    environment: dict[str, Any] = {"DATABASE_URL": f"sqlite:///{tmp_path}/test.db", "LOCKSTEP_DATA_DIR": str(tmp_path)}
    result = run("run_backend", "--host", "192.0.2.1", **environment)

    assert result.exit_code == 1
    assert "cannot listen on 192.0.2.1, port 8000: " in plain_output(result)
