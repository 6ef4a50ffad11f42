"""A copy of the backend and the frontend, in which a test may edit files without touching ours."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
NODE_MODULES = ROOT / "frontend" / "node_modules"
BACKEND = ("app", "contract", "controllers", "migrations", "schemas", "scripts")
FRONTEND = ("generator", "public", "scripts", "src")

needs_frontend = pytest.mark.skipif(
    shutil.which("node") is None or not NODE_MODULES.is_dir(), reason="the frontend is not set up here"
)


@dataclass(frozen=True)
class Tree:
    """The copy. Its `node_modules` is ours, which nothing writes."""

    root: Path

    @property
    def frontend(self) -> Path:
        return self.root / "frontend"

    def replace(self, path: str, old: str, new: str) -> None:
        """Replace a text that a file has, everywhere in it."""
        file = self.root / path
        text = file.read_text()
        assert old in text, f"{path} has no {old!r}"
        file.write_text(text.replace(old, new))

    @contextmanager
    def edited(self, path: str, old: str, new: str) -> Iterator[None]:
        """Replace a text, renew all that is made from it, and put it back in the end."""
        before = (self.root / path).read_text()
        self.replace(path, old, new)
        try:
            self.renew()
            yield
        finally:
            (self.root / path).write_text(before)

    def renew(self) -> None:
        """Write openapi.json and the TypeScript that is made from it."""
        subprocess.run([sys.executable, "scripts/generate_openapi.py"], cwd=self.root, check=True)
        subprocess.run(["node", "generator/cli.js"], cwd=self.frontend, check=True)


def copied_to(root: Path) -> Tree:
    """Copy our tree."""
    for folder in (*BACKEND, *(f"frontend/{folder}" for folder in FRONTEND)):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("alembic.ini", "openapi.json", "pyproject.toml"):
        shutil.copy(ROOT / file, root)
    for path in (ROOT / "frontend").glob("*.*"):
        if path.is_file():
            shutil.copy(path, root / "frontend")
    (root / "frontend" / "node_modules").symlink_to(NODE_MODULES)
    return Tree(root)
