"""The record of the schema versions whose code can use a database."""

import asyncio
import io
import logging
import re

import pytest
from alembic import command

from app.db.migrations import UnknownVersionError, alembic_config, schema_of, upgrade_to_head
from app.settings import Settings
from tests.added_migrations import HEAD, SCRIPTS, ConfigWithMigration
from tests.conftest import settings_for
from tests.migrations.databases import execute, objects_in


def is_compatible(settings: Settings) -> bool:
    return asyncio.run(schema_of(settings)).is_compatible


def compatible_revisions(settings: Settings) -> list[str]:
    return [revision for (revision,) in execute(settings, "SELECT revision FROM compatible_revisions")]


REVISIONS = [script.revision for script in SCRIPTS]


def test_every_applied_revision_is_compatible_by_default(empty: Settings) -> None:
    config = alembic_config(empty)
    applied = set()
    for revision in REVISIONS:
        command.upgrade(config, revision)
        applied.add(revision)
        if "compatible_revisions" in objects_in(empty):
            break
        assert not is_compatible(empty)
    assert set(compatible_revisions(empty)) == applied
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
    config_with_migration(settings)
    config = config_with_migration(
        settings, variables="oldest_compatible = 'two_more'", revision="two_more", down_revision="one_more"
    )
    config.output_buffer = buffer = io.StringIO()
    command.upgrade(config, "head", sql=True)
    statements = [s for s in re.sub("^--.*$", "", buffer.getvalue(), flags=re.MULTILINE).split(";\n") if s.strip()]

    assert "INSERT INTO compatible_revisions (revision) VALUES ('one_more')" in buffer.getvalue()
    assert [s for s in statements if "DELETE FROM compatible_revisions" in s and "'one_more'" in s]
