"""The figures in docs/contract.md are the measured ones."""

from pathlib import Path

import pytest

from tests.contract.fidelity import EDITS, WRITERS, figures
from tests.contract.shapes import SHAPES

DOCS = Path(__file__).parents[2] / "docs" / "contract.md"


@pytest.mark.parametrize("name", WRITERS)
def test_the_figures_in_the_docs_are_the_measured_ones(name: str) -> None:
    right, noticed = figures(name)
    row = f"| {name} | {right} of {len(SHAPES)} | {noticed} of {len(EDITS)} |"
    assert row in DOCS.read_text()


def test_the_contract_tells_every_shape_right_and_notices_every_edit() -> None:
    assert figures("contract") == (len(SHAPES), len(EDITS))
