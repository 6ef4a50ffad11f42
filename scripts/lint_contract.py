"""Report code that misleads readers or clients of the contract.

Among the findings are errors that a handler can raise and does not declare, and declared errors that nothing raises.
Exit codes: 0 without findings, 4 with findings. Needs no server, database or setting.
"""

import importlib
import pkgutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import rich_click as click

import schemas
from contract import lint
from scripts.generate_openapi import application_of_code

FINDINGS = 4


@click.command(help=__doc__, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Run the command."""
    modules = [importlib.import_module(f"schemas.{module.name}") for module in pkgutil.iter_modules(schemas.__path__)]
    findings = lint(application_of_code(), modules)
    for finding in findings:
        click.echo(str(finding), err=True)
    sys.exit(FINDINGS if findings else 0)


if __name__ == "__main__":
    main()
