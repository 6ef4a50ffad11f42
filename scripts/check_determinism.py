"""Check that openapi.json does not depend on the hash seed, locale, time zone, folder and version of Python.

The check uses each other Python from 3.11 on this machine, with the dependencies in a temporary folder. With
--this-python-only, the check uses the running Python only.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import rich_click as click

DIFFERENT = 4
MINORS = range(11, 20)
ENVIRONMENTS = (
    *({"PYTHONHASHSEED": str(seed)} for seed in range(10)),
    {"LC_ALL": "C", "TZ": "Asia/Kathmandu"},
    {"LC_ALL": "tr_TR.UTF-8", "TZ": "America/St_Johns"},
    {"PYTHONOPTIMIZE": "1"},
)


@click.command(help=__doc__, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--this-python-only", is_flag=True, help="Use the running Python only.")
def main(this_python_only: bool) -> None:
    """Run the command."""
    expected = hashlib.sha256((ROOT / "openapi.json").read_bytes()).hexdigest()
    different = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, digest in digests(Path(folder), this_python_only):
            same = digest == expected
            different += not same
            click.echo(f"{'same' if same else 'DIFFERENT'}  {digest[:16]}  {name}")
    if different:
        click.echo(
            f"{different} documents differ from the committed openapi.json. If all differ, run: make openapi", err=True
        )
        sys.exit(DIFFERENT)
    click.echo("The document is the same in every environment.")


def digests(folder: Path, this_python_only: bool) -> Iterator[tuple[str, str]]:
    """The name of each environment, and the SHA-256 of the document that was exported there."""
    for variables in ENVIRONMENTS:
        yield (
            " ".join(f"{name}={value}" for name, value in variables.items()),
            _export(sys.executable, variables, folder),
        )
    for python in [] if this_python_only else _other_pythons():
        name = subprocess.run([python, "--version"], check=True, capture_output=True, text=True).stdout.strip()
        yield name, _export(_create_virtual_environment(python, folder / name), {}, folder)


def _export(python: str, variables: dict[str, str], folder: Path) -> str:
    output = folder / "openapi.json"
    command = [python, str(ROOT / "scripts" / "generate_openapi.py"), "--output", str(output)]
    subprocess.run(command, check=True, cwd=folder, env={**os.environ, **variables}, stdout=subprocess.DEVNULL)
    return hashlib.sha256(output.read_bytes()).hexdigest()


def _other_pythons() -> Iterator[str]:
    """The other Pythons that run. The shims of a version manager may not run."""
    directories = [Path(directory) for directory in os.environ["PATH"].split(os.pathsep)]
    managed = [Path(os.environ["PYENV_ROOT"]) / "versions"] if "PYENV_ROOT" in os.environ else []
    for minor in MINORS:
        if minor == sys.version_info.minor:
            continue
        candidates = [directory / f"python3.{minor}" for directory in directories]
        candidates += [path for versions in managed for path in versions.glob(f"3.{minor}.*/bin/python")]
        for candidate in candidates:
            if (
                candidate.exists()
                and subprocess.run([candidate, "-c", ""], check=False, capture_output=True).returncode == 0
            ):
                yield str(candidate)
                break


def _create_virtual_environment(python: str, folder: Path) -> str:
    click.echo(f"Installing the dependencies for {folder.name} …")
    subprocess.run([python, "-m", "venv", folder], check=True)
    installed = str(folder / "bin" / "python")
    lock = str(ROOT / "requirements" / "run.lock")
    pip = [installed, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--require-hashes", "-r", lock]
    subprocess.run(pip, check=True)
    return installed


if __name__ == "__main__":
    main()
