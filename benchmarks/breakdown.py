"""Say where the time of a request goes: how much processor time each part of the server takes for it.

py-spy looks at the stacks of a server under load, those of libraries in C too, some hundred times a second, and only
while a thread is running. A sample belongs to the part that the innermost frame is of; what is of no part, such as the
interpreter and the event loop, belongs to its caller. The shares are multiplied by the processor time that the server
takes for a request. What a request waits for costs nothing here; PostgreSQL's own processor time stands beside.

Before that: what a constant answer costs, which no database has to be asked for, by the way to it.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import psutil
import rich_click as click
from rich.console import Console
from rich.progress import track

from benchmarks import data
from benchmarks.databases import KINDS, Database, comments_forgotten, databases, postmaster_of
from benchmarks.load import FailedError, one_round, put_load_on
from benchmarks.operations import Operation, compared
from benchmarks.options import chosen, for_results
from benchmarks.report import machine, publish, table
from benchmarks.servers import Name, Server, serving

OPERATIONS = {operation.name: operation for operation in compared()}
CONNECTIONS = 32
SAMPLES_PER_SECOND = 200
WARM_UP_SECONDS = 1.0
ROUNDS = 7
REST = "other"
FLOORS: dict[Name, str] = {
    "asgi": "uvicorn, and an ASGI application",
    "litestar": "a handler of Litestar's",
    "logged": "with a tag, an id and a line in the log",
}
# A thread in one of these waits, whatever its state was said to be: for the interpreter's lock, a queue, the network.
WAITING = (
    *("acquire_lock_timed", "PyThread_acquire_lock_timed"),
    *("pthread_cond_timedwait", "pthread_cond_wait", "epoll_wait", "epoll_pwait"),
)
NEAR_THE_END = 4
# What the place of a frame's code contains, by part. The first that fits decides.
PARTS = {
    "garbage": ("gc_collect_main",),
    "database": ("sqlite3",),
    "driver": ("/asyncpg/", "/aiosqlite/"),
    "tokens": ("/jwt/", "/app/auth/tokens.py"),
    "log": ("/structlog/", "/logging/", "/app/http/request_log.py"),
    "tags": ("/app/http/etags.py",),
    "dependencies": ("/litestar/_kwargs/", "/litestar/di.py", "/app/dependencies.py"),
    "contract": ("/msgspec/", "/litestar/serialization/", "/contract/", "/controllers/", "/schemas/"),
    "SQLAlchemy": ("/sqlalchemy/", "/advanced_alchemy/", "/greenlet/", "/app/"),
    "framework": ("/litestar/", "/uvicorn/", "/httptools/", "/anyio/"),
}


class Breakdown(msgspec.Struct, frozen=True):
    """Milliseconds of processor time for one request; PostgreSQL's is None where it cannot be read."""

    database: str
    operation: str
    parts: dict[str, float]
    postgresql: float | None


class Results(msgspec.Struct, frozen=True):
    """Everything that one run measures. Floors are milliseconds of processor time for one request, each by turns."""

    machine: str
    floors: dict[Name, list[float]]
    breakdowns: list[Breakdown]


@click.command(help=__doc__, context_settings={"help_option_names": ["-h", "--help"]})
@chosen("--only", tuple(OPERATIONS), "The operations.")
@chosen("--databases", KINDS, "The databases. PostgreSQL is the server of DATABASE_URL, or one of our own.")
@click.option("--seconds", default=8.0, show_default=True, type=click.FloatRange(1), help="How long for each.")
@for_results
def main(
    only: list[str], checkout: Path, seconds: float, json_path: Path | None, document: bool, **options: Any
) -> None:
    """Run the command."""
    checkout = checkout.resolve()
    results = Results(machine(), floors={}, breakdowns=[])
    try:
        for kind in options["databases"]:
            with databases(kind, checkout / "data" / "benchmarks", checkout) as shelf:
                database = shelf.filled(data.RATIO)
                operations = [OPERATIONS[name] for name in only]
                results.floors.update(results.floors or _floors(database, checkout))
                results.breakdowns.extend(_breakdowns(database, operations, checkout, seconds))
    except (FailedError, RuntimeError) as error:
        raise click.ClickException(str(error)) from error
    document_as = "make breakdown" if document else None
    publish(results, "\n\n".join(_text(results)), json_path=json_path, document_as=document_as)


def _text(results: Results) -> Iterator[str]:
    yield f"{results.machine}."
    lines = [(FLOORS[way], f"{median(rounds):.3f}") for way, rounds in results.floors.items()]
    yield table(("a constant answer", "ms of processor for a request"), lines)
    header = ("ms of processor for a request", *PARTS, REST, "the server", "PostgreSQL")
    for database in dict.fromkeys(each.database for each in results.breakdowns):
        yield f"**{database}**"
        yield table(header, [_line(each) for each in results.breakdowns if each.database == database])


def _line(each: Breakdown) -> list[str]:
    parts = [each.parts.get(part, 0.0) for part in (*PARTS, REST)]
    figures = [*parts, sum(parts)] if each.postgresql is None else [*parts, sum(parts), each.postgresql]
    return [each.operation, *(f"{figure:.3f}" for figure in figures), *[""] * (len(PARTS) + 3 - len(figures))]


def _floors(database: Database, checkout: Path) -> dict[Name, list[float]]:
    log = checkout / "data" / "benchmarks" / "constant.log"
    floors: dict[Name, list[float]] = {way: [] for way in FLOORS}
    with ExitStack() as running:
        servers = [running.enter_context(serving(way, database, checkout, log)) for way in FLOORS]
        for _ in track(range(ROUNDS), "constant answers", console=Console(stderr=True), transient=True):
            for server in servers:
                each = one_round(server, OPERATIONS["article"], None, connections=CONNECTIONS, seconds=WARM_UP_SECONDS)
                floors[server.name].append(each.server_cpu)
    return floors


def _breakdowns(database: Database, operations: list[Operation], checkout: Path, seconds: float) -> Iterator[Breakdown]:
    log = checkout / "data" / "benchmarks" / "ours.log"
    postmaster = postmaster_of(database)
    with comments_forgotten(database), serving("ours", database, checkout, log) as server:
        for operation in track(operations, database.version, console=Console(stderr=True), transient=True):
            put_load_on(server, operation, connections=CONNECTIONS, seconds=WARM_UP_SECONDS)
            yield _breakdown(database, operation, server, postmaster, seconds)


def _breakdown(
    database: Database, operation: Operation, server: Server, postmaster: psutil.Process | None, seconds: float
) -> Breakdown:
    # Not while it is looked at, which makes it slower.
    seen = one_round(server, operation, postmaster, connections=CONNECTIONS, seconds=seconds)
    samples = _samples(operation, server, seconds)
    parts = {part: seen.server_cpu * count / samples.total() for part, count in samples.items()}
    return Breakdown(database.version, operation.name, parts, seen.database_cpu)


def _samples(operation: Operation, server: Server, seconds: float) -> Counter[str]:
    """How often each part was seen at work while the server was asked."""
    with TemporaryDirectory() as folder:
        stacks = Path(folder) / "stacks"
        command = [_py_spy(), "record", "--native", "--format", "raw", "--full-filenames", "--output", str(stacks)]
        command += ["--rate", str(SAMPLES_PER_SECOND), "--duration", f"{seconds:.0f}", "--pid", str(server.process.pid)]
        spy = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        put_load_on(server, operation, connections=CONNECTIONS, seconds=seconds + 1)
        _, said = spy.communicate()
        if spy.returncode:
            raise RuntimeError(f"py-spy may not look at the server: {said}")
        return samples_by_part(stacks.read_text())


def _py_spy() -> str:
    """Where it is: beside this Python, or among the commands."""
    beside = Path(sys.executable).parent
    if found := shutil.which("py-spy", path=os.pathsep.join([str(beside), os.environ["PATH"]])):
        return found
    raise RuntimeError("py-spy is not installed; make breakdown does that")


def samples_by_part(stacks: str) -> Counter[str]:
    """How many samples belong to each part: a line is a stack, outermost frame first, and how often it was seen."""
    counts: Counter[str] = Counter()
    for line in stacks.splitlines():
        stack, _, count = line.rpartition(" ")
        frames = stack.split(";")
        if not any(frame.startswith(WAITING) for frame in frames[-NEAR_THE_END:]):
            counts[_part_of(frames)] += int(count)
    return counts


def _part_of(stack: list[str]) -> str:
    for frame in reversed(stack):
        for part, places in PARTS.items():
            if any(place in frame for place in places):
                return part
    return REST


if __name__ == "__main__":
    main()
