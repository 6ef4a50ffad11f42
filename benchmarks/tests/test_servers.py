"""The compared servers send the same JSON for the same requests."""

from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from benchmarks import data
from benchmarks.agreement import ResponseMismatchError, require_same_responses
from benchmarks.databases import KINDS, Database, Kind, databases
from benchmarks.operations import compared_operations
from benchmarks.servers import CONSTANT_SERVERS, NAMES, Name, serving

ROOT = Path(__file__).resolve().parent.parent.parent
SIZES = data.Sizes(articles=100, users=50, writers=50, favorites_each=5, follows_each=20, has_many_comments=False)
# Only `make bench` installs FastAPI. The command checks the responses of the baseline before the measurements.
INSTALLED: list[Name] = [name for name in NAMES if name != "baseline" or find_spec("fastapi")]


@pytest.mark.parametrize("kind", KINDS)
def test_all_servers_send_the_same_responses(kind: Kind, tmp_path: Path) -> None:
    with ExitStack() as running:
        # Not in the folder of pytest: another run of pytest removes the permissions of the PostgreSQL user.
        folder = Path(running.enter_context(TemporaryDirectory()))
        database = running.enter_context(databases(kind, folder, ROOT)).get(SIZES)
        servers = [running.enter_context(serving(name, database, ROOT, tmp_path / f"{name}.log")) for name in INSTALLED]
        for operation in compared_operations(SIZES):
            require_same_responses(servers, operation)


def test_all_constant_servers_send_the_same_response(tmp_path: Path) -> None:
    unused = Database("sqlite", f"sqlite:///{tmp_path}/nothing.db", "")
    [article] = [operation for operation in compared_operations(SIZES) if operation.name == "article"]
    with ExitStack() as running:
        servers = [
            running.enter_context(serving(name, unused, ROOT, tmp_path / f"{name}.log")) for name in CONSTANT_SERVERS
        ]
        require_same_responses(servers, article)


def test_servers_with_different_responses_raise_an_error(tmp_path: Path) -> None:
    with ExitStack() as running:
        cache = running.enter_context(databases("sqlite", tmp_path, ROOT))
        other = data.Sizes(
            articles=90, users=50, writers=50, favorites_each=5, follows_each=20, has_many_comments=False
        )
        servers = [
            running.enter_context(serving("limit", cache.get(sizes), ROOT, tmp_path / f"{sizes.articles}.log"))
            for sizes in (SIZES, other)
        ]

        with pytest.raises(ResponseMismatchError, match=r"^list: limit sends\n  … .* …\nbut limit\n  … .* …$"):
            require_same_responses(servers, compared_operations(SIZES)[0])
