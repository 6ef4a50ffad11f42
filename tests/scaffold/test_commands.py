"""`make resource` and `make resource-remove`, in copies of the repository."""

import json
import subprocess
import sys

import pytest

from app.settings import ROOT
from tests.scaffold.copies import Copy

FIELDS = "title:text(1..120)! note:text(500)? kind:enum(open,closed) done:boolean due:date?"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """A repository with the committed and uncommitted files of this one, in one commit."""
    return Copy(ROOT, tmp_path_factory.mktemp("copy"))


def test_resource_passes_the_gates_and_is_removed_without_a_trace(copy: Copy) -> None:
    added = copy.run("scripts/new_resource.py", "task", FIELDS)

    assert added.returncode == 0, added.stderr
    assert "wrote controllers/tasks.py\n" in added.stdout
    document = json.loads((copy.root / "openapi.json").read_text())
    assert {*document["paths"]["/api/tasks"], *document["paths"]["/api/tasks/{id}"]} == {"get", "post", "put", "delete"}
    for gate in ("generate_openapi.py --check", "lint_contract.py", "check_tables.py", "check_migrations.py"):
        result = copy.run(*f"scripts/{gate}".split())
        assert result.returncode == 0, result.stdout + result.stderr
    for command in ("ruff check .", "ruff format --check ."):
        result = copy.run("-m", *command.split())
        assert result.returncode == 0, result.stdout + result.stderr

    copy.commit()
    removed = copy.run("scripts/remove_resource.py", "task")
    assert removed.returncode == 0, removed.stderr
    assert copy.git("diff", "HEAD~1", "--stat") == ""
    copy.git("reset", "--quiet", "--hard", "HEAD~1")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["article", "title:text"], "app/db_models.py has a class Article"),
        (["session", "title:text"], "the name is reserved"),
        (["lambda", "title:text"], "the name is reserved"),
        (["health_check", "title:text", "--plural", "health"], "schemas/health.py exists already"),
        (["note", "title:string"], "there is no type string"),
        (["note", "shelf:ref(shelves)"], "there is no table shelves"),
        (["sheep", "title:text", "--plural", "sheep"], "the plural must differ"),
    ],
)
def test_wrong_resource_changes_nothing(copy: Copy, arguments: list[str], message: str) -> None:
    result = copy.run("scripts/new_resource.py", *arguments)

    assert result.returncode == 2
    assert message in " ".join(result.stderr.replace("│", " ").split())
    assert copy.git("status", "--porcelain") == ""


def test_dirty_tree_is_rejected(copy: Copy) -> None:
    (copy.root / "notes.txt").write_text("unfinished")
    result = copy.run("scripts/new_resource.py", "task", FIELDS)
    (copy.root / "notes.txt").unlink()

    assert result.returncode == 2
    assert "uncommitted changes" in result.stderr
    assert copy.git("status", "--porcelain") == ""


def test_interrupted_command_changes_nothing(copy: Copy) -> None:
    process = subprocess.Popen(
        [sys.executable, "scripts/new_resource.py", "task", FIELDS],
        cwd=copy.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        process.wait(timeout=2)
    except subprocess.TimeoutExpired:
        process.kill()
    process.communicate()

    assert process.returncode != 0, "the command ended before it was interrupted"
    assert copy.git("status", "--porcelain") == ""


def test_edited_resource_is_kept(copy: Copy) -> None:
    assert copy.run("scripts/new_resource.py", "task", FIELDS).returncode == 0
    controller = copy.root / "controllers" / "tasks.py"
    controller.write_text(controller.read_text().replace("List tasks", "List all tasks"))
    copy.commit()

    result = copy.run("scripts/remove_resource.py", "task")

    assert result.returncode == 2
    assert "controllers/tasks.py" in result.stderr
    assert copy.git("status", "--porcelain") == ""


def test_unknown_resource_is_named(copy: Copy) -> None:
    result = copy.run("scripts/remove_resource.py", "unicorn")

    assert result.returncode == 2
    assert "No resource unicorn" in result.stderr
