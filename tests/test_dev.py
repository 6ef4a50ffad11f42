"""`make dev`: an edit of the contract reaches the type checker, and Ctrl+C ends every process."""

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

from tests.frontend_tree import Tree, copy_tree, needs_frontend
from tests.waiting import TIMEOUT_SECONDS, wait_until

pytestmark = needs_frontend

EDITED_FILE = "schemas/users.py"


class DevServer:
    """A running `scripts/dev.py` in its own source tree."""

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

    def output(self) -> str:
        return self.log.read_text()

    def wait_until(self, condition: Callable[[], bool]) -> None:
        """Wait until the condition is true; fail if the server exits first."""

        def is_fulfilled() -> bool:
            assert self.process.poll() is None, self.output()
            return condition()

        wait_until(is_fulfilled, self.output)

    def edit_and_wait(self, path: str, old: str, new: str, expected: str) -> None:
        """Edit a file and wait for this output."""
        offset = len(self.output())
        self.tree.replace(path, old, new)
        self.wait_until(lambda: expected in self.output()[offset:])


def free_ports() -> tuple[int, int]:
    with (
        closing(socket.create_server(("127.0.0.1", 0))) as first,
        closing(socket.create_server(("127.0.0.1", 0))) as second,
    ):
        return first.getsockname()[1], second.getsockname()[1]


def get(port: int, path: str) -> httpx.Response | None:
    """A successful response, or None."""
    try:
        response = httpx.get(f"http://127.0.0.1:{port}{path}", timeout=TIMEOUT_SECONDS)
    except httpx.TransportError:
        return None
    return response if response.is_success else None


def running_processes() -> dict[int, int]:
    """The parent of every running process, by process id, without zombies."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid=,stat="], stdout=subprocess.PIPE, text=True, check=True).stdout
    rows = (line.split() for line in listed.splitlines())
    return {int(pid): int(parent) for pid, parent, state in rows if not state.startswith("Z")}


def descendants(process: int) -> list[int]:
    """All descendants of a process."""
    children = [pid for pid, parent in running_processes().items() if parent == process]
    return children + [descendant for pid in children for descendant in descendants(pid)]


@pytest.fixture(scope="module")
def dev_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DevServer]:
    """A ready server: the types are checked, and the API responds through the page's port."""
    folder = tmp_path_factory.mktemp("dev")
    server = DevServer(copy_tree(folder / "tree"), folder)
    try:
        server.wait_until(lambda: "Found 0 errors" in server.output())
        server.wait_until(lambda: get(server.page_port, "/health/ready") is not None)
        yield server
    finally:
        server.process.send_signal(signal.SIGINT)
        server.process.wait(TIMEOUT_SECONDS)


def test_contract_edit_reaches_the_type_checker_even_after_a_syntax_error(dev_server: DevServer) -> None:
    assert get(dev_server.page_port, "/")

    dev_server.edit_and_wait(EDITED_FILE, "    token: ", "    access_token: ", "error TS2339: Property 'token'")
    dev_server.edit_and_wait(EDITED_FILE, "class NewUser(", "class class NewUser(", "contract: not exported")
    assert "SyntaxError: invalid syntax" in dev_server.output()
    dev_server.edit_and_wait(EDITED_FILE, "class class NewUser(", "class NewUser(", "contract: exported")
    dev_server.edit_and_wait(EDITED_FILE, "    access_token: ", "    token: ", "Found 0 errors")
    dev_server.wait_until(lambda: get(dev_server.page_port, "/health/ready") is not None)


def test_contract_edit_reaches_the_page_and_the_backend(dev_server: DevServer) -> None:
    dev_server.tree.replace(EDITED_FILE, "        max_length=64,", "        max_length=7,")

    username = "username: {\n\t\trequired: true,\n\t\tminLength: 1,\n\t\tmaxLength: 7\n\t}"
    dev_server.wait_until(lambda: username in get_text(dev_server.page_port, "/src/generated/constraints.ts"))
    dev_server.wait_until(lambda: max_username_length(dev_server.port) == 7)


def get_text(port: int, path: str) -> str:
    response = get(port, path)
    return response.text if response else ""


def max_username_length(port: int) -> Any:
    """The maximum length in the backend's contract, or None while the backend restarts."""
    response = get(port, "/schema/openapi.json")
    return response and response.json()["components"]["schemas"]["NewUser"]["properties"]["username"]["maxLength"]


# The last test that needs the running server.
def test_ctrl_c_ends_every_started_process(dev_server: DevServer) -> None:
    started = set(descendants(dev_server.process.pid))
    assert len(started) >= 4
    offset = len(dev_server.output())

    dev_server.process.send_signal(signal.SIGINT)

    assert dev_server.process.wait(TIMEOUT_SECONDS) == 0
    wait_until(lambda: not started & running_processes().keys(), dev_server.output)
    assert "Traceback" not in dev_server.output()[offset:]


def test_missing_node_is_reported(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, str(Path(__file__).parents[1] / "scripts" / "dev.py")],
        env={"PATH": str(tmp_path), "HOME": str(tmp_path), "COLUMNS": "300"},
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )

    assert result.returncode == 1
    assert "the frontend needs Node 20.19 or newer: install it from https://nodejs.org" in result.stderr
