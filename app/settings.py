"""Settings: one frozen struct, read once from the environment and `.env`."""

import contextlib
import difflib
import os
import re
import secrets
import warnings
from collections.abc import Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Annotated, Any, Literal, get_args, get_origin

import click
import msgspec
from alembic.util import CommandError
from dotenv import dotenv_values
from msgspec import Meta
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from app.brand import IDENTIFIER

ROOT = Path(__file__).resolve().parent.parent
PREFIX = f"{IDENTIFIER.upper()}_"
MAX_PORT = 65_535
DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
}
NUMBER = re.compile("[0-9]{1,9}")
SSL_MODE = re.compile("disable|allow|prefer|require|verify-ca|verify-full")
# The query parameters of DATABASE_URL and the patterns of their values. The drivers would accept any name, and fail
# with a traceback at their first connection.
DATABASE_OPTIONS = {
    "sqlite": {"timeout": NUMBER},
    "postgresql": {
        "host": re.compile(".*"),
        "port": NUMBER,
        "ssl": SSL_MODE,
        "sslmode": SSL_MODE,
    },
}


Origin = Annotated[
    str,
    Meta(pattern=r"^(\*|https?://[^/\s]+)\Z"),
]
# The value becomes part of the index page, and its origin part of the Content-Security-Policy.
ApiBaseUrl = Annotated[
    str,
    Meta(pattern=r"^(https?://[\w.:\[\]-]+)?(/[\w.~-]+)*\Z"),
]


class SettingsError(click.ClickException, CommandError):
    """Invalid settings: one line for each problem, with the name of its variable.

    Our scripts, the `litestar` command and the `alembic` command print this error. The first two exit with 2.
    """

    exit_code = 2

    def __init__(self, problems: list[str]) -> None:
        lines = ["These settings cannot be used:", *problems, "Every setting is described in .env.example."]
        super().__init__("\n  ".join(lines[:-1]) + "\n" + lines[-1])


class SettingsWarning(UserWarning):
    """A variable has the prefix of our settings, and is not a setting."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """The settings of a deployment. Each field has an environment variable: see `variable_name` and `.env.example`."""

    environment: Literal["development", "production"] = "development"
    data_dir: str = "data"
    database_url: str = f"sqlite+aiosqlite:///data/{IDENTIFIER}.db"
    database_pool_size: Annotated[int, Meta(ge=1, le=1_000)] = 10
    database_pooler: Literal["none", "transaction"] = "none"
    secret_key: Annotated[str, Meta(min_length=32)]
    token_lifetime_minutes: Annotated[int, Meta(ge=1, le=525_600)] = 10_080
    password_memory_kib: Annotated[int, Meta(ge=8, le=4_194_304)] = 19_456
    password_iterations: Annotated[int, Meta(ge=1, le=100)] = 2
    cors_origins: tuple[Origin, ...] = ()
    api_base_url: ApiBaseUrl = ""
    max_body_bytes: Annotated[int, Meta(ge=1_024, le=1_073_741_824)] = 1_048_576
    log_format: Literal["auto", "console", "json"] = "auto"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    contract_check: Literal["off", "report", "enforce"] = "off"

    def __repr__(self) -> str:
        """A text without the signing key and the database password."""
        return f"Settings(environment={self.environment!r}, url={self.url!r}, …)"

    @property
    def url(self) -> URL:
        """The URL of the database, with our driver. A relative SQLite path is relative to the repository root."""
        url = make_url(self.database_url)
        url = url.set(drivername=DRIVERS[url.drivername])
        # libpq and hosting services call the option sslmode, asyncpg calls the option ssl.
        if mode := url.query.get("sslmode"):
            url = url.difference_update_query(["sslmode"]).update_query_dict({"ssl": mode})
        if url.get_backend_name() == "sqlite":
            url = url.set(database=str(ROOT / str(url.database)))
        return url

    @property
    def on_sqlite(self) -> bool:
        """Whether the database is SQLite. Otherwise the database is PostgreSQL."""
        return self.url.get_backend_name() == "sqlite"


def variable_name(field: str) -> str:
    """The environment variable of a field: the prefixed name, or DATABASE_URL, which hosting services set."""
    return "DATABASE_URL" if field == "database_url" else PREFIX + field.upper()


def load_settings(environment: Mapping[str, str] | None = None, env_file: Path = ROOT / ".env") -> Settings:
    """The settings from `environment`, then from `env_file`, then from defaults.

    Raises one `SettingsError` with all problems, and warns about unknown variables that have our prefix.
    In development, a missing signing key is generated and stored in the data folder.
    """
    sources = dotenv_values(env_file), os.environ if environment is None else environment
    variables = {name: value for source in sources for name, value in source.items() if value}
    _warn_about_unknown_variables(variables)
    values, problems = _parse(variables)
    if "LOCKSTEP_SECRET_KEY" not in variables and values["environment"] == "production":
        problems.append("LOCKSTEP_SECRET_KEY: is missing, and production has no default for it")
    if problems:
        raise SettingsError(problems)
    if "secret_key" not in values:
        try:
            values["secret_key"] = _load_development_key(ROOT / values["data_dir"])
        except OSError as error:
            raise SettingsError([f"LOCKSTEP_DATA_DIR: cannot store a signing key: {error}"]) from error
    return Settings(**values)


def _warn_about_unknown_variables(variables: Mapping[str, str]) -> None:
    known = [variable_name(field.name) for field in msgspec.structs.fields(Settings)]
    # Names without the prefix, so that LOCKSTEP_DATABASE_URL is similar to DATABASE_URL.
    names_by_suffix = {name.removeprefix(PREFIX): name for name in known}
    for name in variables:
        if name.startswith(PREFIX) and name not in known:
            matches = difflib.get_close_matches(name.removeprefix(PREFIX), names_by_suffix, n=1)
            hint = f"; did you mean {names_by_suffix[matches[0]]}?" if matches else ""
            warnings.warn(f"{name} is not a setting{hint}", SettingsWarning, stacklevel=3)


def _parse(variables: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    """The values of all fields that have a variable or a default, and the problems of the variables."""
    values: dict[str, Any] = {}
    problems: list[str] = []
    for field in msgspec.structs.fields(Settings):
        variable = variable_name(field.name)
        if field.default is not msgspec.NODEFAULT:
            values[field.name] = field.default
        if variable in variables:
            try:
                values[field.name] = _convert(variables[variable], field.type)
            except ValueError as error:
                problems.append(f"{variable}: {error}")
    problems += _database_url_problems(values["database_url"])
    return values, problems


def _convert(text: str, field_type: Any) -> Any:
    """The text as a value of the type. Commas separate the items of a list. Raises `ValueError` with our message."""
    value: Any = text
    if get_origin(field_type) is tuple:
        value = [part.strip() for part in text.split(",") if part.strip()]
    try:
        return msgspec.convert(value, field_type, strict=False)
    except msgspec.ValidationError as error:
        raise ValueError(f"expected {_describe_expected_value(field_type, error)}") from None


def _describe_expected_value(field_type: Any, error: msgspec.ValidationError) -> str:
    if get_origin(field_type) is Literal:
        return f"one of {', '.join(get_args(field_type))}"
    if field_type == tuple[Origin, ...]:
        return "origins such as https://app.example.test, without a path, separated by commas"
    if field_type == ApiBaseUrl:
        return "an address such as https://api.example.test/api, or a path such as /api"
    return str(error).removeprefix("Expected ").replace("`", "")


def _database_url_problems(database_url: str) -> list[str]:
    try:
        url = make_url(database_url)
    except (ArgumentError, ValueError):
        return ["DATABASE_URL: is not a database address such as postgresql://user:password@host/name"]
    if url.drivername not in DRIVERS:
        return [f"DATABASE_URL: {url.drivername} is not supported; use one of {', '.join(DRIVERS)}"]
    if (url.port or 0) > MAX_PORT:
        return [f"DATABASE_URL: {url.port} is not a port"]
    if url.database in (None, "", ":memory:"):
        return ["DATABASE_URL: has no database name"]
    return _option_problems(url)


def _option_problems(url: URL) -> list[str]:
    known = DATABASE_OPTIONS[DRIVERS[url.drivername].partition("+")[0]]
    problems = []
    for name, values in url.normalized_query.items():
        if name not in known:
            problems.append(f"DATABASE_URL: the option {name} is not supported; use one of {', '.join(known)}")
        elif not all(known[name].fullmatch(value) for value in values):
            expected = (
                "a whole number" if known[name] is NUMBER else f"one of {', '.join(known[name].pattern.split('|'))}"
            )
            problems.append(f"DATABASE_URL: {name}: expected {expected}")
    return problems


def _load_development_key(folder: Path) -> str:
    """The signing key of this checkout. The first process generates the key, all others read the same file."""
    path = folder / "secret_key"
    folder.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        # Only the owner can read a temporary file.
        with NamedTemporaryFile("w", dir=folder) as new_file:
            new_file.write(secrets.token_urlsafe(48))
            new_file.flush()
            # The link fails if another process was faster. All processes then read the same key.
            with contextlib.suppress(FileExistsError):
                path.hardlink_to(new_file.name)
    return path.read_text()
