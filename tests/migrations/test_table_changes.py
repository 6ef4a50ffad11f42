"""Changes of a table, which SQLite makes on a copy of the table."""

import pytest
from alembic import command
from sqlalchemy.exc import IntegrityError

from app.settings import Settings
from tests.added_migrations import HEAD, IMPORTS, ConfigWithMigration
from tests.migrations.databases import execute, insert_user, objects_in, triggers_in, version

COUNTERS = {"notes": None, "notes_of": "user_id"}
ADD_NOTES = f"""
    op.create_table(
        "notes",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("user_id", sa.BigInteger().with_variant(sa.INTEGER(), "sqlite"),
                  sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
    )
    create_count_triggers("notes", {COUNTERS})
"""
ALTER_USERS = """
    with op.batch_alter_table("users") as users:
        users.alter_column("image", existing_type=sa.String(), type_=sa.String(2_000))
        users.add_column(sa.Column("extra", sa.Integer, nullable=False, server_default="7"))
"""


@pytest.fixture
def with_notes(migrated: Settings, config_with_migration: ConfigWithMigration) -> Settings:
    """Settings for a database with the table of notes and its counters, and with two users."""
    downgrade = f'drop_count_triggers("notes", {COUNTERS}); op.drop_table("notes")'
    config = config_with_migration(
        migrated, ADD_NOTES.strip(), downgrade, variables=IMPORTS, revision="notes", down_revision=HEAD
    )
    command.upgrade(config, "head")
    execute(migrated, insert_user(1, "jake"), insert_user(2, "anna"))
    return migrated


def test_table_change_preserves_referencing_rows(
    with_notes: Settings, config_with_migration: ConfigWithMigration
) -> None:
    """SQLite copies the table and drops the old table; with foreign keys on, the drop would delete all notes."""
    execute(with_notes, "INSERT INTO notes VALUES (5, 1), (6, 2)")
    command.upgrade(config_with_migration(with_notes, ALTER_USERS.strip(), down_revision="notes"), "head")

    assert execute(with_notes, "SELECT id, username, extra FROM users ORDER BY id") == [(1, "jake", 7), (2, "anna", 7)]
    assert execute(with_notes, "SELECT id, user_id FROM notes ORDER BY id") == [(5, 1), (6, 2)]
    # The foreign keys still work.
    execute(with_notes, "DELETE FROM users WHERE id = 1")
    assert execute(with_notes, "SELECT id FROM notes") == [(6,)]
    with pytest.raises(IntegrityError):
        execute(with_notes, "INSERT INTO notes VALUES (7, 99)")
    with pytest.raises(IntegrityError, match="ck_users_email_length_3_254"):
        execute(with_notes, insert_user(3, "x"))


ALTER_COUNTED_TABLES = """
    for name in ("notes", "counts"):
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column("extra", sa.Integer, nullable=False, server_default="7"))
            table.create_check_constraint("extra_is_seven", "extra = 7")
"""


def test_table_change_preserves_triggers(with_notes: Settings, config_with_migration: ConfigWithMigration) -> None:
    triggers = triggers_in(with_notes)
    execute(with_notes, "INSERT INTO notes VALUES (5, 1)")
    command.upgrade(config_with_migration(with_notes, ALTER_COUNTED_TABLES.strip(), down_revision="notes"), "head")
    execute(with_notes, "INSERT INTO notes (id, user_id) VALUES (6, 1), (7, 2)")

    assert triggers >= {"count_notes_insert", "count_notes_delete", "count_notes_update"}
    assert triggers_in(with_notes) == triggers
    assert execute(with_notes, "SELECT n FROM counts WHERE scope = 'notes'") == [(3,)]
    assert execute(with_notes, "SELECT n FROM counts WHERE scope = 'notes_of' AND key = '1'") == [(2,)]


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
    before = objects_in(migrated)
    code = f'{ADD_NOTES.strip()}\n    op.execute("INSERT INTO notes VALUES (6, 99)")'
    with pytest.raises((RuntimeError, IntegrityError), match=r"refer to nothing|violates foreign key"):
        command.upgrade(config_with_migration(migrated, code, variables=IMPORTS), "head")

    assert objects_in(migrated) == before
    assert version(migrated) == HEAD
