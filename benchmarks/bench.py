"""Compare the server with the limit of the machine, and with two conventional servers.

All servers read one database and send the same JSON, which is checked first. The servers get load in turn, in rounds,
so that the noise of the machine affects all servers. A ratio is the median over the rounds, of requests per second.
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
from benchmarks.agreement import ResponseMismatchError, require_same_responses
from benchmarks.comparison import Row, comparison_tables
from benchmarks.databases import Database, databases, find_postmaster, new_comments_deleted
from benchmarks.load import LoadError, Round, load_tool, run_load, run_round
from benchmarks.operations import Operation, compared_operations
from benchmarks.options import choices_option, databases_option, result_options
from benchmarks.report import describe_machine, publish, table
from benchmarks.servers import NAMES, Name, Server, serving
from benchmarks.startup import Startup, startup

OPERATIONS = {operation.name: operation for operation in compared_operations()}
# The warm-up fills caches, opens connections and prepares statements.
WARM_UP_SECONDS = 1.0
QUICK = {"rounds": 3, "seconds": 1.0}


class Plan(msgspec.Struct, frozen=True):
    """The servers and operations to measure, and the durations."""

    checkout: Path
    servers: list[Name]
    operations: list[Operation]
    rounds: int
    seconds: float
    connections: int

    @property
    def folder(self) -> Path:
        """The folder of databases and logs."""
        return self.checkout / "data" / "benchmarks"


class Memory(msgspec.Struct, frozen=True):
    """The resident memory of a worker after all rounds, in MB."""

    database: str
    server: Name
    megabytes: float


class Results(msgspec.Struct, frozen=True):
    """The results of one run."""

    machine: str
    rows: list[Row]
    startups: list[Startup]
    memory: list[Memory]


@click.command(help=__doc__, context_settings={"help_option_names": ["-h", "--help"]})
@choices_option("--only", tuple(OPERATIONS), "The operations.")
@databases_option
@choices_option("--servers", NAMES, "The servers.")
@click.option("--rounds", default=7, show_default=True, type=click.IntRange(1), help="The number of rounds.")
@click.option("--seconds", default=3.0, show_default=True, type=click.FloatRange(1), help="The seconds of each round.")
@click.option("--quick", is_flag=True, help="Three rounds of one second.")
@click.option("--connections", default=32, show_default=True, type=click.IntRange(1), help="The number of connections.")
@result_options
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
    results = Results(describe_machine(), rows=[], startups=[], memory=[])
    try:
        for kind in kinds:
            with databases(kind, plan.folder, plan.checkout) as cache:
                measure(cache.get(data.RATIO), plan, results)
    except (ResponseMismatchError, LoadError, RuntimeError) as error:
        raise click.ClickException(str(error)) from error
    document_as = "make bench" if document else None
    publish(results, "\n\n".join(_parts(results, plan)), json_path=json_path, document_as=document_as)


def _parts(results: Results, plan: Plan) -> Iterator[str]:
    """The paragraphs and tables of the report."""
    yield f"{results.machine}."
    yield (
        f"One worker, {plan.connections} connections, {plan.rounds} rounds of {plan.seconds:.0f} s with {load_tool()};"
        f" {data.RATIO.articles:,} articles, {data.RATIO.users:,} users,"
        f" {data.RATIO.articles * data.RATIO.favorites_each:,} favourites,"
        f" {data.RATIO.users * data.RATIO.follows_each:,} follows."
    )
    yield from comparison_tables(results.rows)
    startups = [
        (each.database, f"{each.first_response:.2f}", f"{each.bare_import:.2f}", f"**{each.ratio:.2f}**")
        for each in results.startups
    ]
    yield table(("start of ours", "first response s", "bare import s", "ratio"), startups)
    memory = [(f"{each.database}, {each.server}", f"{each.megabytes:.0f}") for each in results.memory]
    yield table(("worker after the load", "resident MB"), memory)


def measure(database: Database, plan: Plan, results: Results) -> None:
    """Measure all servers on a database, and append the measurements to the results."""
    logs = {name: plan.folder / f"{name}.log" for name in plan.servers}
    with ExitStack() as running:
        running.enter_context(new_comments_deleted(database))
        servers = [running.enter_context(serving(name, database, plan.checkout, logs[name])) for name in plan.servers]
        for operation in plan.operations:
            require_same_responses(servers, operation)
        with _progress(database, plan) as advance:
            postmaster = find_postmaster(database)
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
        run_load(server, operation, connections=plan.connections, seconds=WARM_UP_SECONDS)
    for _ in range(plan.rounds):
        for server in servers:
            rounds[server.name].append(
                run_round(server, operation, postmaster, connections=plan.connections, seconds=plan.seconds)
            )
            advance()
    return Row(database.version, operation.name, rounds)


if __name__ == "__main__":
    main()
