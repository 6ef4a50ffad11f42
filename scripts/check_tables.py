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
from contract.commands import report_mismatches
from contract.tables import Mismatch, Tables
from controllers.columns import HANDLED, TIES, WAIVERS
from controllers.exception_handlers import CONSTRAINTS
from scripts.generate_openapi import application_of_code

TABLES = Tables(metadata=Base.metadata, ties=TIES, constraints=CONSTRAINTS, handled=HANDLED, waivers=WAIVERS)


@click.command(help=__doc__, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Run the command."""
    report_mismatches(mismatches_of_code(), 'After a change of a table, run: make migration MESSAGE="what changes"')


def mismatches_of_code() -> list[Mismatch]:
    """All mismatches of the application without a waiver."""
    return TABLES.mismatches(application_of_code())


if __name__ == "__main__":
    main()
