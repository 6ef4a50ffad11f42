"""openapi.json works with third-party tools: linters report nothing, and generated clients compile or import."""

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
MIN_NODE_VERSION = (20, 19)
# Without these variables, the CLI of Redocly sends telemetry and prints update notices.
ENVIRONMENT = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true", "CI": "true", "NO_COLOR": "1"}


def run(*command: str | Path, cwd: Path = HERE) -> str:
    """The output of a command. A failed command fails the test."""
    process = subprocess.run(
        command,
        cwd=cwd,
        env=os.environ | ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if process.returncode != 0:
        command_line = " ".join(str(part) for part in command)
        output = f"{process.stdout}{process.stderr}"
        pytest.fail(f"{command_line}\nended with {process.returncode}:\n{output}", pytrace=False)
    return process.stdout


def run_tool(name: str, *arguments: str | Path, cwd: Path) -> str:
    """The output of a tool of package.json. Each tool reads its configuration from the working directory."""
    return run(NODE_MODULES / ".bin" / name, *arguments, cwd=cwd)


def require_node() -> None:
    """Fail if Node is missing or too old. A skipped test would hide a contract that breaks TypeScript clients."""
    minimum = ".".join(str(number) for number in MIN_NODE_VERSION)
    solution = f"Install Node {minimum} or newer, with npm, and add both to PATH: https://nodejs.org"
    for name in ("node", "npm"):
        if shutil.which(name) is None:
            pytest.fail(f"{name} is missing. {solution}", pytrace=False)
    version = run("node", "--version").strip()
    if tuple(int(number) for number in version.removeprefix("v").split(".")[:2]) < MIN_NODE_VERSION:
        pytest.fail(f"Node {version} is too old. {solution}", pytrace=False)


@pytest.fixture(scope="session", autouse=True)
def tools() -> None:
    """The tools of package-lock.json. A newer package-lock.json causes a new installation."""
    require_node()
    lock, installed = HERE / "package-lock.json", NODE_MODULES / ".package-lock.json"
    # Two concurrent installations would delete each other's files.
    with lock.open() as locked_file:
        fcntl.flock(locked_file, fcntl.LOCK_EX)
        if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
            run("npm", "ci", "--no-audit", "--no-fund", "--no-update-notifier", "--ignore-scripts")


@pytest.fixture(scope="session")
def typescript(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with schema.ts from openapi-typescript."""
    directory = tmp_path_factory.mktemp("openapi-typescript")
    run_tool("openapi-typescript", OPENAPI, "--output", "schema.ts", cwd=directory)
    return directory


def compile_against(generated: Path, usage: str, **options: object) -> None:
    """Compile one of our usage files together with the generated files."""
    config = {
        "extends": str(HERE / "tsconfig.json"),
        "compilerOptions": {"rootDirs": [str(HERE), str(generated)], **options},
        "files": [str(HERE / usage)],
    }
    (generated / "tsconfig.json").write_text(json.dumps(config))
    run_tool("tsc", "--project", "tsconfig.json", "--pretty", "false", cwd=generated)


def descriptions_in(document: Any) -> set[str]:
    """Every description of an operation, a struct or one of its fields."""
    schemas = document["components"]["schemas"].values()
    items = [
        *(operation for path in document["paths"].values() for operation in path.values()),
        *schemas,
        *(field for schema in schemas for field in schema.get("properties", {}).values()),
    ]
    return {item["description"] for item in items if "description" in item}


def test_redocly_reports_only_the_ignored_problems() -> None:
    report = json.loads(run_tool("redocly", "lint", OPENAPI, "--format", "json", cwd=HERE))
    ignored = (HERE / ".redocly.lint-ignore.yaml").read_text().count("- '#/")
    assert report["problems"] == []
    assert report["totals"] == {"errors": 0, "warnings": 0, "ignored": ignored}


def test_openapi_typescript_output_is_deterministic(typescript: Path, tmp_path: Path) -> None:
    run_tool("openapi-typescript", OPENAPI, "--output", "schema.ts", cwd=tmp_path)
    assert (tmp_path / "schema.ts").read_bytes() == (typescript / "schema.ts").read_bytes()


def test_types_allow_exactly_the_values_of_the_contract(typescript: Path) -> None:
    compile_against(typescript, "types_usage.ts")


def test_every_description_is_in_the_types(typescript: Path) -> None:
    comments = " ".join((typescript / "schema.ts").read_text().replace("*", " ").split())
    missing = {
        text
        for text in descriptions_in(json.loads(OPENAPI.read_text()))
        if " ".join(text.replace("*", " ").split()) not in comments
    }
    assert missing == set()


def test_hey_api_client_compiles(tmp_path: Path) -> None:
    run_tool("openapi-ts", "--input", OPENAPI, "--output", "client", "--no-log-file", cwd=tmp_path)
    # The runtime of the generated client does not compile with this option.
    compile_against(tmp_path, "client_usage.ts", exactOptionalPropertyTypes=False)


def test_openapi_python_client_imports_and_parses_responses(tmp_path: Path) -> None:
    client, config = tmp_path / "conduit_client", HERE / "python_client.yaml"
    generate = [sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none", "--fail-on-warning"]
    run(*generate, "--config", config, "--path", OPENAPI, "--output-path", client)
    shutil.copy(HERE / "python_usage.py", tmp_path)
    run(sys.executable, "python_usage.py", cwd=tmp_path)
