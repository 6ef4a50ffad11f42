"""Approvals: breaking changes that somebody decided to make, each with a reason and an expiry date."""

import tomllib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from contract.compatibility.changes import Change

NotBlank = Annotated[str, Meta(pattern=r"\S")]
EXAMPLE_REASON = "Why no client is harmed, or who was told and when."


class ApprovalsError(Exception):
    """The file of approvals cannot be read. The message names the file, the entry and the field."""


class Approval(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A breaking change that may pass."""

    fingerprint: Annotated[str, Meta(pattern="^[0-9a-f]{12}$")]
    change: NotBlank
    reason: NotBlank
    decided_by: NotBlank
    expires: date


class _File(msgspec.Struct, forbid_unknown_fields=True):
    approval: list[Approval] = []


def read_approvals(path: Path) -> list[Approval]:
    """The approvals of a file. A file that does not exist has none. Raises `ApprovalsError`."""
    return parse_approvals(path.read_text(), str(path)) if path.exists() else []


def parse_approvals(text: str, name: str) -> list[Approval]:
    """The approvals of a text in TOML. Raises `ApprovalsError`, which calls the text by that name."""
    try:
        return msgspec.convert(tomllib.loads(text), _File).approval
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ApprovalsError(f"{name}: {error}") from None


def is_approved(change: Change, approvals: Iterable[Approval], today: date) -> bool:
    """Whether an approval that has not expired names the change."""
    return any(one.fingerprint == change.fingerprint and one.expires >= today for one in approvals)


def stale_approvals(
    approvals: Iterable[Approval], released: Iterable[Approval], changes: Iterable[Change]
) -> list[Approval]:
    """The approvals that were released already and that no change needs any more."""
    needed = {change.fingerprint for change in changes if change.breaking}
    known = set(released)
    return [one for one in approvals if one in known and one.fingerprint not in needed]


def proposal_for(change: Change, expires: date) -> str:
    """An entry to paste into the file of approvals. Its reason and its author are left to the person who decides."""
    return (
        "[[approval]]\n"
        f'fingerprint = "{change.fingerprint}"\n'
        f"change = {msgspec.json.encode(f'{change.difference.location}: {change.difference.text}').decode()}\n"
        'reason = ""\n'
        'decided_by = ""\n'
        f"expires = {expires.isoformat()}\n"
    )
