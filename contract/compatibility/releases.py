"""The released files: those of the commit where the work left the branch that it will be merged into."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TARGETS = ("origin/HEAD", "origin/main", "origin/master", "main", "master")


class ReleaseError(Exception):
    """The released files cannot be found. The message says what to run."""


@dataclass(frozen=True)
class Release:
    """A commit of a repository, by the name that people know."""

    root: Path
    revision: str
    name: str

    @property
    def is_head(self) -> bool:
        """Whether this commit is the one that is checked out, so that nothing can have changed since but the files."""
        return self.revision == _commit(self.root, "HEAD")

    def read(self, path: str) -> str | None:
        """The text of a file in this commit; None if the commit does not have the file."""
        shown = _git(self.root, "show", f"{self.revision}:{path}")
        return shown.stdout if shown.returncode == 0 else None


def release_of(root: Path, *, base: str | None = None, target: str | None = None) -> Release:
    """The commit `base`, or the merge base of HEAD and the target branch.

    Without a target, it is the branch that a pull request of GitHub names, or the first that exists of the usual ones.
    Raises `ReleaseError`.
    """
    if base is not None:
        return Release(root, _commit(root, base), base)
    branch = target or next(_existing(root, TARGETS), None)
    if branch is None:
        raise ReleaseError(f"{root} has none of the branches {', '.join(TARGETS)}: name one with --target or --base")
    merge_base = _git(root, "merge-base", "HEAD", _commit(root, branch))
    if merge_base.returncode != 0:
        raise ReleaseError(
            f"HEAD and {branch} have no common commit: fetch the whole history, e.g. git fetch --unshallow"
        )
    revision = merge_base.stdout.strip()
    return Release(root, revision, f"{branch} ({revision[:10]})")


def _existing(root: Path, branches: tuple[str, ...]) -> Iterator[str]:
    for branch in branches:
        if _git(root, "rev-parse", "--verify", "--quiet", f"{branch}^{{commit}}").returncode == 0:
            yield branch


def _commit(root: Path, revision: str) -> str:
    found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if found.returncode != 0:
        raise ReleaseError(f"{revision} is not a commit of {root}: fetch it, or name another with --base")
    return found.stdout.strip()


def _git(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise ReleaseError("git is not installed: install it, or compare two files with --base and --head") from None
