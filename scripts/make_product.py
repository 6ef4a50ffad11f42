"""Make a product of this template: remove the example, and give the product its name.

What stays: accounts, the settings page, health checks, the contract and its gates, and one page. The example is removed
with its tables, migrations, tests and pages. The remote `origin` is called `upstream` then, because it is the template.
A dirty tree exits with 2, and changes nothing.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import rich_click as click

from scaffold.product import make_product


@click.command(help=__doc__, context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("name", help="The name of the product, as people read it: Acme.")
@click.option("--description", default="A new product.", show_default=True, help="One sentence about the product.")
def main(name: str, description: str) -> None:
    """Run the command."""
    changed = make_product(ROOT, name, description)
    click.echo(f"{len(changed)} files changed. Next: git add -A, git commit, make run")


if __name__ == "__main__":
    main()
