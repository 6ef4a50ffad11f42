"""Write the contract, openapi.json, or check that the committed file matches the code.

The command does not use a server, a database, the network or settings. Code whose document would be wrong exits with 5.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import rich_click as click
from litestar import Litestar

from app.asgi import create_app
from app.settings import Settings
from contract import ContractError, build_contract, encode
from contract.comparison import UpToDate, compare

NO_DOCUMENT = 5


@click.command(help=__doc__, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--check",
    is_flag=True,
    help="Write nothing. Exit with 0 if the file is up to date, with 4 if the file is out of date or missing.",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=ROOT / "openapi.json",
    show_default="openapi.json at the root",
    help="The file to write or check.",
)
def main(check: bool, output: Path) -> None:
    """Run the command."""
    contract = document_of_code()
    if not check:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_bytes(contract)
        click.echo(f"Wrote {output}")
        return
    result = compare(output, contract)
    click.echo(f"{type(result).__name__}: {output} {result.summary}")
    if not isinstance(result, UpToDate):
        click.echo(f"To fix it, run: python scripts/generate_openapi.py{_option_for(output)}")
    sys.exit(result.exit_code)


def document_of_code() -> bytes:
    """The encoded document of the application. For a wrong document, prints the problems and exits with 5."""
    try:
        return encode(build_contract(application_of_code()))
    except ContractError as error:
        for problem in error.problems:
            click.echo(problem, err=True)
        sys.exit(NO_DOCUMENT)


def application_of_code() -> Litestar:
    """The application without a setting, for commands that read its declarations and never start it."""
    return create_app(Settings(secret_key="not used: nothing is signed without a start"))


def _option_for(output: Path) -> str:
    return "" if output == ROOT / "openapi.json" else f" --output {output}"


if __name__ == "__main__":
    main()
