"""The frontend without the features of the example: a product that starts with accounts and its own home page."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest

from tests.frontend_tree import Tree, copy_tree, needs_frontend

pytestmark = needs_frontend

KERNEL_FEATURE = "accounts"
KERNEL_PATHS = re.compile(r"/api/users?(/login)?$|/health/")
BRAND = {"title": "Dragons & <Co>", "description": "A place for dragons."}
TSC = ("node", "node_modules/typescript/bin/tsc", "--project", "tsconfig.app.json", "--pretty", "false")
VITEST = ("node", "node_modules/vitest/vitest.mjs", "run")
VITE = ("node", "node_modules/vite/bin/vite.js")
HOME = {
    "HomePage.tsx": """import { PageHeading } from '../../components/PageHeading'

export default function HomePage() {
  return (
    <div className="container page">
      <PageHeading title="Hello" />
    </div>
  )
}
""",
    "routes.ts": """import { page } from '../../routing/pages'
import { paths } from '../../routing/paths'
import type { FeatureRoutes } from '../feature'

export default {
  pages: [page(paths.home, () => import('./HomePage'))],
  navigation: [
    { position: 10, label: 'Home', to: paths.home, icon: 'home', visibleTo: 'everyone' },
  ],
} satisfies FeatureRoutes
""",
}


def objects_in(value: object) -> Iterator[dict[str, Any]]:
    """All objects of a part of the document."""
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from objects_in(part)


def references_of(value: object, document: dict[str, Any]) -> dict[str, Any]:
    """All components that a part of the document references, directly or not, by reference."""
    found: dict[str, Any] = {}
    parts = [value]
    while parts:
        for reference in {each["$ref"] for each in objects_in(parts.pop()) if "$ref" in each} - set(found):
            _, components, kind, name = reference.split("/")
            found[reference] = document[components][kind][name]
            parts.append(found[reference])
    return found


def codes_of(paths: object, document: dict[str, Any]) -> set[str]:
    """The error codes of the responses of operations."""
    responses = [each for name, each in references_of(paths, document).items() if "/responses/" in name]
    return {code for each in objects_in([paths, responses]) for code in each.get("code", {}).get("enum", ())}


def kernel_document(document: dict[str, Any]) -> dict[str, Any]:
    """The part of the contract that belongs to accounts and to health, with another brand."""
    paths = {path: item for path, item in document["paths"].items() if KERNEL_PATHS.search(path)}
    example_codes = codes_of(document["paths"], document) - codes_of(paths, document)
    schemas = document["components"]["schemas"]
    code = schemas["ErrorBody"]["properties"]["code"]
    code["enum"] = [each for each in code["enum"] if each not in example_codes]
    references = references_of(paths, document)
    kernel = {name: schema for name, schema in schemas.items() if f"#/components/schemas/{name}" in references}
    components = {**document["components"], "schemas": kernel}
    return {**document, "info": {**document["info"], **BRAND}, "paths": paths, "components": components}


def run(tree: Tree, *command: str) -> None:
    result = subprocess.run(
        command, cwd=tree.frontend, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    assert result.returncode == 0, result.stdout


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    """A copy of the tree whose only features are accounts and a home page."""
    tree = copy_tree(tmp_path_factory.mktemp("kernel") / "tree")
    for folder in (tree.frontend / "src" / "features").iterdir():
        if folder.is_dir() and folder.name != KERNEL_FEATURE:
            shutil.rmtree(folder)
    home = tree.frontend / "src" / "features" / "home"
    home.mkdir()
    for name, text in HOME.items():
        (home / name).write_text(text)
    document = tree.root / "openapi.json"
    document.write_text(json.dumps(kernel_document(json.loads(document.read_text()))))
    run(tree, "node", "generator/cli.js")
    return tree


def test_contract_of_the_kernel_has_its_operations_only(kernel: Tree) -> None:
    generated = (kernel.frontend / "src" / "generated" / "errors.ts").read_text()

    assert set(re.findall(r"^  readonly (\w+):", generated, re.MULTILINE)) == {
        *("getCurrentUser", "updateCurrentUser", "registerUser", "logIn", "isLive", "isReady"),
    }
    assert "'email_taken'" in generated
    assert "_not_found'" not in generated.replace("'path_not_found'", "")


def test_kernel_compiles(kernel: Tree) -> None:
    run(kernel, *TSC)


def test_tests_of_the_kernel_pass(kernel: Tree) -> None:
    run(kernel, *VITEST, "src")


def test_kernel_is_built_with_the_brand_of_the_contract(kernel: Tree) -> None:
    run(kernel, *VITE, "build")
    dist = kernel.frontend / "dist"
    html = (dist / "index.html").read_text()

    assert "<title>Dragons &amp; &lt;Co></title>" in html
    assert 'content="A place for dragons."' in html
    assert "<noscript>Dragons &amp; &lt;Co> needs JavaScript.</noscript>" in html
    assert {path.name.split("-")[0] for path in dist.glob("assets/*Page-*.js")} == {
        *("HomePage", "LoginPage", "RegisterPage", "SettingsPage"),
    }
    run(kernel, "node", "scripts/sizes.js")


def test_feature_whose_exports_the_compiler_does_not_check_is_reported(kernel: Tree) -> None:
    routes = kernel.frontend / "src" / "features" / "home" / "routes.ts"
    routes.write_text(HOME["routes.ts"].replace(" satisfies FeatureRoutes", " as FeatureRoutes"))
    try:
        with pytest.raises(AssertionError, match=r"the compiler checks .* \.\./features/home/routes"):
            run(kernel, *VITEST, "src/app/features.test.tsx")
    finally:
        routes.write_text(HOME["routes.ts"])


def test_two_features_with_the_same_page_are_reported(kernel: Tree) -> None:
    other = kernel.frontend / "src" / "features" / "other"
    shutil.copytree(kernel.frontend / "src" / "features" / "home", other)
    try:
        with pytest.raises(AssertionError, match="each URL has one page"):
            run(kernel, *VITEST, "src/app/features.test.tsx")
    finally:
        shutil.rmtree(other)
