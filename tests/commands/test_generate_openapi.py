"""`scripts/generate_openapi.py` and `scripts/check_contract.py`."""

import json
import subprocess
import sys
from pathlib import Path

from app.settings import ROOT
from tests.commands.running import MINIMAL_ENVIRONMENT, CommandResult, run, run_lines
from tests.waiting import TIMEOUT_SECONDS

# The process ends on access to the network or a database, on a new process, and on a write to another file.
RUN_IN_ISOLATION = """
import os, runpy, sys

script, output = sys.argv[1:]

def forbid(event, arguments):
    writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
    talks = event.startswith("socket.") and event not in ("socket.__new__", "socket.gethostname")
    if talks or event in ("sqlite3.connect", "subprocess.Popen", "os.fork"):
        os.write(2, f"tried {event}\\n".encode()); os._exit(99)
    if writes and str(arguments[0]) not in (output, os.devnull):
        os.write(2, f"tried to write {arguments[0]}\\n".encode()); os._exit(99)

sys.addaudithook(forbid)
sys.argv = [script, "--output", output]
runpy.run_path(script, run_name="__main__")
"""


def test_contract_export_is_isolated_and_independent_of_the_environment(tmp_path: Path) -> None:
    output = tmp_path / "written.json"
    process = subprocess.run(
        [sys.executable, "-P", "-c", RUN_IN_ISOLATION, str(ROOT / "scripts" / "generate_openapi.py"), str(output)],
        cwd=tmp_path,
        env={
            **MINIMAL_ENVIRONMENT,
            "DATABASE_URL": "garbage",
            "LOCKSTEP_ENVIRONMENT": "nonsense",
            "LOCKSTEP_DRAGONS": "many",
            "PYTHONHASHSEED": "4711",
            "PYTHONDONTWRITEBYTECODE": "1",
            "LC_ALL": "C",
            "PYTHONUTF8": "0",
            "TZ": "Asia/Kathmandu",
        },
        capture_output=True,
        text=True,
        timeout=TIMEOUT_SECONDS,
        check=False,
    )

    assert (process.returncode, process.stderr) == (0, "")
    assert process.stdout == f"Wrote {output}\n"
    assert output.read_bytes() == (ROOT / "openapi.json").read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["written.json"]


def test_the_contract_check_compares_the_code_with_the_released_document_and_the_file(checkout: Path) -> None:
    file, structs = checkout / "openapi.json", checkout / "schemas" / "users.py"
    title = json.loads(file.read_bytes())["info"]["title"]
    [unchanged] = run_lines(checkout, "scripts/check_contract.py --base openapi.json")
    released = file.read_bytes()
    file.write_bytes(released.replace(f'"title": "{title}"'.encode(), b'"title": "Dragons"'))
    [out_of_date] = run_lines(checkout, "scripts/check_contract.py --base openapi.json")
    (checkout / "released.json").write_bytes(released)
    assert "min_length=3," in structs.read_text()
    structs.write_text(structs.read_text().replace("min_length=3,", "min_length=4,"))
    [breaking] = run_lines(checkout, "scripts/check_contract.py --base released.json --format json")

    assert unchanged == CommandResult(0, "No changes since openapi.json.\n")
    assert out_of_date.code == 4
    assert "No changes since openapi.json." in out_of_date.output
    assert f'openapi.json ~ info > title: "Dragons" → "{title}"' in out_of_date.output
    assert "To fix it, run: python scripts/generate_openapi.py\n" in out_of_date.output
    assert breaking.code == 100
    assert '"text": "minLength 3 → 4"' in breaking.output


def test_openapi_check_reports_up_to_date_out_of_date_and_missing(tmp_path: Path) -> None:
    file = tmp_path / "new" / "openapi.json"
    missing = run("generate_openapi", "--check", "--output", str(file))
    written = run("generate_openapi", "--output", str(file))
    up_to_date = run("generate_openapi", "--check", "--output", str(file))
    contract = json.loads(file.read_text())
    title = contract["info"]["title"]
    contract["info"]["title"] = "Dragons"
    file.write_text(json.dumps(contract))
    before = file.read_bytes()
    out_of_date = run("generate_openapi", "--check", "--output", str(file))

    fix = f"To fix it, run: python scripts/generate_openapi.py --output {file}\n"
    assert (missing.exit_code, missing.output) == (4, f"Missing: {file} does not exist\n{fix}")
    assert (written.exit_code, written.output) == (0, f"Wrote {file}\n")
    assert (up_to_date.exit_code, up_to_date.output) == (0, f"UpToDate: {file} matches the code\n")
    assert (out_of_date.exit_code, out_of_date.output) == (
        4,
        f'OutOfDate: {file} ~ info > title: "Dragons" → "{title}"\n{fix}',
    )
    assert file.read_bytes() == before


def test_contract_check_defaults_to_the_committed_file() -> None:
    result = run("generate_openapi", "--check")

    assert (result.exit_code, result.output) == (0, f"UpToDate: {ROOT / 'openapi.json'} matches the code\n")
