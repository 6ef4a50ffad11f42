"""Check that tables and contract agree: requests fit in the columns, and rows fit in the responses.

The check also finds constraints without an API error, and foreign keys without an index. The declarations are in
controllers/columns/. The command needs no database and no settings.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import rich_click as click

from app.db_models import Base
from contract.lints import classes_of_bodies
from contract.tables import Mismatch, check_tables, unhandled_constraints, unindexed_foreign_keys, without_waived
from controllers.columns import HANDLED, TIES, WAIVERS
from controllers.exception_handlers import CONSTRAINTS
from scripts.generate_openapi import application_of_code

MISMATCH = 4


@click.command(help=__doc__, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Run the command."""
    mismatches = mismatches_of_code()
    for mismatch in mismatches:
        click.echo(mismatch, err=True)
    if mismatches:
        click.echo('After a change of a table, run: make migration MESSAGE="what changes"', err=True)
        sys.exit(MISMATCH)


def mismatches_of_code() -> list[Mismatch]:
    """All mismatches of the application without a waiver."""
    inputs, outputs = classes_of_bodies(application_of_code())
    mismatches = (
        *check_tables(inputs, outputs, TIES),
        *unhandled_constraints(Base.metadata, CONSTRAINTS, HANDLED),
        *unindexed_foreign_keys(Base.metadata),
    )
    return list(without_waived(mismatches, WAIVERS))


if __name__ == "__main__":
    main()
