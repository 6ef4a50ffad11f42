"""Approvals: breaking changes that somebody decides to make, each with a reason and an expiry date."""

import tomllib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from contract.compatibility.changes import Change

NotBlank = Annotated[str, Meta(pattern=r"\S")]


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
    if not path.exists():
        return []
    try:
        return msgspec.convert(tomllib.loads(path.read_text()), _File).approval
    except (ValueError, msgspec.ValidationError) as error:
        raise ApprovalsError(f"{path}: {error}") from None


def approval_of(change: Change, approvals: Iterable[Approval]) -> Approval | None:
    """The approval that names the change, the one with the latest expiry date among several."""
    own = [one for one in approvals if one.fingerprint == change.fingerprint]
    return max(own, key=lambda one: one.expires, default=None)


def stale_approvals(approvals: Iterable[Approval], changes: Iterable[Change]) -> list[Approval]:
    """The approvals that no change needs."""
    needed = {change.fingerprint for change in changes if change.breaking}
    return [one for one in approvals if one.fingerprint not in needed]


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
