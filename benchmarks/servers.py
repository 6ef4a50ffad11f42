"""The compared servers. Each server is a separate process with one worker."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal

import msgspec
import psutil

from benchmarks.databases import Database
from benchmarks.operations import SECRET_KEY

HERE = Path(__file__).resolve().parent
Name = Literal["ours", "limit", "baseline", "stock", "asgi", "litestar", "logged"]
NAMES: tuple[Name, ...] = ("ours", "limit", "baseline", "stock")
# The variants of `constant_server.py`. Each variant adds a layer to the previous variant.
CONSTANT_SERVERS: tuple[Name, ...] = ("asgi", "litestar", "logged")
START_TIMEOUT = 300.0


class Server(msgspec.Struct, frozen=True):
    """A running server."""

    name: Name
    port: int
    process: psutil.Process
    seconds_to_first_response: float


@contextmanager
def serving(name: Name, database: Database, application: Path, log: Path) -> Iterator[Server]:
    """Run the server in the block. `application` is the checkout of our server."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "DATABASE_URL": database.url,
        "LOCKSTEP_ENVIRONMENT": "production",
        "LOCKSTEP_SECRET_KEY": SECRET_KEY,
        "LOCKSTEP_LOG_FORMAT": "json",
        # Python may write bytecode, so that a server is compiled once for many starts.
        "PYTHONDONTWRITEBYTECODE": "",
    }
    command = [sys.executable, *_script(name, application), "--port", str(port)]
    started = time.perf_counter()
    with log.open("w") as output:
        process = subprocess.Popen(command, env=environment, cwd=application, stdout=output, stderr=output)
    try:
        _wait_for_response(process, port, log)
        yield Server(name, port, psutil.Process(process.pid), time.perf_counter() - started)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _script(name: Name, application: Path) -> list[str]:
    if name == "ours":
        return [str(application / "scripts" / "run_backend.py"), "--no-migrate"]
    if name in CONSTANT_SERVERS:
        return [str(HERE / "constant_server.py"), "--variant", name]
    return [str(HERE / f"{name}_server.py")]


def _wait_for_response(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Wait until the server responds. Raises `RuntimeError` with the server log after an exit or a timeout."""
    deadline = time.monotonic() + START_TIMEOUT
    while process.poll() is None and time.monotonic() < deadline:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=START_TIMEOUT)
        try:
            connection.request("GET", "/api/tags")
            if connection.getresponse().status == http.HTTPStatus.OK:
                return
        except ConnectionRefusedError:
            pass
        finally:
            connection.close()
        time.sleep(0.005)
    raise RuntimeError(f"the server did not start:\n{log.read_text()[-3_000:]}")


class ProcessorTime:
    """The processor time of a process and its child processes, from now on."""

    def __init__(self, process: psutil.Process) -> None:
        self._process = process
        self._before = self._now()

    def seconds(self) -> float:
        """The processor time until now, without ended processes."""
        return sum(seconds - self._before.get(pid, 0) for pid, seconds in self._now().items())

    def _now(self) -> dict[int, float]:
        seconds: dict[int, float] = {}
        for process in [self._process, *self._process.children(recursive=True)]:
            with suppress(psutil.NoSuchProcess):
                times = process.cpu_times()
                seconds[process.pid] = times.user + times.system
        return seconds
