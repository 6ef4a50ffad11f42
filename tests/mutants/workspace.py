"""A copy of the tree, in which edits are made and gates run."""

import compileall
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Self

from scaffold.commands import MODELS, RECORDS
from tests.frontend_tree import ROOT, copy_tree
from tests.mutants import forks
from tests.mutants.mutant import Edit, Edits

NOT_PACKAGES = ":!frontend/node_modules"
IGNORED = frozenset({".git", "__pycache__", ".mypy_cache", "node_modules"})
# Python reads the caches of unchanged files, and writes none: a cache of an edited file could pass for another edit.
ENVIRONMENT = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}


class EditError(Exception):
    """An edit does not fit the tree. The message names the file and the text."""


class Result(NamedTuple):
    """The result of a command."""

    exit_code: int
    output: str


@dataclass(frozen=True)
class _File:
    content: bytes
    modified: int
    """In nanoseconds."""


class Workspace:
    """A copy of the tree that can be restored. A command runs once for each state of the tree."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.released = Path()
        """The document of the released code."""
        self._released_documents: dict[Edits, Path] = {}
        self._results: dict[tuple[str, ...], Result] = {}
        self._output = root.with_name(f"{root.name}-output.txt")
        self._forks = subprocess.Popen(
            [sys.executable, "-P", forks.__file__],
            env=ENVIRONMENT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        copy_tree(root)
        self._commit()
        compileall.compile_dir(root, quiet=1)
        self._files = {path: _File(path.read_bytes(), path.stat().st_mtime_ns) for path in self._paths()}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._forks.communicate()

    def release(self, edits: Edits) -> None:
        """Edit the files, and export their document as the released one."""
        self.apply(edits)
        if edits not in self._released_documents:
            document = self.root.with_name(f"{self.root.name}-{len(self._released_documents)}.json")
            result = self.script("generate_openapi.py", "--output", str(document))
            if result.exit_code:
                raise EditError(f"The released code has no document:\n{result.output}")
            self._released_documents[edits] = document
        self.released = self._released_documents[edits]

    def apply(self, edits: Iterable[Edit]) -> None:
        """Edit the files. Raises an `EditError` for a text that its file does not have exactly once."""
        self._results.clear()
        for edit in edits:
            path = self.root / edit.path
            path.write_text(apply_edit(edit, path.read_text() if path.exists() else ""))

    def restore(self) -> None:
        """Undo all changes, of edits and of gates."""
        self._results.clear()
        for path in self._paths():
            if path not in self._files:
                path.unlink()
        for path, file in self._files.items():
            if not path.exists() or path.stat().st_mtime_ns != file.modified:
                path.write_bytes(file.content)
                os.utime(path, ns=(file.modified, file.modified))

    def script(self, name: str, *arguments: str) -> Result:
        """Run a script of the tree."""
        command = (f"scripts/{name}", *arguments)
        if command not in self._results:
            self._results[command] = Result(self._fork(command), self._output.read_text())
        return self._results[command]

    def run(self, *command: str, folder: str = ".") -> Result:
        """Run another command in a folder of the tree."""
        if command not in self._results:
            process = subprocess.run(
                command,
                cwd=self.root / folder,
                env=ENVIRONMENT,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
            )
            self._results[command] = Result(process.returncode, process.stdout)
        return self._results[command]

    def _commit(self) -> None:
        """Commit the files: this commit is the release for the gates that read released code."""
        author = ("-c", "user.name=mutants", "-c", "user.email=mutants@example.test")
        for arguments in (
            ("init", "--quiet"),
            ("add", ".", NOT_PACKAGES),
            (*author, "commit", "--quiet", "--message", "release"),
        ):
            subprocess.run(["git", *arguments], cwd=self.root, check=True)

    def _fork(self, command: tuple[str, ...]) -> int:
        assert self._forks.stdin is not None
        assert self._forks.stdout is not None
        self._forks.stdin.write(f"{json.dumps([str(self.root), str(self._output), *command])}\n")
        self._forks.stdin.flush()
        return int(self._forks.stdout.readline())

    def _paths(self) -> list[Path]:
        found = []
        for folder, folders, files in os.walk(self.root):
            folders[:] = [name for name in folders if name not in IGNORED]
            found += [Path(folder) / name for name in files]
        return found


def apply_edit(edit: Edit, text: str) -> str:
    """The text of the file after the edit. Raises an `EditError` unless the file has the old text exactly once."""
    if not edit.old:
        if text:
            raise EditError(f"{edit.path} exists already")
        return edit.new
    if (count := text.count(edit.old) - _count_in_resources(edit)) != 1:
        raise EditError(f"{edit.path} has the text {edit.old!r} {count} times; the edit needs it once")
    return text.replace(edit.old, edit.new, 1)


def _count_in_resources(edit: Edit) -> int:
    """How often the classes that `make resource` has written at the end of the models have the text."""
    if edit.path != str(MODELS):
        return 0
    records = (json.loads(path.read_text()) for path in (ROOT / RECORDS).glob("*.json"))
    return sum(record["model"].count(edit.old) for record in records)


def text_in_tree(path: str) -> str:
    """The text of a file of this tree, or an empty text for a file that does not exist."""
    file = ROOT / path
    return file.read_text() if file.exists() else ""
