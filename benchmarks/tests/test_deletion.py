"""Without this folder and one line of the Makefile, everything else works."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
# Files that git ignores are not copied either.
NOT_COPIED = shutil.ignore_patterns(".git", ".venv", "node_modules", "dist", "data", ".*_cache", "__pycache__")
LINE = "\ninclude benchmarks/Makefile\n"
REPOSITORY_TESTS = ("tests/test_docs.py", "tests/test_imports.py", "tests/test_private_access.py")


@pytest.fixture(scope="module")
def fork(tmp_path_factory: pytest.TempPathFactory) -> Path:
    fork = tmp_path_factory.mktemp("fork") / "lockstep"
    shutil.copytree(ROOT, fork, ignore=NOT_COPIED)
    shutil.rmtree(fork / "benchmarks")
    makefile = fork / "Makefile"
    before, after = makefile.read_text().split(LINE)
    makefile.write_text(before + after)
    return fork


def run(fork: Path, *command: str) -> str:
    """The output of a successful command in the fork."""
    result = subprocess.run(command, check=False, cwd=fork, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def test_tests_of_documents_imports_and_names_pass(fork: Path) -> None:
    run(fork, sys.executable, "-m", "pytest", "--quiet", *REPOSITORY_TESTS)


def test_ruff_reports_nothing(fork: Path) -> None:
    run(fork, sys.executable, "-m", "ruff", "check", ".")


def test_make_prints_the_other_targets(fork: Path) -> None:
    printed = run(fork, "make", "--no-print-directory", "help")

    assert "make run " in printed
    assert "bench" not in printed


def test_the_settings_of_tools_name_existing_folders_only(fork: Path) -> None:
    text = (fork / "pyproject.toml").read_text()
    packages = tomllib.loads(text)["tool"]["mypy"]["packages"]

    assert [package for package in packages if not (fork / package).is_dir()] == []
    assert "benchmarks" not in text
