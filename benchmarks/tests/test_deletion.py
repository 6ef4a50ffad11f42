"""A fork deletes this folder and one line of the Makefile, and all else holds."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
# Everything that git does not know, too.
NOT_COPIED = shutil.ignore_patterns(".git", ".venv", "node_modules", "dist", "data", ".*_cache", "__pycache__")
LINE = "\ninclude benchmarks/Makefile\n"
TESTS_OF_THE_TREE = ("tests/test_docs.py", "tests/test_imports.py", "tests/test_private_access.py")


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
    """What the command prints in the fork, where it must succeed."""
    done = subprocess.run(command, check=False, cwd=fork, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_documents_imports_and_names_hold(fork: Path) -> None:
    run(fork, sys.executable, "-m", "pytest", "--quiet", *TESTS_OF_THE_TREE)


def test_ruff_finds_nothing(fork: Path) -> None:
    run(fork, sys.executable, "-m", "ruff", "check", ".")


def test_make_prints_the_other_targets(fork: Path) -> None:
    printed = run(fork, "make", "--no-print-directory", "help")

    assert "make run " in printed
    assert "bench" not in printed


def test_no_tool_is_told_of_a_folder_that_is_missing(fork: Path) -> None:
    text = (fork / "pyproject.toml").read_text()
    packages = tomllib.loads(text)["tool"]["mypy"]["packages"]

    assert [package for package in packages if not (fork / package).is_dir()] == []
    assert "benchmarks" not in text
