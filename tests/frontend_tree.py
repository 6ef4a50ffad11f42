"""A copy of the backend and the frontend in which a test may edit files."""

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
    """A copy of the source tree. Its `node_modules` links to the original, and tests do not write to `node_modules`."""

    root: Path

    @property
    def frontend(self) -> Path:
        return self.root / "frontend"

    def replace(self, path: str, old: str, new: str) -> None:
        """Replace every occurrence of a text in a file; fail if the file does not contain the text."""
        file = self.root / path
        text = file.read_text()
        assert old in text, f"{path} does not contain {old!r}"
        file.write_text(text.replace(old, new))

    @contextmanager
    def edited(self, path: str, old: str, new: str) -> Iterator[None]:
        """Replace a text and regenerate all files; restore the edited file at the end of the block."""
        before = (self.root / path).read_text()
        self.replace(path, old, new)
        try:
            self.regenerate()
            yield
        finally:
            (self.root / path).write_text(before)

    def regenerate(self) -> None:
        """Write openapi.json and the TypeScript that is generated from openapi.json."""
        subprocess.run([sys.executable, "scripts/generate_openapi.py"], cwd=self.root, check=True)
        subprocess.run(["node", "generator/cli.js"], cwd=self.frontend, check=True)


def copy_tree(root: Path) -> Tree:
    """Copy the source tree to `root`."""
    for folder in (*BACKEND, *(f"frontend/{folder}" for folder in FRONTEND)):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("alembic.ini", "openapi.json", "pyproject.toml"):
        shutil.copy(ROOT / file, root)
    for path in (ROOT / "frontend").glob("*.*"):
        if path.is_file():
            shutil.copy(path, root / "frontend")
    (root / "frontend" / "node_modules").symlink_to(NODE_MODULES)
    return Tree(root)
