"""The Alembic environment: migrations run in one transaction, under a lock, on the database of the settings.

A migration file may have these variables besides those of Alembic:

- `oldest_compatible`: the oldest revision whose code can use the schema from this migration on.
- `changed_columns`: columns whose values the migration changes on purpose, such as `{"users.email_key"}`.
- `squawk_exemptions`: rules of squawk that the migration may break, each with the reason.
"""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from contextlib import aclosing
from pathlib import Path
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from alembic.ddl.sqlite import SQLiteImpl
from alembic.runtime.migration import MigrationContext, MigrationInfo
from sqlalchemy import Column, Connection, String, Table, delete, insert
from sqlalchemy.types import TypeEngine

from app.db.engine import create_engine
from app.db.migrations import VERSION_TABLE, report_blocked, report_unreachable
from app.db_models import Base, CompatibleRevision
from app.settings import Settings, load_settings

# Alembic does not compare CHECKs by default. This plugin compares their names.
AUTOGENERATE_PLUGINS = ("alembic.autogenerate.*", "alembic.ext.checkconstraint_byname")
# An arbitrary number. All processes that migrate this application use the same lock.
ADVISORY_LOCK = 7_130_416
# Statements on a table wait behind a migration that waits for the table's lock, so the migration gives up soon.
LOCK_TIMEOUT = "3s"
# A statement that rewrites a table blocks all requests that use the table. A migration that needs longer for a good
# reason begins with `op.execute("SET LOCAL statement_timeout = …")`.
STATEMENT_TIMEOUT = "60s"

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
        on_version_apply=record_compatible_revisions,
        **options,
    )


def compatible_revisions(heads: Sequence[str]) -> set[str]:
    """The revisions whose code can use the schema of these heads; none if the schema has no table for them."""
    scripts = list(context.script.iterate_revisions(tuple(heads), "base")) if heads else []
    # The migration that creates the table has its name.
    if not any(CompatibleRevision.__tablename__ in Path(script.path).read_text() for script in scripts):
        return set()
    revisions = {script.revision for script in scripts}
    for script in scripts:
        if oldest := getattr(script.module, "oldest_compatible", None):
            revisions -= {older.revision for older in context.script.iterate_revisions(oldest, "base")} - {oldest}
    return revisions


def record_compatible_revisions(
    ctx: MigrationContext,
    step: MigrationInfo,
    heads: Collection[Any],  # noqa: ARG001 - Alembic passes all four by name
    run_args: Mapping[str, Any],  # noqa: ARG001
) -> None:
    """Update the table of compatible revisions after a migration."""
    before = compatible_revisions(step.source_revision_ids)
    after = compatible_revisions(step.destination_revision_ids)
    if not after:
        return
    if step.is_stamp:
        # A stamp repairs the table, whatever the table has.
        before = set()
        ctx.execute(delete(CompatibleRevision))
    for revision in sorted(before - after):
        ctx.execute(delete(CompatibleRevision).where(CompatibleRevision.revision == revision))
    for revision in sorted(after - before):
        ctx.execute(insert(CompatibleRevision).values(revision=revision))


def run_migrations() -> None:
    """Run the migrations of the command. On PostgreSQL, migrations of other processes run before or after."""
    if context.get_context().dialect.name == "postgresql":
        context.execute(f"SELECT pg_advisory_xact_lock({ADVISORY_LOCK})")
        context.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
        context.execute(f"SET LOCAL statement_timeout = '{STATEMENT_TIMEOUT}'")
    context.run_migrations()


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
    with report_blocked(), connection.begin():
        configure(connection=connection)
        run_migrations()
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
        run_migrations()
else:
    asyncio.run(run_online(loaded_settings))
