"""A request that costs more is noticed."""

import asyncio
from pathlib import Path

import pytest

from benchmarks import costs
from benchmarks.costs import Figures
from benchmarks.databases import Database, databases
from benchmarks.in_process import application
from benchmarks.operations import Operation, costed

ROOT = Path(__file__).resolve().parent.parent.parent
BEFORE = {"instructions": 1_000, "calls_into_c": 500, "bytes_held": 10_000}
[ARTICLE] = [operation for operation in costed(costs.SIZES) if operation.name == "article"]


def lines(before: Figures, now: Figures) -> list[str]:
    committed, measured = ({"postgresql": {"article": figures}, "sqlite": {}} for figures in (before, now))
    return list(costs.differences(committed, measured))


def test_a_figure_beyond_its_tolerance_is_named() -> None:
    assert lines(BEFORE, BEFORE | {"instructions": 1_020, "calls_into_c": 490, "bytes_held": 11_000}) == []
    assert lines(BEFORE, BEFORE | {"instructions": 1_021}) == [
        "article on postgresql: instructions was 1,000, is 1,021 (+2.1%)"
    ]
    assert lines(BEFORE, BEFORE | {"bytes_held": 8_999}) == [
        "article on postgresql: bytes_held was 10,000, is 8,999 (-10.0%)"
    ]


def test_an_operation_that_only_one_side_has_is_named() -> None:
    nothing: costs.Costs = {"postgresql": {}, "sqlite": {}}
    something = {"postgresql": {"article": BEFORE}, "sqlite": {}}

    assert list(costs.differences(nothing, something)) == ["article on postgresql is new"]
    assert list(costs.differences(something, nothing)) == ["article on postgresql is gone"]


def measured(database: Database, waste: int = 0) -> Figures:
    """The figures of one operation, whose request also counts that far."""

    async def measure() -> Figures:
        async with application(database) as ask:

            async def ask_wastefully(operation: Operation) -> None:
                sum(number for number in range(waste))
                await ask(operation)

            return await costs.figures(ask_wastefully, ARTICLE)

    return asyncio.run(measure())


@pytest.fixture
def database(tmp_path: Path) -> Database:
    with databases("sqlite", tmp_path, ROOT) as shelf:
        return shelf.filled(costs.SIZES)


def test_the_same_request_costs_the_same_and_a_wasteful_one_is_caught(database: Database) -> None:
    before = measured(database)

    assert lines(before, measured(database)) == []
    assert any(
        "instructions" in line for line in lines(before, measured(database, waste=before["instructions"] // 100))
    )
