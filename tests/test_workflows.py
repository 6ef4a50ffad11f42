"""The workflows of GitHub and the hooks of pre-commit run the commands of the Makefile, and run no foreign code."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.test_docs import targets
from tests.waiting import TIMEOUT_SECONDS

ROOT = Path(__file__).resolve().parent.parent
WORKFLOWS = {path.name: path.read_text() for path in sorted((ROOT / ".github" / "workflows").iterdir())}
# YAML 1.1 reads the word `on` as a boolean.
PARSED: dict[str, dict[Any, Any]] = {name: yaml.safe_load(text) for name, text in WORKFLOWS.items()}
TRIGGERS = {name: workflow[True] for name, workflow in PARSED.items()}
CI, COMMENT = PARSED["ci.yml"], PARSED["contract-comment.yml"]
HOOKS: list[dict[str, Any]] = [
    hook for repo in yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"] for hook in repo["hooks"]
]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

PINNED = re.compile(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")

SCHEDULED = "resources.yml"

each_workflow = pytest.mark.parametrize("name", WORKFLOWS)
each_workflow_of_changes = pytest.mark.parametrize("name", [name for name in WORKFLOWS if name != SCHEDULED])


def steps_of(workflow: dict[Any, Any]) -> Iterator[dict[str, Any]]:
    for job in workflow["jobs"].values():
        yield from job["steps"]


def keys_in(value: object) -> Iterator[str]:
    """All keys of a document, at any depth."""
    match value:
        case dict():
            for key, inner in value.items():
                yield str(key)
                yield from keys_in(inner)
        case list():
            for inner in value:
                yield from keys_in(inner)


# --- Every workflow


@each_workflow
def test_every_action_is_pinned_by_a_commit_and_names_its_version(name: str) -> None:
    uses = re.findall(r"uses: *(.*)", WORKFLOWS[name])

    assert len(uses) == sum("uses" in step for step in steps_of(PARSED[name])) > 0
    assert [action for action in uses if not PINNED.fullmatch(action)] == []


def test_every_action_has_one_version() -> None:
    uses = set(re.findall(r"uses: *(.*)", "\n".join(WORKFLOWS.values())))

    assert len(uses) == len({action.partition("@")[0] for action in uses})


@each_workflow_of_changes
def test_every_change_runs_every_job(name: str) -> None:
    conditions = {"paths", "paths-ignore", "types", "if", "needs", "continue-on-error"}

    assert {"pull_request", "pull_request_target"} & set(TRIGGERS[name])
    assert conditions & set(keys_in([TRIGGERS[name], PARSED[name]["jobs"]])) == set()


@each_workflow
def test_no_job_has_more_permissions_than_it_needs(name: str) -> None:
    write = {"pull-requests": "write"} if name == "contract-comment.yml" else {}

    assert PARSED[name]["permissions"] == {}
    for job in PARSED[name]["jobs"].values():
        assert job["permissions"] == {"contents": "read", **write}


@each_workflow
def test_every_checkout_has_the_history_and_no_credentials(name: str) -> None:
    checkouts = [step for step in steps_of(PARSED[name]) if "actions/checkout@" in step.get("uses", "")]

    assert len(checkouts) == len(PARSED[name]["jobs"])
    # With no `ref`, the checkout of the comment's workflow is that of the target branch.
    assert [step["with"] for step in checkouts] == [{"fetch-depth": 0, "persist-credentials": False}] * len(checkouts)


@each_workflow
def test_no_script_contains_an_expression(name: str) -> None:
    """A title or a branch can hold shell code; the environment passes it as a value."""
    scripts = [step["run"] for step in steps_of(PARSED[name]) if "run" in step]

    assert scripts
    assert [script for script in scripts if "${{" in script] == []


@each_workflow_of_changes
def test_a_new_run_replaces_the_old_one_of_its_pull_request(name: str) -> None:
    concurrency = PARSED[name]["concurrency"]

    assert "github.event.pull_request.number" in concurrency["group"]
    assert concurrency["cancel-in-progress"] is True


# --- ci.yml


def made_targets() -> list[str]:
    """The targets that ci.yml makes, with each value of the matrix."""
    made = []
    for job in CI["jobs"].values():
        for step in job["steps"]:
            if "run" not in step:
                continue
            assert step["run"].startswith("make ")
            versions = job["strategy"]["matrix"].get("versions", [""])
            made += [step["run"].replace('"', "").replace("$VERSIONS", version) for version in versions]
    return [target for command in made for target in command.split()[1:]]


def test_ci_makes_the_targets_that_people_make() -> None:
    assert made_targets() == ["check", "test", "test-lowest", "test-newest"]
    assert set(made_targets()) <= targets()
    assert "`make check test`" in (ROOT / "CONTRIBUTING.md").read_text()
    assert (ROOT / ".ci" / "run").read_text().count("\nmake check test\n") == 1


def test_ci_covers_the_oldest_and_the_newest_python() -> None:
    readme = (ROOT / "README.md").read_text()
    tested = re.search(r"with Python (3\.\d+)\S*,.* and (3\.\d+)\.\d+,", readme)
    oldest = PROJECT["requires-python"].removeprefix(">=")
    matrices = [job["strategy"]["matrix"] for job in CI["jobs"].values()]

    assert tested
    assert tested[1] == oldest
    for matrix in matrices:
        assert matrix.get("python", [one["python"] for one in matrix.get("include", [])]) == [oldest, tested[2]]


def test_ci_compares_with_the_released_contract_and_annotates() -> None:
    script = (ROOT / "contract" / "commands.py").read_text()

    assert set(CI["env"]) == {"CONTRACT_TARGET", "CONTRACT_FORMAT", "RUFF_OUTPUT_FORMAT"}
    assert CI["env"]["CONTRACT_FORMAT"] == CI["env"]["RUFF_OUTPUT_FORMAT"] == "github"
    assert {name for name in CI["env"] if f'envvar="{name}"' in script} == {"CONTRACT_TARGET", "CONTRACT_FORMAT"}


# --- resources.yml


def test_random_resources_are_written_every_night() -> None:
    [command] = [step["run"] for step in steps_of(PARSED[SCHEDULED]) if "run" in step]

    assert set(TRIGGERS[SCHEDULED]) == {"schedule", "workflow_dispatch"}
    assert command == "make resources"
    assert "resources" in targets()


# --- contract-comment.yml


def git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=jake", "-c", "user.email=jake@example.test")
    return subprocess.run(
        ["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, text=True
    ).stdout.strip()


def commit_all(folder: Path) -> str:
    git(folder, "add", "--all", "--force")
    git(folder, "commit", "--quiet", "--message", "a change")
    return git(folder, "rev-parse", "HEAD")


ALARM = "import os\nos._exit(99)\n"


@pytest.fixture
def pull_request(tmp_path: Path) -> Path:
    """A clone of the target branch. Pull request 7 of its origin removes an operation and replaces the code."""
    origin = tmp_path / "origin"
    for folder in ("contract", "scripts"):
        shutil.copytree(ROOT / folder, origin / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "openapi.json", origin)
    git(origin, "init", "--quiet", "--initial-branch", "main")
    base = commit_all(origin)
    git(tmp_path, "clone", "--quiet", str(origin), "clone")

    document = json.loads((origin / "openapi.json").read_text())
    del document["paths"]["/api/user"]
    (origin / "openapi.json").write_text(json.dumps(document))
    for path in [*origin.rglob("*.py"), origin / "sitecustomize.py"]:
        path.write_text(ALARM)
    git(origin, "update-ref", "refs/pull/7/head", commit_all(origin))
    git(origin, "reset", "--quiet", "--hard", base)
    return tmp_path / "clone"


def run_scripts_of_comment(clone: Path, folder: Path) -> str:
    """Run the scripts of the workflow, but the installation, and return the comment."""
    programs, temporary = folder / "programs", folder / "temporary"
    programs.mkdir()
    temporary.mkdir()
    (programs / "python").symlink_to(sys.executable)
    gh = programs / "gh"
    gh.write_text('#!/bin/sh\necho "$*" >&2\nfor last; do :; done\ncat "$last"\n')
    gh.chmod(0o755)
    environment = {
        "PATH": f"{programs}:{os.environ['PATH']}",
        "PYTHONPATH": ":".join(path for path in sys.path if "site-packages" in path),
        "RUNNER_TEMP": str(temporary),
        "BASE": git(clone, "rev-parse", "HEAD"),
        "NUMBER": "7",
    }
    output = ""
    for step in steps_of(COMMENT):
        if "run" in step and not step["run"].startswith("pip install"):
            done = subprocess.run(
                ["bash", "-e", "-c", step["run"]],
                cwd=clone,
                env=environment,
                capture_output=True,
                text=True,
                timeout=TIMEOUT_SECONDS,
                check=False,
            )
            assert done.returncode == 0, done.stderr
            output += done.stdout
    return output


def test_the_comment_describes_the_change_and_runs_no_code_of_the_pull_request(
    pull_request: Path, tmp_path: Path
) -> None:
    before = git(pull_request, "rev-parse", "HEAD")
    comment = run_scripts_of_comment(pull_request, tmp_path)

    assert comment.startswith("### API\n\n**Breaking**\n\n- `")
    assert "/api/user" in comment
    assert git(pull_request, "rev-parse", "HEAD") == before
    assert git(pull_request, "status", "--porcelain", "--untracked-files=no") == ""


def test_the_workflow_with_a_token_that_writes_installs_only_locked_packages() -> None:
    assert TRIGGERS["contract-comment.yml"] == {"pull_request_target": None}
    [install] = [step["run"] for step in steps_of(COMMENT) if step.get("run", "").startswith("pip")]
    assert install == "pip install --quiet --require-hashes -r requirements/run.lock"
    assert (ROOT / "requirements" / "run.lock").exists()


# --- .pre-commit-config.yaml


CONTRACT_HOOKS = ("openapi", "contract-lint", "contract", "tables")


def commands_of_check() -> set[str]:
    """The commands of `make check`, without the installation and without those of the benchmarks."""
    installed = (".venv/dev.stamp", "frontend/node_modules/.package-lock.json")
    # Without the variables of a `make` that runs this test.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    old = [f"--assume-old={file}" for file in installed]
    printed = subprocess.run(
        ["make", "--dry-run", "NPM=npm", "VENV=.venv", *old, "check-api", "check-frontend"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return {line for line in printed.splitlines() if "benchmarks/" not in line}


def test_the_hooks_are_the_commands_of_make_check() -> None:
    commands = [hook["entry"] for hook in HOOKS]

    assert len(commands) == len(set(commands))
    assert set(commands) == commands_of_check()


def test_the_hooks_are_local_and_check_the_whole_tree() -> None:
    repos = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"]

    assert [repo["repo"] for repo in repos] == ["local"]
    assert {(hook["language"], hook["pass_filenames"]) for hook in HOOKS} == {("system", False)}


@pytest.mark.parametrize(
    ("file", "hooks"),
    [
        ("schemas/users.py", {"ruff", "ruff-format", "mypy", *CONTRACT_HOOKS}),
        ("app/db_models.py", {"ruff", "ruff-format", "mypy", *CONTRACT_HOOKS, "migrations"}),
        ("openapi.json", {"openapi", "contract", "frontend-client"}),
        ("contract-approvals.toml", {"contract"}),
        ("requirements/run.lock", {*CONTRACT_HOOKS, "migrations"}),
        ("pyproject.toml", {"ruff", "ruff-format", "mypy"}),
        ("frontend/src/main.tsx", {"frontend-lint", "frontend-types", "frontend-client"}),
        ("README.md", set()),
    ],
)
def test_a_file_runs_the_hooks_that_concern_it(file: str, hooks: set[str]) -> None:
    assert {hook["id"] for hook in HOOKS if re.search(hook["files"], file)} == hooks
