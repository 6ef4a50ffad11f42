"""A copy of the repository in which a command makes its changes, so that an interrupted command changes nothing."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from app.settings import variable_name

# Installed packages, which the copy shares.
SHARED = ("frontend/node_modules",)
# Folders that tools create in the copy.
CACHES = {"__pycache__", "node_modules", ".ruff_cache", "dist"}


class CommandError(click.ClickException):
    """A command cannot do its work. The message says why, and what to do."""

    exit_code = 2


class Staging:
    """A copy of the files that git tracks."""

    def __init__(self, root: Path, copy: Path) -> None:
        self._root = root
        self.root = copy
        self._before: dict[Path, bytes] = {}
        for name in git(root, "ls-files").splitlines():
            if (root / name).is_file():
                self._before[Path(name)] = (root / name).read_bytes()
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(root / name, copy / name)
        for name in SHARED:
            if (root / name).exists():
                (copy / name).symlink_to(root / name)

    def run(self, *command: str, folder: str = ".") -> None:
        """Run a command in the copy, without settings of the environment. Raises `CommandError` if it fails."""
        environment = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "TMPDIR")}
        # The database and the files of the data folder stay out of the copy.
        environment["DATABASE_URL"] = f"sqlite:///{self.root.parent / 'staging.db'}"
        environment[variable_name("data_dir")] = str(self.root.parent)
        if shutil.which(command[0]) is None:
            raise CommandError(f"The command needs {command[0]}, and nothing was changed.")
        result = subprocess.run(  # noqa: S603 - commands of this package
            command, cwd=self.root / folder, env=environment, capture_output=True, text=True, check=False
        )
        if result.returncode:
            raise CommandError(f"{' '.join(command)} failed, and nothing was changed:\n{result.stdout}{result.stderr}")

    def python(self, *arguments: str) -> None:
        """Run Python in the copy."""
        self.run(sys.executable, *arguments)

    def node(self, *arguments: str) -> None:
        """Run Node in the frontend of the copy."""
        self.run("node", *arguments, folder="frontend")

    def biome(self, *arguments: str) -> None:
        """Run the linter and formatter of the frontend, with paths from its folder."""
        self.node("node_modules/@biomejs/biome/bin/biome", *arguments)

    def format_python(self, *paths: str) -> None:
        """Format Python files in the style of the repository, without the imports that are not used."""
        self.python("-m", "ruff", "check", "--quiet", "--fix", "--exit-zero", *paths)
        self.python("-m", "ruff", "format", "--quiet", *paths)

    def export(self) -> None:
        """Generate openapi.json, and the client of the frontend if there is one."""
        self.python("scripts/generate_openapi.py")
        if (self.root / "frontend").exists():
            self.node("generator/cli.js")

    def new_paths(self) -> list[Path]:
        """The paths of files that the repository does not have."""
        return sorted(set(self.paths()) - self._before.keys())

    def publish(self) -> list[Path]:
        """Copy all changes to the repository, and return the changed paths."""
        after = {path: (self.root / path).read_bytes() for path in self.paths()}
        changed = sorted(path for path in {*self._before, *after} if self._before.get(path) != after.get(path))
        for path in changed:
            if path in after:
                (self._root / path).parent.mkdir(parents=True, exist_ok=True)
                (self._root / path).write_bytes(after[path])
            else:
                (self._root / path).unlink()
                _remove_empty_folders(self._root / path)
        return changed

    def paths(self) -> list[Path]:
        """The paths of all files of the copy."""
        files = (path.relative_to(self.root) for path in self.root.rglob("*") if path.is_file())
        return [path for path in files if CACHES.isdisjoint(path.parts)]


@contextmanager
def stage(root: Path) -> Iterator[Staging]:
    """A copy of the repository. Raises `CommandError` for a tree with uncommitted changes."""
    try:
        changes = git(root, "status", "--porcelain")
    except (OSError, subprocess.CalledProcessError):
        raise CommandError("The command needs git, and a repository with a commit.") from None
    if changes:
        raise CommandError(f"The tree has uncommitted changes; commit or stash them first:\n{changes}")
    with TemporaryDirectory() as folder:
        copy = Path(folder).resolve() / "copy"
        copy.mkdir()
        yield Staging(root, copy)


def git(root: Path, *arguments: str) -> str:
    """The output of a git command."""
    return subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=True).stdout  # noqa: S603, S607


def _remove_empty_folders(path: Path) -> None:
    for folder in path.parents:
        if any(folder.iterdir()):
            return
        folder.rmdir()
