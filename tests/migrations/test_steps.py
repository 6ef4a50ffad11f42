"""Gates for migrations: one line, the models as result, and rows that no step loses."""

from collections.abc import Callable
from functools import partial

import pytest
from alembic import command
from alembic.config import Config

from app.db.counters import missing_triggers
from app.db.migrations import alembic_config
from app.db_models import Base
from app.settings import Settings
from migrations.gates.database import BOOKKEEPING, fill, on_database, rows_of
from migrations.gates.report import GateError
from migrations.gates.steps import check_heads, check_models, check_path, check_step
from tests.added_migrations import COUNTED_TABLE, COUNTERS, IMPORTS, NEW_TABLE, SCRIPTS, ConfigWithMigration, script_of
from tests.conftest import settings_for
from tests.library.models import LibraryBase

REVISIONS = [script.revision for script in SCRIPTS]
OFFLINE = settings_for("postgresql://nobody@localhost/nothing")


@pytest.fixture
def empty(new_settings: Callable[[str], Settings], database_kind: str) -> Settings:
    """Settings for an empty database."""
    return new_settings(database_kind)


@pytest.fixture
def config_with_badges(config_with_migration: ConfigWithMigration) -> ConfigWithMigration:
    """As `config_with_migration`, after a migration that adds the table of badges."""

    def create(settings: Settings, *code: str, **options: str) -> Config:
        config_with_migration(settings, NEW_TABLE, 'op.drop_table("badges")', revision="badges")
        return config_with_migration(settings, *code, down_revision="badges", **options)

    return create


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


def test_counter_of_an_existing_table_is_accepted(empty: Settings, config_with_badges: ConfigWithMigration) -> None:
    add = f'create_count_triggers("badges", {COUNTERS})'
    config = config_with_badges(empty, add, add.replace("create", "drop"), variables=IMPORTS)
    check_step(config, script_of(config))


def test_missing_trigger_is_found(empty: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("migrations.gates.steps.missing_triggers", partial(missing_triggers, base=LibraryBase))

    with pytest.raises(
        GateError, match=r"\.py: the triggers count_books_delete, count_books_insert.* are missing"
    ) as raised:
        check_models(alembic_config(empty))

    assert "To fix it, call create_count_triggers of app/db/triggers.py in the newest migration" in str(raised.value)


def test_counted_table_is_accepted(empty: Settings, config_with_migration: ConfigWithMigration) -> None:
    config = config_with_migration(empty, *COUNTED_TABLE, variables=IMPORTS)
    check_step(config, script_of(config))


def test_upgrade_that_loses_rows_is_found(empty: Settings, config_with_badges: ConfigWithMigration) -> None:
    config = config_with_badges(empty, 'op.execute("DELETE FROM badges WHERE id = (SELECT max(id) FROM badges)")')

    assert "one_more.py (upgrade): loses data: badges has 2 rows instead of 3\nTo fix it, " in problem_of_step(config)


def test_downgrade_that_loses_rows_is_found(empty: Settings, config_with_badges: ConfigWithMigration) -> None:
    config = config_with_badges(empty, downgrade='op.execute("DELETE FROM badges")')

    assert "one_more.py (downgrade): loses data: badges has 0 rows instead of 3" in problem_of_step(config)


def test_cascade_that_loses_rows_of_another_table_is_found(
    empty: Settings, config_with_badges: ConfigWithMigration
) -> None:
    config = config_with_badges(empty, 'op.execute("DELETE FROM users WHERE id = 1")')
    problem = problem_of_step(config)

    if empty.on_sqlite:
        # Foreign keys are off, and the check at the end of a migration finds the rows that refer to the user.
        assert "fails on tables with rows: RuntimeError: the migration leaves rows that refer to nothing" in problem
    else:
        assert "users has 2 rows instead of 3" in problem
        assert "badges has 2 rows instead of 3" in problem


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("UPDATE counts SET n = n + 1 WHERE scope = 'badges_of'", "counts of badges_of has other values in n"),
        ("DELETE FROM counts WHERE scope = 'badges_of'", "counts of badges_of has 0 rows instead of 3"),
    ],
)
def test_upgrade_that_changes_counts_is_found(
    empty: Settings, config_with_migration: ConfigWithMigration, statement: str, problem: str
) -> None:
    add, remove = COUNTED_TABLE
    config_with_migration(empty, add, remove, variables=IMPORTS, revision="badges")
    config = config_with_migration(empty, f'op.execute("{statement}")', down_revision="badges")

    assert problem in problem_of_step(config)


def test_upgrade_that_loses_values_is_found(empty: Settings, config_with_migration: ConfigWithMigration) -> None:
    config = config_with_migration(empty, "op.execute(\"UPDATE users SET bio = ''\")")

    assert "one_more.py (upgrade): loses data: users has other values in bio\n" in problem_of_step(config)


def test_values_that_move_to_other_rows_are_found(empty: Settings, config_with_badges: ConfigWithMigration) -> None:
    swap = 'op.execute("UPDATE badges SET user_id = CASE user_id WHEN 1 THEN 2 WHEN 2 THEN 1 ELSE 3 END")'

    assert "badges has other values in code and day and " in problem_of_step(config_with_badges(empty, swap))


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
    config = config_with_migration(empty, downgrade='op.drop_index("ix_counts_scope_key", "counts")')

    assert "missing: counts: index ix_counts_scope_key" in problem_of_step(config)


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
    assert all(table.rows for name, table in found[0].items() if name != "counts")
    assert {name.partition(" of ")[0] for name in found[0]} == Base.metadata.tables.keys() - BOOKKEEPING


def test_type_without_generated_values_is_found(
    new_settings: Callable[[str], Settings], config_with_migration: ConfigWithMigration
) -> None:
    config = config_with_migration(
        new_settings("postgresql"), 'op.create_table("nets", sa.Column("net", sa.ARRAY(sa.Integer), primary_key=True))'
    )

    assert "no values of the type ARRAY(INTEGER()) of nets.net: add a generator to VALUES" in problem_of_step(config)
