"""The entries of the log, and the absence of secrets."""

import io
import json
import logging
import re
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, redirect_stderr
from pathlib import Path
from typing import Any

import httpx
import pytest
import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

from app.asgi import create_app
from app.db.engine import create_engine
from app.db.migrations import upgrade_to_head
from app.http.request_log import configure_logs
from app.settings import Settings
from tests.conftest import settings_for, without_repeated_logs
from tests.people import Person, StringMatching, register

Lines = list[dict[str, Any]]

REQUEST_ID = StringMatching(r"[0-9a-f]{32}")
TIMESTAMP = StringMatching(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")


class Log(io.StringIO):
    """A replacement for standard error while logging is configured."""

    terminal = False

    def isatty(self) -> bool:
        return self.terminal

    def read_new(self) -> str:
        """The text that was logged since the last call."""
        text = self.getvalue()
        self.seek(0)
        self.truncate()
        return text


def own_handlers() -> list[logging.Handler]:
    """The root logger's handlers that `configure_logs` has added."""
    formatter = structlog.stdlib.ProcessorFormatter
    return [handler for handler in logging.root.handlers if isinstance(handler.formatter, formatter)]


@contextmanager
def logging_restored() -> Iterator[None]:
    """Restore the configuration of logging at the end of the block."""
    logging.getLogger("httpx").setLevel(logging.WARNING)  # keeps the test client's own entries out of the log
    handlers, level, configuration = own_handlers(), logging.root.level, structlog.get_config()
    yield
    for handler in own_handlers():
        logging.root.removeHandler(handler)
    for handler in handlers:
        logging.root.addHandler(handler)
    logging.root.setLevel(level)
    structlog.configure(**configuration)


@pytest.fixture
def log() -> Iterator[Log]:
    """An empty log, for a test that configures logging."""
    with logging_restored():
        yield Log()


def entries(text: str) -> Lines:
    """The entries of a log whose lines are JSON."""
    return [json.loads(line) for line in text.splitlines()]


@asynccontextmanager
async def client_with_log(settings: Settings, log: Log) -> AsyncIterator[httpx.AsyncClient]:
    """A client of an application that writes to this log."""
    app = create_app(settings)
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)  # type: ignore[arg-type]
    with redirect_stderr(log):
        async with app.lifespan(), httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            yield client


@pytest.fixture(scope="module")
def own_settings(new_database: Callable[[str], str], database_kind: str) -> Settings:
    """Settings for a migrated database that only this module uses and may break."""
    settings = settings_for(new_database(database_kind), log_format="json")
    upgrade_to_head(settings)
    return settings


@pytest.fixture
async def own_engine(own_settings: Settings) -> AsyncIterator[AsyncEngine]:
    engine = create_engine(own_settings)
    yield engine
    await engine.dispose()


@pytest.fixture(scope="module")
async def client_and_log(own_settings: Settings) -> AsyncIterator[tuple[httpx.AsyncClient, Log]]:
    with logging_restored():
        log = Log()
        async with client_with_log(own_settings, log) as client:
            yield client, log


@pytest.fixture
def own_client(client_and_log: tuple[httpx.AsyncClient, Log]) -> httpx.AsyncClient:
    return client_and_log[0]


@pytest.fixture
def own_log(client_and_log: tuple[httpx.AsyncClient, Log]) -> Log:
    """The log of `own_client`'s application, empty."""
    client_and_log[1].read_new()
    return client_and_log[1]


async def test_request_is_logged_as_one_line_of_json(own_client: httpx.AsyncClient, own_log: Log) -> None:
    response = await own_client.get("/health/live?limit=1&offset=2")
    [line] = entries(own_log.read_new())

    assert line.pop("milliseconds") > 0
    assert line == {
        "event": "request",
        "method": "GET",
        "path": "/health/live",
        "status": 200,
        "request_id": response.headers["X-Request-ID"],
        "logger": "request",
        "level": "info",
        "timestamp": TIMESTAMP,
    }


async def test_error_response_is_logged_with_its_status(own_client: httpx.AsyncClient, own_log: Log) -> None:
    await own_client.get("/nowhere")
    await own_client.delete("/api/user")
    await own_client.get("/api/user")

    lines = entries(own_log.read_new())
    assert [(line["method"], line["path"], line["status"]) for line in lines] == [
        ("GET", "/nowhere", 404),
        ("DELETE", "/api/user", 405),
        ("GET", "/api/user", 401),
    ]
    assert {line["level"] for line in lines} == {"info"}


@pytest.mark.parametrize("sent", ["4bf92f35:77b3.4da6_a3ce-9", "x" * 64])
async def test_proxy_request_id_is_in_header_body_and_log(
    own_client: httpx.AsyncClient, own_log: Log, sent: str
) -> None:
    response = await own_client.get("/nowhere", headers={"X-Request-ID": sent})
    [line] = entries(own_log.read_new())

    assert response.headers["X-Request-ID"] == response.json()["requestId"] == line["request_id"] == sent


@pytest.mark.parametrize(
    "sent", [b"", b"x" * 65, b"two words", b"line\nbreak", b"end\n", b"\r", b'"}', b"\x1b[31m", "é".encode(), b"\xff"]
)
async def test_invalid_request_id_is_replaced_in_header_body_and_log(
    own_client: httpx.AsyncClient, own_log: Log, sent: bytes
) -> None:
    response = await own_client.get("/nowhere", headers={b"X-Request-ID": sent})
    [line] = entries(own_log.read_new())

    assert response.headers["X-Request-ID"] == response.json()["requestId"] == line["request_id"] == REQUEST_ID


async def test_path_cannot_forge_a_log_line(own_client: httpx.AsyncClient, own_log: Log) -> None:
    await own_client.get("/nowhere%0A%7B%22event%22:%22forged%22%7D%1B%5B31m")
    [line] = entries(own_log.read_new())

    assert line["event"] == "request"
    assert line["path"] == '/nowhere\n{"event":"forged"}\x1b[31m'


async def send_requests_with_secrets(client: httpx.AsyncClient) -> list[str]:
    """Send successful and failing requests that contain secrets, and return the tokens."""
    jake = await register(client, "jake")
    anna = await register(client, "anna")
    assert (await anna.put("/user", {"user": {"bio": "a text that nobody reads in a log"}})).status_code == 200
    changed = {"user": {"email": "jake.moved@example.test", "password": "a new and secret password"}}
    assert (await jake.put("/user", changed)).status_code == 200
    statuses = []
    for email, password in (
        ("jake.moved@example.test", "a wrong and secret password"),
        ("nobody@example.test", "a wrong and secret password"),
    ):
        login = {"user": {"email": email, "password": password}}
        statuses.append((await client.post("/api/users/login", json=login)).status_code)
    conflicting = {"username": "other", "email": "anna@example.test", "password": "an unused and secret password"}
    statuses.append((await client.post("/api/users", json={"user": conflicting})).status_code)
    invalid = {"username": "o/ther", "email": "other@", "password": "tiny-1"}
    statuses.append((await client.post("/api/users", json={"user": invalid})).status_code)
    statuses.append((await client.post("/api/users", content=b'{"user": "cut off and secret')).status_code)
    # The new password has revoked the old token.
    statuses.append((await jake.get("/user")).status_code)
    statuses.append((await Person(client, token="garbage.that.is-secret").get("/user")).status_code)
    statuses.append((await anna.get(f"/user?author=anna&token={anna.token}")).status_code)
    statuses.append((await client.get(f"/api/user?limit=none&token={anna.token}")).status_code)
    assert statuses == [401, 401, 409, 422, 400, 401, 401, 200, 401]
    return [jake.token, anna.token]


async def test_no_secret_reaches_the_log(own_client: httpx.AsyncClient, own_log: Log) -> None:
    tokens = await send_requests_with_secrets(own_client)
    text = own_log.read_new()

    assert len(entries(text)) == 13
    assert [secret for secret in (*tokens, "eyJ", "token", "Token", "argon2") if secret in text] == []
    assert re.findall(r"secret|password|example\.test|tiny-1|nobody|\?|limit|author", text) == []


# The database rejects this user with an error that no handler expects.
FAILURES = {
    "sqlite": """
        CREATE TRIGGER fails BEFORE INSERT ON users WHEN new.username = 'fails'
        BEGIN SELECT RAISE(ABORT, 'violates the_check'); END
        """,
    "postgresql": "ALTER TABLE users ADD CONSTRAINT the_check CHECK (username <> 'fails')",
}


async def test_database_error_is_logged_with_traceback_and_without_values(
    own_client: httpx.AsyncClient, own_engine: AsyncEngine, own_log: Log
) -> None:
    async with own_engine.begin() as connection:
        await connection.exec_driver_sql(FAILURES[own_engine.dialect.name])
    user = {"username": "fails", "email": "fails@example.test", "password": "a secret password"}
    response = await own_client.post("/api/users?from=secret", json={"user": user})
    text = own_log.read_new()
    failure, request = entries(text)

    assert response.status_code == 500
    assert (failure["event"], failure["level"], failure["code"]) == ("request failed", "error", "internal")
    assert failure["request_id"] == request["request_id"] == response.json()["requestId"]
    assert failure["exception"].startswith("Traceback (most recent call last):\n")
    assert re.search(r'violates( check constraint)? "?the_check', failure["exception"])
    assert "INSERT INTO users" in failure["exception"]
    assert "controllers/users.py" in failure["exception"]
    assert re.findall(r"example\.test|a secret password|argon2|from=secret", text) == []


async def test_missing_table_is_logged_without_the_values_of_the_statement(
    own_client: httpx.AsyncClient, own_engine: AsyncEngine, own_log: Log
) -> None:
    async with own_engine.begin() as connection:
        await connection.exec_driver_sql("ALTER TABLE users RENAME TO hidden")
    try:
        login = {"user": {"email": "secret@example.test", "password": "a secret password"}}
        response = await own_client.post("/api/users/login", json=login)
    finally:
        async with own_engine.begin() as connection:
            await connection.exec_driver_sql("ALTER TABLE hidden RENAME TO users")
    text = own_log.read_new()
    failure, request = entries(text)

    assert response.status_code >= 500
    assert failure["request_id"] == request["request_id"] == response.headers["X-Request-ID"]
    assert request["status"] == response.status_code
    assert re.search(r'no such table: users|relation "users" does not exist', failure["exception"])
    assert "secret" not in text


@pytest.fixture
def unmigrated_url(tmp_path: Path) -> str:
    return f"sqlite+aiosqlite:///{tmp_path / 'test.db'}"


async def test_log_is_json_unless_the_output_is_a_terminal(unmigrated_url: str, log: Log) -> None:
    formats = []
    for log_format, terminal in (("auto", False), ("auto", True), ("json", True), ("console", False)):
        log.terminal = terminal
        async with client_with_log(settings_for(unmigrated_url, log_format=log_format), log) as client:
            await client.get("/health/live")
        formats.append("json" if log.read_new().startswith("{") else "console")

    assert formats == ["json", "console", "json", "console"]


async def test_console_log_shows_requests_and_tracebacks_and_escapes_paths(unmigrated_url: str, log: Log) -> None:
    async with client_with_log(settings_for(unmigrated_url, log_format="console"), log) as client:
        await client.get("/health/live%1B%5B31m%0Aforged?token=secret")
        login = {"user": {"email": "jake@example.test", "password": "jake-password"}}
        await client.post("/api/users/login", json=login, headers={"X-Request-ID": "the-id"})
    text = re.sub(r"\x1b\[\d*m", "", log.read_new())

    assert text.count("\n") > 20
    assert "[info     ] request" in text
    assert "[error    ] request failed" in text
    assert "path='/api/users/login' request_id='the-id' status=503" in text
    assert "Traceback (most recent call last):\n" in text
    assert r"path='/health/live\x1b[31m\nforged'" in text
    assert "secret" not in text


@pytest.mark.parametrize(("level", "lines"), [("INFO", 1), ("WARNING", 0)])
async def test_less_severe_entries_than_the_log_level_are_omitted(
    unmigrated_url: str, log: Log, level: str, lines: int
) -> None:
    async with client_with_log(settings_for(unmigrated_url, log_level=level), log) as client:
        await client.get("/health/live")

    assert len(entries(log.read_new())) == lines


def test_libraries_log_through_the_same_formatter(unmigrated_url: str, log: Log) -> None:
    with redirect_stderr(log):
        configure_logs(settings_for(unmigrated_url))
    logging.getLogger("library").error("failed with %s", 7, exc_info=ValueError("wrong"))
    [line] = entries(log.read_new())

    assert line["exception"].endswith("ValueError: wrong")
    del line["exception"]
    assert line == {"event": "failed with 7", "logger": "library", "level": "error", "timestamp": TIMESTAMP}


def test_uvicorn_logs_through_the_same_formatter_without_its_access_log(unmigrated_url: str, log: Log) -> None:
    names = ("uvicorn", "uvicorn.error", "uvicorn.access")
    for name in names:
        logging.getLogger(name).addHandler(logging.StreamHandler())
    with redirect_stderr(log):
        configure_logs(settings_for(unmigrated_url))
    for name in names:
        logging.getLogger(name).info("GET /api/user?token=secret")

    assert [line["logger"] for line in entries(log.read_new())] == ["uvicorn", "uvicorn.error"]


def test_report_of_a_failed_test_has_each_log_once() -> None:
    printed, logged = ("Captured stderr call", "{}"), ("Captured log call", "INFO")
    other = [("Captured log setup", "INFO"), ("Captured stdout call", "text")]

    assert without_repeated_logs([printed, logged, *other]) == [printed, *other]
    assert without_repeated_logs([logged, *other]) == [logged, *other]
