"""Random resources pass the gates without an edit. `make resources` writes more resources, and runs more tests."""

import os
import re

import pytest

from app.settings import ROOT
from scaffold.fields import parse_fields
from scaffold.kinds import KINDS
from tests.frontend_tree import needs_frontend
from tests.scaffold import gates
from tests.scaffold.copies import Copy
from tests.scaffold.random_resources import random_resources

SEED = int(os.environ.get("RESOURCES_SEED", "1"))
DERIVED_TESTS = (
    *("tests/test_statements.py", "tests/test_tables.py"),
    *("tests/test_kernel.py", "tests/mutants/test_catalogue.py"),
)


@needs_frontend
def test_random_resources_pass_the_gates(tmp_path_factory: pytest.TempPathFactory) -> None:
    copy = Copy(ROOT, tmp_path_factory.mktemp("resources"))
    base = copy.git("rev-parse", "HEAD").strip()
    resources = random_resources(3, SEED)
    description = "\n".join(["", f"RESOURCES_SEED={SEED}", *map(str, resources)])

    for failure in gates.write(copy, resources):
        assert failure is None, f"{description}\n{failure}"
    for _, failure in gates.check(copy, resources, base, DERIVED_TESTS):
        assert failure is None, f"{description}\n{failure}"


@pytest.mark.parametrize("seed", range(20))
def test_a_few_resources_have_all_types_of_fields(seed: int) -> None:
    resources = random_resources(3, seed)
    fields = [field for resource in resources for field in resource.fields.split(" ")]
    kinds = {(re.split("[:(?!]", field)[1], field.endswith("?")) for field in fields}

    assert kinds == {(kind, nullable) for kind in KINDS for nullable in (False, True)}
    assert {resource.owned for resource in random_resources(20, seed)} == {True, False}
    assert random_resources(3, seed) == resources


@pytest.mark.parametrize("seed", range(20))
def test_random_fields_are_valid(seed: int) -> None:
    for resource in random_resources(20, seed):
        fields = [field for field in resource.fields.split(" ") if ":ref(" not in field]
        assert [each.name for each in parse_fields(" ".join(fields))] == [each.split(":")[0] for each in fields]
