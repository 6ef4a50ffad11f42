"""What a request costs in steps and memory, which no noise of the machine touches.

For each operation: the bytecode instructions that Python executes, its calls into C, and the bytes that it holds at
once at most. All of it is of one request to the application in this process, after some that warm it up. The figures
are written to costs.json, for this version of Python; with --check they are compared with what stands there, and a
difference beyond the tolerance, in either direction, is named and ends with 1.
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
from benchmarks.in_process import Ask, application
from benchmarks.operations import Operation, costed

COMMITTED = Path(__file__).resolve().parent / "costs.json"
SIZES = data.Sizes(articles=100, people=50, writers=50, favorites_each=5, follows_each=20, talked_about=False)
WARM_UP, REPEAT = 20, 5

Figures = dict[str, int]
# By database and operation; and all that by version of Python.
Costs = dict[str, dict[str, Figures]]
Meter = Callable[[], AbstractContextManager[list[int]]]


@contextmanager
def instructions() -> Iterator[list[int]]:
    """How many bytecode instructions are executed within."""
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
    """How many functions written in C are called within."""
    count = [0]

    def profile(_frame: FrameType, event: str, _: object) -> None:
        count[0] += event == "c_call"

    sys.setprofile(profile)
    try:
        yield count
    finally:
        sys.setprofile(None)


@contextmanager
def bytes_held() -> Iterator[list[int]]:
    """How many bytes more than at the beginning are held at most within."""
    most = [0]
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    try:
        yield most
        most[0] = tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()


# With the share by which a figure may differ from the committed one. Between ten seeds of Python's hashes, steps do not
# differ, and memory differs by up to 1.1 percent.
METERS: dict[str, tuple[Meter, float]] = {
    "instructions": (instructions, 0.02),
    "calls_into_c": (calls_into_c, 0.02),
    "bytes_held": (bytes_held, 0.10),
}


@click.command(help=__doc__, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--check", is_flag=True, help="Compare with the committed figures, and write nothing.")
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
    elif found := list(differences(committed[python], measured)):
        click.echo("\n".join(found), err=True)
        raise click.ClickException("If that is meant, record it: make costs")


def differences(committed: Costs, measured: Costs) -> Iterator[str]:
    """A line for each figure that differs by more than its tolerance, and for each operation that only one has."""
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
    """The figures of all operations on a database of that kind, which is made anew: what is written changes reads."""
    with (
        databases(kind, ROOT / "data" / "benchmarks", ROOT) as shelf,
        # The loop that production has; it takes no steps in Python.
        asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner,
    ):
        return runner.run(_measure(shelf.filled(SIZES, anew=True)))


async def _measure(database: Database) -> dict[str, Figures]:
    async with application(database) as ask:
        operations = track(costed(SIZES), database.kind, console=Console(stderr=True), transient=True)
        return {operation.name: await figures(ask, operation) for operation in operations}


async def figures(ask: Ask, operation: Operation) -> Figures:
    """What the request costs: of each figure the median of some requests."""
    for _ in range(WARM_UP):
        await ask(operation)
    # What is there now need not be looked at each time that garbage is collected.
    gc.freeze()
    return {
        name: int(median([await _once(ask, operation, meter) for _ in range(REPEAT)]))
        for name, (meter, _) in METERS.items()
    }


async def _once(ask: Ask, operation: Operation, meter: Meter) -> int:
    gc.collect()
    gc.disable()
    try:
        with meter() as count:
            await ask(operation)
    finally:
        gc.enable()
    return count[0]


if __name__ == "__main__":
    main()
