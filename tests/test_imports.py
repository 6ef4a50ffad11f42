"""The import rules of ARCHITECTURE.md."""

import ast
import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
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


def test_tests_of_the_contract_package_import_only_the_package() -> None:
    assert forbidden_imports("tests/contract", "contract", "tests.contract", "tests.waiting") == []


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
# The folders of the frontend. A folder imports only folders of the lines above, and those of its own line if permitted.
FRONTEND_LAYERS = (
    ("generated", "api", "forms", "routing", "cache", "styles"),
    ("components",),
    ("session", "notices", "drafts", "markdown"),
    ("features",),
    ("app",),
    ("main.tsx",),
)
KERNEL_FEATURE = "accounts"


def is_test(path: Path) -> bool:
    return ".test." in path.name or path.name == "mocks.ts" or path.relative_to(FRONTEND).parts[0] in TEST_FOLDERS


def imported_file(path: Path, name: str) -> str:
    """The file of a relative import, from the root of the frontend's code."""
    file = (path.parent / name).resolve()
    candidates = (file, *(file.with_name(f"{file.name}{end}") for end in (".ts", ".tsx")), file / "index.ts")
    return next(each for each in candidates if each.is_file()).relative_to(FRONTEND).as_posix()


def frontend_imports() -> dict[str, set[str]]:
    """The imported files of each file of the frontend, without test files."""
    return {
        path.relative_to(FRONTEND).as_posix(): {
            imported_file(path, name) for name in RELATIVE_IMPORT.findall(path.read_text())
        }
        for path in FRONTEND.rglob("*.ts*")
        if not is_test(path)
    }


def frontend_pairs() -> list[tuple[str, str]]:
    return [(path, name) for path, names in frontend_imports().items() for name in names]


def layer(path: str) -> int:
    return next(number for number, folders in enumerate(FRONTEND_LAYERS) if path.split("/", maxsplit=1)[0] in folders)


def feature(path: str) -> str | None:
    """The feature that a file belongs to."""
    parts = path.split("/")
    return parts[1] if parts[0] == "features" and len(parts) == 3 else None


def feature_imports() -> dict[str, set[str]]:
    """The other features that each feature imports."""
    graph: dict[str, set[str]] = {}
    for path, name in frontend_pairs():
        if own := feature(path):
            graph.setdefault(own, set()).update({other for other in (feature(name),) if other and other != own})
    return graph


def test_folders_of_the_frontend_import_only_lower_folders() -> None:
    pairs = [(path, name) for path, name in frontend_pairs() if path.split("/")[0] != name.split("/")[0]]
    siblings = {(path.split("/")[0], name.split("/")[0]) for path, name in pairs if layer(path) == layer(name)}

    assert len(pairs) > 100
    assert [pair for pair in pairs if layer(pair[0]) < layer(pair[1])] == []
    assert siblings <= {
        *(("generated", "api"), ("generated", "forms"), ("api", "generated"), ("forms", "api")),
        ("routing", "generated"),
    }


def test_only_features_import_features() -> None:
    assert [pair for pair in frontend_pairs() if feature(pair[1]) and not feature(pair[0])] == []


def test_accounts_import_no_other_feature() -> None:
    assert feature_imports()[KERNEL_FEATURE] == set()


def test_features_import_each_other_in_one_order() -> None:
    order = list(TopologicalSorter(feature_imports()).static_order())

    assert KERNEL_FEATURE in order


def test_files_of_the_frontend_have_no_import_cycle() -> None:
    order = list(TopologicalSorter(frontend_imports()).static_order())

    assert "main.tsx" in order


def test_frontend_code_does_not_import_test_code() -> None:
    assert [pair for pair in frontend_pairs() if is_test(FRONTEND / pair[1])] == []
