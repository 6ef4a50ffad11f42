"""Servers in processes of their own."""

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import httpx

from app.settings import ROOT
from tests.commands.running import environment_in
from tests.waiting import TIMEOUT_SECONDS, wait_until


class Server(NamedTuple):
    """A started server, its address, and a client of the server."""

    process: "subprocess.Popen[str]"
    address: str
    client: httpx.Client
    log: Path

    def stop(self) -> int:
        """Send SIGTERM, as systemd and Docker do, and return the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(TIMEOUT_SECONDS)


@contextmanager
def running_server(command: list[str], folder: Path, address: str = "", *, workers: int = 1) -> Iterator[Server]:
    """Start a server and wait until all workers are ready. The default address is the address in the output."""
    log = folder / "log"
    with log.open("w") as errors:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment_in(folder), stdout=subprocess.PIPE, stderr=errors, text=True
        )
    assert process.stdout is not None
    try:
        while not address:
            line = process.stdout.readline()
            assert line, f"the server ended with {process.wait()}: {log.read_text()}"
            address = "".join(re.findall(r"^API: +(http://\S+)/api$", line))
        with httpx.Client(base_url=address, timeout=TIMEOUT_SECONDS) as client:
            wait_until_ready(process, client, log, workers)
            yield Server(process, address, client, log)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def wait_until_ready(process: "subprocess.Popen[str]", client: httpx.Client, log: Path, workers: int) -> None:
    def is_ready() -> bool:
        assert process.poll() is None, f"the server ended with {process.returncode}: {log.read_text()}"
        with suppress(httpx.TransportError):
            return client.get("/health/ready").status_code == 200 and log.read_text().count(STARTED) >= workers
        return False

    wait_until(is_ready, lambda: f"the server is not ready: {log.read_text()}")


STARTED = "Application startup complete."
RUN_BACKEND = [sys.executable, str(ROOT / "scripts" / "run_backend.py"), "--port", "0"]


def litestar_run() -> tuple[list[str], str]:
    """The command with a free port, and its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    return [str(Path(sys.executable).parent / "litestar"), "run", "--port", str(port)], f"http://127.0.0.1:{port}"
