"""Which of the documented answers have been seen."""

from collections import Counter
from collections.abc import Collection

from contract.schemas import Schema


class Coverage:
    """Counts the answers of a test run, by operation and status."""

    def __init__(self) -> None:
        self.seen: Counter[tuple[str, str, int]] = Counter()

    def note(self, method: str, template: str, status: int) -> None:
        """Count one answer."""
        self.seen[method.lower(), template, status] += 1

    def unseen(self, document: Schema, beside: Collection[int] = ()) -> list[tuple[str, str, int]]:
        """The documented answers that never came, beside those with these statuses."""
        return [answer for answer in _documented(document, beside) if answer not in self.seen]

    def share(self, document: Schema, beside: Collection[int] = ()) -> float:
        """The share of the documented answers that came, from 0 to 1."""
        documented = _documented(document, beside)
        return 1 - len(self.unseen(document, beside)) / len(documented) if documented else 1.0

    def report(self, document: Schema, beside: Collection[int] = ()) -> str:
        """The share, and every answer that never came."""
        documented, unseen = _documented(document, beside), self.unseen(document, beside)
        head = f"{len(documented) - len(unseen)} of {len(documented)} documented answers seen"
        lines = (f"  never: {method.upper()} {template} → {status}" for method, template, status in unseen)
        return "\n".join([f"{head} ({self.share(document, beside):.1%})", *lines])


def _documented(document: Schema, beside: Collection[int]) -> list[tuple[str, str, int]]:
    return [
        (method, template, int(status))
        for template, operations in sorted(document["paths"].items())
        for method, operation in sorted(operations.items())
        for status in sorted(operation["responses"])
        if int(status) not in beside
    ]
