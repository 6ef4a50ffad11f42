"""The gates that a new resource passes without an edit."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tests.scaffold.copies import Copy
from tests.scaffold.random_resources import RandomResource

# The tests that derive their cases from the contract, the tables and the handlers.
DERIVED_TESTS = (
    *("tests/api/test_access.py", "tests/api/test_bad_input.py", "tests/api/test_limits.py", "tests/test_contract.py"),
    *("tests/test_counters.py", "tests/test_failures.py", "tests/test_fuzz.py", "tests/test_statements.py"),
    *("tests/test_tables.py", "tests/test_imports.py", "tests/test_docs.py", "tests/test_api_errors.py"),
    *("tests/test_frontend_validation.py", "tests/mutants/test_catalogue.py", "tests/test_kernel.py"),
)
NAME_LENGTH = 60


class Failure(NamedTuple):
    """A command that failed, with its output."""

    command: str
    output: str

    def __str__(self) -> str:
        return f"{self.command}\n{self.output}"


def write(copy: Copy, resources: Sequence[RandomResource]) -> Iterator[Failure | None]:
    """Write the resources into the copy, one after the other, each in a commit, until one fails."""
    for resource in resources:
        failure = _run(copy, [sys.executable, "scripts/new_resource.py", *resource.arguments])
        yield failure
        if failure:
            return
        copy.commit()


def check(
    copy: Copy, resources: Sequence[RandomResource], base: str, derived_tests: Sequence[str] = DERIVED_TESTS
) -> Iterator[tuple[str, Failure | None]]:
    """Run each gate in the copy, and yield its name with its failure. The base is the commit before the resources."""
    python = [name for name in copy.git("diff", "--name-only", base).splitlines() if name.endswith(".py")]
    own_tests = [f"tests/api/test_{resource.plural}.py" for resource in resources]
    gates = (
        "ruff check .",
        "ruff format --check .",
        f"mypy {' '.join(python)}",
        "scripts/generate_openapi.py --check",
        "scripts/lint_contract.py",
        f"scripts/check_contract.py --base {base}",
        "scripts/check_tables.py",
        f"scripts/check_migrations.py --base {base}",
    )
    for gate in gates:
        module = [] if gate.startswith("scripts/") else ["-m"]
        yield gate[:NAME_LENGTH], _run(copy, [sys.executable, *module, *gate.split()])
    for script in ("lint", "typecheck", "generate:check"):
        yield script, _run(copy, ["npm", "--prefix", "frontend", "run", "--silent", script])
    tests = [sys.executable, "-m", "pytest", "-q", "-n", "auto", "--dist", "loadfile", *own_tests, *derived_tests]
    yield "pytest", _run(copy, tests)


def _run(copy: Copy, command: Sequence[str]) -> Failure | None:
    # Without the variables of a pytest that runs the gates.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    result = subprocess.run(command, cwd=copy.root, env=environment, capture_output=True, text=True, check=False)
    if result.returncode == 0:
        return None
    return Failure(" ".join(command[1:]), result.stdout + result.stderr)
