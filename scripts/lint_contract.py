"""Report code that misleads readers or clients of the contract.

Among the findings are errors that a handler can raise and does not declare, and declared errors that nothing raises.
Exit codes: 0 without findings, 4 with findings. Needs no server, database or setting.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import rich_click as click

from contract.commands import report_findings
from scripts.generate_openapi import application_of_code


@click.command(help=__doc__, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Run the command."""
    report_findings(application_of_code(), ["schemas"])


if __name__ == "__main__":
    main()
