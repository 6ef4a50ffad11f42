"""What the log says, and what it never says."""

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
from tests.conftest import settings_for
from tests.people import Like, Person, register

Lines = list[dict[str, Any]]

ID = Like(r"[0-9a-f]{32}")
MOMENT = Like(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")


class Log(io.StringIO):
    """Stands for standard error while logging is configured."""

    terminal = False

    def isatty(self) -> bool:
        return self.terminal

    def taken(self) -> str:
        """What was logged since it was last taken."""
        text = self.getvalue()
        self.seek(0)
        self.truncate()
        return text


def ours() -> list[logging.Handler]:
    """The root logger's handlers that `configure_logs` has made."""
    wanted = structlog.stdlib.ProcessorFormatter
    return [handler for handler in logging.root.handlers if isinstance(handler.formatter, wanted)]


@contextmanager
def logging_restored() -> Iterator[None]:
    """Afterwards logging is as it was."""
    logging.getLogger("httpx").setLevel(logging.WARNING)  # the client's log is not ours
    handlers, level, configuration = ours(), logging.root.level, structlog.get_config()
    yield
    for handler in ours():
        logging.root.removeHandler(handler)
    for handler in handlers:
        logging.root.addHandler(handler)
    logging.root.setLevel(level)
    structlog.configure(**configuration)


@pytest.fixture
def log() -> Iterator[Log]:
    """An empty log, to configure logging with."""
    with logging_restored():
        yield Log()


def entries(text: str) -> Lines:
    """Lines of JSON."""
    return [json.loads(line) for line in text.splitlines()]


@asynccontextmanager
async def serving(settings: Settings, log: Log) -> AsyncIterator[httpx.AsyncClient]:
    """A client of an application that logs there."""
    app = create_app(settings)
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)  # type: ignore[arg-type]
    with redirect_stderr(log):
        async with app.lifespan(), httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            yield client


@pytest.fixture(scope="module")
def own_settings(new_database: Callable[[str], str], database_kind: str) -> Settings:
    """Settings that name a migrated database, in which this module may break what it likes."""
    settings = settings_for(new_database(database_kind), log_format="json")
    upgrade_to_head(settings)
    return settings


@pytest.fixture
async def own_engine(own_settings: Settings) -> AsyncIterator[AsyncEngine]:
    engine = create_engine(own_settings)
    yield engine
    await engine.dispose()


@pytest.fixture(scope="module")
async def served(own_settings: Settings) -> AsyncIterator[tuple[httpx.AsyncClient, Log]]:
    with logging_restored():
        log = Log()
        async with serving(own_settings, log) as client:
            yield client, log


@pytest.fixture
def own_client(served: tuple[httpx.AsyncClient, Log]) -> httpx.AsyncClient:
    return served[0]


@pytest.fixture
def own_log(served: tuple[httpx.AsyncClient, Log]) -> Log:
    """What that application logs; empty."""
    served[1].taken()
    return served[1]


async def test_a_request_is_one_line_of_json(own_client: httpx.AsyncClient, own_log: Log) -> None:
    response = await own_client.get("/api/articles?limit=1&offset=2")
    [line] = entries(own_log.taken())

    assert line.pop("milliseconds") > 0
    assert line == {
        "event": "request",
        "method": "GET",
        "path": "/api/articles",
        "status": 200,
        "request_id": response.headers["X-Request-ID"],
        "logger": "request",
        "level": "info",
        "timestamp": MOMENT,
    }


async def test_a_refusal_is_logged_with_its_status(own_client: httpx.AsyncClient, own_log: Log) -> None:
    await own_client.get("/nowhere")
    await own_client.delete("/api/tags")
    await own_client.get("/api/user")

    lines = entries(own_log.taken())
    assert [(line["method"], line["path"], line["status"]) for line in lines] == [
        ("GET", "/nowhere", 404),
        ("DELETE", "/api/tags", 405),
        ("GET", "/api/user", 401),
    ]
    assert {line["level"] for line in lines} == {"info"}


@pytest.mark.parametrize("sent", ["4bf92f35:77b3.4da6_a3ce-9", "x" * 64])
async def test_the_id_that_a_proxy_gave_is_in_header_body_and_log(
    own_client: httpx.AsyncClient, own_log: Log, sent: str
) -> None:
    response = await own_client.get("/nowhere", headers={"X-Request-ID": sent})
    [line] = entries(own_log.taken())

    assert response.headers["X-Request-ID"] == response.json()["requestId"] == line["request_id"] == sent


@pytest.mark.parametrize(
    "sent", [b"", b"x" * 65, b"two words", b"line\nbreak", b"end\n", b"\r", b'"}', b"\x1b[31m", "é".encode(), b"\xff"]
)
async def test_an_id_unfit_for_a_log_is_replaced_in_header_body_and_log(
    own_client: httpx.AsyncClient, own_log: Log, sent: bytes
) -> None:
    response = await own_client.get("/nowhere", headers={b"X-Request-ID": sent})
    [line] = entries(own_log.taken())

    assert response.headers["X-Request-ID"] == response.json()["requestId"] == line["request_id"] == ID


async def test_a_path_cannot_forge_a_line(own_client: httpx.AsyncClient, own_log: Log) -> None:
    await own_client.get("/nowhere%0A%7B%22event%22:%22forged%22%7D%1B%5B31m")
    [line] = entries(own_log.taken())

    assert line["event"] == "request"
    assert line["path"] == '/nowhere\n{"event":"forged"}\x1b[31m'


async def everything_that_people_do(client: httpx.AsyncClient) -> list[str]:
    """Do it, and fail at it; return all that no log must hold, and what it came as."""
    jake = await register(client, "jake")
    anna = await register(client, "anna")
    slug = await jake.publish("Dragons", body="a body that nobody reads in a log")
    await anna.comment(slug, "a comment that nobody reads in a log")
    changed = {"user": {"email": "jake.moved@example.test", "password": "a new and secret password"}}
    assert (await jake.put("/user", changed)).status_code == 200
    statuses = []
    for email, password in (
        ("jake.moved@example.test", "a wrong and secret password"),
        ("nobody@example.test", "a wrong and secret password"),
    ):
        login = {"user": {"email": email, "password": password}}
        statuses.append((await client.post("/api/users/login", json=login)).status_code)
    taken = {"username": "other", "email": "anna@example.test", "password": "an unused and secret password"}
    statuses.append((await client.post("/api/users", json={"user": taken})).status_code)
    unfit = {"username": "o/ther", "email": "other@", "password": "tiny-1"}
    statuses.append((await client.post("/api/users", json={"user": unfit})).status_code)
    statuses.append((await client.post("/api/users", content=b'{"user": "cut off and secret')).status_code)
    # The old token is void since the password changed.
    statuses.append((await jake.get("/user")).status_code)
    statuses.append((await Person(client, token="garbage.that.is-secret").get("/user")).status_code)
    statuses.append((await anna.get(f"/articles?author=anna&token={anna.token}")).status_code)
    statuses.append((await client.get(f"/api/articles?limit=none&token={anna.token}")).status_code)
    assert statuses == [401, 401, 409, 422, 400, 401, 401, 200, 422]
    return [jake.token, anna.token]


async def test_no_secret_reaches_the_log_whatever_people_do(own_client: httpx.AsyncClient, own_log: Log) -> None:
    tokens = await everything_that_people_do(own_client)
    text = own_log.taken()

    assert len(entries(text)) == 14
    assert [secret for secret in (*tokens, "eyJ", "token", "Token", "argon2") if secret in text] == []
    assert re.findall(r"secret|password|example\.test|tiny-1|nobody|\?|limit|author", text) == []


# The database refuses to add this person, in a way that no handler expects; each says it in its own words.
FAILURES = {
    "sqlite": """
        CREATE TRIGGER fails BEFORE INSERT ON users WHEN new.username = 'fails'
        BEGIN SELECT RAISE(ABORT, 'violates the_check'); END
        """,
    "postgresql": "ALTER TABLE users ADD CONSTRAINT the_check CHECK (username <> 'fails')",
}


async def test_a_failure_of_the_database_is_logged_with_its_traceback_and_without_its_values(
    own_client: httpx.AsyncClient, own_engine: AsyncEngine, own_log: Log
) -> None:
    async with own_engine.begin() as connection:
        await connection.exec_driver_sql(FAILURES[own_engine.dialect.name])
    user = {"username": "fails", "email": "fails@example.test", "password": "a secret password"}
    response = await own_client.post("/api/users?from=secret", json={"user": user})
    text = own_log.taken()
    failure, request = entries(text)

    assert response.status_code == 500
    assert (failure["event"], failure["level"], failure["code"]) == ("request failed", "error", "internal")
    assert failure["request_id"] == request["request_id"] == response.json()["requestId"]
    assert failure["exception"].startswith("Traceback (most recent call last):\n")
    assert re.search(r'violates( check constraint)? "?the_check', failure["exception"])
    assert "INSERT INTO users" in failure["exception"]
    assert "controllers/users.py" in failure["exception"]
    assert re.findall(r"example\.test|a secret password|argon2|from=secret", text) == []


async def test_a_table_that_is_missing_is_logged_without_the_values_of_the_statement(
    own_client: httpx.AsyncClient, own_engine: AsyncEngine, own_log: Log
) -> None:
    jake = await register(own_client, "missing")
    own_log.taken()
    async with own_engine.begin() as connection:
        await connection.exec_driver_sql("ALTER TABLE articles RENAME TO hidden")
    try:
        response = await jake.get("/articles?author=secret&tag=secret")
    finally:
        async with own_engine.begin() as connection:
            await connection.exec_driver_sql("ALTER TABLE hidden RENAME TO articles")
    text = own_log.taken()
    failure, request = entries(text)

    assert response.status_code >= 500
    assert failure["request_id"] == request["request_id"] == response.headers["X-Request-ID"]
    assert request["status"] == response.status_code
    assert re.search(r'no such table: articles|relation "articles" does not exist', failure["exception"])
    assert "secret" not in text
    assert jake.token not in text


@pytest.fixture
def not_migrated(tmp_path: Path) -> str:
    return f"sqlite+aiosqlite:///{tmp_path / 'test.db'}"


async def test_lines_are_json_unless_a_terminal_reads_them(not_migrated: str, log: Log) -> None:
    forms = []
    for log_format, terminal in (("auto", False), ("auto", True), ("json", True), ("console", False)):
        log.terminal = terminal
        async with serving(settings_for(not_migrated, log_format=log_format), log) as client:
            await client.get("/health/live")
        forms.append("json" if log.taken().startswith("{") else "console")

    assert forms == ["json", "console", "json", "console"]


async def test_the_console_shows_requests_and_tracebacks_and_no_path_steers_it(not_migrated: str, log: Log) -> None:
    async with serving(settings_for(not_migrated, log_format="console"), log) as client:
        await client.get("/health/live%1B%5B31m%0Aforged?token=secret")
        await client.get("/api/tags", headers={"X-Request-ID": "the-id"})
    text = re.sub(r"\x1b\[\d*m", "", log.taken())

    assert text.count("\n") > 20
    assert "[info     ] request" in text
    assert "[error    ] request failed" in text
    assert "path='/api/tags' request_id='the-id' status=503" in text
    assert "Traceback (most recent call last):\n" in text
    assert r"path='/health/live\x1b[31m\nforged'" in text
    assert "secret" not in text


@pytest.mark.parametrize(("level", "shown"), [("INFO", 1), ("WARNING", 0)])
async def test_what_is_less_severe_than_the_setting_is_left_out(
    not_migrated: str, log: Log, level: str, shown: int
) -> None:
    async with serving(settings_for(not_migrated, log_level=level), log) as client:
        await client.get("/health/live")

    assert len(entries(log.taken())) == shown


def test_libraries_log_through_the_same_formatter(not_migrated: str, log: Log) -> None:
    with redirect_stderr(log):
        configure_logs(settings_for(not_migrated))
    logging.getLogger("library").error("failed with %s", 7, exc_info=ValueError("wrong"))
    [line] = entries(log.taken())

    assert line["exception"].endswith("ValueError: wrong")
    del line["exception"]
    assert line == {"event": "failed with 7", "logger": "library", "level": "error", "timestamp": MOMENT}


def test_the_server_logs_through_it_too_and_leaves_requests_to_us(not_migrated: str, log: Log) -> None:
    names = ("uvicorn", "uvicorn.error", "uvicorn.access")
    for name in names:
        logging.getLogger(name).addHandler(logging.StreamHandler())
    with redirect_stderr(log):
        configure_logs(settings_for(not_migrated))
    for name in names:
        logging.getLogger(name).info("GET /api/articles?token=secret")

    assert [line["logger"] for line in entries(log.taken())] == ["uvicorn", "uvicorn.error"]
