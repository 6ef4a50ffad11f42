"""What the export of openapi.json costs, as a ratio to the bare import of the third-party modules that it loads."""

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import rich_click as click
from rich.progress import track

OURS = {"app", "contract", "controllers", "schemas", "scripts"}
EXPORT = """
import sys
sys.path.insert(0, {root!r})
from app.asgi import create_app
from app.settings import Settings
from contract import build_contract, encode
encode(build_contract(create_app(Settings(secret_key="not used: nothing is signed here"))))
"""
LIST = "import json; print(json.dumps([name for name in sys.modules if getattr(sys.modules[name], '__file__', None)]))"
IMPORT = "import importlib\nfor name in {modules!r}:\n    importlib.import_module(name)\n"


@click.command(help=__doc__, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--rounds", default=15, show_default=True, type=click.IntRange(3), help="How often each is run, in turn.")
@click.option("--most", type=float, help="Exit with 1 if the median ratio is larger.")
def main(rounds: int, most: float | None) -> None:
    """Run the command."""
    export = EXPORT.format(root=str(ROOT))
    bare = IMPORT.format(modules=_third_party(export))
    _seconds(export), _seconds(bare)
    pairs = [(_seconds(export), _seconds(bare)) for _ in track(range(rounds), "measuring", transient=True)]
    ratio = statistics.median(ours / theirs for ours, theirs in pairs)
    print(f"export       {statistics.median(ours for ours, _ in pairs):.3f} s, median of {rounds}")
    print(f"bare import  {statistics.median(theirs for _, theirs in pairs):.3f} s")
    print(f"ratio        {ratio:.2f}, median of the pairs")
    if most is not None and ratio > most:
        sys.exit(1)


def _third_party(export: str) -> list[str]:
    """The modules from elsewhere that the export has loaded at its end, in the order in which it loaded them."""
    listed = subprocess.run([sys.executable, "-c", export + LIST], check=True, capture_output=True, text=True)
    return [name for name in json.loads(listed.stdout) if name.split(".")[0] not in OURS | {"__main__"}]


def _seconds(code: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
