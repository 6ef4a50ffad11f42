"""Gate: squawk accepts the SQL of a migration for PostgreSQL."""

import io
import json
import subprocess
import sys
from pathlib import Path
from textwrap import shorten
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import Script

from migrations.gates.report import GateError, location_of, reason_of

MAX_WIDTH = 100
SQUAWK = Path(sys.executable).with_name("squawk")
# The rules that no migration has to follow, each with the reason.
EXCLUDED_RULES = {
    "ban-drop-column": "the released code runs on the new schema, in migrations/gates/releases.py",
    "ban-drop-function": "the released code runs on the new schema",
    "ban-drop-table": "the released code runs on the new schema",
    "prefer-bigint-over-int": "keys have the type BigInteger, and other integers are small",
    "prefer-identity": "SQLAlchemy creates a serial column for a key on PostgreSQL",
    "prefer-text-field": "PostgreSQL increases a length without rewriting the table",
    "renaming-column": "the released code runs on the new schema",
    "renaming-table": "the released code runs on the new schema",
}


def check_sql(config: Config, script: Script) -> None:
    """Raise `GateError` unless squawk accepts the SQL of the migration.

    The settings of the configuration name a database on PostgreSQL, which is not opened.
    """
    problems = _violations(_sql(config, script), getattr(script.module, "squawk_exemptions", {}))
    if problems:
        raise GateError(
            location_of(script),
            "; ".join(problems),
            "follow the advice, or exempt the rule in the migration with a reason: squawk_exemptions ="
            ' {"rule": "reason"}',
        )


def _sql(config: Config, script: Script) -> str:
    """The SQL of the upgrade on PostgreSQL, as `alembic upgrade --sql` prints it."""
    config.output_buffer = sql = io.StringIO()
    range_ = f"{script.down_revision}:{script.revision}" if script.down_revision else script.revision
    try:
        command.upgrade(config, range_, sql=True)
    except Exception as error:
        raise GateError(
            location_of(script),
            f"has no SQL for alembic upgrade --sql: {reason_of(error)}",
            "use statements that do not depend on rows which Python reads",
        ) from error
    return sql.getvalue()


def _violations(sql: str, exemptions: dict[str, str]) -> list[str]:
    """The violated rules, each with its first line of the SQL and the advice of squawk."""
    excluded = ",".join(sorted({*EXCLUDED_RULES, *exemptions}))
    result = subprocess.run(
        [SQUAWK, "--reporter=json", f"--exclude={excluded}", "--stdin-filepath=migration.sql"],
        input=sql,
        capture_output=True,
        text=True,
        check=False,
    )
    lines = sql.splitlines()
    found: dict[str, dict[str, Any]] = {}
    for one in json.loads(result.stdout):
        found.setdefault(one["rule_name"], one)
    return [
        f"squawk {rule} in `{shorten(lines[one['line']], MAX_WIDTH)}`: {one['message']} {one['help'] or ''}".strip()
        for rule, one in found.items()
    ]
