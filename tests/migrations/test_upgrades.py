"""Upgrades and downgrades: their result, concurrent runs and failures."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic import command
from alembic.util import CommandError
from sqlalchemy.exc import DBAPIError

from app.db.migrations import DatabaseUnreachableError, UnknownVersionError, alembic_config, upgrade_to_head
from app.settings import ROOT, Settings
from tests.added_migrations import HEAD, ConfigWithMigration
from tests.conftest import settings_for
from tests.migrations.databases import TABLES, execute, objects_in, version
from tests.waiting import TIMEOUT_SECONDS


def test_upgrade_downgrade_and_upgrade_again(empty: Settings) -> None:
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
    # On PostgreSQL a trigger executes a function.
    assert {name for name in upgraded if not re.match("count_|add_to_", name)} == TABLES
    assert downgraded == {"alembic_version"}
    assert objects_in(empty) == upgraded


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


def test_failed_migration_is_rolled_back(migrated: Settings, config_with_migration: ConfigWithMigration) -> None:
    code = 'op.create_table("half", sa.Column("id", sa.Integer)); op.execute("UPDATE nothing SET x = 1")'

    before = objects_in(migrated)
    with pytest.raises(DBAPIError):
        command.upgrade(config_with_migration(migrated, code), "head")

    assert objects_in(migrated) == before
    assert version(migrated) == HEAD


def test_failed_migration_rolls_back_earlier_migrations_of_the_same_command(
    empty: Settings, config_with_migration: ConfigWithMigration
) -> None:
    with pytest.raises(ZeroDivisionError):
        command.upgrade(config_with_migration(empty, "1 / 0"), "head")

    assert objects_in(empty) == set()
    upgrade_to_head(empty)
    assert objects_in(empty) >= TABLES


def test_unreachable_database_is_reported_without_its_password() -> None:
    settings = settings_for("postgresql://jake:hunter2@127.0.0.1:1/lockstep?password=hunter3")

    with pytest.raises(DatabaseUnreachableError) as raised:
        upgrade_to_head(settings)

    assert raised.value.exit_code == 5
    problem, hint = raised.value.message.splitlines()
    assert problem.startswith(
        "The database postgresql+asyncpg://jake:***@127.0.0.1:1/lockstep cannot be opened: [Errno "
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
    settings = settings_for(f"sqlite:///{tmp_path}/new/folder/lockstep.db")
    upgrade_to_head(settings)

    assert version(settings) == HEAD


def test_unknown_database_version_is_reported(migrated: Settings) -> None:
    execute(
        migrated,
        "UPDATE alembic_version SET version_num = 'from elsewhere'",
        "UPDATE compatible_revisions SET revision = 'elsewhere ' || revision",
    )

    with pytest.raises(UnknownVersionError, match="may have been migrated by other code"):
        upgrade_to_head(migrated)
