"""Rows without a condition that a migration requires stop the migration before any change."""

import pytest
from alembic import command

from app.db.migrations import InvalidRowsError
from app.settings import Settings
from tests.added_migrations import HEAD, ConfigWithMigration
from tests.migrations.databases import execute, insert_user, objects_in, version

CONDITIONS = {"users": ["length(username) > 2", "length(bio) > 9"], "compatible_revisions": ["revision <> '\"x\"'"]}
REQUIRE = f"""
    op.add_column("users", sa.Column("extra", sa.Integer))
    require_valid_rows(op.get_bind(), {CONDITIONS})
"""


def test_invalid_rows_stop_the_migration_before_any_change(
    migrated: Settings, config_with_migration: ConfigWithMigration
) -> None:
    config = config_with_migration(
        migrated, REQUIRE.strip(), variables="from app.db.migrations import require_valid_rows"
    )
    execute(
        migrated,
        *(insert_user(number, f"user{number}") for number in range(9, 17)),
        "UPDATE users SET username = 'x' WHERE id > 9",
        "UPDATE users SET bio = 'short' WHERE id = 12",
        "INSERT INTO compatible_revisions (revision) VALUES ('\"x\"')",
    )
    before = objects_in(migrated)

    with pytest.raises(InvalidRowsError) as raised:
        command.upgrade(config, "head")

    assert raised.value.exit_code == 3
    assert raised.value.message.splitlines() == [
        "Rows do not meet the new limits. Nothing was changed.",
        "  users, not length(username) > 2: id = 10; id = 11; id = 12; id = 13; id = 14; and more",
        "  users, not length(bio) > 9: id = 12",
        "  compatible_revisions, not revision <> '\"x\"': revision = '\"x\"'",
        "To fix it, correct or delete these rows, and repeat the migration.",
    ]
    assert objects_in(migrated) == before
    assert version(migrated) == HEAD
    execute(migrated, "DELETE FROM users", "DELETE FROM compatible_revisions WHERE revision = '\"x\"'")
    command.upgrade(config, "head")
    assert execute(migrated, "SELECT extra FROM users") == []
