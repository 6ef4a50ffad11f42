"""The commands of `python -m contract`, for applications of other repositories."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from litestar import Litestar, get
from msgspec import Struct
from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Table

from contract import ContractPlugin, build_contract, encode
from contract.__main__ import main
from contract.tables import Tables, Tie, Waiver
from tests.contract.foreign.inventory import after as inventory
from tests.contract.foreign.notes import after as notes

INVENTORY, NOTES = "tests.contract.foreign.inventory.after:app", "tests.contract.foreign.notes.after"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, env={"LITESTAR_APP": None, "COLUMNS": "300"})


@pytest.mark.parametrize(
    ("name", "app"), [(INVENTORY, inventory.app), (NOTES, notes.app), (f"{NOTES}:create_app", notes.app)]
)
def test_export_writes_the_document(name: str, app: Litestar, tmp_path: Path) -> None:
    file = tmp_path / "api" / "openapi.json"
    result = run("--app", name, "export", "--output", str(file))
    assert (result.exit_code, result.output) == (0, f"Wrote {file}\n")
    assert file.read_bytes() == encode(build_contract(app))


def test_export_checks_the_document(tmp_path: Path) -> None:
    file = tmp_path / "openapi.json"
    arguments = ["--app", NOTES, "export", "--check", "--output", str(file)]
    missing = run(*arguments)
    file.write_bytes(encode(build_contract(notes.app)))
    up_to_date = run(*arguments)
    file.write_bytes(file.read_bytes().replace(b'"Notes"', b'"Letters"'))
    out_of_date = run(*arguments)

    fix = f"To fix it, run: python -m contract export --output {file}\n"
    assert (missing.exit_code, missing.output) == (4, f"Missing: {file} does not exist\n{fix}")
    assert (up_to_date.exit_code, up_to_date.output) == (0, f"UpToDate: {file} matches the code\n")
    assert out_of_date.exit_code == 4
    assert 'info > title: "Letters" → "Notes"' in out_of_date.output


@pytest.mark.parametrize(("app", "name"), [(inventory.app, "Item"), (notes.app, "Note")])
def test_check_stops_a_change_that_breaks_clients(app: Litestar, name: str, tmp_path: Path) -> None:
    released, new = tmp_path / "released.json", tmp_path / "new.json"
    released.write_bytes(encode(build_contract(app)))
    document = json.loads(released.read_bytes())
    document["components"]["schemas"][name]["properties"]["id"] = {"type": "boolean"}
    new.write_text(json.dumps(document))

    assert run("check", "--base", str(released), "--head", str(released)).exit_code == 0
    broken = run("check", "--base", str(released), "--head", str(new))
    assert broken.exit_code == 100
    assert f"{name}.id: " in broken.output


def test_check_builds_the_document_of_the_application(tmp_path: Path) -> None:
    released = tmp_path / "released.json"
    released.write_bytes(encode(build_contract(inventory.app)))
    result = run("--app", NOTES, "check", "--base", str(released), "--format", "json")
    assert result.exit_code == 100
    assert "GET /api/warehouses" in result.stdout
    assert "To fix it, run: python -m contract export\n" in result.stderr


class Unused(Struct):
    """A struct that no operation uses."""


METADATA = MetaData()
Table("authors", METADATA, Column("id", Integer, primary_key=True), Column("name", String, unique=True))
Table("letters", METADATA, Column("id", Integer, primary_key=True), Column("author", ForeignKey("authors.id")))
DRIFTED = Tables(metadata=METADATA, ties=[Tie(struct=Unused)], waivers=[Waiver("letters.id", "range", "a reason")])
AGREEING = Tables(metadata=MetaData(), ties=[])


def test_tables_reports_mismatches_of_every_kind() -> None:
    result = run("--app", NOTES, "tables", f"{__name__}:DRIFTED")
    assert result.exit_code == 4
    assert set(re.findall(r" \[(\w+)\]$", result.stderr, re.MULTILINE)) == {"tie", "error", "index", "waiver"}
    assert result.stderr.endswith("After a change of a table, write a migration.\n")


def test_tables_that_agree_pass() -> None:
    result = run("--app", NOTES, "tables", f"{__name__}:AGREEING")
    assert (result.exit_code, result.output) == (0, "")


def test_lint_reports_findings() -> None:
    result = run("--app", NOTES, "lint", "--package", __name__)
    assert result.exit_code == 4
    assert result.stderr.splitlines() == [
        f"{NOTES}.NameTakenException: has no docstring to describe it in the document",
        f"{__name__}.Unused: no operation uses this struct; use it or remove it",
    ]


def create_nothing() -> None:
    return None


def test_wrong_document_prints_all_problems_and_exits_with_5() -> None:
    result = run("--app", f"{__name__}:duplicates", "export", "--check")
    assert result.exit_code == 5
    assert "have the operation id 'read'" in result.stderr
    assert "Traceback" not in result.output


def duplicates() -> Litestar:
    @get("/a")
    async def read() -> None:
        """Read."""

    return Litestar([read, get("/b")(read.fn)], plugins=[ContractPlugin()])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["export"], "name the application: python -m contract --app module:app"),
        (["--app", "nowhere:app", "export"], "nowhere:app cannot be imported"),
        (["--app", f"{__name__}:nothing", "lint"], "cannot be imported"),
        (["--app", f"{__name__}:create_nothing", "export"], "neither a Litestar application nor a function"),
        (["--app", f"{__name__}:Unused", "export"], "neither a Litestar application nor a function"),
        (["--app", NOTES, "tables", f"{__name__}:Unused"], "is no contract.tables.Tables"),
    ],
)
def test_wrong_argument_is_explained(arguments: list[str], words: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert words in " ".join(result.output.replace("│", "").split())


def test_application_is_named_by_the_variable_of_litestar(tmp_path: Path) -> None:
    file = tmp_path / "openapi.json"
    result = CliRunner().invoke(main, ["export", "--output", str(file)], env={"LITESTAR_APP": NOTES})
    assert result.exit_code == 0
    assert json.loads(file.read_bytes())["info"]["title"] == "Notes"
