"""The share of the documented responses that a test run has seen."""

from collections import Counter
from collections.abc import Collection

from contract.schemas import Schema


class Coverage:
    """Counts the responses of a test run, by operation and status."""

    def __init__(self) -> None:
        self.seen: Counter[tuple[str, str, int]] = Counter()

    def record(self, method: str, template: str, status: int) -> None:
        """Count one response."""
        self.seen[method.lower(), template, status] += 1

    def unseen(self, document: Schema, excluded: Collection[int] = ()) -> list[tuple[str, str, int]]:
        """The documented responses that the test run has not seen, except the excluded statuses."""
        return [response for response in _documented(document, excluded) if response not in self.seen]

    def share(self, document: Schema, excluded: Collection[int] = ()) -> float:
        """The share of the documented responses that the test run has seen, from 0 to 1."""
        documented = _documented(document, excluded)
        return 1 - len(self.unseen(document, excluded)) / len(documented) if documented else 1.0

    def report(self, document: Schema, excluded: Collection[int] = ()) -> str:
        """The share, and every unseen response."""
        documented, unseen = _documented(document, excluded), self.unseen(document, excluded)
        summary = f"{len(documented) - len(unseen)} of {len(documented)} documented responses seen"
        lines = (f"  unseen: {method.upper()} {template} → {status}" for method, template, status in unseen)
        return "\n".join([f"{summary} ({self.share(document, excluded):.1%})", *lines])


def _documented(document: Schema, excluded: Collection[int]) -> list[tuple[str, str, int]]:
    return [
        (method, template, int(status))
        for template, operations in sorted(document["paths"].items())
        for method, operation in sorted(operations.items())
        for status in sorted(operation["responses"])
        if int(status) not in excluded
    ]
