"""openapi.json suits the tools of others: linters find nothing, generators make clients that compile, or import."""

import fcntl
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
OPENAPI = HERE.parent.parent / "openapi.json"
NODE_MODULES = HERE / "node_modules"
NODE_WANTED = (20, 19)
# Redocly's CLI would report its use and ask for newer versions of itself.
QUIET = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true", "CI": "true", "NO_COLOR": "1"}


def run(*command: str | Path, cwd: Path = HERE) -> str:
    """What a command prints; it must succeed."""
    done = subprocess.run(
        command, cwd=cwd, env=os.environ | QUIET, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        shown = " ".join(str(part) for part in command)
        pytest.fail(f"{shown}\nended with {done.returncode}:\n{done.stdout}{done.stderr}", pytrace=False)
    return done.stdout


def tool(name: str, *arguments: str | Path, cwd: Path) -> str:
    """What a tool of package.json prints. Each looks for its configuration in the working directory."""
    return run(NODE_MODULES / ".bin" / name, *arguments, cwd=cwd)


def demand_node() -> None:
    """Fail where Node is missing or too old: without it, nobody knows whether the contract suits TypeScript."""
    wanted = ".".join(str(number) for number in NODE_WANTED)
    advice = f"Install Node {wanted} or newer, with npm, and have both on PATH: https://nodejs.org"
    for name in ("node", "npm"):
        if shutil.which(name) is None:
            pytest.fail(f"There is no {name}. {advice}", pytrace=False)
    found = run("node", "--version").strip()
    if tuple(int(number) for number in found.removeprefix("v").split(".")[:2]) < NODE_WANTED:
        pytest.fail(f"Node {found} is too old. {advice}", pytrace=False)


@pytest.fixture(scope="session", autouse=True)
def tools() -> None:
    """The tools of package-lock.json, installed anew when the lock is newer."""
    demand_node()
    lock, installed = HERE / "package-lock.json", NODE_MODULES / ".package-lock.json"
    # Two runs at the same time would delete each other's files.
    with lock.open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
            run("npm", "ci", "--no-audit", "--no-fund", "--no-update-notifier", "--ignore-scripts")


@pytest.fixture(scope="session")
def typescript(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory where openapi-typescript has put schema.ts."""
    directory = tmp_path_factory.mktemp("openapi-typescript")
    tool("openapi-typescript", OPENAPI, "--output", "schema.ts", cwd=directory)
    return directory


def compile_against(generated: Path, usage: str, **options: object) -> None:
    """Compile a usage file of ours as if it lay beside what was generated."""
    config = {
        "extends": str(HERE / "tsconfig.json"),
        "compilerOptions": {"rootDirs": [str(HERE), str(generated)], **options},
        "files": [str(HERE / usage)],
    }
    (generated / "tsconfig.json").write_text(json.dumps(config))
    tool("tsc", "--project", "tsconfig.json", "--pretty", "false", cwd=generated)


def descriptions_in(document: Any) -> set[str]:
    """Every description of an operation, a struct or one of its fields."""
    schemas = document["components"]["schemas"].values()
    described = [
        *(operation for path in document["paths"].values() for operation in path.values()),
        *schemas,
        *(field for schema in schemas for field in schema.get("properties", {}).values()),
    ]
    return {one["description"] for one in described if "description" in one}


def test_redocly_finds_nothing_to_recommend_beyond_what_we_decline_with_a_reason() -> None:
    report = json.loads(tool("redocly", "lint", OPENAPI, "--format", "json", cwd=HERE))
    declined = (HERE / ".redocly.lint-ignore.yaml").read_text().count("- '#/")
    assert report["problems"] == []
    assert report["totals"] == {"errors": 0, "warnings": 0, "ignored": declined}


def test_openapi_typescript_generates_the_same_bytes_each_time(typescript: Path, tmp_path: Path) -> None:
    tool("openapi-typescript", OPENAPI, "--output", "schema.ts", cwd=tmp_path)
    assert (tmp_path / "schema.ts").read_bytes() == (typescript / "schema.ts").read_bytes()


def test_the_types_allow_what_the_contract_allows_and_nothing_else(typescript: Path) -> None:
    compile_against(typescript, "types_usage.ts")


def test_every_description_reaches_the_types(typescript: Path) -> None:
    comments = " ".join((typescript / "schema.ts").read_text().replace("*", " ").split())
    missing = {
        text
        for text in descriptions_in(json.loads(OPENAPI.read_text()))
        if " ".join(text.replace("*", " ").split()) not in comments
    }
    assert missing == set()


def test_hey_api_generates_a_client_that_compiles(tmp_path: Path) -> None:
    tool("openapi-ts", "--input", OPENAPI, "--output", "client", "--no-log-file", cwd=tmp_path)
    # The part of the client that is the same for every contract does not suit the option.
    compile_against(tmp_path, "client_usage.ts", exactOptionalPropertyTypes=False)


def test_openapi_python_client_generates_a_client_that_reads_every_answer(tmp_path: Path) -> None:
    client, config = tmp_path / "conduit_client", HERE / "python_client.yaml"
    generate = [sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none", "--fail-on-warning"]
    run(*generate, "--config", config, "--path", OPENAPI, "--output-path", client)
    shutil.copy(HERE / "python_usage.py", tmp_path)
    run(sys.executable, "python_usage.py", cwd=tmp_path)
