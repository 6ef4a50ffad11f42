"""Settings: one frozen struct, read from the environment and `.env` once, at start."""

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

ROOT = Path(__file__).resolve().parent.parent
PREFIX = "LOCKSTEP_"
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
# What may follow the question mark of an address, and how its values look. The drivers take any name for an argument
# of theirs, and end in a traceback when they first connect.
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
# It becomes part of a page, and its origin of that page's Content-Security-Policy.
ApiBaseUrl = Annotated[
    str,
    Meta(pattern=r"^(https?://[\w.:\[\]-]+)?(/[\w.~-]+)*\Z"),
]


class SettingsError(click.ClickException, CommandError):
    """Settings that cannot be used: one line for each problem, each naming its variable.

    Every command of ours, Litestar's and Alembic's prints it; ours and Litestar's exit with 2.
    """

    exit_code = 2

    def __init__(self, problems: list[str]) -> None:
        lines = ["These settings cannot be used:", *problems, "Every setting is described in .env.example."]
        super().__init__("\n  ".join(lines[:-1]) + "\n" + lines[-1])


class SettingsWarning(UserWarning):
    """A variable that looks like a setting of ours but is none."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What a deployment decides. Each field is an environment variable: see `variable_name` and `.env.example`."""

    environment: Literal["development", "production"] = "development"
    data_dir: str = "data"
    database_url: str = "sqlite+aiosqlite:///data/lockstep.db"
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
        """Without the signing key, and without the password of the database."""
        return f"Settings(environment={self.environment!r}, url={self.url!r}, …)"

    @property
    def url(self) -> URL:
        """The database's address, with the driver we use; a relative SQLite path counts from the root."""
        url = make_url(self.database_url)
        url = url.set(drivername=DRIVERS[url.drivername])
        # What libpq, and so every hosting service, calls sslmode is ssl to our driver.
        if mode := url.query.get("sslmode"):
            url = url.difference_update_query(["sslmode"]).update_query_dict({"ssl": mode})
        if url.get_backend_name() == "sqlite":
            url = url.set(database=str(ROOT / str(url.database)))
        return url

    @property
    def on_sqlite(self) -> bool:
        """Whether the database is SQLite; else it is PostgreSQL."""
        return self.url.get_backend_name() == "sqlite"


def variable_name(field: str) -> str:
    """The environment variable of a field: ours carry a prefix; DATABASE_URL is called so everywhere."""
    return "DATABASE_URL" if field == "database_url" else PREFIX + field.upper()


def load_settings(environment: Mapping[str, str] | None = None, env_file: Path = ROOT / ".env") -> Settings:
    """Settings of this process: `environment` (the process's own unless given) before `env_file` before defaults.

    Raises `SettingsError` with every problem at once, and warns about unknown variables that carry our prefix.
    In development a missing signing key is made, and kept in the data folder.
    """
    sources = dotenv_values(env_file), os.environ if environment is None else environment
    variables = {name: value for source in sources for name, value in source.items() if value}
    _warn_of_unknown(variables)
    values, problems = _parse(variables)
    if "LOCKSTEP_SECRET_KEY" not in variables and values["environment"] == "production":
        problems.append("LOCKSTEP_SECRET_KEY: is missing, and production has no default for it")
    if problems:
        raise SettingsError(problems)
    if "secret_key" not in values:
        try:
            values["secret_key"] = _development_key(ROOT / values["data_dir"])
        except OSError as error:
            raise SettingsError([f"LOCKSTEP_DATA_DIR: cannot keep a signing key: {error}"]) from error
    return Settings(**values)


def _warn_of_unknown(variables: Mapping[str, str]) -> None:
    known = [variable_name(field.name) for field in msgspec.structs.fields(Settings)]
    # Without what all have in common, so that LOCKSTEP_DATABASE_URL is next to DATABASE_URL.
    by_rest = {name.removeprefix(PREFIX): name for name in known}
    for name in variables:
        if name.startswith(PREFIX) and name not in known:
            near = difflib.get_close_matches(name.removeprefix(PREFIX), by_rest, n=1)
            hint = f"; did you mean {by_rest[near[0]]}?" if near else ""
            warnings.warn(f"{name} is no setting of ours{hint}", SettingsWarning, stacklevel=3)


def _parse(variables: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    """The values of all fields that are given or have a default, and what is wrong with the given ones."""
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
    problems += _database_problems(values["database_url"])
    return values, problems


def _convert(text: str, kind: Any) -> Any:
    """The text as a value of that type; a list is separated by commas. Raises `ValueError` in our words."""
    value: Any = text
    if get_origin(kind) is tuple:
        value = [part.strip() for part in text.split(",") if part.strip()]
    try:
        return msgspec.convert(value, kind, strict=False)
    except msgspec.ValidationError as error:
        raise ValueError(f"expected {_wanted(kind, error)}") from None


def _wanted(kind: Any, error: msgspec.ValidationError) -> str:
    if get_origin(kind) is Literal:
        return f"one of {', '.join(get_args(kind))}"
    if kind == tuple[Origin, ...]:
        return "origins such as https://app.example.test, without a path, separated by commas"
    if kind == ApiBaseUrl:
        return "an address such as https://api.example.test/api, or a path such as /api"
    return str(error).removeprefix("Expected ").replace("`", "")


def _database_problems(database_url: str) -> list[str]:
    try:
        url = make_url(database_url)
    except (ArgumentError, ValueError):
        return ["DATABASE_URL: is not a database address such as postgresql://user:password@host/name"]
    if url.drivername not in DRIVERS:
        return [f"DATABASE_URL: {url.drivername} is not supported; use one of {', '.join(DRIVERS)}"]
    if (url.port or 0) > MAX_PORT:
        return [f"DATABASE_URL: {url.port} is no port"]
    if url.database in (None, "", ":memory:"):
        return ["DATABASE_URL: names no database"]
    return _option_problems(url)


def _option_problems(url: URL) -> list[str]:
    known = DATABASE_OPTIONS[DRIVERS[url.drivername].partition("+")[0]]
    problems = []
    for name, values in url.normalized_query.items():
        if name not in known:
            problems.append(f"DATABASE_URL: the option {name} is not supported; use one of {', '.join(known)}")
        elif not all(known[name].fullmatch(value) for value in values):
            wanted = (
                "a whole number" if known[name] is NUMBER else f"one of {', '.join(known[name].pattern.split('|'))}"
            )
            problems.append(f"DATABASE_URL: {name}: expected {wanted}")
    return problems


def _development_key(folder: Path) -> str:
    """The signing key of this checkout: made by the first process that asks, read by all others."""
    path = folder / "secret_key"
    folder.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        # Nobody else may read such a file.
        with NamedTemporaryFile("w", dir=folder) as fresh:
            fresh.write(secrets.token_urlsafe(48))
            fresh.flush()
            # A link fails where another process was faster: all processes then read the one key.
            with contextlib.suppress(FileExistsError):
                path.hardlink_to(fresh.name)
    return path.read_text()
