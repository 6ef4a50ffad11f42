"""Remove a resource that make resource has written, and that nobody has edited since.

NAME is the name of the resource. An edited file, or a later migration, exits with 2, and changes nothing. A database
that has the table needs `alembic downgrade -1` first.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import rich_click as click

from scaffold.commands import remove_resource


@click.command(help=__doc__, context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("name", help="The name that the resource was written with.")
def main(name: str) -> None:
    """Run the command."""
    for path in remove_resource(ROOT, name):
        click.echo(f"restored or removed {path}")


if __name__ == "__main__":
    main()
