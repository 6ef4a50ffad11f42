"""The gate: the changes since the released document, and the decision about each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

from contract.compatibility.approvals import Approval, is_approved, stale_approvals
from contract.compatibility.changes import Change, changes_between
from contract.compatibility.generated_types import TypeChange, type_changes

BREAKING_EXIT_CODE = 100
OUT_OF_DATE_EXIT_CODE = 4


class Decision(Enum):
    """The fate of a change."""

    COMPATIBLE = "compatible"
    BREAKING = "breaking"
    APPROVED = "approved"
    PAST_SUNSET = "past its sunset"


@dataclass(frozen=True)
class Result:
    """All that a report needs to tell."""

    changes: Sequence[tuple[Change, Decision]]
    type_changes: Sequence[TypeChange] = ()
    stale_approvals: Sequence[Approval] = ()
    released: str = ""
    """The name of the released document, for people."""
    today: date = date.min

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
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    *,
    approvals: Sequence[Approval] = (),
    released_approvals: Sequence[Approval] = (),
    released: str = "the released document",
    today: date | None = None,
) -> Result:
    """Compare the new document with the released one."""
    today = today or datetime.now(UTC).date()
    changes = changes_between(old, new)
    return Result(
        [(change, _decide(change, approvals, today)) for change in changes],
        type_changes(old, new, changes),
        stale_approvals(approvals, released_approvals, changes),
        released,
        today,
    )


def _decide(change: Change, approvals: Sequence[Approval], today: date) -> Decision:
    if not change.breaking:
        return Decision.COMPATIBLE
    if change.past_sunset(today):
        return Decision.PAST_SUNSET
    return Decision.APPROVED if is_approved(change, approvals, today) else Decision.BREAKING
