"""The commands: export, check, lint and tables. `python -m contract` has them for any application.

A repository with scripts of its own makes them from the same functions.
"""

import importlib
import pkgutil
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import rich_click as click
from litestar import Litestar

from contract.comparison import UpToDate, compare
from contract.compatibility import (
    FORMATS,
    NO_RELEASES,
    OUT_OF_DATE_EXIT_CODE,
    ApprovalsError,
    Document,
    DocumentError,
    Files,
    ReleaseError,
    Result,
    check,
    has_releases,
    parse_document,
    read_approvals,
    release_of,
)
from contract.document import build_contract, encode
from contract.errors import ContractError
from contract.lints import lint

NO_DOCUMENT_EXIT_CODE = 5
FINDINGS_EXIT_CODE = 4
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
NEW_FILE = click.Path(dir_okay=False, path_type=Path)


@dataclass(frozen=True, kw_only=True)
class Project:
    """A repository with an application, for the commands."""

    root: Path
    load: Callable[[], Litestar]
    """Imports and creates the application. Only commands that need the application call the function."""
    export: str
    """The command that writes the document, for messages."""
    files: Files = field(default_factory=Files)

    @property
    def document(self) -> Path:
        """The committed document."""
        return self.root / self.files.document

    def build(self) -> bytes:
        """The encoded document of the application. For a wrong document, prints the problems and exits with 5."""
        try:
            return encode(build_contract(self.load()))
        except ContractError as error:
            for problem in error.problems:
                click.echo(problem, err=True)
            sys.exit(NO_DOCUMENT_EXIT_CODE)


def export_command(project: Project, documentation: str | None) -> click.Command:
    """The command that writes or checks the document."""

    @_command("export", documentation)
    @click.option(
        "--check",
        is_flag=True,
        help="Write nothing. Exit with 0 if the file is up to date, with 4 if the file is out of date or missing.",
    )
    @click.option(
        "--output",
        type=NEW_FILE,
        default=project.document,
        show_default=f"{project.files.document} at the root",
        help="The file to write or check.",
    )
    def export(check: bool, output: Path) -> None:
        document = project.build()
        if not check:
            output.parent.mkdir(parents=True, exist_ok=True)
            output.write_bytes(document)
            click.echo(f"Wrote {output}")
            return
        result = compare(output, document)
        click.echo(f"{type(result).__name__}: {output} {result.summary}")
        if not isinstance(result, UpToDate):
            option = "" if output == project.document else f" --output {output}"
            click.echo(f"To fix it, run: {project.export}{option}")
        sys.exit(result.exit_code)

    return export


def check_command(project: Project, documentation: str | None) -> click.Command:
    """The command that compares the document with the released one."""

    @_command("check", documentation)
    @click.option(
        "--base", help="The released document: a commit, or a file. By default the merge base with the target."
    )
    @click.option("--target", envvar="CONTRACT_TARGET", help="The branch to merge into, such as origin/main.")
    @click.option("--head", type=FILE, help="The new document, in place of the one that the code gives.")
    @click.option(
        "--approvals",
        type=NEW_FILE,
        default=project.root / project.files.approvals,
        show_default=f"{project.files.approvals} at the root",
        help="The approved breaking changes.",
    )
    @click.option(
        "--format",
        "format_",
        envvar="CONTRACT_FORMAT",
        type=click.Choice(list(FORMATS)),
        default="text",
        show_default=True,
        help="The form of the report.",
    )
    def check_(base: str | None, target: str | None, head: Path | None, approvals: Path, format_: str) -> None:
        document = head.read_bytes() if head else project.build()
        if base is None and head is None and not has_releases(project.root):
            click.echo(NO_RELEASES)
            sys.exit(0 if _is_up_to_date(project, document) else OUT_OF_DATE_EXIT_CODE)
        try:
            new = parse_document(document, str(head or "the document of the code"))
            result = _compared(project, base, target, new, approvals)
        except (ApprovalsError, DocumentError, ReleaseError) as error:
            raise click.UsageError(str(error)) from error
        click.echo(FORMATS[format_](result))
        up_to_date = head is not None or _is_up_to_date(project, document)
        sys.exit(result.exit_code or (0 if up_to_date else OUT_OF_DATE_EXIT_CODE))

    return check_


def _compared(project: Project, base: str | None, target: str | None, new: Document, approvals: Path) -> Result:
    files, name = project.files, project.files.document
    if base is not None and Path(base).is_file():
        old = parse_document(Path(base).read_bytes(), base)
        return check(old, new, approvals=read_approvals(approvals), released=base, files=files)
    release = release_of(project.root, base=base, target=target)
    text = release.read(name)
    if text is None:
        return Result([], released=f"{release.name}, which has no {name} and no clients", files=files)
    return check(
        parse_document(text, f"{name} of {release.name}"),
        new,
        approvals=read_approvals(approvals),
        is_release=release.is_head,
        released=release.name,
        files=files,
    )


def _is_up_to_date(project: Project, document: bytes) -> bool:
    result = compare(project.document, document)
    if not isinstance(result, UpToDate):
        click.echo(f"{project.files.document} {result.summary}\nTo fix it, run: {project.export}", err=True)
    return isinstance(result, UpToDate)


def report_findings(app: Litestar, packages: Sequence[str]) -> None:
    """Print the findings of the lint, and exit with 0 or 4. The structs of the packages must be in use."""
    findings = lint(app, [module for package in packages for module in _modules_of(package)])
    for finding in findings:
        click.echo(str(finding), err=True)
    sys.exit(FINDINGS_EXIT_CODE if findings else 0)


def _modules_of(name: str) -> Iterator[ModuleType]:
    """A module; for a package, the modules in it as well."""
    module = importlib.import_module(name)
    yield module
    for found in pkgutil.walk_packages(getattr(module, "__path__", ()), f"{name}."):
        yield importlib.import_module(found.name)


def report_mismatches(mismatches: Sequence[Any], advice: str) -> None:
    """Print the mismatches of tables and contract, and exit with 0 or 4."""
    for mismatch in mismatches:
        click.echo(mismatch, err=True)
    if mismatches:
        click.echo(advice, err=True)
    sys.exit(FINDINGS_EXIT_CODE if mismatches else 0)


def _command(name: str, documentation: str | None) -> Callable[[Callable[..., None]], click.Command]:
    return click.command(name=name, help=documentation, context_settings={"help_option_names": ["-h", "--help"]})
