"""What stops an export."""

from collections.abc import Iterable


class ContractError(Exception):
    """The document would not tell the truth. Every problem names its place and what to do about it."""

    def __init__(self, problems: str | Iterable[str]) -> None:
        self.problems = (problems,) if isinstance(problems, str) else tuple(problems)
        super().__init__("\n".join(self.problems))
