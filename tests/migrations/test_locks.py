"""Locks and timeouts of migrations."""

import asyncio
import io
import re
from collections.abc import Callable

import pytest
from alembic import command
from alembic.config import Config

from app.db.engine import create_engine
from app.db.migrations import MigrationBlockedError, alembic_config, report_blocked, upgrade_to_head
from app.settings import Settings
from tests.added_migrations import HEAD, ConfigWithMigration
from tests.conftest import settings_for
from tests.migrations.databases import execute, objects_in, version


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
    before = objects_in(settings)
    error = asyncio.run(upgrade_while_locked(settings, config, "LOCK TABLE users IN ROW EXCLUSIVE MODE"))
    objects = objects_in(settings)

    assert error.exit_code == 6
    assert error.message.splitlines() == [
        "The migration was stopped and has changed nothing: canceling statement due to lock timeout",
        "ALTER TABLE users ADD COLUMN extra INTEGER",
        "Other sessions use the table: on PostgreSQL, pg_stat_activity lists these. Then repeat the command.",
    ]
    assert objects == before
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
