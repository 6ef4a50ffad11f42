"""The files of the example, and the lines of other files that name it. `make product` removes both."""

import re
from pathlib import Path

# A file belongs to the example if a part of its name is one of these nouns.
NOUNS = {
    *("article", "articles", "comment", "comments", "tag", "tags", "favorite", "favorites", "profile", "profiles"),
    *("follows", "slugs", "realworld", "demo"),
}
# Files and folders of the example with other names.
PATHS = (
    "benchmarks/",
    "docs/example/",
    "docs/product.md",
    # A product is made once.
    "scaffold/example.py",
    "scaffold/product.py",
    "scaffold/templates/product/",
    "scripts/make_product.py",
    "tests/scaffold/test_product.py",
    "tests/test_kernel.py",
    # These tests edit the contract of articles.
    "tests/test_frontend_contract.py",
    "migrations/versions/",
    "tests/mutants/",
    "tests/generators/",
    "tests/example.py",
    "tests/test_readme.py",
    "frontend/e2e/example.ts",
)
KERNEL_TABLES = {"Base", "Resource", "User", "Count", "CompatibleRevision"}
# The parts of other files that name the example, as regular expressions. Each matches once.
PARTS: dict[str, tuple[str, ...]] = {
    "Makefile": (
        r"^\ninclude benchmarks/Makefile\n",
        r" --demo$",
        r", with demo data in an empty database",
        r"^seed: .*\n\t.*\n\n",
        r"^mutants: .*\n\t.*\n\n",
        r"^product: .*\n(\t.*\n)+\n",
        r" mutants(?= \w)",
        r" product(?= resource )",
        r" seed(?= setup)",
    ),
    "scripts/run_backend.py": (
        r"^from app\.demo.*\n",
        r'^@click\.option\("--demo".*\n',
        r", demo: bool",
        r"^    if demo and settings.*\n.*\n",
        r"^    if demo and asyncio.*\n.*\n",
    ),
    "frontend/e2e/servers.ts": (r"--demo",),
    "CONTRIBUTING.md": (
        r"^`make mutants` measures(.*\n)+?\n",
        r"^\*\*Make a request faster\.\*\*.*\n\n",
        r", `frontend/e2e/example.ts` for articles \(`await\npublish\(jake, \{ title: 'A title' \}\)`\)",
        r", as in `frontend/e2e/articles\.pages\.ts`",
    ),
    "docs/gates.md": (r"^## The measure\n(.*\n)+",),
    "migrations/gates/database.py": (r"(?<=^VALUES_OF_COLUMNS: dict\[str, Any\] = \{).*(?=\}$)",),
    "tests/test_imports.py": (r'^    "app\.repositories\.slugs",\n',),
    "tests/test_private_access.py": (r'^    "tests/mutants/forks\.py".*\n',),
    "tests/commands/test_scripts.py": (r', "seed_demo"', r', \("seed_demo", \[\]\)'),
}
# Documents whose tables have a row for each file.
DOCUMENT_ROWS = ("ARCHITECTURE.md",)


def is_example(path: Path) -> bool:
    """Whether a file belongs to the example."""
    return str(path).startswith(PATHS) or not NOUNS.isdisjoint(re.split(r"[./_]", str(path)))
