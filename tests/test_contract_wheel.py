"""The wheel of the contract package, in an environment without this repository."""

import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from typing import NamedTuple

import pytest

from contract import build_contract, encode
from tests.contract.foreign.inventory import after as inventory

ROOT = Path(__file__).resolve().parent.parent
PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check")


class Environment(NamedTuple):
    """A virtual environment with the wheel, and the folder of an application beside it."""

    python: Path
    folder: Path

    def run(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run Python in the folder of the application, without any path of this repository."""
        command = [str(self.python), "-W", "ignore", *arguments]
        return subprocess.run(command, cwd=self.folder, env={}, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """The libraries come from the environment of the tests, so that no network is needed, and the package does not."""
    root = tmp_path_factory.mktemp("wheel")
    build = ("wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(root))
    subprocess.run([*PIP, *build, str(ROOT / "contract")], check=True)
    [wheel] = root.glob("litestar_contract-*.whl")
    venv.create(root / "venv", with_pip=False)
    python = root / "venv" / "bin" / "python"
    subprocess.run(
        [*PIP, "--python", str(python), "install", "--quiet", "--no-deps", "--no-index", str(wheel)], check=True
    )
    [packages] = (root / "venv").glob("lib/python*/site-packages")
    (packages / "libraries.pth").write_text(sysconfig.get_path("purelib"))
    folder = root / "application"
    folder.mkdir()
    shutil.copy(inventory.__file__, folder / "inventory.py")
    return Environment(python, folder)


def test_package_comes_from_the_wheel_with_its_types(environment: Environment) -> None:
    result = environment.run("-c", "import contract; print(contract.__file__)")
    package = Path(result.stdout.strip()).parent
    assert package.is_relative_to(environment.python.parents[1]), result.stderr
    files = {path.relative_to(ROOT / "contract") for path in (ROOT / "contract").rglob("*.py")} | {Path("py.typed")}
    installed = {path.relative_to(package) for path in package.rglob("*") if path.is_file() and path.suffix != ".pyc"}
    assert installed == files


def test_foreign_application_exports_the_same_document(environment: Environment) -> None:
    result = environment.run("-m", "contract", "--app", "inventory", "export")
    assert (result.returncode, result.stderr) == (0, "")
    assert (environment.folder / "openapi.json").read_bytes() == encode(build_contract(inventory.create_app()))
    assert environment.run("-m", "contract", "--app", "inventory", "export", "--check").returncode == 0


def test_gate_stops_a_breaking_change_of_a_foreign_application(environment: Environment) -> None:
    check = ("-m", "contract", "--app", "inventory", "check", "--base", "released.json")
    code, source = environment.folder / "inventory.py", Path(inventory.__file__).read_text()
    environment.run("-m", "contract", "--app", "inventory", "export", "--output", "released.json")
    assert "QueryParameter(ge=1, le=100)" in source
    code.write_text(source.replace("QueryParameter(ge=1, le=100)", "QueryParameter(ge=1, le=99)"))
    broken = environment.run(*check)
    code.write_text(source)
    assert broken.returncode == 100
    assert "query parameter limit: maximum 100 → 99" in broken.stdout
    assert "run: python -m contract export" in broken.stderr


def test_undeclared_error_of_a_foreign_application_is_found(environment: Environment) -> None:
    source = Path(inventory.__file__).read_text().replace("auth_guard=", 'source_packages=["undeclared"], auth_guard=')
    (environment.folder / "undeclared.py").write_text(source.replace("raises=[NotFoundException], ", ""))
    result = environment.run("-m", "contract", "--app", "undeclared", "lint")
    assert result.returncode == 4
    assert "can raise NotFoundException, and does not declare it" in result.stderr
