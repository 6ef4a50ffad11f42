"""`make dev`: an edit of the contract reaches the type checker by itself, and nothing is left running."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.frontend_tree import Tree, copied_to, needs_frontend

pytestmark = needs_frontend

PATIENCE = 60  # seconds
EDITED = "schemas/articles.py"


class Developing:
    """A running `scripts/dev.py` in a tree of its own."""

    def __init__(self, tree: Tree, folder: Path) -> None:
        self.tree = tree
        self.log = folder / "log"
        self.port, self.page_port = free_ports()
        environment = {**os.environ, "DATABASE_URL": f"sqlite:///{folder}/dev.db", "LOCKSTEP_DATA_DIR": str(folder)}
        options = ["--port", str(self.port), "--page-port", str(self.page_port)]
        with self.log.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "scripts/dev.py", *options],
                cwd=tree.root,
                env=environment,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def said(self) -> str:
        return self.log.read_text()

    def after_edit(self, path: str, old: str, new: str, expected: str) -> None:
        """Edit a file and wait until this is said."""
        before = len(self.said())
        self.tree.replace(path, old, new)
        wait_for(lambda: expected in self.said()[before:], self.said)


def free_ports() -> tuple[int, int]:
    with closing(socket.create_server(("127.0.0.1", 0))) as one, closing(socket.create_server(("127.0.0.1", 0))) as two:
        return one.getsockname()[1], two.getsockname()[1]


def wait_for(holds: Callable[[], bool], said: Callable[[], str]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, said()
        time.sleep(0.05)


def answers(port: int, path: str) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}{path}", timeout=5).status_code == 200
    except httpx.TransportError:
        return False


def processes() -> dict[int, int]:
    """Every process that runs, with its parent; one that has ended and waits to be noticed runs no more."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid=,stat="], stdout=subprocess.PIPE, text=True, check=True).stdout
    rows = (line.split() for line in listed.splitlines())
    return {int(pid): int(parent) for pid, parent, state in rows if not state.startswith("Z")}


def below(process: int) -> list[int]:
    """Every process below this one, however deep."""
    own = [pid for pid, parent in processes().items() if parent == process]
    return own + [deeper for pid in own for deeper in below(pid)]


@pytest.fixture(scope="module")
def developing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Developing]:
    """The command, ready: the page and, through it, the API answer, and the types are checked."""
    folder = tmp_path_factory.mktemp("dev")
    started = Developing(copied_to(folder / "tree"), folder)
    try:
        wait_for(lambda: "Found 0 errors" in started.said(), started.said)
        wait_for(lambda: answers(started.page_port, "/api/tags"), started.said)
        yield started
    finally:
        started.process.send_signal(signal.SIGINT)
        started.process.wait(PATIENCE)


def test_an_edit_reaches_the_type_checker_and_survives_a_broken_file(developing: Developing) -> None:
    assert answers(developing.page_port, "/")

    developing.after_edit(EDITED, "    title: Title\n", "    headline: Title\n", "error TS2339: Property 'title'")
    assert "src/components/ArticlePreviewCard.tsx" in developing.said()
    developing.after_edit(EDITED, "class ArticlePreview", "class class ArticlePreview", "contract: not exported")
    assert "SyntaxError: invalid syntax" in developing.said()
    developing.after_edit(EDITED, "class class ArticlePreview", "class ArticlePreview", "contract: exported")
    developing.after_edit(EDITED, "    headline: Title\n", "    title: Title\n", "Found 0 errors")
    wait_for(lambda: answers(developing.page_port, "/api/tags"), developing.said)


def test_an_edit_reaches_what_the_page_loads_and_the_backend(developing: Developing) -> None:
    developing.after_edit(EDITED, "        max_length=200,", "        max_length=7,", "contract: exported")

    served = httpx.get(f"http://127.0.0.1:{developing.page_port}/src/generated/constraints.ts").text
    assert "title: {\n\t\trequired: true,\n\t\tminLength: 1,\n\t\tmaxLength: 7\n\t}" in served
    wait_for(lambda: longest_title(developing.port) == 7, developing.said)


def longest_title(port: int) -> Any:
    """What the backend says, None while it starts again."""
    if not answers(port, "/schema/openapi.json"):
        return None
    document = httpx.get(f"http://127.0.0.1:{port}/schema/openapi.json").json()
    return document["components"]["schemas"]["NewArticle"]["properties"]["title"]["maxLength"]


# The last of those that need it running.
def test_ctrl_c_ends_everything_that_was_started(developing: Developing) -> None:
    started = set(below(developing.process.pid))
    assert len(started) >= 4
    before = len(developing.said())

    developing.process.send_signal(signal.SIGINT)

    assert developing.process.wait(PATIENCE) == 0
    wait_for(lambda: not started & processes().keys(), developing.said)
    assert "Traceback" not in developing.said()[before:]


def test_without_node_it_says_what_is_missing(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(Path(__file__).parents[1] / "scripts" / "dev.py")],
        env={"PATH": str(tmp_path), "HOME": str(tmp_path), "COLUMNS": "300"},
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "the frontend needs Node 20.19 or newer: install it from https://nodejs.org" in done.stderr
