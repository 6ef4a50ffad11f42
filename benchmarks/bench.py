"""Compare the server with the limit of the machine, and with two conventional ones.

All read one database and answer the same JSON, which is checked first. They are asked in turn, in rounds, so that the
machine's noise falls on all alike. A ratio is the median of the rounds' ratios of requests per second.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import msgspec
import psutil
import rich_click as click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from benchmarks import data
from benchmarks.agreement import DisagreementError, insist_on_agreement
from benchmarks.comparison import Row, comparison_tables
from benchmarks.databases import KINDS, Database, comments_forgotten, databases, postmaster_of
from benchmarks.load import FailedError, Round, one_round, put_load_on, tool
from benchmarks.operations import Operation, compared
from benchmarks.options import chosen, for_results
from benchmarks.report import machine, publish, table
from benchmarks.servers import NAMES, Name, Server, serving
from benchmarks.startup import Startup, startup

OPERATIONS = {operation.name: operation for operation in compared()}
# Before it counts: for caches, connections and prepared statements.
WARM_UP_SECONDS = 1.0
QUICK = {"rounds": 3, "seconds": 1.0}


class Plan(msgspec.Struct, frozen=True):
    """What is measured, and how long."""

    checkout: Path
    servers: list[Name]
    operations: list[Operation]
    rounds: int
    seconds: float
    connections: int

    @property
    def folder(self) -> Path:
        """Where databases and logs are kept."""
        return self.checkout / "data" / "benchmarks"


class Memory(msgspec.Struct, frozen=True):
    """What a worker holds after all rounds, in MB."""

    database: str
    server: Name
    megabytes: float


class Results(msgspec.Struct, frozen=True):
    """Everything that one run measures."""

    machine: str
    rows: list[Row]
    startups: list[Startup]
    memory: list[Memory]


@click.command(help=__doc__, context_settings={"help_option_names": ["-h", "--help"]})
@chosen("--only", tuple(OPERATIONS), "The operations.")
@chosen("--databases", KINDS, "The databases. PostgreSQL is the server of DATABASE_URL, or one of our own.")
@chosen("--servers", NAMES, "The servers.")
@click.option("--rounds", default=7, show_default=True, type=click.IntRange(1), help="How often each is asked.")
@click.option("--seconds", default=3.0, show_default=True, type=click.FloatRange(1), help="How long in each round.")
@click.option("--quick", is_flag=True, help="Three rounds of a second: a first impression.")
@click.option("--connections", default=32, show_default=True, type=click.IntRange(1), help="How many ask at once.")
@for_results
def main(
    only: list[str],
    checkout: Path,
    quick: bool,
    json_path: Path | None,
    document: bool,
    **options: Any,
) -> None:
    """Run the command."""
    kinds = options.pop("databases")
    operations = [OPERATIONS[name] for name in only]
    plan = Plan(checkout=checkout.resolve(), operations=operations, **{**options, **(QUICK if quick else {})})
    results = Results(machine(), rows=[], startups=[], memory=[])
    try:
        for kind in kinds:
            with databases(kind, plan.folder, plan.checkout) as shelf:
                measure(shelf.filled(data.RATIO), plan, results)
    except (DisagreementError, FailedError, RuntimeError) as error:
        raise click.ClickException(str(error)) from error
    document_as = "make bench" if document else None
    publish(results, "\n\n".join(_parts(results, plan)), json_path=json_path, document_as=document_as)


def _parts(results: Results, plan: Plan) -> Iterator[str]:
    """The text, by paragraphs and tables."""
    yield f"{results.machine}."
    yield (
        f"One worker, {plan.connections} connections, {plan.rounds} rounds of {plan.seconds:.0f} s with {tool()};"
        f" {data.RATIO.articles:,} articles, {data.RATIO.people:,} people,"
        f" {data.RATIO.articles * data.RATIO.favorites_each:,} favourites,"
        f" {data.RATIO.people * data.RATIO.follows_each:,} follows."
    )
    yield from comparison_tables(results.rows)
    startups = [
        (each.database, f"{each.first_answer:.2f}", f"{each.bare_import:.2f}", f"**{each.ratio:.2f}**")
        for each in results.startups
    ]
    yield table(("start of ours", "first answer s", "bare import s", "ratio"), startups)
    memory = [(f"{each.database}, {each.server}", f"{each.megabytes:.0f}") for each in results.memory]
    yield table(("worker after the load", "resident MB"), memory)


def measure(database: Database, plan: Plan, results: Results) -> None:
    """Measure all servers on a database, and add what comes of it to the results."""
    logs = {name: plan.folder / f"{name}.log" for name in plan.servers}
    with ExitStack() as running:
        running.enter_context(comments_forgotten(database))
        servers = [running.enter_context(serving(name, database, plan.checkout, logs[name])) for name in plan.servers]
        for operation in plan.operations:
            insist_on_agreement(servers, operation)
        with _progress(database, plan) as advance:
            postmaster = postmaster_of(database)
            for operation in plan.operations:
                results.rows.append(_row(database, operation, servers, postmaster, plan, advance))
        results.memory.extend(
            Memory(database.version, server.name, server.process.memory_info().rss / 1e6) for server in servers
        )
    if "ours" in logs:
        results.startups.append(startup(database, plan.checkout, logs["ours"], plan.rounds))


@contextmanager
def _progress(database: Database, plan: Plan) -> Iterator[Callable[[], None]]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task(database.version, total=plan.rounds * len(plan.operations) * len(plan.servers))
        yield lambda: bars.advance(task)


def _row(
    database: Database,
    operation: Operation,
    servers: list[Server],
    postmaster: psutil.Process | None,
    plan: Plan,
    advance: Callable[[], None],
) -> Row:
    rounds: dict[Name, list[Round]] = {server.name: [] for server in servers}
    for server in servers:
        put_load_on(server, operation, connections=plan.connections, seconds=WARM_UP_SECONDS)
    for _ in range(plan.rounds):
        for server in servers:
            rounds[server.name].append(
                one_round(server, operation, postmaster, connections=plan.connections, seconds=plan.seconds)
            )
            advance()
    return Row(database.version, operation.name, rounds)


if __name__ == "__main__":
    main()
