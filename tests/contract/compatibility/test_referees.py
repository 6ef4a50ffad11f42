"""The gate, judged by validation of instances and by another tool."""

import copy
from collections.abc import Iterator
from random import Random
from typing import Any, NamedTuple

import pytest
import specshift

from contract.compatibility import Change, changes_between
from contract.direction import Direction
from tests.contract.compatibility.edits import SCHEMA_EDITS, schema_edits
from tests.contract.compatibility.operation_edits import OPERATION_EDITS
from tests.contract.compatibility.random_documents import random_document
from tests.contract.compatibility.referees import one_operation, summary_of

Json = dict[str, Any]
SEEDS_OF_A_FAMILY = 12


def test_no_instance_contradicts_the_gate() -> None:
    summary = summary_of(range(250))

    assert summary.unexplained == [], "\n".join(summary.lines())
    assert summary.breaking > 50


@pytest.mark.parametrize("direction", Direction)
def test_instances_contradict_a_gate_that_looks_away(direction: Direction) -> None:
    def others(old: Json, new: Json) -> list[Change]:
        return [change for change in changes_between(old, new) if change.direction is not direction]

    assert len(summary_of(range(60), others).unexplained) > 5


def test_another_spelling_is_no_change() -> None:
    edits = [
        (seed, document, edit.document)
        for seed in range(200)
        for document in [one_operation(Random(seed)) if seed % 4 == 0 else random_document(Random(seed))]
        for edit in [next(schema_edits(Random(seed), document, "spelling"), None)]
        if edit is not None
    ]

    assert len(edits) > 150
    assert [seed for seed, old, new in edits if changes_between(old, new)] == []


def test_a_default_of_a_request_or_a_response_breaks_clients() -> None:
    for seed in range(50):
        document = random_document(Random(seed))
        for edit in schema_edits(Random(seed), document, "default"):
            assert any(change.breaking for change in changes_between(document, edit.document))


# --- specshift


class Agreed(NamedTuple):
    """A kind of change that specshift calls breaking and the gate does not, and the reason."""

    location: str
    message: str
    reason: str


NARROWER = "a response with fewer values is one that clients of the old document can read"
AGREED = (
    Agreed(" > response ", "Constraint '", NARROWER),
    Agreed(" > response ", "A new validation pattern has been added", NARROWER),
    Agreed("", "Response '2", "a status that replaces it is new, and that breaks clients"),
    Agreed("", "A new mandatory authentication requirement", "one of the new ways to be authorized needs nothing"),
)


def single_edits() -> Iterator[tuple[str, Json, Json]]:
    """Our own document with one of its operations, and one edit of each family several times."""
    for family in (*SCHEMA_EDITS, *OPERATION_EDITS):
        for seed in range(SEEDS_OF_A_FAMILY):
            random = Random(f"{family} {seed}")
            old = one_operation(random)
            new = edited(random, old, family)
            if new is not None:
                yield family, old, new


def edited(random: Random, old: Json, family: str) -> Json | None:
    if family in SCHEMA_EDITS:
        edit = next(schema_edits(random, old, family), None)
        return edit.document if edit else None
    new = copy.deepcopy(old)
    [[operation]] = [path.values() for path in new["paths"].values()]
    return new if OPERATION_EDITS[family](random, new, operation) else None


def test_what_specshift_calls_breaking_is_breaking_or_agreed() -> None:
    calls, occurred, contradictions = 0, set(), []
    for family, old, new in single_edits():
        found = [one for one in specshift.diff_specs(old, new).changes if one.severity == specshift.Severity.BREAKING]
        if not found:
            continue
        calls += 1
        if any(change.breaking for change in changes_between(old, new)):
            continue
        for one in found:
            agreed = [entry for entry in AGREED if entry.location in one.location and entry.message in one.message]
            occurred.update(agreed)
            contradictions += [] if agreed else [(family, one.location, one.message)]

    assert contradictions == []
    assert calls > 60
    assert set(AGREED) - occurred == set()
