"""Measure whether reads stay as fast with a hundred times as many articles.

The command runs one server for each size. The servers get the same requests in turn, in rounds, so that the noise of
the machine affects all sizes. The ratio is p50 of the largest size to p50 of the smallest, as a median over the rounds.
The command exits with 1 if a ratio is too large.
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
from benchmarks.databases import DatabaseCache, databases
from benchmarks.load import LoadError, load_tool, run_load
from benchmarks.operations import Operation, read_operations
from benchmarks.options import choices_option, databases_option, result_options
from benchmarks.report import describe_machine, publish, table
from benchmarks.servers import Server, serving

SIZES = ("10000", "100000", "1000000")
OPERATIONS = tuple(operation.name for operation in read_operations(data.scaled(10_000)))
WARM_UP_SECONDS = 1.0
TOO_SLOW = 1


class Row(msgspec.Struct, frozen=True):
    """The p50 of each round in milliseconds, by the number of articles. The servers ran in turn."""

    database: str
    operation: str
    p50: dict[int, list[float]]

    @property
    def ratio(self) -> float:
        """The ratio of the largest size to the smallest size: the median of all rounds."""
        pairs = zip(self.p50[max(self.p50)], self.p50[min(self.p50)], strict=True)
        return median(large / small for large, small in pairs)


class Results(msgspec.Struct, frozen=True):
    """The results of one run."""

    machine: str
    rows: list[Row]


class Plan(msgspec.Struct, frozen=True):
    """The sizes and operations to measure, and the durations."""

    checkout: Path
    articles: list[int]
    operations: list[str]
    rounds: int
    seconds: float
    connections: int


@click.command(help=__doc__, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--only", multiple=True, type=click.Choice(OPERATIONS), help="An operation. The default is all operations."
)
@databases_option
@choices_option("--articles", SIZES, "The numbers of articles.")
@click.option("--rounds", default=7, show_default=True, type=click.IntRange(1), help="The number of rounds.")
@click.option("--seconds", default=1.0, show_default=True, type=click.FloatRange(1), help="The seconds of each round.")
@click.option("--connections", default=2, show_default=True, type=click.IntRange(1), help="The number of connections.")
@click.option("--max-ratio", default=1.3, show_default=True, help="The maximum ratio.")
@result_options
def main(
    only: tuple[str, ...],
    articles: list[str],
    checkout: Path,
    max_ratio: float,
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
    results = Results(describe_machine(), rows=[])
    try:
        for kind in kinds:
            with databases(kind, plan.checkout / "data" / "benchmarks", plan.checkout) as cache:
                results.rows.extend(_measure_rows(cache, plan))
    except (LoadError, RuntimeError) as error:
        raise click.ClickException(str(error)) from error
    publish(
        results,
        "\n\n".join(_parts(results, plan)),
        json_path=json_path,
        document_as="make bench-scale" if document else None,
    )
    if slower := [row for row in results.rows if row.ratio > max_ratio]:
        click.echo(f"Too slow: {', '.join(f'{row.operation} on {row.database}' for row in slower)}", err=True)
        sys.exit(TOO_SLOW)


def _parts(results: Results, plan: Plan) -> Iterator[str]:
    """The paragraphs and tables of the report."""
    yield f"{results.machine}."
    yield (
        f"One worker, {plan.connections} connections, {plan.rounds} rounds of {plan.seconds:.0f} s with {load_tool()};"
        f" {data.scaled(0).users:,} users, {data.scaled(0).favorites_each} favourites for each article."
    )
    header = ("p50 ms", *(f"{size:,} articles" for size in plan.articles), "ratio")
    for database in dict.fromkeys(row.database for row in results.rows):
        yield f"**{database}**"
        yield table(header, [_line(row) for row in results.rows if row.database == database])


def _line(row: Row) -> list[str]:
    return [row.operation, *(f"{median(rounds):.2f}" for rounds in row.p50.values()), f"**{row.ratio:.2f}**"]


def _measure_rows(cache: DatabaseCache, plan: Plan) -> Iterator[Row]:
    databases_by_size = {size: cache.get(data.scaled(size)) for size in plan.articles}
    with ExitStack() as running:
        servers = {
            size: running.enter_context(
                serving("ours", database, plan.checkout, plan.checkout / "data" / "benchmarks" / f"ours-{size}.log")
            )
            for size, database in databases_by_size.items()
        }
        version = next(iter(databases_by_size.values())).version
        for name in track(plan.operations, version, console=Console(stderr=True), transient=True):
            operations = {size: _find_operation(name, size) for size in plan.articles}
            yield Row(version, name, _measure_p50(servers, operations, plan))


def _find_operation(name: str, articles: int) -> Operation:
    return next(operation for operation in read_operations(data.scaled(articles)) if operation.name == name)


def _measure_p50(servers: dict[int, Server], operations: dict[int, Operation], plan: Plan) -> dict[int, list[float]]:
    p50: dict[int, list[float]] = {size: [] for size in servers}
    for size, server in servers.items():
        run_load(server, operations[size], connections=plan.connections, seconds=WARM_UP_SECONDS)
    for _ in range(plan.rounds):
        for size, server in servers.items():
            load = run_load(server, operations[size], connections=plan.connections, seconds=plan.seconds)
            p50[size].append(load.p50)
    return p50


if __name__ == "__main__":
    main()
