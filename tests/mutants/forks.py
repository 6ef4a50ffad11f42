"""Runs scripts in forks of one process that has imported the libraries: these imports take longer than a script.

Each line of the input is a JSON list: the working directory, a file for the output, the script and its arguments. Each
line of the output is the exit code of a script.
"""

import importlib
import json
import os
import runpy
import sys

LIBRARIES = (
    *(
        "advanced_alchemy.extensions.litestar",
        "alembic.command",
        "argon2",
        "asyncpg",
        "jsonschema_rs",
        "jwt",
        "litestar",
    ),
    *("msgspec", "rich_click", "slugify", "sqlalchemy.ext.asyncio", "structlog", "swagger_ui", "uvicorn"),
)


def main() -> None:
    """Read and run scripts until the input ends."""
    for name in LIBRARIES:
        importlib.import_module(name)
    for line in sys.stdin:
        folder, output, *arguments = json.loads(line)
        child = os.fork()
        if child == 0:
            run(folder, output, arguments)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def run(folder: str, output: str, arguments: list[str]) -> None:
    """Run a script, and exit with its exit code."""
    os.chdir(folder)
    with open(output, "w") as file:  # noqa: PTH123
        os.dup2(file.fileno(), sys.stdout.fileno())
        os.dup2(file.fileno(), sys.stderr.fileno())
    sys.argv = arguments
    runpy.run_path(arguments[0], run_name="__main__")
    sys.exit()


if __name__ == "__main__":
    main()
