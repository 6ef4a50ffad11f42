"""Load that says what came of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import data
from benchmarks.databases import databases
from benchmarks.load import FailedError, put_load_on, tool
from benchmarks.operations import Operation, compared
from benchmarks.servers import Server, serving

ROOT = Path(__file__).resolve().parent.parent.parent
SIZES = data.Sizes(articles=100, people=50, writers=50, favorites_each=5, follows_each=20, talked_about=False)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    try:
        tool()
    except RuntimeError as error:
        pytest.skip(str(error))
    folder = tmp_path_factory.mktemp("load")
    with databases("sqlite", folder, ROOT) as shelf, serving("limit", shelf.filled(SIZES), ROOT, folder / "log") as it:
        yield it


@pytest.mark.parametrize("operation", compared(SIZES), ids=lambda operation: operation.name)
def test_every_operation_can_be_put_as_load(server: Server, operation: Operation) -> None:
    result = put_load_on(server, operation, connections=2, seconds=1)

    assert result.failed == 0
    assert result.requests > 0
    assert result.seconds >= 1
    assert 0 < result.p50 <= result.p99


def test_answers_that_are_no_success_are_refused(server: Server) -> None:
    with pytest.raises(FailedError, match=r"^nothing: (\d+) of \1 answers of limit were no success$"):
        put_load_on(server, Operation(name="nothing", path="/api/nothing"), connections=2, seconds=1)


def test_without_a_tool_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    with pytest.raises(RuntimeError, match="install wrk, or Node and then: npm ci --prefix benchmarks"):
        tool()
