"""Gate for migrations: released code, and the command that runs all gates."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from alembic.config import Config
from alembic.script import Script

from app.db.migrations import alembic_config
from app.settings import ROOT, Settings
from contract.compatibility import release_of
from contract.examples import Api
from migrations.gates import journey
from migrations.gates.releases import check_released_code, exported, new_migrations
from migrations.gates.report import GateError
from tests.added_migrations import HEAD, ConfigWithMigration
from tests.conftest import settings_for

OFFLINE = settings_for("postgresql://nobody@localhost/nothing")


@pytest.fixture
def empty(new_settings: Callable[[str], Settings], database_kind: str) -> Settings:
    """Settings for an empty database."""
    return new_settings(database_kind)


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=jake", "-c", "user.email=jake@example.test", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def commit_code(folder: Path) -> None:
    """Commit a copy of the code to a new repository without remotes."""
    for name in ("app", "contract", "controllers", "migrations", "schemas", "scripts"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("alembic.ini", "pyproject.toml", "openapi.json"):
        shutil.copy(ROOT / name, folder)
    git(folder, "init")
    git(folder, "add", ".")
    git(folder, "commit", "-m", "Release")


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The exported files of a release that is the code of now."""
    folder = tmp_path_factory.mktemp("repository")
    commit_code(folder)
    with exported(release_of(folder)) as files:
        yield files


def check_release(config: Config, released: Path) -> Script | None:
    return check_released_code(config, released, new_migrations(config, released))


def test_released_code_serves_after_an_expansion(
    empty: Settings, config_with_migration: ConfigWithMigration, released: Path
) -> None:
    config = config_with_migration(empty, 'op.add_column("users", sa.Column("extra", sa.Integer))')

    assert [script.revision for script in new_migrations(config, released)] == ["one_more"]
    assert check_release(config, released) is None


# SQLite drops no column with a CHECK of the table.
DROP_BIO = """
    with op.batch_alter_table("users") as users:
        users.drop_constraint(op.f("ck_users_bio_length_0_2000"), type_="check")
        users.drop_column("bio")
""".strip()
REQUIRED_COLUMN = """op.add_column("users", sa.Column("extra", sa.Integer, nullable=False, server_default="7"))
    with op.batch_alter_table("users") as users:
        users.alter_column("extra", server_default=None)"""
# The accounts of the journey before the migration have texts.
NO_MORE_TEXTS = """op.execute("UPDATE users SET image = NULL")
    with op.batch_alter_table("users") as users:
        users.create_check_constraint("image_null", "image IS NULL")"""


@pytest.mark.parametrize(
    ("code", "request_line", "statement"),
    [
        (DROP_BIO, "POST /api/users is 50", "INSERT INTO users"),
        ('op.alter_column("users", "image", new_column_name="picture")', "POST /api/users is 50", "INSERT INTO users"),
        ('op.rename_table("users", "accounts")', "POST /api/users is 50", "INSERT INTO users"),
        (REQUIRED_COLUMN, "POST /api/users is 50", "INSERT INTO users"),
        (NO_MORE_TEXTS, "PUT /api/user is 500", "UPDATE users"),
    ],
)
def test_contraction_while_the_released_code_uses_the_schema_is_found(
    empty: Settings,
    config_with_migration: ConfigWithMigration,
    released: Path,
    code: str,
    request_line: str,
    statement: str,
) -> None:
    config = config_with_migration(empty, code)

    with pytest.raises(GateError) as raised:
        check_release(config, released)

    location, reason = str(raised.value).split(": the released code fails after this migration: ")
    assert location.endswith("/one_more.py")
    assert request_line in reason
    assert statement in reason
    assert "\nTo fix it, expand now, and contract after the release of code" in reason


def test_first_migration_that_breaks_the_released_code_is_named(
    new_settings: Callable[[str], Settings], config_with_migration: ConfigWithMigration, released: Path
) -> None:
    settings = new_settings("sqlite")
    config_with_migration(settings)
    config_with_migration(settings, DROP_BIO, revision="contract", down_revision="one_more")
    config = config_with_migration(settings, revision="last", down_revision="contract")

    with pytest.raises(
        GateError, match=r"/contract\.py: the released code fails after this migration: POST /api/users"
    ):
        check_release(config, released)


def test_contraction_that_ends_the_support_of_the_release_is_reported(
    empty: Settings, config_with_migration: ConfigWithMigration, released: Path
) -> None:
    config = config_with_migration(empty, DROP_BIO, variables="oldest_compatible = 'one_more'")
    end = check_release(config, released)

    assert end is not None
    assert end.revision == "one_more"


def test_release_that_does_not_run_is_not_blamed_on_a_migration(
    empty: Settings, config_with_migration: ConfigWithMigration, released: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(released, broken)
    (broken / "app" / "asgi.py").write_text("import nothing_of_that_name")

    with pytest.raises(GateError, match=r"the released code: fails on its own schema.*No module named"):
        check_release(config_with_migration(empty), broken)


def test_removed_migration_is_found(released: Path, tmp_path: Path) -> None:
    more = tmp_path / "more"
    shutil.copytree(released, more)
    (more / "migrations" / "versions" / "more.py").write_text(f"revision, down_revision = 'more', {HEAD!r}")

    with pytest.raises(GateError, match=r"more\.py of the release is missing"):
        new_migrations(alembic_config(OFFLINE), more)


class RecordingTransport(httpx.AsyncBaseTransport):
    """A transport that records the method and the path of each request."""

    def __init__(self, transport: httpx.AsyncBaseTransport) -> None:
        self._transport = transport
        self.requests: list[tuple[str, str]] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append((request.method, request.url.path))
        return await self._transport.handle_async_request(request)


async def test_journey_uses_every_operation(app: Any) -> None:
    transport = RecordingTransport(httpx.ASGITransport(app=app))
    document = json.loads((ROOT / "openapi.json").read_text())
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        await journey.travel(client, Api(document), 7)
    operations = {(method.upper(), path) for path, item in document["paths"].items() for method in item}
    missing = {
        (method, path)
        for method, path in operations
        if not any(method == sent and _matches(path, sent_path) for sent, sent_path in transport.requests)
    }

    assert operations
    assert missing == set()


def _matches(template: str, path: str) -> bool:
    parts, sent = template.split("/"), path.split("/")
    return len(parts) == len(sent) and all(a == b or a.startswith("{") for a, b in zip(parts, sent, strict=True))


def check_command(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(folder / "scripts" / "check_migrations.py"), *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_command_reports_location_reason_and_fix_in_a_repository_without_remotes(tmp_path: Path) -> None:
    folder = tmp_path / "repository"
    folder.mkdir()
    commit_code(folder)
    unchanged = check_command(folder)
    migration = (
        f'"""drop the index"""\nimport sqlalchemy as sa\nfrom alembic import op\n'
        f"revision, down_revision = 'bad', {HEAD!r}\n"
        'def upgrade():\n    op.execute("UPDATE users SET bio = NULL")\ndef downgrade():\n    pass\n'
    )
    path = folder / "migrations" / "versions" / "bad.py"
    path.write_text(migration)
    lossy = check_command(folder)
    path.write_text(migration.replace('"UPDATE users SET bio = NULL"', '"DROP INDEX ix_counts_scope_key"'))
    git(folder, "checkout", "-b", "work")
    git(folder, "add", ".")
    git(folder, "commit", "-m", "Work")
    dropped = check_command(folder)
    unknown = check_command(folder, "--base", "nothing")

    assert (unchanged.returncode, unchanged.stderr) == (0, "")
    assert "No migration is new since main (" in unchanged.stdout
    assert lossy.returncode == 4
    assert lossy.stderr.startswith("migrations/versions/bad.py (upgrade): loses data: users has other values in bio\n")
    assert dropped.returncode == 4
    assert "missing: counts: index ix_counts_scope_key" in dropped.stderr
    assert unknown.returncode == 2
    assert "nothing is not a commit of" in unknown.stderr
