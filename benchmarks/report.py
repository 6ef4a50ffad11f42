"""Reports of the results."""

import platform
import sys
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import msgspec
import psutil
from rich.console import Console
from rich.markdown import Markdown

LIBRARIES = ("litestar", "msgspec", "sqlalchemy", "advanced-alchemy", "asyncpg", "aiosqlite", "uvicorn", "uvloop")
DOCUMENT = Path(__file__).resolve().parent / "README.md"


def describe_machine() -> str:
    """A description of the machine, the operating system, Python and the libraries."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    memory = psutil.virtual_memory().total / 2**30
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{psutil.cpu_count()} cores ({_processor()}), {memory:.0f} GiB, {platform.system()}, {python}; {libraries}"


def _processor() -> str:
    path = Path("/proc/cpuinfo")
    lines = path.read_text().splitlines() if path.exists() else []
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine())


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table. The first column has text, and all other columns have numbers."""
    lines = [header, ["---", *["---:"] * (len(header) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def publish(results: Any, text: str, *, json_path: Path | None, document_as: str | None) -> None:
    """Print the text, and write the results to the JSON file and the text to the document, if given."""
    if sys.stdout.isatty():
        Console().print(Markdown(text))
    else:
        print(text)
    if json_path:
        json_path.write_bytes(msgspec.json.format(msgspec.json.encode(results)))
    if document_as:
        DOCUMENT.write_text(replace_section(DOCUMENT.read_text(), document_as, text))


def replace_section(document: str, name: str, text: str) -> str:
    """The document with the text between the markers with this name."""
    start, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
    before, _, rest = document.partition(start)
    _, _, after = rest.partition(end)
    return f"{before}{start}\n{text}\n\n{end}{after}"
