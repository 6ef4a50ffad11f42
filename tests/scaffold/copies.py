"""Copies of the repository in which commands change files."""

import shutil
import subprocess
import sys
from pathlib import Path

SHARED = ("frontend/node_modules",)


class Copy:
    """A repository of its own with the files of another, in one commit."""

    def __init__(self, source: Path, root: Path) -> None:
        self.root = root
        names = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
            cwd=source,
            capture_output=True,
            text=True,
            check=True,
        )
        for name in names.stdout.splitlines():
            if (source / name).is_file():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(source / name, root / name)
        for name in SHARED:
            if (source / name).exists():
                (root / name).symlink_to((source / name).resolve())
        self.git("init", "--quiet", "--initial-branch", "main")
        (root / ".git" / "info" / "exclude").write_text("node_modules\n")
        self.git("config", "user.name", "Jake")
        self.git("config", "user.email", "jake@example.test")
        self.commit()

    def commit(self) -> None:
        """Commit all files."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "change")

    def git(self, *arguments: str) -> str:
        """The output of a git command."""
        return subprocess.run(["git", *arguments], cwd=self.root, capture_output=True, text=True, check=True).stdout

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run Python in the copy."""
        return subprocess.run([sys.executable, *arguments], cwd=self.root, capture_output=True, text=True, check=False)
