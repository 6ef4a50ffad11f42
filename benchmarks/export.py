"""Measure the export of openapi.json, as a ratio to the bare import of its third-party modules."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from statistics import median

import rich_click as click
from rich.progress import track

from benchmarks.imports import bare_import_of, seconds_to_run

EXPORT = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from app.asgi import create_app
from app.settings import Settings
from contract import build_contract, encode
encode(build_contract(create_app(Settings(secret_key="not used: nothing is signed here"))))
"""


@click.command(help=__doc__, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--rounds", default=15, show_default=True, type=click.IntRange(3), help="The number of runs.")
@click.option("--max-ratio", type=float, help="Exit with 1 if the median ratio is larger.")
def main(rounds: int, max_ratio: float | None) -> None:
    """Run the command."""
    bare = bare_import_of(EXPORT)
    seconds_to_run(EXPORT), seconds_to_run(bare)
    pairs = [(seconds_to_run(EXPORT), seconds_to_run(bare)) for _ in track(range(rounds), "measuring", transient=True)]
    ratio = median(ours / theirs for ours, theirs in pairs)
    print(f"export       {median(ours for ours, _ in pairs):.3f} s, median of {rounds}")
    print(f"bare import  {median(theirs for _, theirs in pairs):.3f} s")
    print(f"ratio        {ratio:.2f}, median of the pairs")
    if max_ratio is not None and ratio > max_ratio:
        sys.exit(1)


if __name__ == "__main__":
    main()
