"""Differences in the cost of a request are reported."""

import asyncio
from pathlib import Path

import pytest

from benchmarks import costs
from benchmarks.costs import Figures
from benchmarks.databases import Database, databases
from benchmarks.in_process import application
from benchmarks.operations import Operation, cost_operations

ROOT = Path(__file__).resolve().parent.parent.parent
BEFORE = {"instructions": 1_000, "calls_into_c": 500, "peak_memory_bytes": 10_000}
[ARTICLE] = [operation for operation in cost_operations(costs.SIZES) if operation.name == "article"]


def difference_lines(before: Figures, now: Figures) -> list[str]:
    committed, measured = ({"postgresql": {"article": figures}, "sqlite": {}} for figures in (before, now))
    return list(costs.differences(committed, measured))


def test_a_figure_outside_its_tolerance_is_reported() -> None:
    assert (
        difference_lines(BEFORE, BEFORE | {"instructions": 1_020, "calls_into_c": 490, "peak_memory_bytes": 11_000})
        == []
    )
    assert difference_lines(BEFORE, BEFORE | {"instructions": 1_021}) == [
        "article on postgresql: instructions was 1,000, is 1,021 (+2.1%)"
    ]
    assert difference_lines(BEFORE, BEFORE | {"peak_memory_bytes": 8_999}) == [
        "article on postgresql: peak_memory_bytes was 10,000, is 8,999 (-10.0%)"
    ]


def test_new_and_removed_operations_are_reported() -> None:
    empty: costs.Costs = {"postgresql": {}, "sqlite": {}}
    one_operation = {"postgresql": {"article": BEFORE}, "sqlite": {}}

    assert list(costs.differences(empty, one_operation)) == ["article on postgresql is new"]
    assert list(costs.differences(one_operation, empty)) == ["article on postgresql is gone"]


def measure(database: Database, extra_steps: int = 0) -> Figures:
    """The figures of a request with this number of additional loop iterations."""

    async def run() -> Figures:
        async with application(database) as send_request:

            async def send_slowly(operation: Operation) -> None:
                sum(number for number in range(extra_steps))
                await send_request(operation)

            return await costs.figures(send_slowly, ARTICLE)

    return asyncio.run(run())


@pytest.fixture
def database(tmp_path: Path) -> Database:
    with databases("sqlite", tmp_path, ROOT) as cache:
        return cache.get(costs.SIZES)


def test_equal_requests_cost_the_same_and_additional_steps_are_reported(database: Database) -> None:
    before = measure(database)

    assert difference_lines(before, measure(database)) == []
    assert any(
        "instructions" in line
        for line in difference_lines(before, measure(database, extra_steps=before["instructions"] // 100))
    )
