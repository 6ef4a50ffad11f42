"""Gates for migrations: each gate finds a bad migration, and accepts the existing ones."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from alembic import command
from alembic.config import Config
from alembic.script import Script, ScriptDirectory

from app.db.migrations import alembic_config
from app.settings import ROOT, Settings
from contract.compatibility import release_of
from migrations.gates import journey
from migrations.gates.database import fill, on_database, rows_of
from migrations.gates.releases import check_released_code, exported, new_migrations
from migrations.gates.report import GateError
from migrations.gates.squawk import check_sql
from migrations.gates.steps import check_heads, check_models, check_path, check_step
from tests.added_migrations import HEAD, ConfigWithMigration
from tests.conftest import settings_for

REVISIONS = [script.revision for script in ScriptDirectory(str(ROOT / "migrations")).walk_revisions()][::-1]
OFFLINE = settings_for("postgresql://nobody@localhost/nothing")


@pytest.fixture
def empty(new_settings: Callable[[str], Settings], database_kind: str) -> Settings:
    """Settings for an empty database."""
    return new_settings(database_kind)


def script_of(config: Config, revision: str = "one_more") -> Script:
    script = ScriptDirectory.from_config(config).get_revision(revision)
    assert script is not None
    return script


def problem_of_step(config: Config) -> str:
    with pytest.raises(GateError) as raised:
        check_step(config, script_of(config))
    return str(raised.value)


# --- Existing migrations


@pytest.mark.parametrize("revision", REVISIONS)
def test_every_migration_preserves_all_rows(empty: Settings, revision: str) -> None:
    config = alembic_config(empty)
    check_step(config, script_of(config, revision))


@pytest.mark.parametrize("revision", REVISIONS)
def test_rows_of_every_revision_reach_head_and_return(empty: Settings, revision: str) -> None:
    config = alembic_config(empty)
    check_path(config, script_of(config, revision))


def test_migrations_are_one_line_and_create_the_models(empty: Settings) -> None:
    check_heads(alembic_config(empty))
    check_models(alembic_config(empty))


# --- Heads and models


def test_two_heads_are_found(config_with_migration: ConfigWithMigration) -> None:
    config_with_migration(OFFLINE)
    config = config_with_migration(OFFLINE, revision="two_more")

    with pytest.raises(GateError, match="the migrations have several heads") as raised:
        check_heads(config)

    assert "one_more.py" in str(raised.value)
    assert 'To fix it, set down_revision = "one_more" in' in str(raised.value)


def test_difference_from_the_models_is_found(empty: Settings, config_with_migration: ConfigWithMigration) -> None:
    config = config_with_migration(empty, 'op.add_column("users", sa.Column("extra", sa.Integer))')

    with pytest.raises(GateError, match=r"(?s)remove_column.*extra.*To fix it, run: make migration"):
        check_models(config)


def test_missing_trigger_is_found(empty: Settings, config_with_migration: ConfigWithMigration) -> None:
    on = "" if empty.on_sqlite else " ON articles"
    config = config_with_migration(empty, f'op.execute("DROP TRIGGER count_articles_insert{on}")')

    with pytest.raises(GateError, match=r"one_more\.py: the migrations drop count_articles_insert"):
        check_models(config)


# --- Rows


def test_upgrade_that_loses_rows_is_found(empty: Settings, config_with_migration: ConfigWithMigration) -> None:
    config = config_with_migration(
        empty, 'op.execute("DELETE FROM comments WHERE id = (SELECT max(id) FROM comments)")'
    )

    assert "one_more.py (upgrade): loses data: comments has 2 rows instead of 3\nTo fix it, " in problem_of_step(config)


def test_downgrade_that_loses_rows_is_found(empty: Settings, config_with_migration: ConfigWithMigration) -> None:
    config = config_with_migration(empty, downgrade='op.execute("DELETE FROM follows")')

    assert "one_more.py (downgrade): loses data: follows has 0 rows instead of 3" in problem_of_step(config)


def test_cascade_that_loses_rows_of_another_table_is_found(
    empty: Settings, config_with_migration: ConfigWithMigration
) -> None:
    config = config_with_migration(empty, 'op.execute("DELETE FROM articles WHERE id = 1")')
    problem = problem_of_step(config)

    if empty.on_sqlite:
        # Foreign keys are off, and the check at the end of a migration finds the rows that refer to the article.
        assert "fails on tables with rows: RuntimeError: the migration leaves rows that refer to nothing" in problem
    else:
        assert "articles has 2 rows instead of 3" in problem
        assert "comments has 2 rows instead of 3" in problem


def test_upgrade_that_loses_values_is_found(empty: Settings, config_with_migration: ConfigWithMigration) -> None:
    config = config_with_migration(empty, "op.execute(\"UPDATE users SET bio = ''\")")

    assert "one_more.py (upgrade): loses data: users has other values in bio\n" in problem_of_step(config)


def test_values_that_move_to_other_rows_are_found(empty: Settings, config_with_migration: ConfigWithMigration) -> None:
    swap = 'op.execute("UPDATE articles SET author_id = CASE author_id WHEN 1 THEN 2 WHEN 2 THEN 1 ELSE 3 END")'

    assert "articles has other values in author_id and body" in problem_of_step(config_with_migration(empty, swap))


def test_intended_change_of_values_is_accepted(empty: Settings, config_with_migration: ConfigWithMigration) -> None:
    config = config_with_migration(
        empty, "op.execute(\"UPDATE users SET bio = ''\")", variables='changed_columns = {"users.bio"}'
    )
    check_step(config, script_of(config))


def test_required_column_without_default_is_found(empty: Settings, config_with_migration: ConfigWithMigration) -> None:
    config = config_with_migration(
        empty,
        'op.add_column("users", sa.Column("extra", sa.Integer, nullable=False))',
        'op.drop_column("users", "extra")',
    )
    problem = problem_of_step(config)

    assert "one_more.py (upgrade): fails on tables with rows: " in problem
    assert " in: ALTER TABLE users ADD COLUMN extra INTEGER NOT NULL\nTo fix it, " in problem


def test_required_column_with_nulls_is_found(empty: Settings, config_with_migration: ConfigWithMigration) -> None:
    config = config_with_migration(
        empty, 'with op.batch_alter_table("users") as users:\n        users.alter_column("bio", nullable=False)'
    )

    assert "one_more.py (upgrade): fails on tables with rows: " in problem_of_step(config)


@pytest.mark.parametrize("downgrade", ["raise NotImplementedError", 'op.drop_column("users", "missing")'])
def test_downgrade_that_fails_is_found(
    empty: Settings, config_with_migration: ConfigWithMigration, downgrade: str
) -> None:
    config = config_with_migration(empty, 'op.add_column("users", sa.Column("extra", sa.Integer))', downgrade)

    assert "one_more.py (downgrade): fails on tables with rows: " in problem_of_step(config)


def test_downgrade_that_leaves_a_column_is_found(empty: Settings, config_with_migration: ConfigWithMigration) -> None:
    problem = problem_of_step(config_with_migration(empty, 'op.add_column("users", sa.Column("extra", sa.Integer))'))

    assert "one_more.py (downgrade): the schema differs from the schema before: left: users: column extra" in problem
    assert problem.endswith("To fix it, make downgrade() the exact reverse of upgrade()")


def test_downgrade_that_drops_an_index_is_found(empty: Settings, config_with_migration: ConfigWithMigration) -> None:
    config = config_with_migration(empty, downgrade='op.drop_index("ix_comments_author_id", "comments")')

    assert "missing: comments: index ix_comments_author_id" in problem_of_step(config)


NEW_TABLE = """op.create_table(
        "badges",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("user_id", sa.BigInteger().with_variant(sa.INTEGER(), "sqlite"),
                  sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
        sa.Column("parent_id", sa.Integer, sa.ForeignKey("badges.id")),
        sa.Column("code", sa.String(2), nullable=False, unique=True),
        sa.Column("given", sa.Boolean, nullable=False), sa.Column("weight", sa.Numeric(5, 2), nullable=False),
        sa.Column("score", sa.Float, nullable=False), sa.Column("day", sa.Date, nullable=False),
        sa.Column("moment", sa.DateTime, nullable=False), sa.Column("hour", sa.Time, nullable=False),
        sa.Column("image", sa.LargeBinary, nullable=False), sa.Column("note", sa.JSON, nullable=False),
    )"""


def test_new_table_gets_rows(empty: Settings, config_with_migration: ConfigWithMigration) -> None:
    config = config_with_migration(empty, NEW_TABLE, 'op.drop_table("badges")')
    check_step(config, script_of(config))
    on_database(empty, fill)
    rows = on_database(empty, rows_of)["badges"].rows

    assert [row["code"] for row in rows] == ["e0", "e1", "e2"]
    assert [row["parent_id"] for row in rows] == [None, 1, 1]
    assert {row["user_id"] for row in rows} == {1, 2, 3}


def test_loss_on_the_path_to_head_is_found(
    new_settings: Callable[[str], Settings], database_kind: str, config_with_migration: ConfigWithMigration
) -> None:
    empty = new_settings(database_kind)
    config_with_migration(empty, NEW_TABLE, 'op.drop_table("badges")')
    config = config_with_migration(
        empty, 'op.execute("DELETE FROM badges")', revision="two_more", down_revision="one_more"
    )

    check_step(config, script_of(config))
    config.attributes["settings"] = new_settings(database_kind)
    with pytest.raises(GateError, match=r"two_more\.py \(upgrade\): loses data: badges has 0 rows instead of 3"):
        check_path(config, script_of(config))


def test_rows_are_the_same_each_time(new_settings: Callable[[str], Settings], database_kind: str) -> None:
    found = []
    for _ in range(2):
        settings = new_settings(database_kind)
        command.upgrade(alembic_config(settings), "head")
        on_database(settings, fill)
        found.append(on_database(settings, rows_of))

    assert found[0] == found[1]
    assert all(table.rows for table in found[0].values())
    assert len(found[0]) == 8


def test_type_without_generated_values_is_found(empty: Settings, config_with_migration: ConfigWithMigration) -> None:
    if empty.on_sqlite:
        pytest.skip("SQLite has no such type")
    config = config_with_migration(
        empty, 'op.create_table("nets", sa.Column("net", sa.ARRAY(sa.Integer), primary_key=True))'
    )

    assert "no values of the type ARRAY(INTEGER()) of nets.net: add a generator to VALUES" in problem_of_step(config)


# --- SQL for PostgreSQL


def test_index_that_blocks_writes_is_found(config_with_migration: ConfigWithMigration) -> None:
    config = config_with_migration(OFFLINE, 'op.create_index("ix_extra", "users", ["bio"])')

    with pytest.raises(GateError) as raised:
        check_sql(config, script_of(config))

    assert "one_more.py: squawk require-concurrent-index-creation in `CREATE INDEX ix_extra ON users (bio);`: " in str(
        raised.value
    )
    assert "squawk_exemptions" in str(raised.value)


@pytest.mark.parametrize(
    ("code", "rule"),
    [
        ('op.add_column("users", sa.Column("extra", sa.BigInteger, nullable=False))', "adding-required-field"),
        ('op.alter_column("users", "token_generation", type_=sa.BigInteger)', "changing-column-type"),
        ('op.create_check_constraint("c", "users", "bio <> image")', "constraint-missing-not-valid"),
        ('op.create_unique_constraint("u", "users", ["bio"])', "disallowed-unique-constraint"),
        ('op.execute("SELEC 1")', "syntax-error"),
    ],
)
def test_sql_that_squawk_rejects_is_found(config_with_migration: ConfigWithMigration, code: str, rule: str) -> None:
    config = config_with_migration(OFFLINE, code)

    with pytest.raises(GateError, match=f"squawk {rule} in "):
        check_sql(config, script_of(config))


def test_exempted_rule_is_accepted(config_with_migration: ConfigWithMigration) -> None:
    config = config_with_migration(
        OFFLINE,
        'op.create_index("ix_extra", "users", ["bio"])',
        variables='squawk_exemptions = {"require-concurrent-index-creation": "the table is small"}',
    )
    check_sql(config, script_of(config))


@pytest.mark.parametrize(
    "code",
    [
        'op.add_column("users", sa.Column("extra", sa.String))',
        'op.add_column("users", sa.Column("extra", sa.BigInteger, nullable=False, server_default="0"))',
        'op.drop_column("users", "bio")',
        NEW_TABLE.replace("sa.DateTime", "sa.DateTime(timezone=True)"),
    ],
)
def test_sql_that_blocks_nothing_is_accepted(config_with_migration: ConfigWithMigration, code: str) -> None:
    config = config_with_migration(OFFLINE, code)
    check_sql(config, script_of(config))


def test_migration_that_reads_rows_has_no_sql(config_with_migration: ConfigWithMigration) -> None:
    config = config_with_migration(OFFLINE, 'op.get_bind().execute(sa.text("SELECT 1")).all()')

    with pytest.raises(GateError, match=r"one_more\.py: has no SQL for alembic upgrade --sql: "):
        check_sql(config, script_of(config))


# --- Released code


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


REQUIRED_COLUMN = """op.add_column("users", sa.Column("extra", sa.Integer, nullable=False, server_default="7"))
    with op.batch_alter_table("users") as users:
        users.alter_column("extra", server_default=None)"""


@pytest.mark.parametrize(
    ("code", "request_line", "statement"),
    [
        ('op.drop_column("articles", "description")', "POST /api/articles is 50", "INSERT INTO articles"),
        ('op.alter_column("comments", "body", new_column_name="text")', "POST /api/articles/", "INSERT INTO comments"),
        ('op.rename_table("follows", "followings")', "POST /api/articles is 50", "FROM follows"),
        (REQUIRED_COLUMN, "POST /api/users is 500", "INSERT INTO users"),
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
    config_with_migration(settings, 'op.drop_column("users", "image")', revision="contract", down_revision="one_more")
    config = config_with_migration(settings, revision="last", down_revision="contract")

    with pytest.raises(
        GateError, match=r"/contract\.py: the released code fails after this migration: POST /api/users"
    ):
        check_release(config, released)


def test_contraction_that_ends_the_support_of_the_release_is_reported(
    empty: Settings, config_with_migration: ConfigWithMigration, released: Path
) -> None:
    config = config_with_migration(
        empty, 'op.drop_column("articles", "description")', variables="oldest_compatible = 'one_more'"
    )
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
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        await journey.travel(client, "all")
    paths = json.loads((ROOT / "openapi.json").read_text())["paths"]
    operations = {(method.upper(), path) for path, item in paths.items() for method in item if method != "parameters"}
    missing = {
        (method, path)
        for method, path in operations
        if not any(method == sent and _matches(path, sent_path) for sent, sent_path in transport.requests)
    }

    assert len(operations) > 20
    assert missing == set()


def _matches(template: str, path: str) -> bool:
    parts, sent = template.split("/"), path.split("/")
    return len(parts) == len(sent) and all(a == b or a.startswith("{") for a, b in zip(parts, sent, strict=True))


# --- The command


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
    path.write_text(migration.replace('"UPDATE users SET bio = NULL"', '"DROP INDEX ix_comments_author_id"'))
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
    assert "missing: comments: index ix_comments_author_id" in dropped.stderr
    assert unknown.returncode == 2
    assert "nothing is not a commit of" in unknown.stderr
