"""`scripts/seed_demo.py`: its options, and its safety in production. Another test has the data."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.demo.data import DOMAIN, JOHNDOE, PASSWORD, Sizes
from scripts.seed_demo import main

SECRET_KEY = "x" * 32
KINDS = Sizes.__struct_fields__


def run(tmp_path: Path, *arguments: str, **environment: str) -> Result:
    variables = {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'cli.db'}",
        "LOCKSTEP_SECRET_KEY": SECRET_KEY,
        "LOCKSTEP_ENVIRONMENT": "development",
        "LOCKSTEP_PASSWORD_MEMORY_KIB": "8",
        "LOCKSTEP_PASSWORD_ITERATIONS": "1",
        **environment,
    }
    return CliRunner().invoke(main, list(arguments), env=variables)


def small_sizes(*others: str) -> tuple[str, ...]:
    """The options for three rows of each kind, and the others."""
    return (*(f"--{kind}=3" for kind in KINDS), *others)


def test_command_migrates_seeds_and_prints_the_login(tmp_path: Path) -> None:
    result = run(tmp_path, *small_sizes())
    assert result.exit_code == 0, result.output
    assert f"There are now {', '.join(f'3 {kind}' for kind in KINDS)}." in result.stdout
    assert f"Sign in as {JOHNDOE}{DOMAIN}, password {PASSWORD}." in result.stdout


def test_help_names_every_option(tmp_path: Path) -> None:
    result = run(tmp_path, "-h")
    assert result.exit_code == 0
    for option in (*KINDS, "seed", "production", "help"):
        assert f"--{option}" in result.output


@pytest.mark.parametrize("argument", [f"--{KINDS[0]}=-1", f"--{KINDS[0]}=many", "--dragons=3"])
def test_invalid_option_is_rejected(tmp_path: Path, argument: str) -> None:
    result = run(tmp_path, argument)
    assert result.exit_code == 2
    assert argument.partition("=")[0] in result.output


def test_invalid_settings_are_reported(tmp_path: Path) -> None:
    result = run(tmp_path, LOCKSTEP_LOG_LEVEL="LOUD")
    assert result.exit_code == 2
    assert "LOCKSTEP_LOG_LEVEL: expected one of DEBUG" in result.output
    assert "Traceback" not in result.output


def test_production_requires_the_production_option(tmp_path: Path) -> None:
    rejected = run(tmp_path, *small_sizes(), LOCKSTEP_ENVIRONMENT="production")
    assert rejected.exit_code == 1
    assert "--production" in rejected.output
    assert not (tmp_path / "cli.db").exists()
    assert run(tmp_path, *small_sizes("--production"), LOCKSTEP_ENVIRONMENT="production").exit_code == 0
