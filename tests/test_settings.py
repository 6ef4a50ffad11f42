"""Settings from the environment and `.env`, and errors for invalid values."""

import stat
import threading
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click import ClickException
from dotenv import dotenv_values

from app.settings import ROOT, Settings, SettingsError, SettingsWarning, load_settings, variable_name
from tests.waiting import TIMEOUT_SECONDS

KEY = "a key for tests, long enough to be one"
EXAMPLE = ROOT / ".env.example"
NO_FILE = ROOT / "no such file"


def load(env_file: Path = NO_FILE, /, **variables: str) -> Settings:
    """The settings of an environment with a key and these variables."""
    return load_settings({"LOCKSTEP_SECRET_KEY": KEY, **variables}, env_file)


def problems_with(**variables: str) -> list[str]:
    """The problems that are reported for these variables."""
    with pytest.raises(SettingsError) as raised:
        load(**variables)
    first, *problems, last = raised.value.message.splitlines()
    assert first == "These settings cannot be used:"
    assert last == "Every setting is described in .env.example."
    return [problem.removeprefix("  ") for problem in problems]


def test_settings_without_variables_have_their_defaults() -> None:
    settings = load()

    assert msgspec.structs.asdict(settings) == {
        "environment": "development",
        "data_dir": "data",
        "database_url": "sqlite+aiosqlite:///data/lockstep.db",
        "database_pool_size": 10,
        "database_pooler": "none",
        "secret_key": "a key for tests, long enough to be one",
        "token_lifetime_minutes": 10_080,
        "password_memory_kib": 19_456,
        "password_iterations": 2,
        "cors_origins": (),
        "api_base_url": "",
        "max_body_bytes": 1_048_576,
        "log_format": "auto",
        "log_level": "INFO",
        "contract_check": "off",
    }


def test_every_variable_is_read() -> None:
    settings = load(
        LOCKSTEP_ENVIRONMENT="production",
        LOCKSTEP_DATA_DIR="/var/lib/lockstep",
        DATABASE_URL="postgresql://jake@db/conduit",
        LOCKSTEP_DATABASE_POOL_SIZE="3",
        LOCKSTEP_DATABASE_POOLER="transaction",
        LOCKSTEP_SECRET_KEY="another key for tests, long enough, too",
        LOCKSTEP_TOKEN_LIFETIME_MINUTES="60",
        LOCKSTEP_PASSWORD_MEMORY_KIB="1024",
        LOCKSTEP_PASSWORD_ITERATIONS="5",
        LOCKSTEP_CORS_ORIGINS="https://one.test, https://two.test,",
        LOCKSTEP_API_BASE_URL="https://api.example.test:8443/api",
        LOCKSTEP_MAX_BODY_BYTES="2048",
        LOCKSTEP_LOG_FORMAT="json",
        LOCKSTEP_LOG_LEVEL="DEBUG",
        LOCKSTEP_CONTRACT_CHECK="report",
    )

    assert msgspec.structs.asdict(settings) == {
        "environment": "production",
        "data_dir": "/var/lib/lockstep",
        "database_url": "postgresql://jake@db/conduit",
        "database_pool_size": 3,
        "database_pooler": "transaction",
        "secret_key": "another key for tests, long enough, too",
        "token_lifetime_minutes": 60,
        "password_memory_kib": 1024,
        "password_iterations": 5,
        "cors_origins": ("https://one.test", "https://two.test"),
        "api_base_url": "https://api.example.test:8443/api",
        "max_body_bytes": 2048,
        "log_format": "json",
        "log_level": "DEBUG",
        "contract_check": "report",
    }


def test_settings_are_immutable() -> None:
    with pytest.raises(AttributeError):
        load().log_level = "DEBUG"  # type: ignore[misc]


def test_all_problems_are_listed_with_their_variables() -> None:
    assert problems_with(
        LOCKSTEP_ENVIRONMENT="staging",
        DATABASE_URL="mysql://root@db/conduit",
        LOCKSTEP_DATABASE_POOL_SIZE="0",
        LOCKSTEP_DATABASE_POOLER="pgbouncer",
        LOCKSTEP_SECRET_KEY="short",
        LOCKSTEP_TOKEN_LIFETIME_MINUTES="a week",
        LOCKSTEP_PASSWORD_MEMORY_KIB="19.5",
        LOCKSTEP_PASSWORD_ITERATIONS="-1",
        LOCKSTEP_CORS_ORIGINS="https://app.example.test/, https://other.example.test",
        LOCKSTEP_API_BASE_URL="https://api.example.test; script-src *",
        LOCKSTEP_MAX_BODY_BYTES="99999999999999999999999",
        LOCKSTEP_LOG_FORMAT="xml",
        LOCKSTEP_LOG_LEVEL="info",
        LOCKSTEP_CONTRACT_CHECK="yes",
    ) == [
        "LOCKSTEP_ENVIRONMENT: expected one of development, production",
        "LOCKSTEP_DATABASE_POOL_SIZE: expected int >= 1",
        "LOCKSTEP_DATABASE_POOLER: expected one of none, transaction",
        "LOCKSTEP_SECRET_KEY: expected str of length >= 32",
        "LOCKSTEP_TOKEN_LIFETIME_MINUTES: expected int, got str",
        "LOCKSTEP_PASSWORD_MEMORY_KIB: expected int, got str",
        "LOCKSTEP_PASSWORD_ITERATIONS: expected int >= 1",
        (
            "LOCKSTEP_CORS_ORIGINS: expected origins such as https://app.example.test, without a path,"
            " separated by commas"
        ),
        "LOCKSTEP_API_BASE_URL: expected an address such as https://api.example.test/api, or a path such as /api",
        "LOCKSTEP_MAX_BODY_BYTES: expected int <= 1073741824",
        "LOCKSTEP_LOG_FORMAT: expected one of auto, console, json",
        "LOCKSTEP_LOG_LEVEL: expected one of DEBUG, INFO, WARNING, ERROR",
        "LOCKSTEP_CONTRACT_CHECK: expected one of off, report, enforce",
        (
            "DATABASE_URL: mysql is not supported; use one of sqlite, sqlite+aiosqlite, postgres, postgresql,"
            " postgresql+asyncpg"
        ),
    ]


def test_production_without_a_key_is_reported_with_other_problems(tmp_path: Path) -> None:
    assert problems_with(
        LOCKSTEP_ENVIRONMENT="production",
        LOCKSTEP_SECRET_KEY="",
        LOCKSTEP_DATA_DIR=str(tmp_path),
        LOCKSTEP_LOG_LEVEL="LOUD",
    ) == [
        "LOCKSTEP_LOG_LEVEL: expected one of DEBUG, INFO, WARNING, ERROR",
        "LOCKSTEP_SECRET_KEY: is missing, and production has no default for it",
    ]
    assert list(tmp_path.iterdir()) == []


def test_settings_error_exits_with_2() -> None:
    with pytest.raises(ClickException) as raised:
        load(LOCKSTEP_LOG_LEVEL="LOUD")

    assert raised.value.exit_code == 2


@pytest.mark.parametrize(
    "address",
    [
        "garbage",
        "postgres//jake:hunter2@db/conduit",
        "postgresql://jake:hunter2@db:port/conduit",
        "postgresql://jake:hunter2@db:99999/conduit",
        "postgresql://jake:hunter2@db",
        "postgresql://jake:hunter2@db/",
        "postgresql+psycopg2://jake:hunter2@db/conduit",
        "mysql://jake:hunter2@db/conduit",
        "jake:hunter2://db/conduit",
        "sqlite://",
        "sqlite:///:memory:",
        " ",
    ],
)
def test_invalid_database_url_is_reported_without_its_password(address: str) -> None:
    [problem] = problems_with(DATABASE_URL=address)

    assert problem.startswith("DATABASE_URL: ")
    assert "hunter2" not in problem


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        (
            "postgresql://db/conduit?channel_binding=require",
            "DATABASE_URL: the option channel_binding is not supported; use one of host, port, ssl, sslmode",
        ),
        ("sqlite:///there.db?mode=ro", "DATABASE_URL: the option mode is not supported; use one of timeout"),
        (
            "postgresql://db/conduit?sslmode=on",
            "DATABASE_URL: sslmode: expected one of disable, allow, prefer, require, verify-ca, verify-full",
        ),
        ("sqlite:///there.db?timeout=long", "DATABASE_URL: timeout: expected a whole number"),
    ],
)
def test_invalid_options_of_a_database_url_are_reported(address: str, problem: str) -> None:
    assert problems_with(DATABASE_URL=address) == [problem]


@pytest.mark.parametrize(
    ("address", "normalized"),
    [
        ("postgres://jake:hunter2@db:5433/conduit", "postgresql+asyncpg://jake:hunter2@db:5433/conduit"),
        ("postgresql://jake@db/conduit", "postgresql+asyncpg://jake@db/conduit"),
        ("postgresql+asyncpg://db/conduit", "postgresql+asyncpg://db/conduit"),
        ("postgresql:///conduit?host=/run/pg", "postgresql+asyncpg:///conduit?host=%2Frun%2Fpg"),
        ("postgres://db/conduit?sslmode=require", "postgresql+asyncpg://db/conduit?ssl=require"),
        ("sqlite:////srv/conduit.db", "sqlite+aiosqlite:////srv/conduit.db"),
        ("sqlite+aiosqlite:////srv/conduit.db", "sqlite+aiosqlite:////srv/conduit.db"),
    ],
)
def test_database_url_gets_the_async_driver(address: str, normalized: str) -> None:
    assert load(DATABASE_URL=address).url.render_as_string(hide_password=False) == normalized


def test_relative_paths_start_at_the_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = load(DATABASE_URL="sqlite:///there/conduit.db")

    assert settings.url.database == str(ROOT / "there" / "conduit.db")


def test_environment_overrides_the_file(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text(
        "# A comment\nLOCKSTEP_LOG_LEVEL=DEBUG\nLOCKSTEP_LOG_FORMAT='json'\nexport LOCKSTEP_PASSWORD_ITERATIONS=7\n"
    )

    settings = load(env_file, LOCKSTEP_LOG_LEVEL="ERROR")

    assert (settings.log_level, settings.log_format, settings.password_iterations) == ("ERROR", "json", 7)


def test_invalid_value_in_the_file_is_reported(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text("LOCKSTEP_LOG_LEVEL=LOUD\n")

    with pytest.raises(SettingsError, match="LOCKSTEP_LOG_LEVEL: expected one of DEBUG, INFO, WARNING, ERROR"):
        load(env_file)


def test_empty_value_counts_as_absent_in_file_and_environment(tmp_path: Path) -> None:
    env_file = tmp_path / ".env"
    env_file.write_text("LOCKSTEP_LOG_LEVEL=DEBUG\nLOCKSTEP_LOG_FORMAT=\nLOCKSTEP_CONTRACT_CHECK\n")

    settings = load(env_file, LOCKSTEP_LOG_LEVEL="", DATABASE_URL="", LOCKSTEP_CORS_ORIGINS="")

    assert (settings.log_level, settings.log_format, settings.contract_check) == ("DEBUG", "auto", "off")
    assert settings.database_url == "sqlite+aiosqlite:///data/lockstep.db"
    assert settings.cors_origins == ()


@pytest.mark.parametrize(
    ("name", "warning"),
    [
        ("LOCKSTEP_LOG_LEVL", "LOCKSTEP_LOG_LEVL is not a setting; did you mean LOCKSTEP_LOG_LEVEL?"),
        ("LOCKSTEP_DATABASE_URL", "LOCKSTEP_DATABASE_URL is not a setting; did you mean DATABASE_URL?"),
        ("LOCKSTEP_COLOUR", "LOCKSTEP_COLOUR is not a setting"),
    ],
)
def test_unknown_variable_with_the_prefix_causes_a_warning(name: str, warning: str) -> None:
    with pytest.warns(SettingsWarning) as warned:
        load(**{name: "value"})

    assert [str(record.message) for record in warned] == [warning]


def test_variables_without_the_prefix_are_ignored() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        load(PATH="/bin", SECRET_KEY="x", DATABASE_URLS="x", MY_LOCKSTEP_LOG_LEVEL="x")


def test_development_key_is_created_once_and_readable_by_the_owner_only(tmp_path: Path) -> None:
    first, second = (
        load(LOCKSTEP_SECRET_KEY="", LOCKSTEP_DATA_DIR=str(tmp_path / "new" / "data")).secret_key for _ in range(2)
    )

    [key_file] = (tmp_path / "new" / "data").iterdir()
    assert first == second == key_file.read_text()
    assert len(first) == 64
    assert key_file.name == "secret_key"
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600


def test_each_data_folder_has_its_own_key(tmp_path: Path) -> None:
    keys = {load(LOCKSTEP_SECRET_KEY="", LOCKSTEP_DATA_DIR=str(tmp_path / name)).secret_key for name in ("a", "b")}

    assert len(keys) == 2


def test_given_key_creates_no_file(tmp_path: Path) -> None:
    load(LOCKSTEP_DATA_DIR=str(tmp_path / "data"))

    assert not (tmp_path / "data").exists()


def test_data_folder_that_cannot_store_the_key_is_reported(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")

    [problem] = problems_with(LOCKSTEP_SECRET_KEY="", LOCKSTEP_DATA_DIR=str(tmp_path / "data"))

    assert problem.startswith("LOCKSTEP_DATA_DIR: cannot store a signing key: ")


def test_concurrent_loads_get_the_same_key(tmp_path: Path) -> None:
    barrier = threading.Barrier(8)

    def load_keys(_: int) -> list[str]:
        keys = []
        for number in range(50):
            barrier.wait(TIMEOUT_SECONDS)
            keys.append(load(LOCKSTEP_SECRET_KEY="", LOCKSTEP_DATA_DIR=str(tmp_path / str(number))).secret_key)
        return keys

    with ThreadPoolExecutor(8) as threads:
        first, *others = threads.map(load_keys, range(8))

    assert len(set(first)) == 50
    assert others == [first] * 7
    assert {path.name for path in tmp_path.glob("*/*")} == {"secret_key"}


FIELDS = {variable_name(field.name): field for field in msgspec.structs.fields(Settings)}


def as_variable(default: Any) -> str:
    """A default as the example contains it."""
    if default is msgspec.NODEFAULT:
        return ""
    return ",".join(default) if isinstance(default, tuple) else str(default)


def test_example_lists_exactly_the_settings_in_the_order_of_the_code() -> None:
    assert list(dotenv_values(EXAMPLE)) == list(FIELDS)


def test_example_has_the_default_of_every_setting() -> None:
    assert dotenv_values(EXAMPLE) == {name: as_variable(field.default) for name, field in FIELDS.items()}


def test_example_describes_every_setting() -> None:
    lines = EXAMPLE.read_text().splitlines()
    groups = "\n".join(lines).split("\n\n")[1:]

    assert all(group.startswith("# ") for group in groups)
    assert sum(line.count("=") for group in groups for line in group.splitlines() if line[0] != "#") == len(FIELDS)


def test_copy_of_the_example_changes_nothing() -> None:
    assert load(EXAMPLE) == load()


def test_repr_of_settings_contains_no_secret() -> None:
    settings = Settings(secret_key="s" * 32, database_url="postgresql://jake:hunter2@db/conduit")

    assert "s" * 32 not in repr(settings)
    assert "hunter2" not in repr(settings)
    assert "environment='development'" in repr(settings)
