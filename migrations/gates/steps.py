"""Gates: one line of migrations, the models as result, and steps that lose nothing."""

from collections.abc import Callable, Iterable

from alembic import command
from alembic.config import Config
from alembic.script import Script, ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import CheckConstraint, Connection, inspect

from app.db.counters import missing_triggers
from app.db_models import Base
from migrations.gates.database import fill, lost_data, on_database, rows_of, schema_of
from migrations.gates.report import GateError, location_of, locations_of, reason_of

FILL_FIX = "add a value of this column to migrations/gates/database.py"
LOSS_FIX = (
    "copy the rows and values in the migration. If the change is intended, list the columns in `changed_columns`"
    ' of the migration: changed_columns = {"table.column"}'
)


def migrations_of(config: Config) -> list[Script]:
    """All migrations, oldest first."""
    return list(ScriptDirectory.from_config(config).walk_revisions())[::-1]


def check_heads(config: Config) -> None:
    """Raise `GateError` unless the migrations are one line."""
    directory = ScriptDirectory.from_config(config)
    heads = sorted(directory.get_revisions(directory.get_heads()), key=lambda script: script.path)
    if len(heads) > 1:
        *_, first, last = heads
        raise GateError(
            locations_of(heads),
            "the migrations have several heads",
            f'set down_revision = "{first.revision}" in {location_of(last)}',
        )


def check_models(config: Config) -> None:
    """Raise `GateError` unless the migrations create the tables of the models and the triggers of the counters."""
    command.upgrade(config, "head")
    try:
        command.check(config)
    except CommandError as error:
        raise GateError("app/db_models.py", str(error), 'run: make migration MESSAGE="what changes"') from error
    settings, head = config.attributes["settings"], ScriptDirectory.from_config(config).get_revision("head")
    location = location_of(head) if head else "migrations"
    if missing := on_database(settings, missing_triggers):
        problem = f"the triggers {', '.join(sorted(missing))} are missing"
        raise GateError(location, problem, "call create_count_triggers of app/db/triggers.py in the newest migration")
    if changed := on_database(settings, changed_checks):
        raise GateError(location, "; ".join(changed), "correct the newest migration")


def changed_checks(connection: Connection) -> list[str]:
    """The CHECKs with another condition than in app/db_models.py. Alembic compares their names.

    PostgreSQL rewrites conditions, so only SQLite is compared.
    """
    if connection.dialect.name != "sqlite":
        return []
    migrated: dict[object, str] = {
        check["name"]: check["sqltext"]
        for name in Base.metadata.tables
        for check in inspect(connection).get_check_constraints(name)
    }
    return [
        f"{check.name} has the condition {migrated[check.name]}, and in app/db_models.py {check.sqltext}"
        for table in Base.metadata.sorted_tables
        for check in table.constraints
        if isinstance(check, CheckConstraint) and migrated[check.name] != str(check.sqltext)
    ]


def check_step(config: Config, script: Script) -> None:
    """Raise `GateError` unless the migration preserves all rows, in both directions.

    The configuration names an empty database. Every table has rows before each move: from the revision before the
    migration up, down and up again.
    """
    walk = _Walk(config)
    before = str(script.down_revision or "base")
    if script.down_revision:
        walk.move(command.upgrade, before, list(walk.directory.iterate_revisions(before, "base")))
        walk.fill(script)
    old_schema = walk.schema()
    walk.move(command.upgrade, script.revision, [script])
    walk.fill(script)
    new_schema = walk.schema()
    walk.move(command.downgrade, before, [script])
    _require_same(old_schema, walk.schema(), script, "downgrade")
    walk.move(command.upgrade, script.revision, [script])
    _require_same(new_schema, walk.schema(), script, "second upgrade")


def check_path(config: Config, script: Script) -> None:
    """Raise `GateError` unless the later migrations preserve all rows of this revision, in both directions.

    The configuration names an empty database. Every table has rows before each move: from the revision to head, back
    and to head again.
    """
    walk = _Walk(config)
    walk.move(command.upgrade, script.revision, list(walk.directory.iterate_revisions(script.revision, "base")))
    walk.fill(script)
    later = list(walk.directory.iterate_revisions("head", script.revision))
    for run, target in ((command.upgrade, "head"), (command.downgrade, script.revision), (command.upgrade, "head")):
        walk.move(run, target, later)
        if run is command.upgrade:
            walk.fill(script)


class _Walk:
    """Moves a database between revisions, and compares its rows before and after each move."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._settings = config.attributes["settings"]
        self.directory = ScriptDirectory.from_config(config)

    def move(self, run: Callable[[Config, str], object], target: str, scripts: list[Script]) -> None:
        """Move to the target. The scripts are the migrations on the way."""
        rows = on_database(self._settings, rows_of)
        location = f"{locations_of(scripts)} ({run.__name__})"
        try:
            run(self._config, target)
        except Exception as error:
            raise GateError(
                location,
                f"fails on tables with rows: {reason_of(error)}",
                f"correct {run.__name__}() so that it runs on tables with rows, and can be repeated",
            ) from error
        changed: Iterable[str] = (name for script in scripts for name in getattr(script.module, "changed_columns", ()))
        if lost := list(lost_data(rows, on_database(self._settings, rows_of), frozenset(changed))):
            raise GateError(location, f"loses data: {'; '.join(sorted(lost))}", LOSS_FIX)

    def fill(self, script: Script) -> None:
        """Fill the tables that are empty."""
        try:
            on_database(self._settings, fill)
        except Exception as error:
            raise GateError(location_of(script), f"rows cannot be generated: {reason_of(error)}", FILL_FIX) from error

    def schema(self) -> set[str]:
        """The schema of the database."""
        return on_database(self._settings, schema_of)


def _require_same(expected: set[str], found: set[str], script: Script, direction: str) -> None:
    if expected == found:
        return
    differences = [f"missing: {item}" for item in sorted(expected - found)]
    differences += [f"left: {item}" for item in sorted(found - expected)]
    raise GateError(
        f"{location_of(script)} ({direction})",
        f"the schema differs from the schema before: {'; '.join(differences)}",
        "make downgrade() the exact reverse of upgrade()",
    )
