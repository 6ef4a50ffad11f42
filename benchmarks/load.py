"""How load is put on a server: by wrk where it is installed, or else by autocannon."""

import json
import shutil
import subprocess
from pathlib import Path

import msgspec
import psutil

from benchmarks.operations import Operation
from benchmarks.servers import ProcessorTime, Server

HERE = Path(__file__).resolve().parent
PATIENCE = 60.0


class FailedError(Exception):
    """Some answers were no success: what they took means nothing."""


class Load(msgspec.Struct, frozen=True):
    """What came of asking for some seconds. Latencies are in milliseconds."""

    requests: int
    seconds: float
    p50: float
    p99: float
    failed: int


class Round(msgspec.Struct, frozen=True):
    """One server under load once. Processor time is in milliseconds for each request; None where it cannot be read."""

    load: Load
    server_cpu: float
    database_cpu: float | None

    @property
    def rate(self) -> float:
        """Requests per second."""
        return self.load.requests / self.load.seconds


def tool() -> str:
    """The name of what puts the load on. Raises `RuntimeError` if nothing is installed that does."""
    if shutil.which("wrk"):
        return "wrk"
    if shutil.which("node") and (HERE / "node_modules" / "autocannon").exists():
        return "autocannon"
    raise RuntimeError("nothing puts load on the servers: install wrk, or Node and then: npm ci --prefix benchmarks")


def put_load_on(server: Server, operation: Operation, *, connections: int, seconds: float) -> Load:
    """Ask that of the server over so many connections at once, for so long, or longer if nothing is answered in time.

    Raises `FailedError`.
    """
    command = _wrk if tool() == "wrk" else _autocannon
    url = f"http://127.0.0.1:{server.port}{operation.path}"
    done = subprocess.run(
        command(url, operation, connections, seconds), check=True, capture_output=True, text=True, cwd=HERE
    )
    load = msgspec.json.decode(done.stdout.splitlines()[-1], type=Load)
    if load.failed:
        raise FailedError(
            f"{operation.name}: {load.failed} of {load.requests} answers of {server.name} were no success"
        )
    if load.requests:
        return load
    if seconds > PATIENCE:
        raise FailedError(f"{operation.name}: no answer of {server.name} in {seconds:.0f} s")
    return put_load_on(server, operation, connections=connections, seconds=4 * seconds)


def one_round(
    server: Server, operation: Operation, postmaster: psutil.Process | None, *, connections: int, seconds: float
) -> Round:
    """Put load on the server once, and see what processor time it takes, and PostgreSQL."""
    of_server = ProcessorTime(server.process)
    of_postgresql = ProcessorTime(postmaster) if postmaster else None
    load = put_load_on(server, operation, connections=connections, seconds=seconds)
    each = 1_000 / load.requests
    return Round(load, of_server.seconds() * each, of_postgresql.seconds() * each if of_postgresql else None)


def _wrk(url: str, operation: Operation, connections: int, seconds: float) -> list[str]:
    headers = [part for name, value in operation.headers.items() for part in ("-H", f"{name}: {value}")]
    options = ["--threads", "1", "--connections", str(connections), "--duration", f"{seconds:.0f}s"]
    options += ["--timeout", f"{PATIENCE:.0f}s"]
    return ["wrk", *options, "--script", "load.lua", *headers, url, "--", operation.method, operation.body]


def _autocannon(url: str, operation: Operation, connections: int, seconds: float) -> list[str]:
    request = {"url": url, "method": operation.method, "headers": operation.headers, "body": operation.body or None}
    how = {"connections": connections, "duration": seconds, "timeout": PATIENCE}
    return ["node", "load.mjs", json.dumps({**request, **how})]
