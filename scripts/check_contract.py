"""Check the contract: openapi.json is what the code gives, and breaks no client of the released one.

Exit codes: 0 if all is well, 4 if openapi.json or an approval is out of date, 5 if the code has no correct document,
100 if a change breaks clients, 2 if the command cannot do its work. Needs git for the released document; no server,
database or setting.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import rich_click as click

from contract.comparison import UpToDate, compare
from contract.compatibility import (
    FORMATS,
    NO_RELEASES,
    OUT_OF_DATE_EXIT_CODE,
    ApprovalsError,
    Document,
    DocumentError,
    ReleaseError,
    Result,
    check,
    has_releases,
    parse_document,
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
    envvar="CONTRACT_FORMAT",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="The form of the report.",
)
def main(base: str | None, target: str | None, head: Path | None, approvals: Path, format_: str) -> None:
    """Run the command."""
    document = head.read_bytes() if head else _document_of_code()
    if base is None and head is None and not has_releases(ROOT):
        click.echo(NO_RELEASES)
        sys.exit(0 if _is_up_to_date(document) else OUT_OF_DATE_EXIT_CODE)
    try:
        result = _check(base, target, parse_document(document, str(head or "the document of the code")), approvals)
    except (ApprovalsError, DocumentError, ReleaseError) as error:
        raise click.UsageError(str(error)) from error
    click.echo(FORMATS[format_](result))
    up_to_date = head is not None or _is_up_to_date(document)
    sys.exit(result.exit_code or (0 if up_to_date else OUT_OF_DATE_EXIT_CODE))


def _check(base: str | None, target: str | None, new: Document, approvals: Path) -> Result:
    if base is not None and Path(base).is_file():
        old = parse_document(Path(base).read_bytes(), base)
        return check(old, new, approvals=read_approvals(approvals), released=base)
    release = release_of(ROOT, base=base, target=target)
    text = release.read(DOCUMENT)
    if text is None:
        return Result([], released=f"{release.name}, which has no {DOCUMENT} and no clients")
    return check(
        parse_document(text, f"{DOCUMENT} of {release.name}"),
        new,
        approvals=read_approvals(approvals),
        is_release=release.is_head,
        released=release.name,
    )


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
