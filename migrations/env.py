"""The Alembic environment: migrations run in one transaction, under a lock, on the database of the settings."""

import asyncio
from collections.abc import Sequence
from contextlib import aclosing
from pathlib import Path
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from alembic.ddl.sqlite import SQLiteImpl
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Column, Connection, String, Table, text
from sqlalchemy.types import TypeEngine

from app.db.engine import create_engine
from app.db.migrations import VERSION_TABLE, report_unreachable
from app.db_models import Base
from app.settings import Settings, load_settings

# Alembic does not compare CHECKs by default. This plugin compares their names.
AUTOGENERATE_PLUGINS = ("alembic.autogenerate.*", "alembic.ext.checkconstraint_byname")
# An arbitrary number. All processes that migrate this application use the same lock.
ADVISORY_LOCK = 7_130_416

DATABASE_TYPES = {"DateTimeUTC": "sa.DateTime(timezone=True)"}
COPY_PREFIX = "_alembic_tmp_"
IS_AUTOINCREMENT = "SELECT sql LIKE '%AUTOINCREMENT%' FROM sqlite_master WHERE type = 'table' AND name = ?"
SELECT_TRIGGERS = "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?"
COPY_SEQUENCE = "INSERT INTO sqlite_sequence SELECT ?, seq FROM sqlite_sequence WHERE name = ?"


class PreservingSQLiteImpl(SQLiteImpl):
    """Preserves AUTOINCREMENT sequences and triggers when a migration changes a table on SQLite.

    Alembic copies a table to change the table. The copy continues the id sequence of the original, so that no id is
    reused. The copy also gets the triggers of the original, which SQLite drops with the original.
    """

    __dialect__ = "sqlite"
    triggers: Sequence[str] = ()

    def create_table(self, table: Table, **options: Any) -> None:
        """Create a table, or the copy of a table."""
        original = table.name.removeprefix(COPY_PREFIX)
        connection = self.connection
        if connection is not None and original != table.name:
            self.triggers = connection.exec_driver_sql(SELECT_TRIGGERS, (original,)).scalars().all()
        if (
            connection is not None
            and original != table.name
            and connection.exec_driver_sql(IS_AUTOINCREMENT, (original,)).scalar()
        ):
            table.dialect_options["sqlite"]["autoincrement"] = True
            super().create_table(table, **options)
            connection.exec_driver_sql(COPY_SEQUENCE, (table.name, original))
        else:
            super().create_table(table, **options)

    def rename_table(self, old_table_name: str, new_table_name: Any, schema: Any = None) -> None:
        """Rename a table, or replace the original by its copy."""
        if not old_table_name.startswith(COPY_PREFIX) or self.connection is None:
            super().rename_table(old_table_name, new_table_name, schema)
            return
        # Otherwise SQLite rejects the rename if a trigger of another table refers to the dropped original.
        self.connection.exec_driver_sql("PRAGMA legacy_alter_table = ON")
        super().rename_table(old_table_name, new_table_name, schema)
        self.connection.exec_driver_sql("PRAGMA legacy_alter_table = OFF")
        for trigger in self.triggers:
            self.connection.exec_driver_sql(trigger)


def render_item(kind: str, item: Any, _: AutogenContext) -> str | Literal[False]:
    """Render a custom column type as the type that the database stores."""
    return DATABASE_TYPES.get(type(item).__name__, False) if kind == "type" else False


def compare_length(
    migration: MigrationContext,
    _inspected: Column[Any],
    _declared: Column[Any],
    inspected_type: TypeEngine[Any],
    declared_type: TypeEngine[Any],
) -> bool | None:
    """Whether a text column has another length in the database; None leaves the comparison to Alembic.

    Alembic ignores a length that only one side has.
    """
    expected_type = declared_type.dialect_impl(migration.dialect)
    if not isinstance(inspected_type, String) or not isinstance(expected_type, String):
        return None
    return True if inspected_type.length != expected_type.length else None


def configure(**options: Any) -> None:
    """Configure Alembic for online and offline mode."""
    context.configure(
        target_metadata=Base.metadata,
        version_table=VERSION_TABLE,
        render_as_batch=True,
        render_item=render_item,
        autogenerate_plugins=AUTOGENERATE_PLUGINS,
        compare_type=compare_length,
        compare_server_default=True,
        transactional_ddl=True,
        **options,
    )


def migrate(connection: Connection) -> None:
    """Run the migrations of the command in one transaction."""
    on_sqlite = connection.dialect.name == "sqlite"
    if on_sqlite:
        # Alembic copies a table and drops the original. Foreign keys would delete all rows that refer to the original.
        # The pragma works outside of transactions only. SQLAlchemy would begin a transaction, the driver does not.
        cursor = connection.connection.cursor()
        cursor.execute("PRAGMA foreign_keys = OFF")
        cursor.execute("PRAGMA busy_timeout = 60000")
        cursor.close()
    with connection.begin():
        if not on_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": ADVISORY_LOCK})
        configure(connection=connection)
        context.run_migrations()
        if on_sqlite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all()):
            raise RuntimeError(f"the migration leaves rows that refer to nothing: {broken}")


async def run_online(settings: Settings) -> None:
    """Connect and migrate."""
    engine = create_engine(settings)
    try:
        with report_unreachable(settings.url):
            if settings.url.get_backend_name() == "sqlite":
                Path(str(settings.url.database)).parent.mkdir(parents=True, exist_ok=True)
            connection = await engine.connect()
        async with aclosing(connection):
            await connection.run_sync(migrate)
    finally:
        await engine.dispose()


loaded_settings: Settings = context.config.attributes.get("settings") or load_settings()
if context.is_offline_mode():
    configure(url=loaded_settings.url, literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()
else:
    asyncio.run(run_online(loaded_settings))
