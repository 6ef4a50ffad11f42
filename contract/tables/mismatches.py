"""Mismatches between tables and contract, and the mismatches that an application accepts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

Rule = Literal[
    "tie",  # each struct and each field has its columns, or a reason
    "type",
    "null",
    "length",
    "range",
    "values",
    "items",  # the number of items in a list
    "check",  # the gate understands the CHECK
    "insert",  # a request has a value for each column of a new row
    "error",  # a violated constraint has an API error
    "index",  # an index begins with each foreign key
    "waiver",  # each waiver is needed
]


@dataclass(frozen=True)
class Mismatch:
    """A location in the code, the broken rule, the reason, and the edit that removes the mismatch."""

    location: str
    rule: Rule
    reason: str
    edit: str

    def __str__(self) -> str:
        return f"{self.location}: {self.reason} [{self.rule}]\n    {self.edit}"


@dataclass(frozen=True)
class Waiver:
    """A mismatch that the application accepts, and the reason."""

    location: str
    rule: Rule
    reason: str


def without_waived(mismatches: Iterable[Mismatch], waivers: Iterable[Waiver]) -> Iterator[Mismatch]:
    """The mismatches without a waiver, each once, and the waivers without a mismatch."""
    unused = {(waiver.location, waiver.rule): waiver for waiver in waivers}
    waived = set(unused)
    for mismatch in dict.fromkeys(mismatches):
        unused.pop((mismatch.location, mismatch.rule), None)
        if (mismatch.location, mismatch.rule) not in waived:
            yield mismatch
    for waiver in unused.values():
        yield Mismatch(
            waiver.location, "waiver", f"the waiver of the rule {waiver.rule} is not needed", "Remove the waiver."
        )
