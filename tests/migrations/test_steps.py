"""Gates for migrations: one line, the models as result, and rows that no step loses."""

from collections.abc import Callable

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from app.db.migrations import alembic_config
from app.settings import ROOT, Settings
from migrations.gates.database import fill, on_database, rows_of
from migrations.gates.report import GateError
from migrations.gates.steps import check_heads, check_models, check_path, check_step
from tests.added_migrations import NEW_TABLE, ConfigWithMigration, script_of
from tests.conftest import settings_for

REVISIONS = [script.revision for script in ScriptDirectory(str(ROOT / "migrations")).walk_revisions()][::-1]
OFFLINE = settings_for("postgresql://nobody@localhost/nothing")


@pytest.fixture
def empty(new_settings: Callable[[str], Settings], database_kind: str) -> Settings:
    """Settings for an empty database."""
    return new_settings(database_kind)


def problem_of_step(config: Config) -> str:
    with pytest.raises(GateError) as raised:
        check_step(config, script_of(config))
    return str(raised.value)


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


def test_type_without_generated_values_is_found(
    new_settings: Callable[[str], Settings], config_with_migration: ConfigWithMigration
) -> None:
    config = config_with_migration(
        new_settings("postgresql"), 'op.create_table("nets", sa.Column("net", sa.ARRAY(sa.Integer), primary_key=True))'
    )

    assert "no values of the type ARRAY(INTEGER()) of nets.net: add a generator to VALUES" in problem_of_step(config)
