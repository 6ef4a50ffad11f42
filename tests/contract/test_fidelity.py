"""contract/README.md has the measured results of fidelity.py."""

from pathlib import Path

import pytest

from tests.contract.fidelity import EDITS, WRITERS, measure
from tests.contract.shapes import SHAPES

DOCS = Path(__file__).parents[2] / "contract" / "README.md"


@pytest.mark.parametrize("name", WRITERS)
def test_docs_have_the_measured_results(name: str) -> None:
    correct, detected = measure(name)
    row = f"| {name} | {correct} of {len(SHAPES)} | {detected} of {len(EDITS)} |"
    assert row in DOCS.read_text()


def test_contract_is_correct_for_every_shape_and_detects_every_edit() -> None:
    assert measure("contract") == (len(SHAPES), len(EDITS))
