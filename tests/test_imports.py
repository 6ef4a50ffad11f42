"""Who may import whom: ARCHITECTURE.md, as a test."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OURS = ("app", "contract", "controllers", "migrations", "schemas", "scripts", "tests")
TREES = {path: ast.parse(path.read_text()) for package in OURS for path in sorted((ROOT / package).rglob("*.py"))}
BASE_OF_APP = (
    "app.http.errors",
    "app.db.keys",
    "app.repositories.slugs",
    "app.auth.passwords",
    "app.auth.tokens",
    "app.settings",
)


def imports_of(path: Path) -> Iterator[str]:
    """The modules of ours that a file imports."""
    for node in ast.walk(TREES[path]):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written in full"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        yield from (name for name in names if name.split(".")[0] in OURS)


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def modules(package: str) -> list[Path]:
    return [path for path in TREES if path.is_relative_to(ROOT / package)]


def offences(package: str, *allowed: str) -> list[str]:
    """Imports of ours, by the modules of a package, that begin with none of the allowed names."""
    return [
        f"{module_name(path)} imports {name}"
        for path in modules(package)
        for name in imports_of(path)
        if not any(name == prefix or name.startswith(f"{prefix}.") for prefix in allowed)
    ]


def test_schemas_import_schemas_only() -> None:
    assert offences("schemas", "schemas") == []


def test_schemas_import_nothing_else_but_msgspec_and_the_standard_library() -> None:
    foreign = [
        f"{module_name(path)}: {node.module}"
        for path in modules("schemas")
        for node in ast.walk(TREES[path])
        if isinstance(node, ast.ImportFrom)
        and str(node.module).split(".")[0] not in {"msgspec", "schemas", "typing", "datetime"}
    ]
    assert foreign == []


def test_the_contract_package_knows_nothing_of_ours() -> None:
    assert offences("contract", "contract") == []


def test_controllers_never_import_each_other_or_the_composition_root() -> None:
    shared = ("controllers.parameters", "controllers.presenters", "controllers.exception_handlers")
    assert offences("controllers", "app", "schemas", "contract", *shared) == []
    assert [o for path in modules("controllers") for o in imports_of(path) if o.startswith("app.asgi")] == []


def test_in_app_only_the_composition_root_knows_controllers_and_schemas() -> None:
    above = {"app", "app.asgi"}
    found = [o for o in offences("app", "app", "contract") if o.split(" ")[0] not in above]
    assert found == []


@pytest.mark.parametrize("module", BASE_OF_APP)
def test_the_base_of_app_imports_nothing_of_ours(module: str) -> None:
    assert list(imports_of(ROOT / f"{module.replace('.', '/')}.py")) == []


def test_queries_and_repositories_know_tables_and_not_requests() -> None:
    layers = ("app.db", "app.db_models", "app.queries")
    assert offences("app/queries", *layers) == []
    assert offences("app/repositories", *layers, "app.repositories", "app.http.errors") == []
    assert offences("app/db", "app.db", "app.db_models", "app.settings") == []


def test_what_serves_http_knows_no_table() -> None:
    assert offences("app/http", "app.http", "app.settings") == []
    assert offences("app/auth", "app.auth") == []


FRONTEND = ROOT / "frontend" / "src"
# `from '…'`, `import '…'` and `import('…')`; what is ours begins with a dot.
IMPORTED = re.compile(r"""(?:from|import)\s*\(?\s*['"](\.[^'"]+)['"]""")
FOR_TESTS = ("mocks", "testing")


def is_test(path: Path) -> bool:
    return ".test." in path.name or path.relative_to(FRONTEND).parts[0] in FOR_TESTS


def frontend_imports() -> Iterator[tuple[str, str]]:
    """Which file of the frontend imports which, without those of tests."""
    for path in FRONTEND.rglob("*.ts*"):
        for name in IMPORTED.findall(path.read_text()) if not is_test(path) else ():
            imported = (path.parent / name).resolve().relative_to(FRONTEND)
            yield path.relative_to(FRONTEND).as_posix(), imported.as_posix()


def test_what_the_frontend_takes_from_the_contract_knows_no_page() -> None:
    ours = ("generated/", "api/", "forms/")
    # A folder is imported by its name.
    reached = [(path, f"{name}/") for path, name in frontend_imports() if path.startswith(ours)]

    assert len(reached) > 10
    assert [pair for pair in reached if not pair[1].startswith(ours)] == []


def test_pages_are_loaded_by_the_router_alone_and_one_at_a_time() -> None:
    loaded = [(path, name) for path, name in frontend_imports() if name.startswith("pages/")]
    pages = [name for path, name in loaded if path == "app/pages.ts"]

    assert len(pages) > 5
    assert [pair for pair in loaded if not pair[0].startswith(("app/pages.ts", "pages/"))] == []
    assert [pair for pair in loaded if pair[0] != "app/pages.ts" and pair[1] in pages] == []


def test_pages_do_not_import_what_is_for_tests() -> None:
    assert [pair for pair in frontend_imports() if pair[1].startswith(FOR_TESTS)] == []
