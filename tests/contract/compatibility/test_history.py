"""The command `check` through the history of a repository."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click import Command
from click.testing import CliRunner
from litestar import Litestar

from contract.commands import Project, check_command

# Nothing of the machine's configuration, and nothing of a runner that runs these tests.
IDENTITY = {f"GIT_{role}_{part}": "jake@example.test" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
ENVIRONMENT = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null", **IDENTITY}
RUNNER: dict[str, str | None] = {"GITHUB_BASE_REF": None, "CONTRACT_TARGET": None, "COLUMNS": "300"}

Json = dict[str, Any]


def no_application() -> Litestar:
    raise AssertionError


class Checked(NamedTuple):
    """The end of the command."""

    code: int
    output: str

    @property
    def reason(self) -> str:
        """The output without the line breaks of the box around an error."""
        return " ".join(self.output.split())


class Repository:
    """A repository with a contract, and the command in it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def git(self, *arguments: str) -> str:
        return subprocess.run(
            ["git", *arguments],
            cwd=self.root,
            env={"PATH": os.environ["PATH"], **ENVIRONMENT},
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    def begin(self) -> None:
        self.root.mkdir()
        self.git("init", "--quiet", "--initial-branch=main")
        self.commit("Begin")

    def commit(self, message: str) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)

    def write(self, api: Json) -> None:
        (self.root / "openapi.json").write_text(json.dumps(api, indent=2))

    def release(self, api: Json, message: str = "Change the contract") -> None:
        """Commit the contract."""
        self.write(api)
        self.commit(message)

    def merge(self, branch: str, api: Json) -> None:
        """Merge a branch, with this contract as the result."""
        self.git("merge", "--quiet", "--no-ff", "--no-commit", "--strategy-option=theirs", branch)
        self.release(api, f"Merge {branch}")

    def approve(self, expires: str = "2999-12-31") -> None:
        """Approve every breaking change."""
        report = json.loads(self.check("--format", "json").output)
        entries = [
            f'[[approval]]\nfingerprint = "{change["fingerprint"]}"\nchange = "A change"\nreason = "Nobody asks."\n'
            f'decided_by = "jake"\nexpires = {expires}\n'
            for change in report["changes"]
            if change["decision"] == "breaking"
        ]
        assert entries
        self.approvals.write_text("\n".join(entries))

    @property
    def approvals(self) -> Path:
        return self.root / "contract-approvals.toml"

    def check(self, *arguments: str, **environment: str) -> Checked:
        head = str(self.root / "openapi.json")
        result = CliRunner().invoke(self.command(), ["--head", head, *arguments], env={**RUNNER, **environment})
        assert result.exception is None or isinstance(result.exception, SystemExit), result.output
        return Checked(result.exit_code, re.sub(r"[│╭╮╰╯─]|\s+$", "", result.output, flags=re.MULTILINE))

    def command(self) -> Command:
        """The command for this repository. A test that gives the new document needs no application."""
        return check_command(Project(root=self.root, load=no_application, export="make openapi"), None)

    def clone(self, root: Path, *options: str) -> "Repository":
        self.git("clone", "--quiet", *options, f"file://{self.root}", str(root))
        return Repository(root)


def api(**limits: int) -> Json:
    """A contract with an operation for each name, whose page has at most so many things."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Things", "version": "1"},
        "paths": {f"/{name}": {"get": operation(limit)} for name, limit in limits.items()},
    }


def operation(limit: int) -> Json:
    schema = {"type": "integer", "maximum": limit}
    return {"parameters": [{"name": "limit", "in": "query", "schema": schema}], "responses": {"200": {}}}


def announced(contract: Json, name: str, sunset: str) -> Json:
    """The contract with the announced removal of an operation."""
    contract["paths"][f"/{name}"]["get"] |= {"deprecated": True, "x-sunset": sunset}
    return contract


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path / "things")
    made.begin()
    return made


def test_a_history_of_branches_merges_reverts_and_approvals(repository: Repository) -> None:  # noqa: PLR0915
    git, check = repository.git, repository.check

    # The first release: main has no contract yet.
    git("switch", "--quiet", "--create", "first")
    repository.release(api(a=100))
    assert check().code == 0
    assert "which has no openapi.json and no clients" in check().output
    git("switch", "--quiet", "main")
    repository.merge("first", api(a=100))
    assert check().code == 0
    assert check().output.startswith("No changes since main (")

    # A branch that adds, breaks and mends.
    git("switch", "--quiet", "--create", "add-b")
    repository.release(api(a=100, b=100))
    assert check().code == 0
    repository.release(api(a=50, b=100))
    assert check().code == 100
    assert "GET /a, query parameter limit: maximum 100 → 50 (narrows in requests)" in check().output
    repository.write(api(a=100, b=100))
    assert check().code == 0, "files that are not committed count as well"
    repository.release(api(a=100, b=100))
    git("switch", "--quiet", "--create", "long", "main")
    repository.commit("Begin a long work")
    git("switch", "--quiet", "main")
    repository.merge("add-b", api(a=100, b=100))

    # The base moves: a branch is compared with the commit that it left.
    repository.release(api(a=200, b=100))
    git("switch", "--quiet", "long")
    repository.release(api(a=100, c=100))
    assert check().code == 0
    assert check("--base", "main").code == 100
    repository.merge("main", api(a=200, b=100, c=100))
    assert check().code == 0
    repository.release(api(a=150, b=100, c=100))
    assert check().code == 100, "main has released 200"
    repository.release(api(a=200, b=100, c=100))
    git("switch", "--quiet", "main")
    repository.merge("long", api(a=200, b=100, c=100))
    assert check().code == 0

    # A branch is rebased.
    git("switch", "--quiet", "--create", "lower")
    repository.release(api(a=150, b=100, c=100))
    assert check().code == 100
    git("switch", "--quiet", "main")
    repository.release(api(a=200, b=100, c=100, d=100))
    git("switch", "--quiet", "lower")
    git("rebase", "--quiet", "main")
    assert json.loads((repository.root / "openapi.json").read_text()) == api(a=150, b=100, c=100, d=100)
    assert check().code == 100

    # An approval passes the change, and goes stale with the next work.
    repository.approve()
    assert check().code == 0
    repository.commit("Approve the lower limit")
    git("switch", "--quiet", "main")
    repository.merge("lower", api(a=150, b=100, c=100, d=100))
    assert check().code == 0, "on main itself the approval may stay"
    git("switch", "--quiet", "--create", "next")
    repository.commit("Do something else")
    assert check().code == 4
    assert "Approvals that no change needs" in check().output
    repository.approvals.unlink()
    repository.commit("Remove the stale approval")
    assert check().code == 0

    # A revert of a released addition breaks clients, and the revert of the revert does not.
    repository.release(api(a=150, b=100, c=100))
    assert check().code == 100
    git("revert", "--no-edit", "HEAD")
    assert check().code == 0
    git("switch", "--quiet", "main")
    repository.merge("next", api(a=150, b=100, c=100, d=100))

    # An approval goes stale with the revert of its change on the same branch.
    git("switch", "--quiet", "--create", "undecided")
    repository.release(api(a=150, b=100, c=100))
    repository.approve()
    repository.commit("Approve the removal")
    assert check().code == 0
    git("revert", "--no-edit", "HEAD~1")
    assert check().code == 4
    git("revert", "--no-edit", "HEAD~1")
    assert check().code == 0

    # A merged branch brings its breaking change along.
    git("switch", "--quiet", "--create", "harmless", "main")
    repository.release(api(a=150, b=100, c=100, d=100, e=100))
    git("switch", "--quiet", "--create", "harmful", "main")
    repository.release(api(a=150, b=90, c=100, d=100))
    git("switch", "--quiet", "harmless")
    assert check().code == 0
    repository.merge("harmful", api(a=150, b=90, c=100, d=100, e=100))
    assert check().code == 100
    repository.release(api(a=150, b=100, c=100, d=100, e=100))
    assert check().code == 0
    git("switch", "--quiet", "main")
    repository.merge("harmless", api(a=150, b=100, c=100, d=100, e=100))

    # An announced removal passes after its date, and not before.
    git("switch", "--quiet", "--create", "announce")
    five = api(a=150, b=100, c=100, d=100, e=100)
    repository.release(announced(announced(five, "d", "2000-01-01"), "e", "2999-12-31"))
    assert check().code == 0
    repository.release(api(a=150, b=100, c=100, e=100))
    assert check().code == 100, "the released contract announces nothing"
    git("revert", "--no-edit", "HEAD")
    git("switch", "--quiet", "main")
    git("merge", "--quiet", "--no-ff", "announce")
    git("switch", "--quiet", "--create", "remove")
    four = announced(api(a=150, b=100, c=100, e=100), "e", "2999-12-31")
    repository.release(four)
    assert check().code == 0
    assert "Past its sunset:\n  GET /d: is removed" in check().output
    repository.release(api(a=150, b=100, c=100))
    assert check().code == 100
    git("revert", "--no-edit", "HEAD")
    git("switch", "--quiet", "main")
    git("merge", "--quiet", "--no-ff", "remove")
    assert check().code == 0

    # A commit of main, checked out by itself, and one with another target.
    git("switch", "--quiet", "--detach", "main")
    assert check().code == 0
    git("branch", "release", "main~4")
    repository.release(api(a=150, b=100, c=100))
    assert check("--target", "main").code == 100
    assert check(CONTRACT_TARGET="release").code == 100
    assert int(git("rev-list", "--all", "--count")) >= 30


# --- Clones


@pytest.fixture
def hub(repository: Repository) -> Repository:
    """A repository with a release on main, a later one, and a branch from the first that breaks clients."""
    repository.release(api(a=100))
    repository.git("switch", "--quiet", "--create", "break")
    repository.release(api(a=50))
    repository.git("switch", "--quiet", "--create", "stable", "main")
    repository.release(api(a=50, b=100))
    repository.git("switch", "--quiet", "main")
    repository.release(api(a=100, b=100))
    return repository


def test_a_fresh_clone_passes(hub: Repository, tmp_path: Path) -> None:
    clone = hub.clone(tmp_path / "clone")

    assert clone.check().code == 0
    assert "since origin/HEAD (" in clone.check().output


def test_a_clone_without_a_remote_compares_with_its_own_main(hub: Repository, tmp_path: Path) -> None:
    clone = hub.clone(tmp_path / "clone")
    clone.git("switch", "--quiet", "break")
    clone.git("branch", "--force", "main", "origin/main")
    clone.git("remote", "remove", "origin")

    assert clone.check().code == 100
    assert "clients of main (" in clone.check().output
    clone.git("switch", "--quiet", "main")
    assert clone.check().code == 0


@pytest.mark.parametrize("depth", [1, 2])
def test_a_shallow_clone_is_refused_until_it_certainly_has_the_newest_common_commit(
    hub: Repository, tmp_path: Path, depth: int
) -> None:
    clone = hub.clone(tmp_path / "clone", f"--depth={depth}", "--no-single-branch", "--branch=break")

    refused = clone.check()
    clone.git("fetch", "--quiet", "--unshallow")

    assert refused.code == 2
    assert "the common commit of HEAD and origin/HEAD is not here" in refused.reason
    assert "git fetch --unshallow" in refused.reason
    assert clone.check().code == 100


def test_a_shallow_clone_of_a_branch_without_a_target_is_refused(hub: Repository, tmp_path: Path) -> None:
    clone = hub.clone(tmp_path / "clone", "--depth=1", "--branch=break")

    refused = clone.check(GITHUB_BASE_REF="main")

    assert refused.code == 2
    assert "origin/main is not a commit of" in refused.reason


def test_a_shallow_clone_of_main_itself_passes(hub: Repository, tmp_path: Path) -> None:
    assert hub.clone(tmp_path / "clone", "--depth=1").check().code == 0


def test_a_pull_request_on_github_names_its_target(hub: Repository, tmp_path: Path) -> None:
    clone = hub.clone(tmp_path / "clone")
    clone.git("switch", "--quiet", "--create", "mine", "origin/stable")
    clone.release(api(a=50, b=90))

    assert "clients of origin/stable (" in clone.check(GITHUB_BASE_REF="stable").output
    assert "clients of origin/main (" in clone.check(GITHUB_BASE_REF="main").output
    assert "clients of origin/HEAD (" in clone.check(GITHUB_BASE_REF="").output
    assert clone.check(GITHUB_BASE_REF="gone").code == 2
    assert "clients of origin/stable (" in clone.check("--target", "origin/stable", GITHUB_BASE_REF="main").output


def test_a_contract_in_a_folder_of_a_repository_is_found(hub: Repository, tmp_path: Path) -> None:
    root = tmp_path / "monorepo"
    shutil.copytree(hub.root, root / "backend", ignore=shutil.ignore_patterns(".git"))
    monorepo, backend = Repository(root), Repository(root / "backend")
    monorepo.git("init", "--quiet", "--initial-branch=main")
    monorepo.commit("Begin")

    backend.write(api(b=100))

    assert backend.check().code == 100


def test_a_folder_without_a_repository_is_refused(tmp_path: Path) -> None:
    folder = Repository(tmp_path)
    folder.write(api(a=100))

    refused = folder.check()

    assert refused.code == 2
    assert "not a git repository" in refused.reason
    assert folder.check("--base", str(tmp_path / "openapi.json")).code == 0


# --- Files


def test_files_that_cannot_be_read_are_refused(repository: Repository) -> None:
    repository.release(api(a=100))
    repository.approvals.write_text("[[approval]]\nfingerprint = 1\n")

    refused = repository.check()
    repository.approvals.unlink()
    (repository.root / "openapi.json").write_text("<<<<<<< HEAD")
    no_json = repository.check()
    repository.commit("Break the file")
    repository.write(api(a=100))
    no_release = repository.check()

    assert (refused.code, no_json.code, no_release.code) == (2, 2, 2)
    assert "at `$.approval[0].fingerprint`" in refused.reason
    assert "openapi.json is not JSON" in no_json.reason
    assert "openapi.json of main (" in no_release.reason


def test_an_expired_approval_stops_the_merge(repository: Repository) -> None:
    repository.release(api(a=100))
    repository.write(api(a=50))
    repository.approve("2000-01-01")

    assert repository.check().code == 100
    assert "Approvals that have expired" in repository.check().output


def test_two_files_are_compared_without_git(tmp_path: Path, repository: Repository) -> None:
    old = tmp_path / "old.json"
    old.write_text(json.dumps(api(a=100)))
    repository.write(api(a=50))

    result = repository.check("--base", str(old), "--format", "json")

    assert result.code == 100
    assert json.loads(result.output)["released"] == str(old)
    assert repository.check("--base", "nowhere").code == 2
