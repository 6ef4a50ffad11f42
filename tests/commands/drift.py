"""Edits that separate the tables from the contract, and the mismatches that `scripts/check_tables.py` reports."""

import re
from pathlib import Path
from typing import NamedTuple

from tests.commands.running import CommandResult, run_lines

MODELS = "app/db_models.py"
Mismatch = tuple[str, str]


class Drift(NamedTuple):
    """An edit of a text that occurs once in a file, and the location and rule of its mismatch."""

    path: str
    before: str
    after: str
    location: str
    rule: str


class Report(NamedTuple):
    """The mismatches that `scripts/check_tables.py` reports, and the results of both checks."""

    found: set[Mismatch]
    tables: CommandResult
    migrations: CommandResult


def check_after(checkout: Path, edits: list[Drift]) -> Report:
    """Make all edits in a checkout, and check the tables and the migrations."""
    for edit in edits:
        path = checkout / edit.path
        text = path.read_text()
        assert text.count(edit.before) == 1, edit
        path.write_text(text.replace(edit.before, edit.after))

    tables, migrations = run_lines(checkout, "scripts/check_tables.py", "scripts/check_migrations.py")
    found = set(re.findall(r"^(\S+): .* \[(\w+)\]$", tables.output, re.MULTILINE))
    return Report(found, tables, migrations)
