"""The commands of the gates, and whether each of them stops a tree."""

import os
import re
import sys
from collections.abc import Callable, Mapping
from typing import NamedTuple

from tests.mutants.mutant import Gate
from tests.mutants.workspace import Workspace

FAILED, NO_DOCUMENT, BREAKING = 4, 5, 100
BREAKS_TYPES = "Breaks generated TypeScript, not the wire:"
NOT_PYTHON = re.compile(r"\[(syntax|name-defined|import-[a-z-]+)\]")
# Errors from TS1000 to TS1999 are about syntax, except for `satisfies`.
NOT_TYPESCRIPT = re.compile(r"error TS(1(?!360)\d{3}|2304|2307)\b")


class Verdict(NamedTuple):
    """The result of a gate for a tree."""

    stops: bool
    """Whether the gate stops the tree for its own reason. Code with a wrong syntax or an unknown name is no mutant."""
    passes: bool
    output: str


def regenerate(workspace: Workspace) -> Verdict:
    """Write openapi.json and the client, as a developer does after an edit."""
    export = _export(workspace)
    if not export.passes:
        return export
    client = workspace.run("node", "generator/cli.js", folder="frontend")
    return Verdict(False, client.exit_code == 0, client.output)


def _export(workspace: Workspace) -> Verdict:
    exit_code, output = workspace.script("generate_openapi.py")
    return Verdict(exit_code == NO_DOCUMENT, exit_code == 0, output)


def _contract(workspace: Workspace) -> Verdict:
    # Approvals of the tree must not hide a mistake.
    base = str(workspace.released)
    exit_code, output = workspace.script("check_contract.py", "--base", base, "--approvals", os.devnull)
    return Verdict(exit_code == BREAKING, exit_code == 0, output)


def _types(workspace: Workspace) -> Verdict:
    breaking, passes, output = _contract(workspace)
    stops = BREAKS_TYPES in output
    return Verdict(stops and not breaking, passes and not stops, output)


def _python(workspace: Workspace) -> Verdict:
    packages = [argument for package in ("app", "controllers", "schemas") for argument in ("-p", package)]
    exit_code, output = workspace.run(sys.executable, "-m", "mypy", *packages)
    return Verdict(exit_code == 1 and not NOT_PYTHON.search(output), exit_code == 0, output)


def _typescript(workspace: Workspace) -> Verdict:
    generated = regenerate(workspace)
    if not generated.passes:
        return Verdict(False, False, generated.output)
    tsc = ("node", "node_modules/typescript/bin/tsc", "--project", "tsconfig.app.json", "--pretty", "false")
    exit_code, output = workspace.run(*tsc, folder="frontend")
    return Verdict(exit_code != 0 and not NOT_TYPESCRIPT.search(output), exit_code == 0, output)


def _tables(workspace: Workspace) -> Verdict:
    return _failing(workspace, "check_tables.py")


def _migrations(workspace: Workspace) -> Verdict:
    return _failing(workspace, "check_migrations.py", "--base", "HEAD")


def _lint(workspace: Workspace) -> Verdict:
    return _failing(workspace, "lint_contract.py")


def _failing(workspace: Workspace, *command: str) -> Verdict:
    exit_code, output = workspace.script(*command)
    return Verdict(exit_code == FAILED, exit_code == 0, output)


CHECKS: Mapping[Gate, Callable[[Workspace], Verdict]] = {
    Gate.EXPORT: _export,
    Gate.CONTRACT: _contract,
    Gate.TYPES: _types,
    Gate.PYTHON: _python,
    Gate.TYPESCRIPT: _typescript,
    Gate.TABLES: _tables,
    Gate.MIGRATIONS: _migrations,
    Gate.LINT: _lint,
}
