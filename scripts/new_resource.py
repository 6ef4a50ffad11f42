"""Write a new resource: its table, migration, API, tests, and the client of the frontend.

FIELDS is a list of name:type. The types are text(min..max), integer(min..max), number(min..max), boolean, date,
datetime, enum(one,two) and ref(table). A question mark makes a field nullable, an exclamation mark unique for each
owner:

  "title:text(1..120)! note:text(500)? visibility:enum(public,private) article:ref(articles)"

A dirty tree, a taken name or an invalid field exits with 2, and changes nothing.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import rich_click as click

from scaffold.commands import add_resource


@click.command(help=__doc__, context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("name", help="The name of one row, in snake_case: reading_list.")
@click.argument("fields", help="The fields, as above.")
@click.option("--plural", help="The plural, if it is irregular.")
@click.option(
    "--owner/--no-owner", default=True, help="Whether only the creator of a row may change the row.", show_default=True
)
def main(name: str, fields: str, plural: str | None, owner: bool) -> None:
    """Run the command."""
    for path in add_resource(ROOT, name, fields, plural=plural, owned=owner):
        click.echo(f"wrote {path}")
    click.echo("Next: alembic upgrade head, then make run. To take it back: make resource-remove")


if __name__ == "__main__":
    main()
