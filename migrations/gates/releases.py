"""Gate: the released code serves on the schema of the new migrations."""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import Script, ScriptDirectory
from sqlalchemy import Connection

from app.db.migrations import COMPATIBLE
from app.settings import Settings
from contract.compatibility import Release
from migrations.gates.database import on_database
from migrations.gates.report import GateError, location_of
from migrations.gates.steps import migrations_of

JOURNEY = Path("migrations", "gates", "journey.py")
TIMEOUT_SECONDS = 300
# Cheap passwords, a log that a program can read, and responses as the released contract describes them.
ENVIRONMENT = {
    "LOCKSTEP_SECRET_KEY": "not used outside of the gate, and long enough",
    "LOCKSTEP_PASSWORD_MEMORY_KIB": "8",
    "LOCKSTEP_PASSWORD_ITERATIONS": "1",
    "LOCKSTEP_LOG_FORMAT": "json",
    "LOCKSTEP_CONTRACT_CHECK": "enforce",
}
# The last line of a traceback, and the statement that follows it.
ERROR = re.compile(r"^[\w.]+(?:Error|Exception|Violation)\b.*", re.MULTILINE)
STATEMENT = re.compile(r"\[SQL: (.*?)\]$", re.MULTILINE | re.DOTALL)


@contextmanager
def exported(release: Release) -> Iterator[Path]:
    """The files of a release in a temporary folder."""
    with tempfile.TemporaryDirectory(prefix="release-") as folder:
        release.export(Path(folder))
        yield Path(folder)


def new_migrations(config: Config, released: Path) -> list[Script]:
    """The migrations that the release does not have, oldest first. Raises `GateError` for a removed migration."""
    scripts = migrations_of(config)
    old = {script.revision: script for script in ScriptDirectory(str(released / "migrations")).walk_revisions()}
    if removed := old.keys() - {script.revision for script in scripts}:
        files = ", ".join(sorted(Path(old[revision].path).name for revision in removed))
        raise GateError(
            "migrations/versions",
            f"{files} of the release is missing, so a released database cannot be upgraded",
            "restore the file, or merge the target branch",
        )
    return [script for script in scripts if script.revision not in old]


def check_released_code(config: Config, released: Path, new: list[Script]) -> Script | None:
    """Raise `GateError` unless the code of the release serves after each new migration.

    The configuration names an empty database. The released code makes its journey on its own schema, then after each
    new migration, up to the migration that ends the support of the released code. The result is that migration, if any.
    """
    settings: Settings = config.attributes["settings"]
    head = str(ScriptDirectory(str(released / "migrations")).get_current_head())
    command.upgrade(config, head)
    if failure := _failure_of_journey(released, settings, 0):
        raise GateError(
            "the released code",
            f"fails on its own schema, before a new migration: {failure}",
            "install the packages of the release, or name another release with --base",
        )
    for number, script in enumerate(new, start=1):
        command.upgrade(config, script.revision)
        if not on_database(settings, lambda connection: _supports(connection, head)):
            return script
        if failure := _failure_of_journey(released, settings, number):
            raise GateError(
                location_of(script),
                f"the released code fails after this migration: {failure}",
                "expand now, and contract after the release of code that does not use the old schema"
                " (CONTRIBUTING.md, Change a table)",
            )
    return None


def _supports(connection: Connection, revision: str) -> bool:
    return connection.execute(COMPATIBLE.statement, {"revision": revision}).first() is not None


def _failure_of_journey(released: Path, settings: Settings, number: int) -> str | None:
    """The failed request of the journey with its error and statement; None without a failure."""
    journey = subprocess.run(
        [sys.executable, "-P", str(released / JOURNEY), str(number)],
        cwd=released,
        env={
            **os.environ,
            **ENVIRONMENT,
            "PYTHONPATH": str(released),
            "DATABASE_URL": settings.url.render_as_string(hide_password=False),
        },
        capture_output=True,
        text=True,
        timeout=TIMEOUT_SECONDS,
        check=False,
    )
    if journey.returncode == 0:
        return None
    *log, last = journey.stderr.strip().splitlines()
    causes = [entry["exception"] for line in log if line.startswith("{") and "exception" in (entry := json.loads(line))]
    if not causes:
        return last
    errors, statements = ERROR.findall(causes[-1]), STATEMENT.findall(causes[-1])
    statement = f" in: {' '.join(statements[-1].split())}" if statements else ""
    return f"{last}; {errors[-1] if errors else causes[-1].splitlines()[-1]}{statement}"
