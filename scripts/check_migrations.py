"""Check that the migrations lead to the tables of app/db_models.py, and to the triggers of app/counts.py.

It does so on a new SQLite database that is thrown away.
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

STALE = 4


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
            sys.exit(STALE)
        if missing := asyncio.run(_missing_triggers(settings)):
            click.echo(f"The migrations lose {', '.join(sorted(missing))}: let the newest create them again.", err=True)
            sys.exit(STALE)


async def _missing_triggers(settings: Settings) -> frozenset[str]:
    engine = create_engine(settings)
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(missing_triggers)
    finally:
        await engine.dispose()


if __name__ == "__main__":
    main()
