"""Measure whether reads stay as fast when there are a hundred times as many articles.

A server on each size answers the same questions, in turn, in rounds, so that the machine's noise falls on all sizes
alike. Exits with 1 where the median of the rounds' ratios of p50, the largest size to the smallest, is too large.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from collections.abc import Iterator
from contextlib import ExitStack
from statistics import median
from typing import Any

import msgspec
import rich_click as click
from rich.console import Console
from rich.progress import track

from benchmarks import data
from benchmarks.databases import KINDS, Shelf, databases
from benchmarks.load import FailedError, put_load_on, tool
from benchmarks.operations import Operation, reads
from benchmarks.options import chosen, for_results
from benchmarks.report import machine, publish, table
from benchmarks.servers import Server, serving

SIZES = ("10000", "100000", "1000000")
OPERATIONS = tuple(operation.name for operation in reads(data.scaled(10_000)))
WARM_UP_SECONDS = 1.0
TOO_STEEP = 1


class Row(msgspec.Struct, frozen=True):
    """The p50 of each round in milliseconds, by the number of articles; the rounds ran in turn."""

    database: str
    operation: str
    p50: dict[int, list[float]]

    @property
    def ratio(self) -> float:
        """The largest size to the smallest: the median of the rounds' ratios."""
        pairs = zip(self.p50[max(self.p50)], self.p50[min(self.p50)], strict=True)
        return median(large / small for large, small in pairs)


class Results(msgspec.Struct, frozen=True):
    """Everything that one run measures."""

    machine: str
    rows: list[Row]


class Plan(msgspec.Struct, frozen=True):
    """What is measured, and how long."""

    checkout: Path
    articles: list[int]
    operations: list[str]
    rounds: int
    seconds: float
    connections: int


@click.command(help=__doc__, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--only", multiple=True, type=click.Choice(OPERATIONS), help="An operation; all unless given.")
@chosen("--databases", KINDS, "The databases. PostgreSQL is the server of DATABASE_URL, or one of our own.")
@chosen("--articles", SIZES, "The sizes.")
@click.option("--rounds", default=7, show_default=True, type=click.IntRange(1), help="How often each is asked.")
@click.option("--seconds", default=1.0, show_default=True, type=click.FloatRange(1), help="How long in each round.")
@click.option("--connections", default=2, show_default=True, type=click.IntRange(1), help="How many ask at once.")
@click.option("--most", default=1.3, show_default=True, help="The largest ratio that is flat.")
@for_results
def main(
    only: tuple[str, ...],
    articles: list[str],
    checkout: Path,
    most: float,
    json_path: Path | None,
    document: bool,
    **options: Any,
) -> None:
    """Run the command."""
    kinds = options.pop("databases")
    plan = Plan(
        checkout=checkout.resolve(),
        articles=[int(size) for size in articles],
        operations=list(only or OPERATIONS),
        **options,
    )
    results = Results(machine(), rows=[])
    try:
        for kind in kinds:
            with databases(kind, plan.checkout / "data" / "benchmarks", plan.checkout) as shelf:
                results.rows.extend(_measured(shelf, plan))
    except (FailedError, RuntimeError) as error:
        raise click.ClickException(str(error)) from error
    publish(
        results,
        "\n\n".join(_parts(results, plan)),
        json_path=json_path,
        document_as="make bench-scale" if document else None,
    )
    if steep := [row for row in results.rows if row.ratio > most]:
        click.echo(f"Not flat: {', '.join(f'{row.operation} on {row.database}' for row in steep)}", err=True)
        sys.exit(TOO_STEEP)


def _parts(results: Results, plan: Plan) -> Iterator[str]:
    """The text, by paragraphs and tables."""
    yield f"{results.machine}."
    yield (
        f"One worker, {plan.connections} connections, {plan.rounds} rounds of {plan.seconds:.0f} s with {tool()};"
        f" {data.scaled(0).people:,} people, {data.scaled(0).favorites_each} favourites for each article."
    )
    header = ("p50 ms", *(f"{size:,} articles" for size in plan.articles), "ratio")
    for database in dict.fromkeys(row.database for row in results.rows):
        yield f"**{database}**"
        yield table(header, [_line(row) for row in results.rows if row.database == database])


def _line(row: Row) -> list[str]:
    return [row.operation, *(f"{median(rounds):.2f}" for rounds in row.p50.values()), f"**{row.ratio:.2f}**"]


def _measured(shelf: Shelf, plan: Plan) -> Iterator[Row]:
    filled = {size: shelf.filled(data.scaled(size)) for size in plan.articles}
    with ExitStack() as running:
        servers = {
            size: running.enter_context(
                serving("ours", database, plan.checkout, plan.checkout / "data" / "benchmarks" / f"ours-{size}.log")
            )
            for size, database in filled.items()
        }
        version = next(iter(filled.values())).version
        for name in track(plan.operations, version, console=Console(stderr=True), transient=True):
            questions = {size: _named(name, size) for size in plan.articles}
            yield Row(version, name, _p50(servers, questions, plan))


def _named(name: str, articles: int) -> Operation:
    return next(operation for operation in reads(data.scaled(articles)) if operation.name == name)


def _p50(servers: dict[int, Server], questions: dict[int, Operation], plan: Plan) -> dict[int, list[float]]:
    p50: dict[int, list[float]] = {size: [] for size in servers}
    for size, server in servers.items():
        put_load_on(server, questions[size], connections=plan.connections, seconds=WARM_UP_SECONDS)
    for _ in range(plan.rounds):
        for size, server in servers.items():
            load = put_load_on(server, questions[size], connections=plan.connections, seconds=plan.seconds)
            p50[size].append(load.p50)
    return p50


if __name__ == "__main__":
    main()
