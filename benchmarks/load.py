"""Load on a server with wrk, or with autocannon if wrk is not installed."""

import json
import shutil
import subprocess
from pathlib import Path

import msgspec
import psutil

from benchmarks.operations import Operation
from benchmarks.servers import ProcessorTime, Server

HERE = Path(__file__).resolve().parent
RESPONSE_TIMEOUT = 60.0


class LoadError(Exception):
    """Some responses were not 2xx, or no response came in time. Such measurements are invalid."""


class Load(msgspec.Struct, frozen=True):
    """The result of some seconds of load. Latencies are in milliseconds."""

    requests: int
    seconds: float
    p50: float
    p99: float
    failed: int


class Round(msgspec.Struct, frozen=True):
    """One round of load. Processor time is in milliseconds per request, or None if not readable."""

    load: Load
    server_cpu: float
    database_cpu: float | None

    @property
    def rate(self) -> float:
        """Requests per second."""
        return self.load.requests / self.load.seconds


def load_tool() -> str:
    """The name of the installed load tool. Raises `RuntimeError` without a load tool."""
    if shutil.which("wrk"):
        return "wrk"
    if shutil.which("node") and (HERE / "node_modules" / "autocannon").exists():
        return "autocannon"
    raise RuntimeError("no load tool is installed: install wrk, or Node and then: npm ci --prefix benchmarks")


def run_load(server: Server, operation: Operation, *, connections: int, seconds: float) -> Load:
    """Send the request over these connections for these seconds, or longer if no response comes in time.

    Raises `LoadError`.
    """
    command = _wrk if load_tool() == "wrk" else _autocannon
    url = f"http://127.0.0.1:{server.port}{operation.path}"
    done = subprocess.run(
        command(url, operation, connections, seconds), check=True, capture_output=True, text=True, cwd=HERE
    )
    load = msgspec.json.decode(done.stdout.splitlines()[-1], type=Load)
    if load.failed:
        raise LoadError(f"{operation.name}: {load.failed} of {load.requests} responses of {server.name} were not 2xx")
    if load.requests:
        return load
    if seconds > RESPONSE_TIMEOUT:
        raise LoadError(f"{operation.name}: no response of {server.name} in {seconds:.0f} s")
    return run_load(server, operation, connections=connections, seconds=4 * seconds)


def run_round(
    server: Server, operation: Operation, postmaster: psutil.Process | None, *, connections: int, seconds: float
) -> Round:
    """Run load on the server, and measure the processor time of the server and of PostgreSQL."""
    server_time = ProcessorTime(server.process)
    postgresql_time = ProcessorTime(postmaster) if postmaster else None
    load = run_load(server, operation, connections=connections, seconds=seconds)
    milliseconds_per_request = 1_000 / load.requests
    return Round(
        load,
        server_time.seconds() * milliseconds_per_request,
        postgresql_time.seconds() * milliseconds_per_request if postgresql_time else None,
    )


def _wrk(url: str, operation: Operation, connections: int, seconds: float) -> list[str]:
    headers = [part for name, value in operation.headers.items() for part in ("-H", f"{name}: {value}")]
    options = ["--threads", "1", "--connections", str(connections), "--duration", f"{seconds:.0f}s"]
    options += ["--timeout", f"{RESPONSE_TIMEOUT:.0f}s"]
    return ["wrk", *options, "--script", "load.lua", *headers, url, "--", operation.method, operation.body]


def _autocannon(url: str, operation: Operation, connections: int, seconds: float) -> list[str]:
    request = {"url": url, "method": operation.method, "headers": operation.headers, "body": operation.body or None}
    options = {"connections": connections, "duration": seconds, "timeout": RESPONSE_TIMEOUT}
    return ["node", "load.mjs", json.dumps({**request, **options})]
