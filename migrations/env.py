"""How migrations run: in one transaction, under a lock, on the database that the settings name."""

import asyncio
from collections.abc import Sequence
from contextlib import aclosing
from pathlib import Path
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from alembic.ddl.sqlite import SQLiteImpl
from sqlalchemy import Connection, Table, text

from app.db.engine import create_engine
from app.db.migrations import VERSION_TABLE, reaching
from app.db_models import Base
from app.settings import Settings, load_settings

# Any number, the same for everybody who migrates this application.
ADVISORY_LOCK = 7_130_416

PLAIN_TYPES = {"DateTimeUTC": "sa.DateTime(timezone=True)"}
COPY_OF = "_alembic_tmp_"
NEVER_REUSES_IDS = "SELECT sql LIKE '%AUTOINCREMENT%' FROM sqlite_master WHERE type = 'table' AND name = ?"
TRIGGERS_OF = "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?"
COUNT_ON = "INSERT INTO sqlite_sequence SELECT ?, seq FROM sqlite_sequence WHERE name = ?"


class FaithfulImpl(SQLiteImpl):
    """SQLite changes a table by copying it. The copy counts on where the table was, so that no id is given twice.

    It has the triggers of the table, too, which go with the original.
    """

    __dialect__ = "sqlite"
    triggers: Sequence[str] = ()

    def create_table(self, table: Table, **options: Any) -> None:
        """Create a table, or the copy of one."""
        original = table.name.removeprefix(COPY_OF)
        connection = self.connection
        if connection is not None and original != table.name:
            self.triggers = connection.exec_driver_sql(TRIGGERS_OF, (original,)).scalars().all()
        if (
            connection is not None
            and original != table.name
            and connection.exec_driver_sql(NEVER_REUSES_IDS, (original,)).scalar()
        ):
            table.dialect_options["sqlite"]["autoincrement"] = True
            super().create_table(table, **options)
            connection.exec_driver_sql(COUNT_ON, (table.name, original))
        else:
            super().create_table(table, **options)

    def rename_table(self, old_table_name: str, new_table_name: Any, schema: Any = None) -> None:
        """Rename a table, or put the copy in the place of the original."""
        if not old_table_name.startswith(COPY_OF) or self.connection is None:
            super().rename_table(old_table_name, new_table_name, schema)
            return
        # Or else SQLite refuses it where a trigger of another table names the original, which is gone just now.
        self.connection.exec_driver_sql("PRAGMA legacy_alter_table = ON")
        super().rename_table(old_table_name, new_table_name, schema)
        self.connection.exec_driver_sql("PRAGMA legacy_alter_table = OFF")
        for trigger in self.triggers:
            self.connection.exec_driver_sql(trigger)


def render_item(kind: str, item: Any, _: AutogenContext) -> str | Literal[False]:
    """Write a type that is more than the database knows as the plain type that it is there."""
    return PLAIN_TYPES.get(type(item).__name__, False) if kind == "type" else False


def configure(**options: Any) -> None:
    """Configure Alembic for both ways of running."""
    context.configure(
        target_metadata=Base.metadata,
        version_table=VERSION_TABLE,
        render_as_batch=True,
        render_item=render_item,
        compare_type=True,
        compare_server_default=True,
        transactional_ddl=True,
        **options,
    )


def migrate(connection: Connection) -> None:
    """Run what was asked for. On failure nothing of it stays."""
    on_sqlite = connection.dialect.name == "sqlite"
    if on_sqlite:
        # SQLite changes a table by copying it, and dropping the old one would take the rows that refer to it along.
        # It heeds this pragma outside of transactions only; SQLAlchemy would begin one, the driver's cursor does not.
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
        with reaching(settings.url):
            if settings.url.get_backend_name() == "sqlite":
                Path(str(settings.url.database)).parent.mkdir(parents=True, exist_ok=True)
            connection = await engine.connect()
        async with aclosing(connection):
            await connection.run_sync(migrate)
    finally:
        await engine.dispose()


settings_given: Settings = context.config.attributes.get("settings") or load_settings()
if context.is_offline_mode():
    configure(url=settings_given.url, literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()
else:
    asyncio.run(run_online(settings_given))
