"""Every script: its help, invalid options and settings, and an unreachable database."""

from importlib import import_module
from pathlib import Path

import pytest
from click import Option

from tests.commands.running import SCRIPTS, command_of, plain_output, run


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_script_has_help(script: str) -> None:
    long, short = run(script, "--help"), run(script, "-h")

    assert (long.exit_code, short.exit_code) == (0, 0)
    assert long.output == short.output
    first = str(import_module(f"scripts.{script}").__doc__).split("\n")[0]
    assert first in plain_output(long)
    options = [option for option in command_of(script).params if isinstance(option, Option)]
    assert [option.name for option in options if not option.help] == []


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_script_rejects_unknown_options(script: str) -> None:
    result = run(script, "--dragons")

    assert result.exit_code == 2
    assert "No such option '--dragons'." in plain_output(result)


@pytest.mark.parametrize("script", ["run_backend", "seed_demo"])
def test_all_invalid_settings_are_listed(script: str) -> None:
    result = run(script, DATABASE_URL="garbage", LOCKSTEP_LOG_LEVEL="LOUD", LOCKSTEP_ENVIRONMENT="production")

    assert result.exit_code == 2
    assert "LOCKSTEP_LOG_LEVEL: expected one of DEBUG, INFO, WARNING, ERROR" in plain_output(result)
    assert "DATABASE_URL: is not a database address" in plain_output(result)
    assert "LOCKSTEP_SECRET_KEY: is missing, and production has no default for it" in plain_output(result)
    assert "Every setting is described in .env.example." in plain_output(result)


@pytest.mark.parametrize(
    ("script", "arguments"),
    [("run_backend", ["--port", "0"]), ("run_backend", ["--port", "0", "--no-migrate"]), ("seed_demo", [])],
)
def test_unreachable_database_is_reported_without_its_password(
    tmp_path: Path, script: str, arguments: list[str]
) -> None:
    result = run(
        script,
        *arguments,
        DATABASE_URL="postgresql://nobody:hunter2@127.0.0.1:1/x",
        LOCKSTEP_DATA_DIR=str(tmp_path),
    )

    assert result.exit_code == 5
    assert "The database postgresql+asyncpg://nobody:***@127.0.0.1:1/x cannot be opened: " in plain_output(result)
    assert "Connect call failed ('127.0.0.1', 1)" in plain_output(result)
    assert "Start it, or correct DATABASE_URL." in plain_output(result)
    assert "hunter2" not in result.output
    assert "Traceback" not in result.output
    assert len(result.output.splitlines()) < 10
