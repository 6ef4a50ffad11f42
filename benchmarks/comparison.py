"""The results of comparing servers, and their tables."""

from collections.abc import Iterator
from statistics import median

import msgspec

from benchmarks.load import Round
from benchmarks.report import table
from benchmarks.servers import Name

HEADER = ("", "requests/s", "p50 ms", "p99 ms", "server CPU ms", "database CPU ms", "ours ÷ this")


class Row(msgspec.Struct, frozen=True):
    """All rounds of one operation on one database, by server. The servers ran in turn."""

    database: str
    operation: str
    rounds: dict[Name, list[Round]]

    def ratio(self, server: Name) -> float | None:
        """Our requests per second divided by the requests per second of the server: the median of all rounds."""
        if server == "ours" or "ours" not in self.rounds:
            return None
        pairs = zip(self.rounds["ours"], self.rounds[server], strict=True)
        return median(ours.rate / theirs.rate for ours, theirs in pairs)


def comparison_tables(rows: list[Row]) -> Iterator[str]:
    """A table for each database, with its title."""
    for database in dict.fromkeys(row.database for row in rows):
        yield f"**{database}**"
        lines = [_line(row, server) for row in rows if row.database == database for server in row.rounds]
        yield table(HEADER, lines)


def _line(row: Row, server: Name) -> list[str]:
    rounds = row.rounds[server]
    database_cpu = [each.database_cpu for each in rounds if each.database_cpu is not None]
    ratio = row.ratio(server)
    return [
        f"{row.operation}, {server}",
        f"{median(each.rate for each in rounds):,.0f}",
        f"{median(each.load.p50 for each in rounds):.2f}",
        f"{median(each.load.p99 for each in rounds):.2f}",
        f"{median(each.server_cpu for each in rounds):.3f}",
        f"{median(database_cpu):.3f}" if database_cpu else "",
        "" if ratio is None else f"**{ratio:.2f}**",
    ]
