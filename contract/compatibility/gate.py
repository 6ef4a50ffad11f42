"""The gate: the changes since the released document, and the decision about each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum

from contract.compatibility.approvals import Approval, approval_of, stale_approvals
from contract.compatibility.changes import Change, changes_between
from contract.compatibility.documents import Document
from contract.compatibility.generated_types import TypeChange, type_changes

BREAKING_EXIT_CODE = 100
OUT_OF_DATE_EXIT_CODE = 4


@dataclass(frozen=True)
class Files:
    """The names of files at the root of a repository, and the guide for people who decide about a change."""

    document: str = "openapi.json"
    approvals: str = "contract-approvals.toml"
    guide: str = "the README of litestar-contract"


class Decision(Enum):
    """The fate of a change."""

    COMPATIBLE = "compatible"
    BREAKING = "breaking"
    APPROVED = "approved"
    PAST_SUNSET = "past its sunset"


@dataclass(frozen=True)
class Result:
    """The content of a report."""

    changes: Sequence[tuple[Change, Decision]]
    type_changes: Sequence[TypeChange] = ()
    stale_approvals: Sequence[Approval] = ()
    expired_approvals: Sequence[Approval] = ()
    """The approvals of breaking changes that were valid once."""
    released: str = ""
    """The name of the released document, for people."""
    today: date = date.min
    files: Files = Files()

    def having(self, decision: Decision) -> list[Change]:
        """The changes with that decision."""
        return [change for change, decided in self.changes if decided is decision]

    @property
    def exit_code(self) -> int:
        """100 if a change breaks clients without approval, 4 if only an approval is stale, else 0."""
        if self.having(Decision.BREAKING):
            return BREAKING_EXIT_CODE
        return OUT_OF_DATE_EXIT_CODE if self.stale_approvals else 0


def check(
    old: Document,
    new: Document,
    *,
    approvals: Sequence[Approval] = (),
    is_release: bool = False,
    released: str = "the released document",
    today: date | None = None,
    files: Files = Files(),
) -> Result:
    """Compare the new document with the released one.

    `is_release` says that the work is the released commit itself: its approvals stay until the next change.
    Raises `DocumentError`.
    """
    today = today or datetime.now(UTC).date()
    changes = changes_between(old, new)
    decided = [(change, _decide(change, approvals, today)) for change in changes]
    broken = [approval_of(change, approvals) for change, decision in decided if decision is Decision.BREAKING]
    return Result(
        decided,
        type_changes(old, new, changes),
        [] if is_release else stale_approvals(approvals, changes),
        [approval for approval in broken if approval is not None],
        released,
        today,
        files,
    )


def _decide(change: Change, approvals: Sequence[Approval], today: date) -> Decision:
    if not change.breaking:
        return Decision.COMPATIBLE
    if change.past_sunset(today):
        return Decision.PAST_SUNSET
    approval = approval_of(change, approvals)
    return Decision.APPROVED if approval is not None and approval.expires >= today else Decision.BREAKING
