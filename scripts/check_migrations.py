"""Check that the migrations create the tables and CHECKs of app/db_models.py, and the triggers of app/db/counters.py.

The check migrates a temporary SQLite database.
"""

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import asyncio

import rich_click as click
from alembic import command
from alembic.util import CommandError
from sqlalchemy import CheckConstraint, Connection, inspect

from app.db.counters import missing_triggers
from app.db.engine import create_engine
from app.db.migrations import alembic_config, upgrade_to_head
from app.db_models import Base
from app.settings import Settings

OUT_OF_DATE = 4


@click.command(help=__doc__, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Run the command."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            secret_key="not used: nothing is signed by a check", database_url=f"sqlite:///{folder}/check.db"
        )
        upgrade_to_head(settings)
        try:
            command.check(alembic_config(settings))
        except CommandError as error:
            click.echo(f'{error}\nTo fix it, run: make migration MESSAGE="what changes"', err=True)
            sys.exit(OUT_OF_DATE)
        if problems := asyncio.run(_problems(settings)):
            click.echo("\n".join(problems), err=True)
            sys.exit(OUT_OF_DATE)


async def _problems(settings: Settings) -> list[str]:
    """The differences that Alembic does not compare."""
    engine = create_engine(settings)
    try:
        async with engine.connect() as connection:
            missing = await connection.run_sync(missing_triggers)
            changed = await connection.run_sync(_changed_checks)
    finally:
        await engine.dispose()
    triggers = f"The migrations drop {', '.join(sorted(missing))}: create these triggers in the newest migration."
    return [*([triggers] if missing else []), *changed]


def _changed_checks(connection: Connection) -> list[str]:
    """The CHECKs with another condition than in app/db_models.py. Alembic compares their names."""
    migrated: dict[object, str] = {
        check["name"]: check["sqltext"]
        for name in Base.metadata.tables
        for check in inspect(connection).get_check_constraints(name)
    }
    return [
        f"The migrations give {check.name} the condition {migrated[check.name]}, and app/db_models.py {check.sqltext}:"
        " correct the newest migration."
        for table in Base.metadata.sorted_tables
        for check in table.constraints
        if isinstance(check, CheckConstraint) and migrated[check.name] != str(check.sqltext)
    ]


if __name__ == "__main__":
    main()
