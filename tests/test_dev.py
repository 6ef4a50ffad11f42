"""`make dev`: an edit of the contract reaches the type checker by itself, and nothing is left running."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.frontend_tree import Tree, copied_to, needs_frontend
from tests.waiting import PATIENCE, wait_until

pytestmark = needs_frontend

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

    def wait_until(self, holds: Callable[[], bool]) -> None:
        """Wait for something that happens while it runs."""

        def held() -> bool:
            assert self.process.poll() is None, self.said()
            return holds()

        wait_until(held, self.said)

    def after_edit(self, path: str, old: str, new: str, expected: str) -> None:
        """Edit a file and wait until this is said."""
        before = len(self.said())
        self.tree.replace(path, old, new)
        self.wait_until(lambda: expected in self.said()[before:])


def free_ports() -> tuple[int, int]:
    with closing(socket.create_server(("127.0.0.1", 0))) as one, closing(socket.create_server(("127.0.0.1", 0))) as two:
        return one.getsockname()[1], two.getsockname()[1]


def get(port: int, path: str) -> httpx.Response | None:
    """A successful answer, None while there is none."""
    try:
        response = httpx.get(f"http://127.0.0.1:{port}{path}", timeout=PATIENCE)
    except httpx.TransportError:
        return None
    return response if response.is_success else None


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
        started.wait_until(lambda: "Found 0 errors" in started.said())
        started.wait_until(lambda: get(started.page_port, "/api/tags") is not None)
        yield started
    finally:
        started.process.send_signal(signal.SIGINT)
        started.process.wait(PATIENCE)


def test_an_edit_reaches_the_type_checker_and_survives_a_broken_file(developing: Developing) -> None:
    assert get(developing.page_port, "/")

    developing.after_edit(EDITED, "    title: Title\n", "    headline: Title\n", "error TS2339: Property 'title'")
    assert "src/components/ArticlePreviewCard.tsx" in developing.said()
    developing.after_edit(EDITED, "class ArticlePreview", "class class ArticlePreview", "contract: not exported")
    assert "SyntaxError: invalid syntax" in developing.said()
    developing.after_edit(EDITED, "class class ArticlePreview", "class ArticlePreview", "contract: exported")
    developing.after_edit(EDITED, "    headline: Title\n", "    title: Title\n", "Found 0 errors")
    developing.wait_until(lambda: get(developing.page_port, "/api/tags") is not None)


def test_an_edit_reaches_what_the_page_loads_and_the_backend(developing: Developing) -> None:
    developing.tree.replace(EDITED, "        max_length=200,", "        max_length=7,")

    title = "title: {\n\t\trequired: true,\n\t\tminLength: 1,\n\t\tmaxLength: 7\n\t}"
    developing.wait_until(lambda: title in text_at(developing.page_port, "/src/generated/constraints.ts"))
    developing.wait_until(lambda: longest_title(developing.port) == 7)


def text_at(port: int, path: str) -> str:
    response = get(port, path)
    return response.text if response else ""


def longest_title(port: int) -> Any:
    """What the backend says, None while it starts again."""
    response = get(port, "/schema/openapi.json")
    return response and response.json()["components"]["schemas"]["NewArticle"]["properties"]["title"]["maxLength"]


# The last of those that need it running.
def test_ctrl_c_ends_everything_that_was_started(developing: Developing) -> None:
    started = set(below(developing.process.pid))
    assert len(started) >= 4
    before = len(developing.said())

    developing.process.send_signal(signal.SIGINT)

    assert developing.process.wait(PATIENCE) == 0
    wait_until(lambda: not started & processes().keys(), developing.said)
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
