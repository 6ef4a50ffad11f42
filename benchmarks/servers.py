"""The servers that are compared, each in a process of its own with one worker."""

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
# Ways to a constant answer, each with all that the one before has: `constant_server.py`.
WAYS: tuple[Name, ...] = ("asgi", "litestar", "logged")
PATIENCE = 300.0


class Server(msgspec.Struct, frozen=True):
    """A server that answers."""

    name: Name
    port: int
    process: psutil.Process
    seconds_to_first_answer: float


@contextmanager
def serving(name: Name, database: Database, application: Path, log: Path) -> Iterator[Server]:
    """The server of that name, until the end. `application` is the checkout that ours is taken from."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "DATABASE_URL": database.url,
        "LOCKSTEP_ENVIRONMENT": "production",
        "LOCKSTEP_SECRET_KEY": SECRET_KEY,
        "LOCKSTEP_LOG_FORMAT": "json",
        # Python keeps what it has compiled, unless it is told not to: a server is compiled once and started often.
        "PYTHONDONTWRITEBYTECODE": "",
    }
    command = [sys.executable, *_script(name, application), "--port", str(port)]
    started = time.perf_counter()
    with log.open("w") as output:
        process = subprocess.Popen(command, env=environment, cwd=application, stdout=output, stderr=output)
    try:
        _wait_for_answer(process, port, log)
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
    if name in WAYS:
        return [str(HERE / "constant_server.py"), "--way", name]
    return [str(HERE / f"{name}_server.py")]


def _wait_for_answer(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Ask until there is an answer. Raises `RuntimeError` with what the server wrote if there is none."""
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            connection.request("GET", "/api/tags")
            if connection.getresponse().status == http.HTTPStatus.OK:
                return
        except ConnectionRefusedError:
            pass
        finally:
            connection.close()
        time.sleep(0.005)
    raise RuntimeError(f"the server did not come up:\n{log.read_text()[-3_000:]}")


class ProcessorTime:
    """How long a process and those that it has started have a processor from now on."""

    def __init__(self, process: psutil.Process) -> None:
        self._process = process
        self._before = self._now()

    def seconds(self) -> float:
        """The time until now, without that of processes that have ended."""
        return sum(seconds - self._before.get(pid, 0) for pid, seconds in self._now().items())

    def _now(self) -> dict[int, float]:
        seconds: dict[int, float] = {}
        for process in [self._process, *self._process.children(recursive=True)]:
            with suppress(psutil.NoSuchProcess):
                times = process.cpu_times()
                seconds[process.pid] = times.user + times.system
        return seconds
