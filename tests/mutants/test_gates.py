"""Every gate stops a mistake of its own and no harmless edit. `make mutants` measures all of them."""

from collections.abc import Iterator

import pytest

from tests.frontend_tree import needs_frontend
from tests.mutants.__main__ import measure
from tests.mutants.catalogue import HARMLESS, MUTANTS
from tests.mutants.mutant import Candidate, Edit, Gate, HarmlessEdit, Mutant
from tests.mutants.runner import Outcome, judge
from tests.mutants.workspace import Workspace

pytestmark = needs_frontend

SAMPLE = (
    "property added and removed: a field removed from a response, with everything regenerated",
    "required: a required field added to a request, with everything regenerated",
    "nullable: articlesCount nullable, and rendered as text",
    "security: the tags need a token",
    "operation id: listTags is listLabels",
    "type without an exact schema: a check in code",
    "guard: a missing article is not refused",
    "sentences for errors: a sentence is missing",
    "column and null of a field: a nullable column under a field that is never null",
    "foreign key without an index: an index dropped that only a cascade needs",
    "model without a migration: String(50) on a column without length, without a migration",
    "error raised and not declared: an error raised and not declared, on a path that no test takes",
    "write without authentication: a new write without current_user",
    "harmless: no edit",
    "harmless: a request has an optional field",
    "harmless: a count of favourites has a limit",
    "harmless: a new operation",
)
CANDIDATES: dict[str, Candidate] = {str(candidate): candidate for candidate in (*MUTANTS, *HARMLESS)}
DESCRIPTION = Edit("schemas/comments.py", '"""A comment to post."""', '"""A comment for an article."""')
SYNTAX_ERROR = Edit("schemas/comments.py", '"""A comment to post."""', '"""A comment to post.')
NEW_FILE = Edit("schemas/new.py", "", '"""New."""\n')
REMOVED_FIELD = Edit("schemas/profiles.py", "    bio: Bio | None\n", "")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A copy of the tree for edits."""
    with Workspace(tmp_path_factory.mktemp("mutants") / "tree") as workspace:
        yield workspace


def outcome_of(workspace: Workspace, candidate: Candidate) -> Outcome:
    try:
        return judge(workspace, candidate)
    finally:
        workspace.restore()


def mutant(gate: Gate, edit: Edit, reason: str = "") -> Mutant:
    return Mutant(name="mistake", edits=(edit,), family="family", gate=gate, reason=reason)


@pytest.mark.parametrize("name", SAMPLE)
def test_gates_stop_mistakes_and_no_harmless_edits(workspace: Workspace, name: str) -> None:
    outcome = outcome_of(workspace, CANDIDATES[name])

    assert outcome.as_expected, outcome.output


def test_edit_that_the_gate_does_not_stop_survives(workspace: Workspace) -> None:
    assert not outcome_of(workspace, mutant(Gate.CONTRACT, DESCRIPTION)).as_expected


@pytest.mark.parametrize(
    ("gate", "edit"),
    [
        (Gate.EXPORT, SYNTAX_ERROR),
        (Gate.CONTRACT, SYNTAX_ERROR),
        (Gate.PYTHON, SYNTAX_ERROR),
        (Gate.LINT, SYNTAX_ERROR),
        (Gate.TYPESCRIPT, Edit("frontend/src/api/settings.ts", "export function settings", "exprt function settings")),
    ],
)
def test_code_that_does_not_compile_survives(workspace: Workspace, gate: Gate, edit: Edit) -> None:
    outcome = outcome_of(workspace, mutant(gate, edit))

    assert not outcome.as_expected
    assert "error" in outcome.output.lower()


def test_mistake_that_is_stopped_for_another_reason_survives(workspace: Workspace) -> None:
    stopped = mutant(Gate.CONTRACT, REMOVED_FIELD, "breaks clients that read responses")
    other = mutant(Gate.CONTRACT, REMOVED_FIELD, "breaks clients that send requests")

    assert outcome_of(workspace, stopped).as_expected
    assert not outcome_of(workspace, other).as_expected


def test_harmless_edit_that_a_gate_stops_is_a_false_alarm(workspace: Workspace) -> None:
    outcome = outcome_of(workspace, HarmlessEdit(name="mistake", edits=(REMOVED_FIELD,)))

    assert not outcome.as_expected
    assert [f"[{gate.value}]" in outcome.output for gate in (Gate.CONTRACT, Gate.PYTHON, Gate.TYPESCRIPT)] == [True] * 3


def test_workspace_is_restored(workspace: Workspace) -> None:
    files = ("*.py", "openapi.json")
    before = {path: path.read_bytes() for pattern in files for path in workspace.root.rglob(pattern)}
    workspace.apply((DESCRIPTION, NEW_FILE))
    assert workspace.script("generate_openapi.py").exit_code == 0
    workspace.restore()

    assert {path: path.read_bytes() for pattern in files for path in workspace.root.rglob(pattern)} == before


KILLED = Outcome(mutant(Gate.CONTRACT, REMOVED_FIELD), True, "")
SURVIVED = Outcome(mutant(Gate.TYPES, DESCRIPTION), False, "the output of the gate")
PASSED = Outcome(HarmlessEdit(name="nothing", edits=()), True, "")
FALSE_ALARM = Outcome(HarmlessEdit(name="nothing", edits=()), False, "the output of the gate")


def test_measure_succeeds_if_all_mistakes_are_stopped(capsys: pytest.CaptureFixture[str]) -> None:
    assert measure([KILLED, PASSED], 2) == 0
    output = capsys.readouterr().out
    assert "| contract | 1 / 1 |" in output
    assert "| family | 1 / 1 |" in output
    assert "False alarms: 0 of 1 harmless edits." in output


def test_measure_fails_for_a_mistake_that_survives(capsys: pytest.CaptureFixture[str]) -> None:
    assert measure([KILLED, SURVIVED, PASSED], 3) == 1
    output = capsys.readouterr().out
    assert "SURVIVED  family: mistake" in output
    assert "the output of the gate" in output
    assert "| generated types | 0 / 1 |" in output
    assert "| **all** | **1 / 2** |" in output


def test_measure_fails_for_a_false_alarm(capsys: pytest.CaptureFixture[str]) -> None:
    assert measure([KILLED, FALSE_ALARM], 2) == 1
    output = capsys.readouterr().out
    assert "FALSE ALARM  harmless: nothing" in output
    assert "False alarms: 1 of 1 harmless edits." in output
