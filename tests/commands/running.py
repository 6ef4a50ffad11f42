"""Running commands as a user types them."""

import json
import os
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from click import Command
from click.testing import CliRunner, Result

from app.settings import ROOT
from tests.waiting import TIMEOUT_SECONDS

SCRIPTS = sorted(path.stem for path in (ROOT / "scripts").glob("[a-z]*.py"))
# A shell's variables without settings. COLUMNS prevents line breaks in boxes, which would split expected lines.
MINIMAL_ENVIRONMENT = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "COLUMNS": "300"}


def command_of(script: str) -> Command:
    command: Command = import_module(f"scripts.{script}").main
    return command


def run(script: str, *arguments: str, **environment: str) -> Result:
    """Run a script in this process, which is much faster than a new process."""
    unset = {name: None for name in os.environ if name.startswith(("LOCKSTEP_", "CONTRACT_"))}
    return CliRunner().invoke(command_of(script), arguments, env={**unset, "COLUMNS": "300", **environment})


def plain_output(result: Result) -> str:
    """The output without boxes and the line breaks of boxes."""
    return re.sub(r"[\s│╭╮╰╯─]+", " ", result.output)


def environment_in(folder: Path) -> dict[str, str]:
    """The variables of a process that stores all of its data in a folder."""
    return {**MINIMAL_ENVIRONMENT, "DATABASE_URL": f"sqlite:///{folder}/test.db", "LOCKSTEP_DATA_DIR": str(folder)}


# Runs the entry points of the commands in sequence, as the installed files in bin/ do.
RUN_COMMANDS = """
import json, runpy, sys
from importlib.metadata import entry_points

for program, *arguments in json.loads(sys.argv[1]):
    sys.argv[1:] = arguments
    code = 0
    try:
        if program.endswith(".py"):
            runpy.run_path(program, run_name="__main__")
        else:
            [installed] = entry_points(group="console_scripts", name=program)
            installed.load()()
    except SystemExit as error:
        code = error.code or 0
    sys.stderr.flush()
    print(f"\\n--- {code}", flush=True)
"""


class CommandResult(NamedTuple):
    """The exit code and the whole output of a command."""

    code: int
    output: str


def run_lines(folder: Path, *lines: str) -> list[CommandResult]:
    """Run these command lines in a folder, without environment variables for settings."""
    process = subprocess.run(
        [sys.executable, "-P", "-c", RUN_COMMANDS, json.dumps([line.split(" ") for line in lines])],
        cwd=folder,
        env=MINIMAL_ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=TIMEOUT_SECONDS,
        check=False,
    )
    printed = re.findall(r"(.*?)\n--- (\S+)\n", process.stdout, re.DOTALL)
    assert len(printed) == len(lines), process.stdout
    return [CommandResult(int(code), output) for output, code in printed]
