"""Check the contract: openapi.json is what the code gives, and breaks no client of the released one.

Exit codes: 0 if all is well, 4 if openapi.json or an approval is out of date, 100 if a change breaks clients, 2 if the
command cannot do its work. Needs git for the released document; no server, database or setting.
"""

import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import rich_click as click

from contract.comparison import UpToDate, compare
from contract.compatibility import (
    FORMATS,
    Approval,
    ApprovalsError,
    Release,
    ReleaseError,
    Result,
    check,
    parse_approvals,
    read_approvals,
    release_of,
)

DOCUMENT, APPROVALS = "openapi.json", "contract-approvals.toml"
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(help=__doc__, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--base", help="The released document: a commit, or a file. By default the merge base with the target.")
@click.option("--target", envvar="CONTRACT_TARGET", help="The branch to merge into, such as origin/main.")
@click.option("--head", type=FILE, help="The new document, in place of the one that the code gives.")
@click.option(
    "--approvals",
    type=click.Path(dir_okay=False, path_type=Path),
    default=ROOT / APPROVALS,
    show_default=f"{APPROVALS} at the root",
    help="The approved breaking changes.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="The form of the report.",
)
def main(base: str | None, target: str | None, head: Path | None, approvals: Path, format_: str) -> None:
    """Run the command."""
    document = head.read_bytes() if head else _document_of_code()
    try:
        result = _check(base, target, _read(document, str(head)), approvals)
    except (ApprovalsError, ReleaseError) as error:
        raise click.UsageError(str(error)) from error
    if result is not None:
        click.echo(FORMATS[format_](result))
    up_to_date = head is not None or _is_up_to_date(document)
    sys.exit((result.exit_code if result else 0) or (0 if up_to_date else 4))


def _check(base: str | None, target: str | None, new: Any, approvals: Path) -> Result | None:
    if base is not None and Path(base).is_file():
        return check(_read(Path(base).read_text(), base), new, approvals=read_approvals(approvals), released=base)
    release = release_of(ROOT, base=base, target=target)
    text = release.read(DOCUMENT)
    if text is None:
        click.echo(f"{release.name} has no {DOCUMENT}: there are no clients to break.", err=True)
        return None
    return check(
        _read(text, f"{DOCUMENT} of {release.name}"),
        new,
        approvals=read_approvals(approvals),
        # On the released commit itself, the approvals of the last change may stay until the next one.
        released_approvals=[] if release.is_head else _released_approvals(release),
        released=release.name,
    )


def _released_approvals(release: Release) -> list[Approval]:
    return parse_approvals(release.read(APPROVALS) or "", f"{APPROVALS} of {release.name}")


def _read(text: str | bytes, name: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise ReleaseError(f"{name} is not JSON: {error}") from None


def _document_of_code() -> bytes:
    """The document of the application, which is imported for this alone."""
    from scripts.generate_openapi import document_of_code  # noqa: PLC0415

    return document_of_code()


def _is_up_to_date(document: bytes) -> bool:
    result = compare(ROOT / DOCUMENT, document)
    if not isinstance(result, UpToDate):
        click.echo(f"{DOCUMENT} {result.summary}\nTo fix it, run: python scripts/generate_openapi.py", err=True)
    return isinstance(result, UpToDate)


if __name__ == "__main__":
    main()
