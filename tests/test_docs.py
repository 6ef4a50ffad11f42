"""Documents name only existing files and targets, and public code has docstrings."""

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.brand import VERSION

ROOT = Path(__file__).resolve().parent.parent
ROOT_MAKEFILE = (ROOT / "Makefile").read_text()
INCLUDED_MAKEFILES = re.findall(r"^include (\S+)$", ROOT_MAKEFILE, re.MULTILINE)
MAKEFILE = "\n".join([ROOT_MAKEFILE, *((ROOT / name).read_text() for name in INCLUDED_MAKEFILES)])
DOCUMENTS = sorted(
    path
    for path in (
        *(ROOT / "README.md", ROOT / "ARCHITECTURE.md", ROOT / "CONTRIBUTING.md", ROOT / "benchmarks" / "README.md"),
        *(ROOT / "contract").glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
    )
    if path.exists()
)
PACKAGES = ("app", "contract", "controllers", "schemas", "scripts")
SYNTAX_TREES = {
    path: ast.parse(path.read_text()) for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))
}

FENCE = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
IN_BACKTICKS = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
# A word that looks like a file of this repository: a path of folders, or a name with a known extension.
FILE = re.compile(r"[\w.-]+(/[\w.*-]+)*\.(py|md|toml|ini|json|mako|lock|example|ts|yml)|[\w.-]+(/[\w.*-]+)*/")
TARGET = re.compile(r"(?:^|&& |\$ )make (?:[A-Z_]+=\S+ )*([a-z][a-z-]*)", re.MULTILINE)
# Files and folders outside of the repository that developers create, and a word that only looks like a file.
NOT_IN_REPOSITORY = {".env", "data/", ".venv/", ".venv/bin/", "msgspec.json"}
# Folders that a fork may delete. Names below a deleted folder are not checked.
DELETABLE = ("benchmarks/",)
DELETED = tuple(folder for folder in DELETABLE if not (ROOT / folder).exists())


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def named_files(text: str) -> Iterator[str]:
    """Words in backticks, and arguments in code blocks, that look like files of this repository."""
    words = [*IN_BACKTICKS.findall(FENCE.sub("", text)), *" ".join(FENCE.findall(text)).split()]
    for word in words:
        if FILE.fullmatch(word) and not word.startswith(("/", "..", "~", *DELETED)) and word not in NOT_IN_REPOSITORY:
            yield word


def exists(name: str) -> bool:
    """Whether a file with this name exists. The name may contain asterisks.

    A name with a folder is a path from the root, `frontend/` or `frontend/src/`; a name without a folder may be in any
    package.
    """
    patterns = (
        [name, f"frontend/{name}", f"frontend/src/{name}"]
        if "/" in name.rstrip("/")
        else [name, f"frontend/src/{name}", *(f"{package}/**/{name}" for package in (*PACKAGES, "tests"))]
    )
    return any(next(ROOT.glob(pattern), None) for pattern in patterns)


def targets() -> set[str]:
    return set(re.findall(r"^([a-z][a-z-]*):", MAKEFILE, re.MULTILINE))


@pytest.mark.parametrize("document", DOCUMENTS, ids=relative)
def test_every_file_named_in_a_document_exists(document: Path) -> None:
    assert [name for name in named_files(document.read_text()) if not exists(name)] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=relative)
def test_every_linked_file_exists(document: Path) -> None:
    links = [link for link in LINK.findall(document.read_text()) if "://" not in link]

    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=relative)
def test_every_make_target_named_in_a_document_exists(document: Path) -> None:
    text = document.read_text()
    code = [*IN_BACKTICKS.findall(text), *FENCE.findall(text)]

    assert {target for part in code for target in TARGET.findall(part)} - targets() == set()


def test_file_names_in_documents_are_recognized() -> None:
    text = "See `app/asgi.py`, `make help`, `docs/` and `**/*articles.py`.\n```\npython scripts/seed_demo.py\n```\n"

    assert list(named_files(text)) == ["app/asgi.py", "docs/", "scripts/seed_demo.py"]
    assert exists("asgi.py")
    assert exists("migrations/versions/*.py")
    assert not exists("app/missing.py")
    assert not exists("missing/")


def test_architecture_tree_names_every_code_folder_and_app_module() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text()
    tree = text[text.index("## The tree") : text.index("## Imports")]
    modules = {relative(path) for path in (ROOT / "app").glob("*.py")} - {"app/__init__.py"}
    subpackages = {f"{relative(path.parent)}/" for path in (ROOT / "app").glob("*/__init__.py")}
    folders = {f"{package}/" for package in (*PACKAGES, "migrations", "tests")} - {"app/"} | subpackages

    assert {name for name in modules | folders if f"`{name}`" not in tree} == set()


def test_every_architecture_rule_names_its_test() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text()
    rules = [line for line in text[text.index("## Rules") :].splitlines() if line.startswith("| ")][1:]

    assert len(rules) >= 12
    assert [rule for rule in rules if not re.search(r"`(tests/[\w/]+\.py|frontend/e2e/\w+\.spec\.ts)`", rule)] == []


def test_make_help_prints_every_target() -> None:
    printed = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout

    assert set(re.findall(r"^  make ([a-z-]+) ", printed, re.MULTILINE)) == targets()
    assert re.search(r"^  make run +\S.*\.$", printed, re.MULTILINE)


def test_every_target_is_phony() -> None:
    phony = re.findall(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)

    assert set(" ".join(phony).split()) == targets()


def test_version_is_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)

    assert newest
    assert newest[1] == project == VERSION


Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def definitions(body: list[ast.stmt], prefix: str = "") -> Iterator[tuple[str, Definition]]:
    """Public functions and classes, also inside of classes. Properties are left out: their names are enough."""
    for node in body:
        if isinstance(node, Definition) and not node.name.startswith("_") and "property" not in decorators(node):
            yield f"{prefix}{node.name}", node
            if isinstance(node, ast.ClassDef):
                yield from definitions(node.body, f"{prefix}{node.name}.")


def decorators(node: Definition) -> set[str]:
    return {decorator.id for decorator in node.decorator_list if isinstance(decorator, ast.Name)}


@pytest.mark.parametrize("package", PACKAGES)
def test_every_module_has_a_docstring(package: str) -> None:
    trees = {relative(path): tree for path, tree in SYNTAX_TREES.items() if path.is_relative_to(ROOT / package)}

    assert trees
    assert [name for name, tree in trees.items() if tree.body and not ast.get_docstring(tree)] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_every_public_definition_has_a_docstring(package: str) -> None:
    undocumented = [
        f"{relative(path)}: {name}"
        for path, tree in SYNTAX_TREES.items()
        if path.is_relative_to(ROOT / package)
        for name, node in definitions(tree.body)
        if not ast.get_docstring(node)
    ]

    assert undocumented == []
