"""Measure the gates: how many mistakes each of them stops, and how many harmless edits they stop.

Exit codes: 0 if each mistake is stopped by its gate and no harmless edit is stopped, else 1.
"""

import os
import sys
from collections.abc import Callable, Iterable, Sequence

import rich_click as click

from tests.mutants.catalogue import HARMLESS, MUTANTS
from tests.mutants.mutant import Candidate, Gate, HarmlessEdit, Mutant
from tests.mutants.runner import Outcome, counts_by, run

HARMLESS_FAMILY = "harmless"
PROGRESS_STEP = 20
FAMILIES = sorted({mutant.family for mutant in MUTANTS} | {HARMLESS_FAMILY})


@click.command(help=__doc__, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--family", type=click.Choice(FAMILIES), help="Only the mistakes of this family, or the harmless edits.")
@click.option("--gate", type=click.Choice([gate.value for gate in Gate]), help="Only the mistakes for this gate.")
@click.option("--jobs", type=click.IntRange(min=1), default=os.cpu_count() or 1, help="The number of parallel jobs.")
@click.option("--list", "list_only", is_flag=True, help="List the edits, and run nothing.")
def main(family: str | None, gate: str | None, jobs: int, list_only: bool) -> None:
    """Run the command."""
    candidates = selected(family, gate)
    if list_only:
        for candidate in candidates:
            click.echo(f"{candidate.gate.value if isinstance(candidate, Mutant) else '':16} {candidate}")
        return
    sys.exit(measure(run(candidates, jobs), len(candidates)))


def selected(family: str | None, gate: str | None) -> list[Candidate]:
    """The mutants of the family and the gate, and the harmless edits unless one of both is given."""
    mutants = [mutant for mutant in MUTANTS if family in (None, mutant.family) and gate in (None, mutant.gate.value)]
    return [*mutants, *(HARMLESS if gate is None and family in (None, HARMLESS_FAMILY) else ())]


def measure(results: Iterable[Outcome], total: int) -> int:
    """Print the progress and the tables, and return the exit code."""
    outcomes: list[Outcome] = []
    for outcome in results:
        outcomes.append(outcome)
        if not outcome.as_expected:
            click.echo(_failure(outcome))
        if len(outcomes) % PROGRESS_STEP == 0:
            click.echo(f"{len(outcomes)} of {total} edits")
    click.echo(report(outcomes))
    return 0 if all(outcome.as_expected for outcome in outcomes) else 1


def _failure(outcome: Outcome) -> str:
    candidate = outcome.candidate
    headline = f"FALSE ALARM  {candidate}"
    if isinstance(candidate, Mutant):
        headline = f"SURVIVED  {candidate}\nnot stopped by {candidate.gate.value} for {candidate.reason!r}"
    edits = (f"--- {edit.path}\n{edit.old}\n+++\n{edit.new}" for edit in candidate.edits)
    return "\n".join(["", headline, *edits, outcome.output])


def report(outcomes: Sequence[Outcome]) -> str:
    """The tables in Markdown: mistakes by family, mistakes by gate, and false alarms."""
    harmless = [outcome for outcome in outcomes if isinstance(outcome.candidate, HarmlessEdit)]
    alarms = sum(not outcome.as_expected for outcome in harmless)
    return "\n".join(
        [
            "",
            *_table("family", outcomes, lambda mutant: mutant.family),
            "",
            *_table("gate", outcomes, lambda mutant: mutant.gate.value),
            "",
            f"False alarms: {alarms} of {len(harmless)} harmless edits.",
        ]
    )


def _table(title: str, outcomes: Sequence[Outcome], key: Callable[[Mutant], str]) -> list[str]:
    counts = counts_by(outcomes, key)
    killed, total = (sum(numbers) for numbers in zip(*counts.values(), strict=True)) if counts else (0, 0)
    rows = [f"| {name} | {some} / {all_} |" for name, (some, all_) in counts.items()]
    return [f"| {title} | killed / total |", "|---|---|", *rows, f"| **all** | **{killed} / {total}** |"]


if __name__ == "__main__":
    main()
