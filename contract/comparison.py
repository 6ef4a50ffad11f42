"""Comparison of the committed document with the document that the code produces."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MAX_LINES = 20


@dataclass(frozen=True)
class UpToDate:
    """The file matches the code."""

    summary: str = "matches the code"
    exit_code: int = 0


@dataclass(frozen=True)
class OutOfDate:
    """The file does not match the code; the summary lists the differences."""

    summary: str
    exit_code: int = 4


@dataclass(frozen=True)
class Missing:
    """The file does not exist."""

    summary: str = "does not exist"
    exit_code: int = 4


Comparison = UpToDate | OutOfDate | Missing


def compare(path: Path, document: bytes) -> Comparison:
    """Compare the file at `path` with the encoded document."""
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
        return "has the same content in a different format"
    more = [f"… and {len(lines) - MAX_LINES} more"] if len(lines) > MAX_LINES else []
    return "\n".join(lines[:MAX_LINES] + more)


def _differences(before: Any, after: Any, location: str) -> Iterator[str]:
    """One line for each difference: `+` is added by the code, `-` is removed, `~` is changed."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in sorted({*before, *after}):
            inner = f"{location} > {key}" if location else key
            if key not in before:
                yield f"+ {inner}"
            elif key not in after:
                yield f"- {inner}"
            else:
                yield from _differences(before[key], after[key], inner)
    elif before != after:
        yield f"~ {location}: {_truncated(before)} → {_truncated(after)}"


def _truncated(value: Any, max_length: int = 60) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= max_length else f"{text[: max_length - 1]}…"
