"""Migrations: upgrades, downgrades, concurrent runs and atomicity."""

import ast
import asyncio
import io
import json
import logging
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import inspect
from sqlalchemy.exc import DBAPIError, IntegrityError

from app.db.counters import triggers
from app.db.engine import create_engine
from app.db.migrations import (
    VERSION_TABLE,
    DatabaseUnreachableError,
    InvalidRowsError,
    MigrationBlockedError,
    UnknownVersionError,
    alembic_config,
    report_blocked,
    schema_of,
    upgrade_to_head,
)
from app.db_models import Base
from app.settings import ROOT, Settings
from tests.added_migrations import HEAD, VERSIONS, ConfigWithMigration
from tests.conftest import settings_for
from tests.waiting import TIMEOUT_SECONDS

TABLES = {*Base.metadata.tables, VERSION_TABLE}


@pytest.fixture
def empty(new_database: Callable[[str], str], database_kind: str) -> Settings:
    """Settings for an empty database."""
    return settings_for(new_database(database_kind))


@pytest.fixture
def migrated(empty: Settings) -> Settings:
    """Settings for a database at head."""
    upgrade_to_head(empty)
    return empty


def execute(settings: Settings, *statements: str) -> list[tuple[Any, ...]]:
    """Execute statements in one transaction, and return the rows of the last statement."""

    async def run() -> list[tuple[Any, ...]]:
        engine = create_engine(settings)
        try:
            async with engine.begin() as connection:
                for statement in statements:
                    result = await connection.exec_driver_sql(statement)
                return [tuple(row) for row in result.all()] if result.returns_rows else []
        finally:
            await engine.dispose()

    return asyncio.run(run())


# The other schema objects that a migration might leave.
OTHER_OBJECTS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type IN ('index', 'view', 'trigger') AND tbl_name NOT IN {tables}",
    "postgresql": """
        SELECT typname FROM pg_type WHERE typnamespace = 'public'::regnamespace AND typtype IN ('d', 'e')
        UNION SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        """,
}


# On PostgreSQL a trigger executes a function.
HEAD_OBJECTS = {"sqlite": TABLES, "postgresql": TABLES | triggers() | {"add_to_count", "add_to_writer"}}


def triggers_in(settings: Settings) -> set[str]:
    """The names of all triggers, without PostgreSQL's internal triggers."""
    names = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    return {name for (name,) in execute(settings, names[settings.url.get_backend_name()])}


def objects_in(settings: Settings) -> set[str]:
    """The names of all tables and other schema objects."""

    async def run() -> set[str]:
        engine = create_engine(settings)
        async with engine.connect() as connection:
            tables = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
            others = OTHER_OBJECTS[engine.dialect.name].format(tables=(*tables, "", ""))
            found = {*tables, *(await connection.exec_driver_sql(others)).scalars()}
        await engine.dispose()
        return found

    return asyncio.run(run())


def version(settings: Settings) -> str | None:
    return asyncio.run(schema_of(settings)).version


def test_upgrade_downgrade_and_upgrade_again(empty: Settings, database_kind: str) -> None:
    config = alembic_config(empty)
    before = objects_in(empty)
    upgrade_to_head(empty)
    command.check(config)
    upgraded = objects_in(empty)
    command.downgrade(config, "base")
    downgraded = objects_in(empty)
    upgrade_to_head(empty)
    command.check(config)

    assert before == set()
    assert upgraded == HEAD_OBJECTS[database_kind]
    assert downgraded == {"alembic_version"}
    assert objects_in(empty) == HEAD_OBJECTS[database_kind]


def test_version_of_an_empty_upgraded_and_downgraded_database(empty: Settings) -> None:
    versions = [version(empty)]
    upgrade_to_head(empty)
    versions.append(version(empty))
    command.downgrade(alembic_config(empty), "base")
    versions.append(version(empty))

    assert versions == [None, HEAD, None]
    assert re.fullmatch("[0-9a-f]{12}", HEAD)


def test_upgrade_at_head_changes_nothing(migrated: Settings) -> None:
    upgrade_to_head(migrated)

    assert version(migrated) == HEAD
    assert execute(migrated, "SELECT count(*) FROM alembic_version") == [(1,)]


def test_difference_between_tables_and_models_is_found(migrated: Settings) -> None:
    execute(migrated, "ALTER TABLE users ADD COLUMN extra INTEGER")

    with pytest.raises(CommandError, match=r"New upgrade operations detected.*'remove_column'.*'extra'"):
        command.check(alembic_config(migrated))


@pytest.mark.parametrize(("column", "length"), [("username", None), ("username", 50), ("password_hash", 50)])
def test_length_that_only_one_side_has_is_found(
    migrated: Settings, config_with_migration: ConfigWithMigration, column: str, length: int | None
) -> None:
    alter = f'users.alter_column("{column}", type_=sa.String({length}))'
    config = config_with_migration(migrated, f'with op.batch_alter_table("users") as users:\n        {alter}')
    command.upgrade(config, "head")

    with pytest.raises(CommandError, match=rf"New upgrade operations detected.*'modify_type'.*'{column}'"):
        command.check(config)


@pytest.mark.parametrize(
    ("code", "operation"),
    [
        ('users.create_check_constraint("only_here", "id > 0")', "remove_constraint"),
        ('users.drop_constraint("email_length_3_254", type_="check")', "add_constraint"),
    ],
)
def test_check_that_only_one_side_has_is_found(
    migrated: Settings, config_with_migration: ConfigWithMigration, code: str, operation: str
) -> None:
    config = config_with_migration(migrated, f'with op.batch_alter_table("users") as users:\n        {code}')
    command.upgrade(config, "head")

    with pytest.raises(CommandError, match=rf"New upgrade operations detected.*'{operation}'"):
        command.check(config)


# Four concurrent processes migrate each database. The processes are forks of a process with all imports done.
CONCURRENT_UPGRADES = """
import os, sys
from app.db.migrations import upgrade_to_head
from app.settings import Settings

for url in sys.argv[1:]:
    children = []
    for _ in range(4):
        child = os.fork()
        if child == 0:
            upgrade_to_head(Settings(secret_key="x" * 32, database_url=url))
            os._exit(0)
        children.append(child)
    print(*(os.waitpid(child, 0)[1] for child in children))
"""


def test_concurrent_migrations_all_succeed(new_database: Callable[[str], str]) -> None:
    urls = [new_database(kind) for kind in ("sqlite", "sqlite", "postgresql")]
    result = subprocess.run(
        [sys.executable, "-c", CONCURRENT_UPGRADES, *urls],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=TIMEOUT_SECONDS,
        check=False,
    )

    assert result.stderr == ""
    assert result.stdout == "0 0 0 0\n" * 3
    assert [version(settings_for(url)) for url in urls] == [HEAD] * 3


def test_failed_migration_is_rolled_back(
    migrated: Settings, config_with_migration: ConfigWithMigration, database_kind: str
) -> None:
    code = 'op.create_table("half", sa.Column("id", sa.Integer)); op.execute("UPDATE nothing SET x = 1")'

    with pytest.raises(DBAPIError):
        command.upgrade(config_with_migration(migrated, code), "head")

    assert objects_in(migrated) == HEAD_OBJECTS[database_kind]
    assert version(migrated) == HEAD


def test_failed_migration_rolls_back_earlier_migrations_of_the_same_command(
    empty: Settings, config_with_migration: ConfigWithMigration, database_kind: str
) -> None:
    with pytest.raises(ZeroDivisionError):
        command.upgrade(config_with_migration(empty, "1 / 0"), "head")

    assert objects_in(empty) == set()
    upgrade_to_head(empty)
    assert objects_in(empty) == HEAD_OBJECTS[database_kind]


def insert_user(number: int, name: str) -> str:
    moment = "'2026-01-02 03:04:05'"
    return (
        "INSERT INTO users (id, username, username_key, email, email_key, password_hash, token_generation,"
        f" created_at, updated_at) VALUES ({number}, '{name}', '{name}', '{name}', '{name}', '', 0, {moment}, {moment})"
    )


def insert_article(number: int, author: int) -> str:
    moment = "'2026-01-02 03:04:05'"
    return (
        "INSERT INTO articles (id, slug, title, description, body, author_id, created_at, updated_at)"
        f" VALUES ({number}, 'a', 'a', 'a', 'a', {author}, {moment}, {moment})"
    )


ALTER_USERS = """
    with op.batch_alter_table("users") as users:
        users.alter_column("image", existing_type=sa.String(), type_=sa.String(2_000))
        users.add_column(sa.Column("extra", sa.Integer, nullable=False, server_default="7"))
"""


def test_table_change_preserves_referencing_rows(
    migrated: Settings, config_with_migration: ConfigWithMigration
) -> None:
    """SQLite copies the table and drops the old table; with foreign keys on, the drop would delete all articles."""
    execute(
        migrated,
        insert_user(1, "jake"),
        insert_user(2, "anna"),
        insert_article(5, 1),
        "INSERT INTO article_tags (article_id, tag) VALUES (5, 'dragons')",
        "INSERT INTO follows (follower_id, followed_id) VALUES (2, 1)",
    )
    command.upgrade(config_with_migration(migrated, ALTER_USERS.strip()), "head")

    assert execute(migrated, "SELECT id, username, extra FROM users ORDER BY id") == [(1, "jake", 7), (2, "anna", 7)]
    assert execute(migrated, "SELECT id, author_id FROM articles") == [(5, 1)]
    assert execute(migrated, "SELECT article_id, tag FROM article_tags") == [(5, "dragons")]
    assert execute(migrated, "SELECT follower_id, followed_id FROM follows") == [(2, 1)]
    # The foreign keys still work.
    execute(migrated, "DELETE FROM users WHERE id = 1")
    assert execute(migrated, "SELECT id FROM articles") == []
    with pytest.raises(IntegrityError):
        execute(migrated, insert_article(6, 99))
    with pytest.raises(IntegrityError, match="ck_users_email_length_3_254"):
        execute(migrated, insert_user(3, "x"))


ALTER_COUNTED_TABLES = """
    for name in ("articles", "article_tags", "favorites", "counts", "writers"):
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column("extra", sa.Integer, nullable=False, server_default="7"))
            table.create_check_constraint("extra_is_seven", "extra = 7")
"""


def test_table_change_preserves_triggers(migrated: Settings, config_with_migration: ConfigWithMigration) -> None:
    execute(migrated, insert_user(1, "jake"), insert_article(5, 1))
    command.upgrade(config_with_migration(migrated, ALTER_COUNTED_TABLES.strip()), "head")
    execute(migrated, insert_article(6, 1).replace("'a'", "'b'"))
    execute(migrated, "INSERT INTO article_tags (article_id, tag) VALUES (5, 'dragons'), (6, 'dragons')")

    assert triggers_in(migrated) == triggers()
    assert execute(migrated, "SELECT n FROM counts WHERE scope = 'articles'") == [(2,)]
    assert execute(migrated, "SELECT n FROM counts WHERE scope = 'articles_tagged' AND key = 'dragons'") == [(2,)]
    assert execute(migrated, "SELECT user_id, articles, latest_article_id FROM writers") == [(1, 2, 6)]


KEEP_COUNTS, TAGS_IN_ARTICLES, TAGS_IN_ROWS = "8d2f6c01b7ae", "c41e7a90d3b6", "3f6b1d0c92e4"
BEFORE_LENGTHS, LENGTHS = "6e0b54d19c2f", "b5a90e7d41c8"


def test_tags_move_into_article_rows_and_back_in_order(empty: Settings) -> None:
    config = alembic_config(empty)
    command.upgrade(config, KEEP_COUNTS)
    execute(
        empty,
        insert_user(1, "jake"),
        insert_article(5, 1),
        insert_article(6, 1).replace("'a'", "'b'"),
        "INSERT INTO article_tags (article_id, tag, position) VALUES (5, 'training', 1), (5, 'ä \"b\"', 0)",
    )
    command.upgrade(config, TAGS_IN_ARTICLES)
    lists = execute(empty, "SELECT id, tag_list FROM articles ORDER BY id")
    execute(empty, 'UPDATE articles SET tag_list = \'["z", "training", "a"]\' WHERE id = 6')
    command.downgrade(config, KEEP_COUNTS)

    assert [(number, json.loads(text)) for number, text in lists] == [(5, ['ä "b"', "training"]), (6, [])]
    assert execute(empty, "SELECT article_id, tag, position FROM article_tags ORDER BY article_id, position") == [
        (5, 'ä "b"', 0),
        (5, "training", 1),
        (6, "z", 0),
        (6, "training", 1),
        (6, "a", 2),
    ]
    assert execute(empty, "SELECT sum(n) FROM counts WHERE key = 'training'") == [(2,)]


def test_tags_move_out_of_article_rows_and_back_in_alphabetical_order(empty: Settings) -> None:
    config = alembic_config(empty)
    command.upgrade(config, TAGS_IN_ARTICLES)
    listed = 'UPDATE articles SET tag_list = \'["z", "ä", "a b"]\' WHERE id = 6'
    execute(empty, insert_user(1, "jake"), insert_article(5, 1), insert_article(6, 1).replace("'a'", "'b'"), listed)
    command.upgrade(config, TAGS_IN_ROWS)
    rows = execute(empty, "SELECT article_id, tag FROM article_tags ORDER BY tag")
    execute(empty, "INSERT INTO article_tags (article_id, tag) VALUES (5, 'y'), (5, 'x')")
    command.downgrade(config, TAGS_IN_ARTICLES)
    lists = execute(empty, "SELECT id, tag_list FROM articles ORDER BY id")
    execute(empty, "UPDATE articles SET tag_list = '[\"new\"]' WHERE id = 5")

    assert rows == [(6, "a b"), (6, "z"), (6, "ä")]
    assert [(number, json.loads(text)) for number, text in lists] == [(5, ["x", "y"]), (6, ["a b", "z", "ä"])]
    assert execute(empty, "SELECT tag FROM article_tags WHERE article_id = 5") == [("new",)]
    assert execute(empty, "SELECT sum(n) FROM counts WHERE key = 'new'") == [(1,)]


ROWS = (
    insert_user(1, "jake"),
    insert_user(2, "anna"),
    "UPDATE users SET bio = 'likes dragons' WHERE id = 2",
    insert_article(5, 1),
    "INSERT INTO article_tags (article_id, tag) VALUES (5, 'dragons')",
    "INSERT INTO favorites (article_id, user_id) VALUES (5, 2)",
    "INSERT INTO follows (follower_id, followed_id) VALUES (2, 1)",
    "INSERT INTO comments SELECT 7, 'Thanks', 5, id, created_at, updated_at FROM users WHERE id = 2",
)


def rows_in(settings: Settings) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables, without the tables of versions."""
    names = Base.metadata.tables.keys() - {"compatible_revisions"}
    return {name: sorted(execute(settings, f"SELECT * FROM {name}"), key=repr) for name in names}


def test_limits_of_lengths_are_added_and_removed_without_a_change_of_rows(empty: Settings) -> None:
    config = alembic_config(empty)
    command.upgrade(config, BEFORE_LENGTHS)
    execute(empty, *ROWS)
    before, triggers = rows_in(empty), triggers_in(empty)
    command.upgrade(config, LENGTHS)
    limited = rows_in(empty), triggers_in(empty)
    with pytest.raises(DBAPIError):
        execute(empty, "UPDATE users SET email = 'x'")
    command.downgrade(config, BEFORE_LENGTHS)

    assert all(before.values())
    assert limited == (before, triggers)
    assert (rows_in(empty), triggers_in(empty)) == (before, triggers)
    execute(empty, "UPDATE users SET email = 'x'")
    execute(empty, "DELETE FROM users")
    assert not any(rows_in(empty).values())


def test_invalid_rows_stop_the_migration_before_any_change(empty: Settings) -> None:
    config = alembic_config(empty)
    command.upgrade(config, BEFORE_LENGTHS)
    execute(
        empty,
        *ROWS,
        *(insert_user(number, f"p@{number}") for number in range(10, 17)),
        "UPDATE users SET username = '' WHERE id > 9",
        "UPDATE articles SET title = 'An article: ' || title || description || '" + "x" * 200 + "'",
        "UPDATE article_tags SET tag = '" + "x" * 65 + "'",
    )
    before, objects = rows_in(empty), objects_in(empty)

    with pytest.raises(InvalidRowsError) as raised:
        upgrade_to_head(empty)

    assert raised.value.exit_code == 3
    assert raised.value.message.splitlines() == [
        "Rows do not meet the new limits. Nothing was changed.",
        "  users, not length(username) BETWEEN 1 AND 64: id = 10; id = 11; id = 12; id = 13; id = 14; and more",
        "  articles, not length(title) BETWEEN 1 AND 200: id = 5",
        f"  article_tags, not length(tag) BETWEEN 1 AND 64: article_id = 5, tag = '{'x' * 65}'",
        "To fix it, correct or delete these rows, and repeat the migration.",
    ]
    assert (rows_in(empty), objects_in(empty)) == (before, objects)
    assert version(empty) == BEFORE_LENGTHS
    execute(empty, "DELETE FROM users")
    upgrade_to_head(empty)
    assert version(empty) == HEAD


def test_table_change_does_not_reuse_deleted_ids(
    migrated: Settings, config_with_migration: ConfigWithMigration
) -> None:
    """Tokens contain user ids: the token of a deleted user must not authenticate a new user."""
    insert_jake = insert_user(1, "jake").replace("(id, ", "(").replace("VALUES (1, ", "VALUES (")
    execute(migrated, insert_jake, insert_jake.replace("'jake'", "'anna'"), "DELETE FROM users WHERE username = 'anna'")
    [(last,)] = execute(migrated, "SELECT id FROM users")
    command.upgrade(config_with_migration(migrated, ALTER_USERS.strip()), "head")
    execute(migrated, insert_jake.replace("'jake'", "'emma'"))

    assert execute(migrated, "SELECT id FROM users WHERE username = 'emma'") == [(last + 2,)]
    execute(migrated, "DELETE FROM users")
    execute(migrated, insert_jake)
    assert execute(migrated, "SELECT id FROM users") == [(last + 3,)]


def test_migration_that_leaves_dangling_references_fails(
    migrated: Settings, config_with_migration: ConfigWithMigration
) -> None:
    with pytest.raises((RuntimeError, IntegrityError), match=r"refer to nothing|violates foreign key"):
        command.upgrade(config_with_migration(migrated, f'op.execute("{insert_article(6, 99)}")'), "head")

    assert execute(migrated, "SELECT id FROM articles") == []
    assert version(migrated) == HEAD


def test_unreachable_database_is_reported_without_its_password() -> None:
    settings = settings_for("postgresql://jake:hunter2@127.0.0.1:1/conduit?password=hunter3")

    with pytest.raises(DatabaseUnreachableError) as raised:
        upgrade_to_head(settings)

    assert raised.value.exit_code == 5
    problem, hint = raised.value.message.splitlines()
    assert problem.startswith(
        "The database postgresql+asyncpg://jake:***@127.0.0.1:1/conduit cannot be opened: [Errno "
    )
    assert problem.endswith("] Connect call failed ('127.0.0.1', 1)")
    assert hint == "Start it, or correct DATABASE_URL."


def test_file_that_is_not_a_database_is_reported_and_unchanged(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Jake, " * 100)

    with pytest.raises(DatabaseUnreachableError, match=r"letter\.txt cannot be opened: file is not a database"):
        upgrade_to_head(settings_for(f"sqlite:///{path}"))

    assert path.read_text() == "Dear Jake, " * 100


def test_folder_of_a_new_database_is_created(tmp_path: Path) -> None:
    settings = settings_for(f"sqlite:///{tmp_path}/new/folder/conduit.db")
    upgrade_to_head(settings)

    assert version(settings) == HEAD


SCRIPTS = list(ScriptDirectory.from_config(Config(ROOT / "alembic.ini")).walk_revisions("base", "heads"))[::-1]


def test_migrations_are_linear() -> None:
    assert [script.down_revision for script in SCRIPTS] == [None, *(script.revision for script in SCRIPTS[:-1])]
    assert [script.revision for script in SCRIPTS][-1] == HEAD


def test_migration_files_are_dated_and_sorted() -> None:
    names = [Path(script.path).name for script in SCRIPTS]

    assert names == sorted(path.name for path in VERSIONS.glob("*.py"))
    assert [name for name in names if not re.fullmatch(r"20\d\d_\d\d_\d\d_\d{6}_[a-z0-9_]+\.py", name)] == []


def test_every_migration_has_a_docstring_and_a_downgrade() -> None:
    for script in SCRIPTS:
        tree = ast.parse(Path(script.path).read_text())
        [downgrade] = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "downgrade"]
        assert script.doc, script.path
        assert not isinstance(downgrade.body[-1], ast.Pass), script.path


@pytest.fixture
def copied_config(migrated: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Config:
    """Alembic's configuration for a copy of the migrations, to which tests add migrations."""
    shutil.copytree(ROOT / "migrations", tmp_path / "migrations", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("alembic.ini", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    monkeypatch.setattr(sys, "path", [*sys.path])  # alembic.ini extends sys.path
    config = Config(tmp_path / "alembic.ini")
    config.attributes["settings"] = migrated
    return config


def revise(config: Config, message: str, *, autogenerate: bool) -> str:
    """Write a migration, check its file name and format, and return its text."""
    script = command.revision(config, message, autogenerate=autogenerate)
    assert not isinstance(script, list)
    assert script is not None
    path = Path(script.path)
    assert re.fullmatch(rf"20\d\d_\d\d_\d\d_\d{{6}}_{message.replace(' ', '_')}\.py", path.name)
    assert path.name > max(file.name for file in VERSIONS.glob("*.py"))
    for arguments in (["format", "--check"], ["check"]):
        subprocess.run([sys.executable, "-m", "ruff", *arguments, "--quiet", str(path)], check=True)
    return path.read_text()


def test_new_empty_migration_is_formatted(copied_config: Config) -> None:
    text = revise(copied_config, "say what it is", autogenerate=False)

    assert text.startswith('"""say what it is\n\nRevision: ')
    assert f"\nRevises: {HEAD}\n" in text
    assert "\nimport sqlalchemy as sa\nfrom alembic import op\n" in text
    assert f'\ndown_revision: str | Sequence[str] | None = "{HEAD}"\n' in text
    assert 'def upgrade() -> None:\n    """Apply the migration."""\n    pass\n' in text
    assert text.endswith('def downgrade() -> None:\n    """Revert the migration."""\n    pass\n')


def test_autogenerated_migration_is_formatted_and_matches_the_models(
    copied_config: Config, migrated: Settings, database_kind: str
) -> None:
    execute(migrated, "DROP TABLE comments", "DROP INDEX ix_follows_followed_id")
    text = revise(copied_config, "bring comments back", autogenerate=True)

    assert "\nimport sqlalchemy as sa\nfrom alembic import op\n" in text
    assert '    op.create_table(\n        "comments",\n' in text
    assert 'sa.Column("created_at", sa.DateTime(timezone=True), nullable=False)' in text
    assert "sqlite_autoincrement=True" in text
    assert "ix_follows_followed_id" in text
    assert 'op.drop_table("comments")' in text
    assert "advanced_alchemy" not in text
    command.upgrade(copied_config, "head")
    command.check(copied_config)
    assert objects_in(migrated) == HEAD_OBJECTS[database_kind]


def test_unknown_database_version_is_reported(migrated: Settings) -> None:
    execute(
        migrated,
        "UPDATE alembic_version SET version_num = 'from elsewhere'",
        "UPDATE compatible_revisions SET revision = 'elsewhere ' || revision",
    )

    with pytest.raises(UnknownVersionError, match="may have been migrated by other code"):
        upgrade_to_head(migrated)


def is_compatible(settings: Settings) -> bool:
    return asyncio.run(schema_of(settings)).is_compatible


def compatible_revisions(settings: Settings) -> list[str]:
    return [revision for (revision,) in execute(settings, "SELECT revision FROM compatible_revisions")]


REVISIONS = [script.revision for script in SCRIPTS]
FIRST_RECORDED = "6e0b54d19c2f"


def test_every_applied_revision_is_compatible_by_default(empty: Settings) -> None:
    config = alembic_config(empty)
    for revision in REVISIONS:
        command.upgrade(config, revision)
        if revision == FIRST_RECORDED:
            break
        assert not is_compatible(empty)
    applied = REVISIONS[: REVISIONS.index(FIRST_RECORDED) + 1]
    assert set(compatible_revisions(empty)) == set(applied)
    command.upgrade(config, "head")

    assert set(compatible_revisions(empty)) == set(REVISIONS)
    assert is_compatible(empty)


def test_code_keeps_a_newer_schema_that_supports_the_code(
    migrated: Settings, config_with_migration: ConfigWithMigration, caplog: pytest.LogCaptureFixture
) -> None:
    newer = config_with_migration(migrated, 'op.add_column("users", sa.Column("extra", sa.Integer))')
    command.upgrade(newer, "head")
    with caplog.at_level(logging.WARNING, "app.db.migrations"):
        upgrade_to_head(migrated)

    assert caplog.messages == [f"The database has the newer schema one_more, which supports this code ({HEAD})."]
    assert asyncio.run(schema_of(migrated)) == ("one_more", True)
    assert execute(migrated, "SELECT extra FROM users") == []


def test_migration_ends_the_support_of_older_code_and_its_downgrade_restores_the_support(
    migrated: Settings, config_with_migration: ConfigWithMigration
) -> None:
    config_with_migration(migrated)
    newer = config_with_migration(
        migrated, variables="oldest_compatible = 'one_more'", revision="contract", down_revision="one_more"
    )
    command.upgrade(newer, "one_more")
    expanded = compatible_revisions(migrated)
    command.upgrade(newer, "contract")
    contracted = compatible_revisions(migrated)

    assert set(expanded) == {*REVISIONS, "one_more"}
    assert set(contracted) == {"one_more", "contract"}
    with pytest.raises(UnknownVersionError, match="may have been migrated by other code"):
        upgrade_to_head(migrated)
    command.downgrade(newer, "one_more")
    assert set(compatible_revisions(migrated)) == set(expanded)
    upgrade_to_head(migrated)
    command.downgrade(newer, HEAD)
    assert set(compatible_revisions(migrated)) == set(REVISIONS)


def test_stamp_repairs_the_compatible_revisions(migrated: Settings, config_with_migration: ConfigWithMigration) -> None:
    newer = config_with_migration(migrated)
    execute(
        migrated,
        "DELETE FROM compatible_revisions",
        "INSERT INTO compatible_revisions VALUES ('foreign', now())"
        if not migrated.on_sqlite
        else "INSERT INTO compatible_revisions VALUES ('foreign', 'now')",
    )
    command.stamp(newer, "head", purge=True)
    purged = compatible_revisions(migrated)
    command.stamp(newer, HEAD)

    assert set(purged) == {*REVISIONS, "one_more"}
    assert set(compatible_revisions(migrated)) == set(REVISIONS)


def test_sql_of_the_migrations_records_the_compatible_revisions(config_with_migration: ConfigWithMigration) -> None:
    settings = settings_for("postgresql://nobody@127.0.0.1:1/x")
    config = config_with_migration(settings, variables=f"oldest_compatible = {HEAD!r}")
    config.output_buffer = buffer = io.StringIO()
    command.upgrade(config, "head", sql=True)
    statements = [s for s in re.sub("^--.*$", "", buffer.getvalue(), flags=re.MULTILINE).split(";\n") if s.strip()]

    assert "INSERT INTO compatible_revisions (revision) VALUES ('one_more')" in buffer.getvalue()
    assert [s for s in statements if "DELETE FROM compatible_revisions" in s]


async def upgrade_while_locked(settings: Settings, config: Config, lock: str) -> MigrationBlockedError:
    """The error of an upgrade while another session holds a lock."""
    engine = create_engine(settings)
    try:
        async with engine.begin() as connection:
            await connection.exec_driver_sql(lock)
            with pytest.raises(MigrationBlockedError) as raised:
                await asyncio.to_thread(command.upgrade, config, "head")
    finally:
        await engine.dispose()
    return raised.value


def test_migration_gives_up_waiting_for_a_lock_and_can_be_repeated(
    new_settings: Callable[[str], Settings], config_with_migration: ConfigWithMigration
) -> None:
    settings = new_settings("postgresql")
    upgrade_to_head(settings)
    code = 'op.create_table("new", sa.Column("id", sa.Integer)); op.add_column("users", sa.Column("extra", sa.Integer))'
    config = config_with_migration(settings, code)
    error = asyncio.run(upgrade_while_locked(settings, config, "LOCK TABLE users IN ROW EXCLUSIVE MODE"))
    objects = objects_in(settings)

    assert error.exit_code == 6
    assert error.message.splitlines() == [
        "The migration was stopped and has changed nothing: canceling statement due to lock timeout",
        "ALTER TABLE users ADD COLUMN extra INTEGER",
        "Other sessions use the table: on PostgreSQL, pg_stat_activity lists these. Then repeat the command.",
    ]
    assert objects == HEAD_OBJECTS["postgresql"]
    assert version(settings) == HEAD
    command.upgrade(config, "head")
    assert execute(settings, "SELECT extra FROM users") == []


def test_statement_of_a_migration_has_a_timeout_that_the_migration_can_change(
    new_settings: Callable[[str], Settings], config_with_migration: ConfigWithMigration
) -> None:
    settings = new_settings("postgresql")
    shown = "op.execute(\"CREATE TABLE shown AS SELECT current_setting('statement_timeout') AS timeout\")"
    command.upgrade(config_with_migration(settings, shown), "head")
    slow = "op.execute(\"SET LOCAL statement_timeout = '50ms'\"); op.execute('SELECT pg_sleep(60)')"
    config = config_with_migration(settings, slow, revision="two_more", down_revision="one_more")

    assert execute(settings, "SELECT timeout FROM shown") == [("1min",)]
    with pytest.raises(MigrationBlockedError, match=r"statement timeout\nSELECT pg_sleep\(60\)\n"):
        command.upgrade(config, "head")
    assert execute(settings, "SHOW statement_timeout") == [("0",)]
    assert version(settings) == "one_more"


def test_wait_for_another_migration_has_no_timeout() -> None:
    config = alembic_config(settings_for("postgresql://nobody@localhost/nothing"))
    config.output_buffer = buffer = io.StringIO()
    command.upgrade(config, "head", sql=True)

    assert re.findall(
        r"pg_advisory_xact_lock|lock_timeout|statement_timeout|CREATE TABLE users", buffer.getvalue()
    ) == [
        "pg_advisory_xact_lock",
        "lock_timeout",
        "statement_timeout",
        "CREATE TABLE users",
    ]


def test_locked_sqlite_database_is_reported(new_settings: Callable[[str], Settings]) -> None:
    settings = new_settings("sqlite")
    upgrade_to_head(settings)

    async def write_while_locked() -> None:
        engine, other = create_engine(settings), create_engine(settings)
        try:
            async with engine.begin(), other.connect() as connection:
                await connection.run_sync(lambda sync: sync.connection.cursor().execute("PRAGMA busy_timeout = 1"))
                with report_blocked():
                    await connection.begin()
        finally:
            await engine.dispose()
            await other.dispose()

    with pytest.raises(MigrationBlockedError, match="has changed nothing: database is locked"):
        asyncio.run(write_while_locked())
