"""Measure the cost of a request in steps and memory, without the noise of the machine.

The command measures three figures for each operation: executed bytecode instructions, calls into C, and the peak of
allocated memory. Each figure is for one request to the application in this process, after a warm-up. The command writes
the figures to costs.json for this version of Python. With --check, the command compares the figures with the file
instead, lists all differences beyond the tolerance, and exits with 1 if the list is not empty.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import asyncio
import gc
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from statistics import median
from types import FrameType
from typing import Any

import msgspec
import rich_click as click
import uvloop
from rich.console import Console
from rich.progress import track

from benchmarks import data
from benchmarks.databases import KINDS, Database, Kind, databases
from benchmarks.in_process import SendRequest, application
from benchmarks.operations import Operation, cost_operations

COMMITTED = Path(__file__).resolve().parent / "costs.json"
SIZES = data.Sizes(articles=100, users=50, writers=50, favorites_each=5, follows_each=20, has_many_comments=False)
WARM_UP, REPEAT = 20, 5

Figures = dict[str, int]
# The figures by database and operation. The file stores these by version of Python.
Costs = dict[str, dict[str, Figures]]
Meter = Callable[[], AbstractContextManager[list[int]]]


@contextmanager
def instructions() -> Iterator[list[int]]:
    """Count the bytecode instructions of the block."""
    count = [0]

    def trace(frame: FrameType, event: str, _: object) -> Any:
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        count[0] += event == "opcode"
        return trace

    sys.settrace(trace)
    try:
        yield count
    finally:
        sys.settrace(None)


@contextmanager
def calls_into_c() -> Iterator[list[int]]:
    """Count the calls of C functions in the block."""
    count = [0]

    def profile(_frame: FrameType, event: str, _: object) -> None:
        count[0] += event == "c_call"

    sys.setprofile(profile)
    try:
        yield count
    finally:
        sys.setprofile(None)


@contextmanager
def peak_memory_bytes() -> Iterator[list[int]]:
    """Measure the peak of the memory that the block allocates, in bytes."""
    peak = [0]
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    try:
        yield peak
        peak[0] = tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()


# The meters with the tolerated relative difference from the committed figure. With ten hash seeds of Python, steps did
# not differ, and memory differed by up to 1.1 percent.
METERS: dict[str, tuple[Meter, float]] = {
    "instructions": (instructions, 0.02),
    "calls_into_c": (calls_into_c, 0.02),
    "peak_memory_bytes": (peak_memory_bytes, 0.10),
}


@click.command(help=__doc__, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--check", is_flag=True, help="Compare with the committed figures, and write no file.")
def main(check: bool) -> None:
    """Run the command."""
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    committed: dict[str, Costs] = msgspec.json.decode(COMMITTED.read_bytes()) if COMMITTED.exists() else {}
    if check and python not in committed:
        click.echo(
            f"Nothing compared: {COMMITTED.name} has no figures of Python {python}, only of {', '.join(committed)}"
        )
        return
    measured: Costs = {kind: measure(kind) for kind in KINDS}
    if not check:
        COMMITTED.write_bytes(msgspec.json.format(msgspec.json.encode({**committed, python: measured})) + b"\n")
    elif lines := list(differences(committed[python], measured)):
        click.echo("\n".join(lines), err=True)
        raise click.ClickException("To accept the difference, run: make costs")


def differences(committed: Costs, measured: Costs) -> Iterator[str]:
    """A line for each figure outside its tolerance, and for each new or removed operation."""
    for kind in KINDS:
        for operation in {**committed[kind], **measured[kind]}:
            before, now = committed[kind].get(operation), measured[kind].get(operation)
            if before is None or now is None:
                yield f"{operation} on {kind} is {'new' if before is None else 'gone'}"
                continue
            for figure, (_, tolerance) in METERS.items():
                if abs(now[figure] - before[figure]) > tolerance * before[figure]:
                    change = now[figure] / before[figure] - 1
                    yield f"{operation} on {kind}: {figure} was {before[figure]:,}, is {now[figure]:,} ({change:+.1%})"


def measure(kind: Kind) -> dict[str, Figures]:
    """The figures of all operations on a new database of this kind: earlier writes would change the cost of reads."""
    with (
        databases(kind, ROOT / "data" / "benchmarks", ROOT) as cache,
        # The event loop of production, which executes no Python code.
        asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner,
    ):
        return runner.run(_measure(cache.get(SIZES, rebuild=True)))


async def _measure(database: Database) -> dict[str, Figures]:
    async with application(database) as send_request:
        operations = track(cost_operations(SIZES), database.kind, console=Console(stderr=True), transient=True)
        return {operation.name: await figures(send_request, operation) for operation in operations}


async def figures(send_request: SendRequest, operation: Operation) -> Figures:
    """The cost of a request. Each figure is the median of some requests."""
    for _ in range(WARM_UP):
        await send_request(operation)
    # Garbage collections need not scan the existing objects.
    gc.freeze()
    return {
        name: int(median([await _measure_once(send_request, operation, meter) for _ in range(REPEAT)]))
        for name, (meter, _) in METERS.items()
    }


async def _measure_once(send_request: SendRequest, operation: Operation, meter: Meter) -> int:
    gc.collect()
    gc.disable()
    try:
        with meter() as count:
            await send_request(operation)
    finally:
        gc.enable()
    return count[0]


if __name__ == "__main__":
    main()
