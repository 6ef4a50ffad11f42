"""The catalogue fits the tree, and has the mistakes that it must have."""

from collections import Counter
from collections.abc import Iterator

from tests.mutants.catalogue import HARMLESS, MUTANTS
from tests.mutants.catalogue.contract import READS, SENDS
from tests.mutants.mutant import Candidate, Gate
from tests.mutants.workspace import EditError, apply_edit, text_in_tree

MIN_MUTANTS, MIN_HARMLESS, MIN_MUTANTS_OF_GATE = 150, 50, 15
# The families of changes of a document that the law of compatibility covers: docs/gates.md.
FAMILIES_OF_OPERATIONS = {
    "path",
    "method",
    "path parameter name and type",
    "parameter added and removed",
    "parameter location",
    "style and explode",
    "body present",
    "body required",
    "media type",
    "success status",
    "error status",
    "error code set",
    "security",
    "response header",
}
# A value is in a request or in a response: a narrower request breaks clients, and so does a wider response.
FAMILIES_OF_VALUES = {
    "property added and removed",
    "required",
    "nullable",
    "type",
    "format",
    "enum value",
    "const",
    "numeric bounds",
    "multipleOf",
    "length",
    "pattern",
    "items",
    "maps",
    "tuples",
    "union branch",
    "discriminator",
    "closed and open object",
}
FAMILY_OF_REQUESTS = "default"
FAMILIES_OF_NAMES = {"operation id", "component name", "enum member under an exhaustive switch"}
# Mistakes that no gate stopped before this catalogue existed.
UNDETECTED_BEFORE = {
    "a field removed from a response, with everything regenerated": Gate.CONTRACT,
    "a required field added to a request, with everything regenerated": Gate.CONTRACT,
    "articlesCount nullable, and rendered as text": Gate.CONTRACT,
    "String(50) on a column without length, without a migration": Gate.MIGRATIONS,
    "a migration that makes a column shorter than the struct allows": Gate.TABLES,
    "a nullable column under a field that is never null": Gate.TABLES,
    "an index dropped that only a cascade needs": Gate.TABLES,
    "an error raised and not declared, on a path that no test takes": Gate.LINT,
    "a new write without current_user": Gate.EXPORT,
}


def misfits(candidate: Candidate) -> Iterator[str]:
    """The edits that do not fit the tree, with the entry of the catalogue to update."""
    texts: dict[str, str] = {}
    for edit in (*candidate.given, *candidate.edits):
        try:
            texts[edit.path] = apply_edit(edit, texts.get(edit.path) or text_in_tree(edit.path))
        except EditError as error:
            yield f"{candidate}: {error}"


def test_edits_fit_the_tree() -> None:
    candidates: list[Candidate] = [*MUTANTS, *HARMLESS]
    found = [misfit for candidate in candidates for misfit in misfits(candidate)]

    assert found == [], "The code has changed: update these entries of tests/mutants/catalogue/."


def test_names_are_unique() -> None:
    counts = Counter((str(mutant), mutant.gate, mutant.reason) for mutant in MUTANTS)

    assert [name for name, count in counts.items() if count > 1] == []
    assert len({edit.name for edit in HARMLESS}) == len(HARMLESS)


def test_catalogue_has_every_family_of_changes() -> None:
    families = {mutant.family for mutant in MUTANTS if mutant.gate is not Gate.EXPORT}
    all_families = FAMILIES_OF_OPERATIONS | FAMILIES_OF_VALUES | FAMILIES_OF_NAMES | {FAMILY_OF_REQUESTS}

    assert len(FAMILIES_OF_OPERATIONS | FAMILIES_OF_VALUES | {FAMILY_OF_REQUESTS}) == 32
    assert all_families - families == set()


def test_values_change_in_requests_and_in_responses() -> None:
    sides = {(mutant.family, mutant.reason) for mutant in MUTANTS}

    assert {(family, side) for family in FAMILIES_OF_VALUES for side in (SENDS, READS)} - sides == set()


def test_catalogue_has_the_mistakes_that_no_gate_stopped_before() -> None:
    gates = {mutant.name: mutant.gate for mutant in MUTANTS}

    assert {name: gates.get(name) for name in UNDETECTED_BEFORE} == UNDETECTED_BEFORE


def test_catalogue_has_enough_mistakes_for_every_gate() -> None:
    counts = Counter(mutant.gate for mutant in MUTANTS)

    assert len(MUTANTS) >= MIN_MUTANTS
    assert len(HARMLESS) >= MIN_HARMLESS
    assert [gate for gate in Gate if counts[gate] < MIN_MUTANTS_OF_GATE] == []
