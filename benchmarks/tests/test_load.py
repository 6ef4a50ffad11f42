"""Load on a server, and its report."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import data
from benchmarks.databases import databases
from benchmarks.load import LoadError, load_tool, run_load
from benchmarks.operations import Operation, compared_operations
from benchmarks.servers import Server, serving

ROOT = Path(__file__).resolve().parent.parent.parent
SIZES = data.Sizes(articles=100, users=50, writers=50, favorites_each=5, follows_each=20, has_many_comments=False)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    try:
        load_tool()
    except RuntimeError as error:
        pytest.skip(str(error))
    folder = tmp_path_factory.mktemp("load")
    with databases("sqlite", folder, ROOT) as cache, serving("limit", cache.get(SIZES), ROOT, folder / "log") as server:
        yield server


@pytest.mark.parametrize("operation", compared_operations(SIZES), ids=lambda operation: operation.name)
def test_every_operation_works_as_load(server: Server, operation: Operation) -> None:
    result = run_load(server, operation, connections=2, seconds=1)

    assert result.failed == 0
    assert result.requests > 0
    assert result.seconds >= 1
    assert 0 < result.p50 <= result.p99


def test_responses_other_than_2xx_raise_an_error(server: Server) -> None:
    with pytest.raises(LoadError, match=r"^nothing: (\d+) of \1 responses of limit were not 2xx$"):
        run_load(server, Operation(name="nothing", path="/api/nothing"), connections=2, seconds=1)


def test_without_a_load_tool_the_error_explains_the_installation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    with pytest.raises(RuntimeError, match="install wrk, or Node and then: npm ci --prefix benchmarks"):
        load_tool()
