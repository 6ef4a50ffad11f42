"""The import rules of ARCHITECTURE.md."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OWN_PACKAGES = ("app", "contract", "controllers", "migrations", "schemas", "scripts", "tests")
SYNTAX_TREES = {
    path: ast.parse(path.read_text()) for package in OWN_PACKAGES for path in sorted((ROOT / package).rglob("*.py"))
}
APP_BASE_MODULES = (
    "app.errors.base",
    "app.discovery",
    "app.brand",
    "app.db.keys",
    "app.repositories.slugs",
    "app.auth.passwords",
    "app.auth.tokens",
    "app.settings",
)


def own_imports(path: Path) -> Iterator[str]:
    """The modules of this repository that a file imports."""
    for node in ast.walk(SYNTAX_TREES[path]):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports are not allowed"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        yield from (name for name in names if name.split(".")[0] in OWN_PACKAGES)


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def modules(package: str) -> list[Path]:
    return [path for path in SYNTAX_TREES if path.is_relative_to(ROOT / package)]


def forbidden_imports(package: str, *allowed: str) -> list[str]:
    """Imports of this repository's modules by a package, except for the allowed names and the names below them."""
    return [
        f"{module_name(path)} imports {name}"
        for path in modules(package)
        for name in own_imports(path)
        if not any(name == prefix or name.startswith(f"{prefix}.") for prefix in allowed)
    ]


def test_schemas_import_schemas_only() -> None:
    assert forbidden_imports("schemas", "schemas") == []


def test_schemas_import_only_msgspec_and_the_standard_library() -> None:
    forbidden = [
        f"{module_name(path)}: {node.module}"
        for path in modules("schemas")
        for node in ast.walk(SYNTAX_TREES[path])
        if isinstance(node, ast.ImportFrom)
        and str(node.module).split(".")[0] not in {"msgspec", "schemas", "typing", "datetime"}
    ]
    assert forbidden == []


def test_contract_package_imports_no_other_package_of_the_repository() -> None:
    assert forbidden_imports("contract", "contract") == []


def test_controllers_never_import_each_other_or_the_composition_root() -> None:
    shared = (
        "controllers.parameters",
        "controllers.presenters",
        "controllers.columns",
        "controllers.exception_handlers",
    )
    assert forbidden_imports("controllers", "app", "schemas", "contract", *shared) == []
    assert [o for path in modules("controllers") for o in own_imports(path) if o.startswith("app.asgi")] == []


def test_only_the_composition_root_of_app_imports_controllers_and_schemas() -> None:
    composition_root = {"app", "app.asgi"}
    found = [o for o in forbidden_imports("app", "app", "contract") if o.split(" ")[0] not in composition_root]
    assert found == []


@pytest.mark.parametrize("module", APP_BASE_MODULES)
def test_base_modules_of_app_import_no_other_modules_of_the_repository(module: str) -> None:
    found = own_imports(ROOT / f"{module.replace('.', '/')}.py")
    assert [name for name in found if not name.startswith("app.brand.")] == []


def test_database_layers_import_only_allowed_modules() -> None:
    layers = ("app.db", "app.db_models", "app.queries")
    assert forbidden_imports("app/queries", *layers) == []
    assert forbidden_imports("app/repositories", *layers, "app.repositories", "app.errors") == []
    assert forbidden_imports("app/errors", "app.errors") == []
    assert forbidden_imports("app/db", "app.db", "app.db_models", "app.settings") == []


def test_http_and_auth_modules_import_no_database_module() -> None:
    assert forbidden_imports("app/http", "app.http", "app.settings") == []
    assert forbidden_imports("app/auth", "app.auth") == []


FRONTEND = ROOT / "frontend" / "src"
# `from '…'`, `import '…'` and `import('…')` of relative paths, which begin with a dot.
RELATIVE_IMPORT = re.compile(r"""(?:from|import)\s*\(?\s*['"](\.[^'"]+)['"]""")
TEST_FOLDERS = ("mocks", "testing")


def is_test(path: Path) -> bool:
    return ".test." in path.name or path.relative_to(FRONTEND).parts[0] in TEST_FOLDERS


def frontend_imports() -> Iterator[tuple[str, str]]:
    """Pairs of importing and imported file of the frontend, without test files."""
    for path in FRONTEND.rglob("*.ts*"):
        for name in RELATIVE_IMPORT.findall(path.read_text()) if not is_test(path) else ():
            imported = (path.parent / name).resolve().relative_to(FRONTEND)
            yield path.relative_to(FRONTEND).as_posix(), imported.as_posix()


def test_contract_code_of_the_frontend_imports_no_page() -> None:
    contract_folders = ("generated/", "api/", "forms/")
    # An import of a folder has no trailing slash.
    imports = [(path, f"{name}/") for path, name in frontend_imports() if path.startswith(contract_folders)]

    assert len(imports) > 10
    assert [pair for pair in imports if not pair[1].startswith(contract_folders)] == []


def test_only_the_router_imports_pages() -> None:
    page_imports = [(path, name) for path, name in frontend_imports() if name.startswith("pages/")]
    pages = [name for path, name in page_imports if path == "app/pages.ts"]

    assert len(pages) > 5
    assert [pair for pair in page_imports if not pair[0].startswith(("app/pages.ts", "pages/"))] == []
    assert [pair for pair in page_imports if pair[0] != "app/pages.ts" and pair[1] in pages] == []


def test_frontend_code_does_not_import_test_code() -> None:
    assert [pair for pair in frontend_imports() if pair[1].startswith(TEST_FOLDERS)] == []
