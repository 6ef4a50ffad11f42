"""The error that stops an export."""

from collections.abc import Iterable


class ContractError(Exception):
    """The document would not match the server. Every problem names its location and a solution."""

    def __init__(self, problems: str | Iterable[str]) -> None:
        self.problems = (problems,) if isinstance(problems, str) else tuple(problems)
        super().__init__("\n".join(self.problems))
