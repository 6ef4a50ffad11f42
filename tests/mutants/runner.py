"""Runs gates on mutants and on harmless edits, in parallel."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from tests.mutants.gates import CHECKS, regenerate
from tests.mutants.mutant import Candidate, Gate, Mutant
from tests.mutants.workspace import EditError, Workspace


@dataclass(frozen=True)
class Outcome:
    """The result for a mutant or a harmless edit."""

    candidate: Candidate
    as_expected: bool
    """Whether the gate stopped the mutant, or no gate stopped the harmless edit."""
    output: str
    """The output of the gate that failed to do so."""


def run(candidates: Sequence[Candidate], jobs: int) -> Iterator[Outcome]:
    """The outcomes, as soon as they are known. Each job has its own copy of the tree."""
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder, ExitStack() as stack:
        free: SimpleQueue[Workspace] = SimpleQueue()
        for number in range(jobs):
            free.put(stack.enter_context(Workspace(Path(folder) / str(number))))
        with ThreadPoolExecutor(jobs) as pool:
            futures = [pool.submit(_judge_in_free_workspace, free, candidate) for candidate in candidates]
            for future in as_completed(futures):
                yield future.result()


def _judge_in_free_workspace(free: SimpleQueue[Workspace], candidate: Candidate) -> Outcome:
    workspace = free.get()
    try:
        return judge(workspace, candidate)
    except EditError as error:
        return Outcome(candidate, False, str(error))
    finally:
        workspace.restore()
        free.put(workspace)


def judge(workspace: Workspace, candidate: Candidate) -> Outcome:
    """Edit the tree and run the gates. The tree keeps the edits."""
    workspace.release(candidate.given)
    workspace.apply(candidate.edits)
    if isinstance(candidate, Mutant):
        verdict = CHECKS[candidate.gate](workspace)
        return Outcome(candidate, verdict.stops and candidate.reason in verdict.output, verdict.output)
    checks = {"generate": regenerate} | {gate.value: CHECKS[gate] for gate in _gates_of(candidate)}
    alarms = [
        f"[{name}]\n{verdict.output}" for name, check in checks.items() if not (verdict := check(workspace)).passes
    ]
    return Outcome(candidate, not alarms, "\n".join(alarms))


def _gates_of(candidate: Candidate) -> Iterator[Gate]:
    """The gates of a harmless edit. The gate of migrations takes longer than all others, and reads only these files."""
    has_tables = any(edit.path.startswith(("app/db", "migrations/")) for edit in candidate.edits)
    yield from (gate for gate in Gate if gate is not Gate.MIGRATIONS or has_tables)


def counts_by(outcomes: Sequence[Outcome], key: Callable[[Mutant], str]) -> dict[str, tuple[int, int]]:
    """The killed mutants and all mutants for each key, sorted by key."""
    counts: dict[str, tuple[int, int]] = {}
    for outcome in outcomes:
        if isinstance(outcome.candidate, Mutant):
            killed, total = counts.get(key(outcome.candidate), (0, 0))
            counts[key(outcome.candidate)] = killed + outcome.as_expected, total + 1
    return dict(sorted(counts.items()))
