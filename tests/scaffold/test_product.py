"""`make product`, in a copy of the repository."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from app.settings import ROOT
from tests.scaffold.copies import Copy

OLD_NAMES = re.compile("lockstep|conduit", re.IGNORECASE)


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    copy = Copy(ROOT, tmp_path_factory.mktemp("product"))
    result = copy.run("scripts/make_product.py", "Acme", "--description", "Everything for road runners.")
    assert result.returncode == 0, result.stdout + result.stderr
    copy.commit()
    return copy


def test_accounts_stay_and_the_example_goes(product: Copy) -> None:
    document = json.loads((product.root / "openapi.json").read_text())

    assert document["info"]["title"] == "Acme"
    assert document["info"]["description"] == "Everything for road runners."
    assert sorted(document["paths"]) == ["/api/user", "/api/users", "/api/users/login", "/health/live", "/health/ready"]


def test_old_names_stay_only_in_the_licence(product: Copy) -> None:
    files = [product.root / name for name in product.git("ls-files").splitlines()]
    found = [path for path in files if path.is_file() and OLD_NAMES.search(f"{path.name} {text_of(path)}")]

    assert [path.name for path in found] == ["LICENSE"]


def text_of(path: Path) -> str:
    return path.read_bytes().decode(errors="replace")


@pytest.mark.parametrize(
    "command",
    [
        "-m ruff check .",
        "-m ruff format --check .",
        "-m mypy",
        "scripts/generate_openapi.py --check",
        "scripts/lint_contract.py",
        "scripts/check_tables.py",
        "scripts/check_migrations.py --base HEAD",
        "-m pytest -q tests/api/test_users.py tests/test_docs.py tests/test_settings.py -p no:cacheprovider",
    ],
)
def test_gates_of_the_product_pass(product: Copy, command: str) -> None:
    result = product.run(*command.split())

    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize("script", ["lint", "typecheck", "generate:check"])
def test_gates_of_the_pages_pass(product: Copy, script: str) -> None:
    result = subprocess.run(
        ["npm", "run", "--silent", script],
        cwd=product.root / "frontend",
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 0, result.stdout + result.stderr


def test_product_is_made_once(product: Copy) -> None:
    targets = re.findall(r"^([a-z-]+):", (product.root / "Makefile").read_text(), re.MULTILINE)

    assert "resource" in targets
    assert {"product", "mutants", "seed"} & {*targets} == set()
    assert not (product.root / "scripts" / "make_product.py").exists()
