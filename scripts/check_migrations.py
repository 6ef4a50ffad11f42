"""Check the migrations: one line, no lost rows, no difference from the models, and released code that still serves.

`docs/gates.md` explains the gates, which run on temporary SQLite databases. The release is a commit, by default the
merge base with the target. Exit codes: 0 if all gates pass, 4 if a gate fails, 2 if the release cannot be found.
"""

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import itertools
from collections.abc import Iterator
from contextlib import contextmanager

import rich_click as click
from alembic.config import Config

from app.db.migrations import alembic_config
from app.settings import Settings
from contract.compatibility import NO_RELEASES, Release, ReleaseError, has_releases, release_of
from migrations.gates.releases import JOURNEY, check_released_code, exported, new_migrations
from migrations.gates.report import GateError, location_of, locations_of
from migrations.gates.squawk import check_sql
from migrations.gates.steps import check_heads, check_models, check_path, check_step, migrations_of

FAILED = 4
# No gate opens this database: Alembic needs the dialect for the SQL.
POSTGRESQL = "postgresql://nobody@localhost/nothing"


@click.command(help=__doc__, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--base", help="The release: a commit. By default the merge base with the target.")
@click.option("--target", envvar="CONTRACT_TARGET", help="The branch to merge into, such as origin/main.")
def main(base: str | None, target: str | None) -> None:
    """Run the command."""
    problems: list[GateError] = []
    try:
        release = release_of(ROOT, base=base, target=target) if has_releases(ROOT) or base else None
        with tempfile.TemporaryDirectory() as folder:
            databases = (f"sqlite:///{folder}/{number}.db" for number in itertools.count())
            _check_code(databases, problems)
            if release is None:
                click.echo(NO_RELEASES)
            elif not problems:
                with _collected(problems):
                    _check_release(release, databases, problems)
    except ReleaseError as error:
        raise click.UsageError(str(error)) from error
    for problem in problems:
        click.echo(str(problem), err=True)
    sys.exit(FAILED if problems else 0)


def _check_code(databases: Iterator[str], problems: list[GateError]) -> None:
    """Append the problems of the migrations of the code. A gate needs the success of the gates before."""
    config = _config(next(databases))
    with _collected(problems):
        check_heads(config)
    if problems:
        return
    scripts = migrations_of(config)
    for check in (check_step, check_path):
        for script in scripts:
            with _collected(problems):
                check(_config(next(databases)), script)
        if problems:
            return
    with _collected(problems):
        check_models(config)
    if not problems:
        click.echo(f"{len(scripts)} migrations preserve all rows, up and down, and create the tables of the models.")


def _check_release(release: Release, databases: Iterator[str], problems: list[GateError]) -> None:
    """Append the problems of the migrations that the release does not have."""
    with exported(release) as released:
        config = _config(next(databases))
        new = new_migrations(config, released)
        for script in new:
            with _collected(problems):
                check_sql(_config(POSTGRESQL), script)
        if not new:
            click.echo(f"No migration is new since {release.name}.")
        elif not (released / JOURNEY).exists():
            click.echo(f"The code of {release.name} is not run on the new schema, because it has no {JOURNEY}.")
        elif end := check_released_code(config, released, new):
            click.echo(
                f"{location_of(end)} ends the support of {release.name}: stop its instances before the migration."
            )
        else:
            click.echo(f"The code of {release.name} serves after {locations_of(new)}.")


def _config(database_url: str) -> Config:
    return alembic_config(Settings(secret_key="not used: nothing is signed by a check", database_url=database_url))


@contextmanager
def _collected(problems: list[GateError]) -> Iterator[None]:
    """Append the problem that a gate finds in the block."""
    try:
        yield
    except GateError as problem:
        problems.append(problem)


if __name__ == "__main__":
    main()
