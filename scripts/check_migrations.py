"""Check that the migrations create the tables of app/db_models.py and the triggers of app/db/counters.py.

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

from app.db.counters import missing_triggers
from app.db.engine import create_engine
from app.db.migrations import alembic_config, upgrade_to_head
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
        if missing := asyncio.run(_missing_triggers(settings)):
            click.echo(
                f"The migrations drop {', '.join(sorted(missing))}: create these triggers in the newest migration.",
                err=True,
            )
            sys.exit(OUT_OF_DATE)


async def _missing_triggers(settings: Settings) -> frozenset[str]:
    engine = create_engine(settings)
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(missing_triggers)
    finally:
        await engine.dispose()


if __name__ == "__main__":
    main()
