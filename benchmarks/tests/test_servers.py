"""What is compared answers the same questions with the same JSON."""

from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from benchmarks import data
from benchmarks.agreement import DisagreementError, insist_on_agreement
from benchmarks.databases import KINDS, Database, Kind, databases
from benchmarks.operations import compared
from benchmarks.servers import NAMES, WAYS, Name, serving

ROOT = Path(__file__).resolve().parent.parent.parent
SIZES = data.Sizes(articles=100, people=50, writers=50, favorites_each=5, follows_each=20, talked_about=False)
# The baseline's framework comes with `make bench` only, which checks its answers before it measures anything.
INSTALLED: list[Name] = [name for name in NAMES if name != "baseline" or find_spec("fastapi")]


@pytest.mark.parametrize("kind", KINDS)
def test_all_servers_answer_the_same(kind: Kind, tmp_path: Path) -> None:
    with ExitStack() as running:
        # Not below pytest's folder: another run of pytest takes the rights to it from PostgreSQL, another user.
        folder = Path(running.enter_context(TemporaryDirectory()))
        database = running.enter_context(databases(kind, folder, ROOT)).filled(SIZES)
        servers = [running.enter_context(serving(name, database, ROOT, tmp_path / f"{name}.log")) for name in INSTALLED]
        for operation in compared(SIZES):
            insist_on_agreement(servers, operation)


def test_all_ways_to_a_constant_answer_answer_the_same(tmp_path: Path) -> None:
    nothing = Database("sqlite", f"sqlite:///{tmp_path}/nothing.db", "")
    [article] = [operation for operation in compared(SIZES) if operation.name == "article"]
    with ExitStack() as running:
        servers = [running.enter_context(serving(way, nothing, ROOT, tmp_path / f"{way}.log")) for way in WAYS]
        insist_on_agreement(servers, article)


def test_servers_that_disagree_are_not_compared(tmp_path: Path) -> None:
    with ExitStack() as running:
        shelf = running.enter_context(databases("sqlite", tmp_path, ROOT))
        other = data.Sizes(articles=90, people=50, writers=50, favorites_each=5, follows_each=20, talked_about=False)
        servers = [
            running.enter_context(serving("limit", shelf.filled(sizes), ROOT, tmp_path / f"{sizes.articles}.log"))
            for sizes in (SIZES, other)
        ]

        with pytest.raises(DisagreementError, match=r"^list: limit answers\n  … .* …\nbut limit\n  … .* …$"):
            insist_on_agreement(servers, compared(SIZES)[0])
