"""The released files: those of the commit where the work left the branch that it will be merged into."""

import os
import subprocess
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

NO_RELEASES = "This folder is not a git repository: there is no release to compare with."
TARGETS = ("origin/HEAD", "origin/main", "origin/master", "main", "master")


class ReleaseError(Exception):
    """The released files cannot be found. The message says what to run."""


@dataclass(frozen=True)
class Release:
    """A commit of a repository, with a name for people."""

    root: Path
    revision: str
    name: str

    @property
    def is_head(self) -> bool:
        """Whether this commit is the one that is checked out."""
        return self.revision == _commit(self.root, "HEAD")

    def read(self, path: str) -> str | None:
        """The text of a file in this commit; None if the commit does not have the file. Raises `ReleaseError`."""
        if not _output(self.root, "ls-tree", "--name-only", self.revision, "--", path):
            return None
        return _output(self.root, "show", f"{self.revision}:./{path}")

    def export(self, folder: Path) -> None:
        """Write all files of this commit to an empty folder. Raises `ReleaseError`."""
        archive = folder / "release.tar"
        archived = _git(self.root, "archive", "--format=tar", f"--output={archive}", self.revision)
        if archived.returncode != 0:
            raise ReleaseError(f"{self.name} cannot be exported: {archived.stderr.strip()}")
        with tarfile.open(archive) as files:
            files.extractall(folder, filter="data")
        archive.unlink()


def has_releases(root: Path) -> bool:
    """Whether the folder is a git repository. An archive of the source code has no releases."""
    return (root / ".git").exists()


def release_of(root: Path, *, base: str | None = None, target: str | None = None) -> Release:
    """The commit `base`, or the merge base of HEAD and the target branch.

    Without a target, it is the branch that a pull request of GitHub names, or the first that exists of the usual ones.
    Raises `ReleaseError`.
    """
    _output(root, "rev-parse", "--git-dir")
    if base is not None:
        return Release(root, _commit(root, base), base)
    branch = target or _target_of_pull_request() or next(_existing(root, TARGETS), None)
    if branch is None:
        raise ReleaseError(f"{root} has none of the branches {', '.join(TARGETS)}: name one with --target or --base")
    tip = _commit(root, branch)
    merge_base = _git(root, "merge-base", "HEAD", tip).stdout.strip()
    # A shallow clone may lack the newest common commit, and have an older one.
    shallow = _output(root, "rev-parse", "--is-shallow-repository").strip() == "true"
    if not merge_base or (shallow and merge_base != tip):
        raise ReleaseError(
            f"the common commit of HEAD and {branch} is not here: fetch the whole history, e.g. git fetch --unshallow"
        )
    return Release(root, merge_base, f"{branch} ({merge_base[:10]})")


def _target_of_pull_request() -> str | None:
    branch = os.environ.get("GITHUB_BASE_REF")
    return f"origin/{branch}" if branch else None


def _existing(root: Path, branches: tuple[str, ...]) -> Iterator[str]:
    for branch in branches:
        if _git(root, "rev-parse", "--verify", "--quiet", f"{branch}^{{commit}}").returncode == 0:
            yield branch


def _commit(root: Path, revision: str) -> str:
    found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if found.returncode != 0:
        raise ReleaseError(f"{revision} is not a commit of {root}: fetch it, or name another with --base")
    return found.stdout.strip()


def _output(root: Path, *arguments: str) -> str:
    result = _git(root, *arguments)
    if result.returncode != 0:
        raise ReleaseError(f"git cannot read {root}: {result.stderr.strip()}: compare files with --base and --head")
    return result.stdout


def _git(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            ["git", *arguments], cwd=root, capture_output=True, text=True, encoding="utf-8", check=False
        )
    except FileNotFoundError:
        raise ReleaseError("git is not installed: install it, or compare files with --base and --head") from None
