"""Reports of the gate: text for a terminal, JSON for programs, annotations for GitHub, Markdown for a changelog."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta

from contract.compatibility.approvals import proposal_for
from contract.compatibility.changes import Change
from contract.compatibility.differences import REMOVED
from contract.compatibility.gate import Decision, Result
from contract.direction import Direction

MAX_OPERATIONS = 4
BODIES = {Direction.INPUT: "requests", Direction.OUTPUT: "responses"}
APPROVAL_LIFETIME = timedelta(days=90)


def as_text(result: Result) -> str:
    """One screen: what breaks, for whom, and the two ways to go on."""
    return "\n".join(map(_one_line, _text_lines(result)))


def _one_line(text: str) -> str:
    """The text without line breaks, which a pattern of the contract may have."""
    return text.replace("\r", "\\r").replace("\n", "\\n")


def _text_lines(result: Result) -> Iterator[str]:
    breaking = result.having(Decision.BREAKING)
    yield _headline(result, breaking)
    for change in breaking:
        yield from ("", *_described(change))
    if breaking:
        yield from ("", *_ways_on(breaking, result))
    for decision in (Decision.APPROVED, Decision.PAST_SUNSET, Decision.COMPATIBLE):
        if changes := result.having(decision):
            yield from ("", f"{decision.value.capitalize()}:", *(f"  {_summary(change)}" for change in changes))
    if result.type_changes:
        yield from ("", "Breaks generated TypeScript, not the wire:")
        yield from (f"  {change.location}: {change.text}" for change in result.type_changes)
    if result.expired_approvals:
        yield from ("", "Approvals that have expired; renew the decision, or keep the clients working:")
        yield from (f"  {one.fingerprint}  {one.change} ({one.expires})" for one in result.expired_approvals)
    if result.stale_approvals:
        yield from ("", f"Approvals that no change needs; remove them from {result.files.approvals}:")
        yield from (f"  {one.fingerprint}  {one.change}" for one in result.stale_approvals)


def _headline(result: Result, breaking: list[Change]) -> str:
    if breaking:
        return f"{_count(len(breaking), 'change breaks', 'changes break')} clients of {result.released}:"
    if result.changes:
        return f"{_count(len(result.changes), 'change', 'changes')} since {result.released}, none breaks clients."
    return f"No changes since {result.released}."


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _described(change: Change) -> Iterator[str]:
    yield f"  {_summary(change)}"
    yield f"    breaks {change.side}: {_reason(change)}"
    yield f"    in {_operations(change)}"


def _summary(change: Change) -> str:
    difference = change.difference
    return f"{difference.location}: {difference.text} ({difference.effect.value} in {BODIES[change.direction]})"


def _reason(change: Change) -> str:
    if change.direction is Direction.INPUT:
        return "the server rejects or ignores requests that it accepts today"
    return "the server may send responses that it never sends today"


def _operations(change: Change) -> str:
    shown, more = change.operations[:MAX_OPERATIONS], len(change.operations) - MAX_OPERATIONS
    return ", ".join(shown) + (f" and {more} more" if more > 0 else "")


def _ways_on(breaking: list[Change], result: Result) -> Iterator[str]:
    yield "Two ways to go on:"
    yield "  1. Keep the clients working:"
    for advice in dict.fromkeys(_advice(change, result.files.guide) for change in breaking):
        yield f"     - {advice}"
    yield f"  2. Decide to break them: add to {result.files.approvals}, with a reason and your name:"
    for change in breaking:
        proposal = proposal_for(change, result.today + APPROVAL_LIFETIME)
        yield from ("", *(f"     {line}" for line in proposal.splitlines()))


def _advice(change: Change, guide: str) -> str:
    if change.difference.text == REMOVED:
        return f"restore it, mark it as deprecated with a date, and remove it after that date ({guide})"
    if change.direction is Direction.INPUT:
        return "accept the old requests as well: an optional field, a wider limit, or a new operation"
    return "send what was promised, and add the new beside it: a new field, or a new operation"


def as_json(result: Result) -> str:
    """Every change with its decision; `exitCode` is that of the command."""
    return json.dumps(
        {
            "released": result.released,
            "exitCode": result.exit_code,
            "changes": [_json(change, decision) for change, decision in result.changes],
            "typeChanges": [{"location": one.location, "text": one.text} for one in result.type_changes],
            "expiredApprovals": [one.fingerprint for one in result.expired_approvals],
            "staleApprovals": [one.fingerprint for one in result.stale_approvals],
        },
        indent=2,
        ensure_ascii=False,
    )


def _json(change: Change, decision: Decision) -> dict[str, object]:
    return {
        "fingerprint": change.fingerprint,
        "decision": decision.value,
        "direction": change.direction.value.lower(),
        "location": change.difference.location,
        "text": change.difference.text,
        "effect": change.difference.effect.value,
        "operations": list(change.operations),
    }


def as_github(result: Result) -> str:
    """Workflow commands, which GitHub shows beside the document, and the text."""
    document, approvals = result.files.document, result.files.approvals
    lines = [
        _annotation("error", document, f"Breaks {one.side}", _summary(one)) for one in result.having(Decision.BREAKING)
    ]
    lines += [
        _annotation("warning", document, "Breaks generated TypeScript", f"{one.location}: {one.text}")
        for one in result.type_changes
    ]
    lines += [
        _annotation("error", approvals, "Stale approval", f"{one.fingerprint} {one.change}")
        for one in result.stale_approvals
    ]
    return "\n".join([*lines, as_text(result)])


def _annotation(level: str, file: str, title: str, message: str) -> str:
    """A workflow command, where a percent sign begins an escape."""
    return f"::{level} file={file},title={title}::{_one_line(message).replace('%', '%25')}"


def as_markdown(result: Result) -> str:
    """A section for CHANGELOG.md, or a comment on a pull request."""
    return "\n".join(map(_one_line, ["### API", *(_markdown_lines(result) or ["", "No changes."])]))


def _markdown_lines(result: Result) -> list[str]:
    titles = {
        Decision.BREAKING: "Breaking",
        Decision.APPROVED: "Breaking, approved",
        Decision.PAST_SUNSET: "Removed after its sunset",
        Decision.COMPATIBLE: "Compatible",
    }
    lines: list[str] = []
    for decision, title in titles.items():
        if changes := result.having(decision):
            lines += ["", f"**{title}**", ""]
            lines += [f"- `{one.difference.location}`: {one.difference.text} ({_operations(one)})" for one in changes]
    if result.type_changes:
        lines += ["", "**Generated TypeScript**", ""]
        lines += [f"- `{one.location}`: {one.text}" for one in result.type_changes]
    return lines


FORMATS: dict[str, Callable[[Result], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "markdown": as_markdown,
}
