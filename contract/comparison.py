"""Whether the committed document is what the code says."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MOST_LINES = 20


@dataclass(frozen=True)
class UpToDate:
    """The file is what the code says."""

    summary: str = "is what the code says"
    exit_code: int = 0


@dataclass(frozen=True)
class OutOfDate:
    """The file is not what the code says; the summary tells where they differ."""

    summary: str
    exit_code: int = 4


@dataclass(frozen=True)
class Missing:
    """There is no file yet."""

    summary: str = "does not exist"
    exit_code: int = 4


Comparison = UpToDate | OutOfDate | Missing


def compare(path: Path, document: bytes) -> Comparison:
    """Judge the file at `path` by the encoded document."""
    if not path.exists():
        return Missing()
    committed = path.read_bytes()
    if committed == document:
        return UpToDate()
    return OutOfDate(_summary(committed, document))


def _summary(committed: bytes, document: bytes) -> str:
    try:
        before = json.loads(committed)
    except ValueError:
        return "is not JSON"
    lines = list(_differences(before, json.loads(document), ""))
    if not lines:
        return "says the same in another spelling"
    more = [f"… and {len(lines) - MOST_LINES} more"] if len(lines) > MOST_LINES else []
    return "\n".join(lines[:MOST_LINES] + more)


def _differences(before: Any, after: Any, place: str) -> Iterator[str]:
    """One line for each place: `+` and `-` where the code says more or less, `~` where it says otherwise."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in sorted({*before, *after}):
            inside = f"{place} > {key}" if place else key
            if key not in before:
                yield f"+ {inside}"
            elif key not in after:
                yield f"- {inside}"
            else:
                yield from _differences(before[key], after[key], inside)
    elif before != after:
        yield f"~ {place}: {_short(before)} → {_short(after)}"


def _short(value: Any, most: int = 60) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= most else f"{text[: most - 1]}…"
