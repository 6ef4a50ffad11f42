"""Measure the processor time that each part of the server takes for a request.

py-spy samples the stacks of running threads of a server under load, including C libraries, 200 times a second. A sample
belongs to the part of its innermost frame. Frames without a part, such as the interpreter and the event loop, belong to
their caller. The shares are multiplied by the server's processor time per request. Waiting takes no processor time. The
processor time of PostgreSQL has its own column.

The command also measures constant responses, which need no database, of three servers.
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
from benchmarks.databases import Database, databases, find_postmaster, new_comments_deleted
from benchmarks.load import LoadError, run_load, run_round
from benchmarks.operations import Operation, compared_operations
from benchmarks.options import choices_option, databases_option, result_options
from benchmarks.report import describe_machine, publish, table
from benchmarks.servers import Name, Server, serving

OPERATIONS = {operation.name: operation for operation in compared_operations()}
CONNECTIONS = 32
SAMPLES_PER_SECOND = 200
WARM_UP_SECONDS = 1.0
ROUNDS = 7
OTHER = "other"
CONSTANT_SERVER_LABELS: dict[Name, str] = {
    "asgi": "uvicorn, and an ASGI application",
    "litestar": "a handler of Litestar's",
    "logged": "with a tag, an id and a line in the log",
}
# A thread in one of these functions waits for the GIL, a queue or the network, even if py-spy reports a running thread.
WAITING = (
    *("acquire_lock_timed", "PyThread_acquire_lock_timed"),
    *("pthread_cond_timedwait", "pthread_cond_wait", "epoll_wait", "epoll_pwait"),
)
INNERMOST_FRAMES = 4
# The substrings of file paths or functions of each part. The first match determines the part.
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
    """Milliseconds of processor time per request. The value of PostgreSQL is None if not readable."""

    database: str
    operation: str
    parts: dict[str, float]
    postgresql: float | None


class Results(msgspec.Struct, frozen=True):
    """The results of one run. `constant_responses` has milliseconds of processor time per request and round."""

    machine: str
    constant_responses: dict[Name, list[float]]
    breakdowns: list[Breakdown]


@click.command(help=__doc__, context_settings={"help_option_names": ["-h", "--help"]})
@choices_option("--only", tuple(OPERATIONS), "The operations.")
@databases_option
@click.option(
    "--seconds", default=8.0, show_default=True, type=click.FloatRange(1), help="The seconds of each measurement."
)
@result_options
def main(
    only: list[str], checkout: Path, seconds: float, json_path: Path | None, document: bool, **options: Any
) -> None:
    """Run the command."""
    checkout = checkout.resolve()
    results = Results(describe_machine(), constant_responses={}, breakdowns=[])
    try:
        for kind in options["databases"]:
            with databases(kind, checkout / "data" / "benchmarks", checkout) as cache:
                database = cache.get(data.RATIO)
                operations = [OPERATIONS[name] for name in only]
                results.constant_responses.update(
                    results.constant_responses or _measure_constant_responses(database, checkout)
                )
                results.breakdowns.extend(_breakdowns(database, operations, checkout, seconds))
    except (LoadError, RuntimeError) as error:
        raise click.ClickException(str(error)) from error
    document_as = "make breakdown" if document else None
    publish(results, "\n\n".join(_text(results)), json_path=json_path, document_as=document_as)


def _text(results: Results) -> Iterator[str]:
    yield f"{results.machine}."
    lines = [
        (CONSTANT_SERVER_LABELS[name], f"{median(rounds):.3f}") for name, rounds in results.constant_responses.items()
    ]
    yield table(("a constant response", "ms of processor for a request"), lines)
    header = ("ms of processor for a request", *PARTS, OTHER, "the server", "PostgreSQL")
    for database in dict.fromkeys(each.database for each in results.breakdowns):
        yield f"**{database}**"
        yield table(header, [_line(each) for each in results.breakdowns if each.database == database])


def _line(each: Breakdown) -> list[str]:
    parts = [each.parts.get(part, 0.0) for part in (*PARTS, OTHER)]
    figures = [*parts, sum(parts)] if each.postgresql is None else [*parts, sum(parts), each.postgresql]
    return [each.operation, *(f"{figure:.3f}" for figure in figures), *[""] * (len(PARTS) + 3 - len(figures))]


def _measure_constant_responses(database: Database, checkout: Path) -> dict[Name, list[float]]:
    log = checkout / "data" / "benchmarks" / "constant.log"
    constant_responses: dict[Name, list[float]] = {name: [] for name in CONSTANT_SERVER_LABELS}
    with ExitStack() as running:
        servers = [running.enter_context(serving(name, database, checkout, log)) for name in CONSTANT_SERVER_LABELS]
        for _ in track(range(ROUNDS), "constant responses", console=Console(stderr=True), transient=True):
            for server in servers:
                each = run_round(server, OPERATIONS["article"], None, connections=CONNECTIONS, seconds=WARM_UP_SECONDS)
                constant_responses[server.name].append(each.server_cpu)
    return constant_responses


def _breakdowns(database: Database, operations: list[Operation], checkout: Path, seconds: float) -> Iterator[Breakdown]:
    log = checkout / "data" / "benchmarks" / "ours.log"
    postmaster = find_postmaster(database)
    with new_comments_deleted(database), serving("ours", database, checkout, log) as server:
        for operation in track(operations, database.version, console=Console(stderr=True), transient=True):
            run_load(server, operation, connections=CONNECTIONS, seconds=WARM_UP_SECONDS)
            yield _breakdown(database, operation, server, postmaster, seconds)


def _breakdown(
    database: Database, operation: Operation, server: Server, postmaster: psutil.Process | None, seconds: float
) -> Breakdown:
    # Measured without py-spy, which slows the server down.
    measured = run_round(server, operation, postmaster, connections=CONNECTIONS, seconds=seconds)
    samples = _samples(operation, server, seconds)
    parts = {part: measured.server_cpu * count / samples.total() for part, count in samples.items()}
    return Breakdown(database.version, operation.name, parts, measured.database_cpu)


def _samples(operation: Operation, server: Server, seconds: float) -> Counter[str]:
    """The number of samples of each part while the server was under load."""
    with TemporaryDirectory() as folder:
        stacks = Path(folder) / "stacks"
        command = [_py_spy(), "record", "--native", "--format", "raw", "--full-filenames", "--output", str(stacks)]
        command += ["--rate", str(SAMPLES_PER_SECOND), "--duration", f"{seconds:.0f}", "--pid", str(server.process.pid)]
        spy = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        run_load(server, operation, connections=CONNECTIONS, seconds=seconds + 1)
        _, errors = spy.communicate()
        if spy.returncode:
            raise RuntimeError(f"py-spy cannot sample the server: {errors}")
        return samples_by_part(stacks.read_text())


def _py_spy() -> str:
    """The path of py-spy, next to this Python or in PATH."""
    directory = Path(sys.executable).parent
    if found := shutil.which("py-spy", path=os.pathsep.join([str(directory), os.environ["PATH"]])):
        return found
    raise RuntimeError("py-spy is not installed. To install py-spy, run: make breakdown")


def samples_by_part(stacks: str) -> Counter[str]:
    """The number of samples of each part. A line has a stack, outermost frame first, and the number of its samples."""
    counts: Counter[str] = Counter()
    for line in stacks.splitlines():
        stack, _, count = line.rpartition(" ")
        frames = stack.split(";")
        if not any(frame.startswith(WAITING) for frame in frames[-INNERMOST_FRAMES:]):
            counts[_part_of(frames)] += int(count)
    return counts


def _part_of(stack: list[str]) -> str:
    for frame in reversed(stack):
        for part, substrings in PARTS.items():
            if any(substring in frame for substring in substrings):
                return part
    return OTHER


if __name__ == "__main__":
    main()
