"""An edit of the code, and the gate that must stop it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum


class Gate(Enum):
    """A command that checks the tree. The value is its name in the tables of results."""

    EXPORT = "export"
    CONTRACT = "contract"
    TYPES = "generated types"
    PYTHON = "mypy"
    TYPESCRIPT = "tsc"
    TABLES = "tables"
    MIGRATIONS = "migrations"
    LINT = "contract lint"


@dataclass(frozen=True)
class Edit:
    """A text that replaces another one, which the file has exactly once. With an empty `old`, the file is new."""

    path: str
    old: str
    new: str


Edits = tuple[Edit, ...]


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """An edit of the code. `given` has the edits of the released code before it."""

    name: str
    edits: Edits
    given: Edits = ()


@dataclass(frozen=True, kw_only=True)
class Mutant(Candidate):
    """A mistake, the gate that must stop it, and a text that the output of the gate must contain."""

    family: str
    gate: Gate
    reason: str = ""

    def __str__(self) -> str:
        return f"{self.family}: {self.name}"


class HarmlessEdit(Candidate):
    """An edit that no gate may stop."""

    def __str__(self) -> str:
        return f"harmless: {self.name}"


Edited = Edit | Edits


def added(path: str, place: str, text: str) -> Edit:
    """A text that is added after a place."""
    return Edit(path, place, f"{place}{text}")


def removed(path: str, text: str) -> Edit:
    """A text that is removed."""
    return Edit(path, text, "")


def family(
    name: str, gate: Gate, reason: str, mistakes: Mapping[str, Edited], *, given: Edited = ()
) -> Iterator[Mutant]:
    """The mutants of one family that one gate must stop for one reason: the edits of each mutant by its name."""
    for mistake, edits in mistakes.items():
        yield Mutant(name=mistake, edits=_all(edits), given=_all(given), family=name, gate=gate, reason=reason)


def harmless(edits: Mapping[str, Edited]) -> Iterator[HarmlessEdit]:
    """Harmless edits, by their names."""
    for name, edited in edits.items():
        yield HarmlessEdit(name=name, edits=_all(edited))


def _all(edited: Edited) -> Edits:
    return (edited,) if isinstance(edited, Edit) else edited
