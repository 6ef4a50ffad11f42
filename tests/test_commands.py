"""Commands as a user types them: their effects, output and exit codes."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest
from alembic import command
from click import Command
from click.testing import CliRunner, Result

from app.db.migrations import upgrade_to_head
from app.settings import ROOT
from tests.added_migrations import HEAD, ConfigWithMigration
from tests.conftest import settings_for
from tests.waiting import TIMEOUT_SECONDS, wait_until

SCRIPTS = sorted(path.stem for path in (ROOT / "scripts").glob("[a-z]*.py"))
# A shell's variables without settings. COLUMNS prevents line breaks in boxes, which would split expected lines.
MINIMAL_ENVIRONMENT = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "COLUMNS": "300"}


def command_of(script: str) -> Command:
    command: Command = import_module(f"scripts.{script}").main
    return command


def run(script: str, *arguments: str, **environment: str) -> Result:
    """Run a script in this process, which is much faster than a new process."""
    unset = {name: None for name in os.environ if name.startswith(("LOCKSTEP_", "CONTRACT_"))}
    return CliRunner().invoke(command_of(script), arguments, env={**unset, "COLUMNS": "300", **environment})


def plain_output(result: Result) -> str:
    """The output without boxes and the line breaks of boxes."""
    return re.sub(r"[\s│╭╮╰╯─]+", " ", result.output)


def environment_in(folder: Path) -> dict[str, str]:
    """The variables of a process that stores all of its data in a folder."""
    return {**MINIMAL_ENVIRONMENT, "DATABASE_URL": f"sqlite:///{folder}/test.db", "LOCKSTEP_DATA_DIR": str(folder)}


# --- Every script


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_script_has_help(script: str) -> None:
    long, short = run(script, "--help"), run(script, "-h")

    assert (long.exit_code, short.exit_code) == (0, 0)
    assert long.output == short.output
    first = str(import_module(f"scripts.{script}").__doc__).split("\n")[0]
    assert first in plain_output(long)
    options = [option for option in command_of(script).params if option.name != "help"]
    assert [option.name for option in options if not getattr(option, "help", None)] == []


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


# --- Alembic and Litestar

# Runs the entry points of the commands in sequence, as the installed files in bin/ do.
RUN_COMMANDS = """
import json, runpy, sys
from importlib.metadata import entry_points

for program, *arguments in json.loads(sys.argv[1]):
    sys.argv[1:] = arguments
    code = 0
    try:
        if program.endswith(".py"):
            runpy.run_path(program, run_name="__main__")
        else:
            [installed] = entry_points(group="console_scripts", name=program)
            installed.load()()
    except SystemExit as error:
        code = error.code or 0
    sys.stderr.flush()
    print(f"\\n--- {code}", flush=True)
"""


class CommandResult(NamedTuple):
    """The exit code and the whole output of a command."""

    code: int
    output: str


def run_lines(folder: Path, *lines: str) -> list[CommandResult]:
    """Run these command lines in a folder, without environment variables for settings."""
    process = subprocess.run(
        [sys.executable, "-P", "-c", RUN_COMMANDS, json.dumps([line.split(" ") for line in lines])],
        cwd=folder,
        env=MINIMAL_ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=TIMEOUT_SECONDS,
        check=False,
    )
    printed = re.findall(r"(.*?)\n--- (\S+)\n", process.stdout, re.DOTALL)
    assert len(printed) == len(lines), process.stdout
    return [CommandResult(int(code), output) for output, code in printed]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the code in which a test may write files."""
    root = tmp_path / "lockstep"
    for folder in ("app", "contract", "controllers", "migrations", "schemas", "scripts"):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("alembic.ini", "pyproject.toml", "openapi.json"):
        shutil.copy(ROOT / file, root)
    return root


def migration_in(checkout: Path, name: str) -> str:
    [path] = (checkout / "migrations" / "versions").glob(f"20??_??_??_??????_{name}.py")
    return path.read_text()


def test_alembic_and_litestar_commands_migrate_without_environment_variables(checkout: Path) -> None:
    models = checkout / "app" / "db_models.py"
    changed = models.read_text().replace(
        "    created_at: Mapped", "    born: Mapped[int | None]\n    created_at: Mapped", 1
    )
    assert changed != models.read_text()
    models.write_text(changed)

    results = run_lines(
        checkout,
        "alembic upgrade head",
        "alembic current",
        "alembic check",
        "scripts/check_migrations.py",
        "litestar database make-migrations --no-prompt -m born",
        "alembic upgrade head",
        "alembic check",
        "scripts/check_migrations.py",
        "litestar database check",
        "litestar database show-current-revision",
        "litestar database downgrade --no-prompt",
        "alembic current",
        "litestar database upgrade --no-prompt",
        "alembic revision --autogenerate -m nothing",
        "litestar database upgrade --no-prompt",
        "alembic downgrade -1",
        "alembic downgrade base",
        "alembic current",
        "alembic revision -m by_hand",
        "litestar schema openapi --output written.json",
        "scripts/generate_openapi.py --check --output written.json",
    )

    assert [result.code for result in results] == [0, 0, -1, 4, *[0] * 16, 4]
    assert (checkout / "data" / "lockstep.db").exists()
    born, nothing, by_hand = (migration_in(checkout, name) for name in ("born", "nothing", "by_hand"))
    revision = re.findall(r"Revision: (\w+)", born)[0]
    assert born.startswith('"""born\n\nRevision: ')
    assert 'sa.Column("born", sa.Integer(), nullable=True)' in born
    assert 'drop_column("born")' in born
    assert "pass" in nothing
    assert "pass" in by_hand
    assert f"{HEAD} (head)" in results[1].output
    assert "New upgrade operations detected" in results[2].output
    assert 'To fix it, run: make migration MESSAGE="what changes"' in results[3].output
    assert "No new upgrade operations detected." in results[6].output
    assert "No new upgrade operations detected." in results[8].output
    assert f"{revision} (head)" in results[9].output
    assert HEAD in results[11].output
    assert results[17].output.strip() == ""
    assert json.loads((checkout / "written.json").read_text()) == json.loads((ROOT / "openapi.json").read_text())
    assert "has the same content in a different format" in results[20].output


def test_migrations_are_printed_as_sql_for_postgresql(checkout: Path) -> None:
    (checkout / ".env").write_text("DATABASE_URL=postgresql://nobody@127.0.0.1:1/x\n")

    [result] = run_lines(checkout, "alembic upgrade head --sql")

    assert result.code == 0
    assert "CREATE TABLE users" in result.output
    assert "ALTER TABLE article_tags ALTER COLUMN tag TYPE VARCHAR(64) COLLATE" in result.output


# --- check_tables and check_migrations

MODELS, STRUCTS, ERRORS = "app/db_models.py", "schemas/articles.py", "app/repositories/users.py"
TIES = "controllers/columns/articles.py"
# An edit that separates the tables from the contract, and the location and rule of its mismatch.
DRIFT = [
    (
        MODELS,
        "email: Mapped[str] = mapped_column(String(254))",
        "email: Mapped[str] = mapped_column(String(50))",
        "NewUser.email",
        "length",
    ),
    (MODELS, 'has_length("username", 1, 64)', 'has_length("username", 1, 65)', "Profile.username", "length"),
    (MODELS, '        has_length("slug", 1, 128),\n', "", "ArticlePreview.slug", "length"),
    (MODELS, '        CheckConstraint("id >= 1", name="id_min_1"),\n', "", "Comment.id", "range"),
    (
        MODELS,
        "body: Mapped[str] = mapped_column(String(10_000))",
        "body: Mapped[str | None] = mapped_column(String(10_000))",
        "Comment.body",
        "null",
    ),
    (MODELS, 'Index(None, "author_id"),', "", "comments.author_id", "index"),
    (
        MODELS,
        "    password_hash: Mapped[str]\n",
        "    password_hash: Mapped[str]\n    locale: Mapped[str]\n",
        "NewUser.locale",
        "insert",
    ),
    (STRUCTS, "max_length=1_000,", "max_length=2_000,", "NewArticle.description", "length"),
    (
        STRUCTS,
        "    tag_list: TagList = []",
        "    subtitle: str\n    tag_list: TagList = []",
        "NewArticle.subtitle",
        "tie",
    ),
    (ERRORS, '        "uq_users_email_key": EmailTakenError,\n', "", "users.email_key", "error"),
    (ERRORS, '    "uq_users_username_key"', '    "uq_users_username"', "uq_users_username", "error"),
    (TIES, '        "items",', '        "length",', "ArticlePreview.tag_list", "items"),
]
# The same edits, found at other fields of the same column, at the constraint without its name, and at the waiver.
SAME_DRIFT = {
    ("UserChanges.email", "length"),
    ("User.username", "length"),
    ("ArticleChanges.description", "length"),
    ("users.username_key", "error"),
    ("ArticlePreview.tag_list", "waiver"),
}


def test_every_drift_of_tables_and_contract_is_reported(checkout: Path) -> None:
    for name, before, after, _, _ in DRIFT:
        path = checkout / name
        text = path.read_text()
        assert text.count(before) == 1, (name, before)
        path.write_text(text.replace(before, after))

    tables, migrations = run_lines(checkout, "scripts/check_tables.py", "scripts/check_migrations.py")

    assert (tables.code, migrations.code) == (4, 4)
    found = set(re.findall(r"^(\S+): .* \[(\w+)\]$", tables.output, re.MULTILINE))
    assert {(location, rule) for *_, location, rule in DRIFT} - found == set()
    assert found - {(location, rule) for *_, location, rule in DRIFT} == SAME_DRIFT
    assert 'After a change of a table, run: make migration MESSAGE="what changes"' in tables.output
    assert "ck_users_username_length_1_65" in migrations.output
    assert "String(length=50)" in migrations.output


def test_check_with_another_condition_than_in_the_models_is_reported(checkout: Path) -> None:
    models = checkout / MODELS
    models.write_text(models.read_text().replace('CheckConstraint("id >= 1"', 'CheckConstraint("id >= 2"'))

    [result] = run_lines(checkout, "scripts/check_migrations.py")

    assert result.code == 4
    assert "ck_comments_id_min_1 has the condition id >= 1, and in app/db_models.py id >= 2" in result.output
    assert "correct the newest migration" in result.output


# --- generate_openapi

# The process ends on access to the network or a database, on a new process, and on a write to another file.
RUN_IN_ISOLATION = """
import os, runpy, sys

script, output = sys.argv[1:]

def forbid(event, arguments):
    writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
    talks = event.startswith("socket.") and event not in ("socket.__new__", "socket.gethostname")
    if talks or event in ("sqlite3.connect", "subprocess.Popen", "os.fork"):
        os.write(2, f"tried {event}\\n".encode()); os._exit(99)
    if writes and str(arguments[0]) not in (output, os.devnull):
        os.write(2, f"tried to write {arguments[0]}\\n".encode()); os._exit(99)

sys.addaudithook(forbid)
sys.argv = [script, "--output", output]
runpy.run_path(script, run_name="__main__")
"""


def test_contract_export_is_isolated_and_independent_of_the_environment(tmp_path: Path) -> None:
    output = tmp_path / "written.json"
    process = subprocess.run(
        [sys.executable, "-P", "-c", RUN_IN_ISOLATION, str(ROOT / "scripts" / "generate_openapi.py"), str(output)],
        cwd=tmp_path,
        env={
            **MINIMAL_ENVIRONMENT,
            "DATABASE_URL": "garbage",
            "LOCKSTEP_ENVIRONMENT": "nonsense",
            "LOCKSTEP_DRAGONS": "many",
            "PYTHONHASHSEED": "4711",
            "PYTHONDONTWRITEBYTECODE": "1",
            "LC_ALL": "C",
            "PYTHONUTF8": "0",
            "TZ": "Asia/Kathmandu",
        },
        capture_output=True,
        text=True,
        timeout=TIMEOUT_SECONDS,
        check=False,
    )

    assert (process.returncode, process.stderr) == (0, "")
    assert process.stdout == f"Wrote {output}\n"
    assert output.read_bytes() == (ROOT / "openapi.json").read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["written.json"]


def test_the_contract_check_compares_the_code_with_the_released_document_and_the_file(checkout: Path) -> None:
    file, structs = checkout / "openapi.json", checkout / "schemas" / "articles.py"
    [unchanged] = run_lines(checkout, "scripts/check_contract.py --base openapi.json")
    released = file.read_bytes()
    file.write_bytes(released.replace(b'"Conduit"', b'"Dragons"'))
    [out_of_date] = run_lines(checkout, "scripts/check_contract.py --base openapi.json")
    (checkout / "released.json").write_bytes(released)
    assert "max_length=20," in structs.read_text()
    structs.write_text(structs.read_text().replace("max_length=20,", "max_length=19,"))
    [breaking] = run_lines(checkout, "scripts/check_contract.py --base released.json --format json")

    assert unchanged == CommandResult(0, "No changes since openapi.json.\n")
    assert out_of_date.code == 4
    assert "No changes since openapi.json." in out_of_date.output
    assert 'openapi.json ~ info > title: "Dragons" → "Conduit"' in out_of_date.output
    assert "To fix it, run: python scripts/generate_openapi.py\n" in out_of_date.output
    assert breaking.code == 100
    assert '"text": "maxItems 20 → 19"' in breaking.output


def test_openapi_check_reports_up_to_date_out_of_date_and_missing(tmp_path: Path) -> None:
    file = tmp_path / "new" / "openapi.json"
    missing = run("generate_openapi", "--check", "--output", str(file))
    written = run("generate_openapi", "--output", str(file))
    up_to_date = run("generate_openapi", "--check", "--output", str(file))
    contract = json.loads(file.read_text())
    contract["info"]["title"] = "Dragons"
    file.write_text(json.dumps(contract))
    before = file.read_bytes()
    out_of_date = run("generate_openapi", "--check", "--output", str(file))

    fix = f"To fix it, run: python scripts/generate_openapi.py --output {file}\n"
    assert (missing.exit_code, missing.output) == (4, f"Missing: {file} does not exist\n{fix}")
    assert (written.exit_code, written.output) == (0, f"Wrote {file}\n")
    assert (up_to_date.exit_code, up_to_date.output) == (0, f"UpToDate: {file} matches the code\n")
    assert (out_of_date.exit_code, out_of_date.output) == (
        4,
        f'OutOfDate: {file} ~ info > title: "Dragons" → "Conduit"\n{fix}',
    )
    assert file.read_bytes() == before


def test_contract_check_defaults_to_the_committed_file() -> None:
    result = run("generate_openapi", "--check")

    assert (result.exit_code, result.output) == (0, f"UpToDate: {ROOT / 'openapi.json'} matches the code\n")


def test_migration_check_passes() -> None:
    assert run("check_migrations").exit_code == 0


# --- run_backend and litestar run


class Server(NamedTuple):
    """A started server, its address, and a client of the server."""

    process: "subprocess.Popen[str]"
    address: str
    client: httpx.Client
    log: Path

    def stop(self) -> int:
        """Send SIGTERM, as systemd and Docker do, and return the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(TIMEOUT_SECONDS)


@contextmanager
def running_server(command: list[str], folder: Path, address: str = "", *, workers: int = 1) -> Iterator[Server]:
    """Start a server and wait until all workers are ready. The default address is the address in the output."""
    log = folder / "log"
    with log.open("w") as errors:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment_in(folder), stdout=subprocess.PIPE, stderr=errors, text=True
        )
    assert process.stdout is not None
    try:
        while not address:
            line = process.stdout.readline()
            assert line, f"the server ended with {process.wait()}: {log.read_text()}"
            address = "".join(re.findall(r"^API: +(http://\S+)/api/articles$", line))
        with httpx.Client(base_url=address, timeout=TIMEOUT_SECONDS) as client:
            wait_until_ready(process, client, log, workers)
            yield Server(process, address, client, log)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def wait_until_ready(process: "subprocess.Popen[str]", client: httpx.Client, log: Path, workers: int) -> None:
    def is_ready() -> bool:
        assert process.poll() is None, f"the server ended with {process.returncode}: {log.read_text()}"
        with suppress(httpx.TransportError):
            return client.get("/health/ready").status_code == 200 and log.read_text().count(STARTED) >= workers
        return False

    wait_until(is_ready, lambda: f"the server is not ready: {log.read_text()}")


STARTED = "Application startup complete."
RUN_BACKEND = [sys.executable, str(ROOT / "scripts" / "run_backend.py"), "--port", "0"]


def test_two_workers_fill_an_empty_database_with_demo_data_and_serve_it(tmp_path: Path) -> None:
    with running_server([*RUN_BACKEND, "--demo", "--workers", "2"], tmp_path, workers=2) as server:
        articles = server.client.get("/api/articles").json()
        health = server.client.get("/health/ready").json()
        page = server.client.get("/schema")
        login = {"user": {"email": "johndoe@example.test", "password": "johndoe-demo"}}
        signed_in = server.client.post("/api/users/login?token=secret", json=login)
        token = signed_in.json()["user"]["token"]
        # Each worker accepts tokens of the other worker.
        usernames = set()
        for _ in range(20):
            with httpx.Client(base_url=server.address, headers={"Authorization": f"Token {token}"}) as client:
                usernames.add(client.get("/api/user").json()["user"]["username"])
        port = server.address.rpartition(":")[2]
        in_use = run("run_backend", "--port", port, DATABASE_URL=f"sqlite:///{tmp_path}/other.db")
        code = server.stop()
        log = [json.loads(line) for line in server.log.read_text().splitlines()]

    assert articles["articlesCount"] == 40
    assert len(articles["articles"]) == 20
    assert health == {"status": "ok"}
    assert page.status_code == 200
    assert usernames == {"johndoe"}
    assert in_use.exit_code == 1
    assert f"cannot listen on 127.0.0.1, port {port}: Address already in use." in plain_output(in_use)
    assert "Choose others with --host and --port." in plain_output(in_use)
    assert not (tmp_path / "other.db").exists()
    assert code == 0
    finished = {entry["event"] for entry in log if entry["event"].startswith("Finished server process")}
    assert len(finished) == 2
    assert "secret" not in server.log.read_text()
    assert token not in server.log.read_text()
    assert {entry["path"] for entry in log if entry["event"] == "request"} >= {"/api/articles", "/api/users/login"}


def test_one_worker_serves_a_migrated_database_and_exits_with_0_on_sigterm(tmp_path: Path) -> None:
    upgrade_to_head(settings_for(f"sqlite:///{tmp_path}/test.db"))
    with running_server([*RUN_BACKEND, "--no-migrate"], tmp_path) as server:
        articles = server.client.get("/api/articles").json()
        code = server.stop()
        [docs, stop] = list(server.process.stdout or ())

    assert articles == {"articles": [], "articlesCount": 0}
    assert docs == f"Docs:  {server.address}/schema\n"
    assert stop == "Stop with Ctrl+C.\n"
    assert code == 0


def litestar_run() -> tuple[list[str], str]:
    """The command with a free port, and its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    return [str(Path(sys.executable).parent / "litestar"), "run", "--port", str(port)], f"http://127.0.0.1:{port}"


def test_litestar_run_works_without_options_for_the_application(tmp_path: Path) -> None:
    line, address = litestar_run()
    with running_server(line, tmp_path, address) as server:
        response = server.client.get("/api/articles?token=secret")
        server.stop()
        output = "".join(server.process.stdout or ()) + server.log.read_text()

    assert response.json() == {"articles": [], "articlesCount": 0}
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
        response = server.client.get("/api/articles")
        log = server.log.read_text()

    assert response.json() == {"articles": [], "articlesCount": 0}
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


def test_demo_data_is_rejected_in_production(tmp_path: Path) -> None:
    result = run(
        "run_backend",
        "--demo",
        LOCKSTEP_ENVIRONMENT="production",
        LOCKSTEP_SECRET_KEY="x" * 32,
        DATABASE_URL=f"sqlite:///{tmp_path}/test.db",
    )

    assert result.exit_code == 2
    assert "--demo is not for production: the password of the demo account is public" in plain_output(result)
    assert list(tmp_path.iterdir()) == []


def test_address_of_another_host_is_rejected(tmp_path: Path) -> None:
    environment: dict[str, Any] = {"DATABASE_URL": f"sqlite:///{tmp_path}/test.db", "LOCKSTEP_DATA_DIR": str(tmp_path)}
    result = run("run_backend", "--host", "192.0.2.1", **environment)

    assert result.exit_code == 1
    assert "cannot listen on 192.0.2.1, port 8000: " in plain_output(result)
