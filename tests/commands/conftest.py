"""Fixtures of commands."""

import shutil
from pathlib import Path

import pytest

from app.settings import ROOT


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the code in which a test may write files."""
    root = tmp_path / "lockstep"
    for folder in ("app", "contract", "controllers", "migrations", "schemas", "scripts"):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("alembic.ini", "pyproject.toml", "openapi.json"):
        shutil.copy(ROOT / file, root)
    return root
