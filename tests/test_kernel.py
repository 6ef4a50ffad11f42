"""The kernel does not mention the example, and the example imports nothing that the kernel needs."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from app.settings import ROOT
from scaffold.commands import RECORDS
from scaffold.example import KERNEL_TABLES, PARTS, is_example

FOLDERS = ("app/", "controllers/", "schemas/", "migrations/", "scripts/", "frontend/src/")
EXAMPLE = re.compile(r"\b(articles?|favou?rites?|feeds?|tag_list|tagList|slugs?|profiles)\b", re.IGNORECASE)
# Files that have a part of the example, or mention it, with the reason.
EXEMPT = {
    "app/db_models.py": "all tables are in one file",
    "app/brand.py": "the description of this product",
    "migrations/gates/database.py": "the values of a column that released migrations contain",
    "scripts/new_resource.py": "an example in the help",
    "frontend/src/generated/": "generated from the contract of the whole application",
}


def kernel_files() -> list[Path]:
    resources = [json.loads(record.read_text())["files"] for record in (ROOT / RECORDS).glob("*.json")]
    written = {name for files in resources for name in files}
    names = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [
        Path(name)
        for name in names.stdout.splitlines()
        if name.startswith(FOLDERS) and not is_example(Path(name)) and (ROOT / name).exists() and name not in written
    ]


def mentions(path: Path) -> list[str]:
    text = (ROOT / path).read_bytes().decode(errors="replace")
    return [line.strip() for line in text.splitlines() if EXAMPLE.search(line)]


def test_kernel_does_not_mention_the_example() -> None:
    files = [path for path in kernel_files() if not str(path).startswith(tuple(EXEMPT))]

    assert len(files) > 100
    assert {str(path): mentions(path) for path in files if mentions(path)} == {}


@pytest.mark.parametrize("path", [path for path in EXEMPT if not path.endswith("/")])
def test_every_exemption_is_needed(path: str) -> None:
    assert mentions(Path(path))


def test_tables_of_the_kernel_exist() -> None:
    models = (ROOT / "app" / "db_models.py").read_text()

    assert {name for name in KERNEL_TABLES if f"class {name}(" not in models} == set()


@pytest.mark.parametrize("path", PARTS)
def test_parts_of_the_example_match_once(path: str) -> None:
    text = (ROOT / path).read_text()

    for pattern in PARTS[path]:
        assert len(re.findall(pattern, text, re.MULTILINE)) == 1, pattern
