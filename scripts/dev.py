"""Serve backend and frontend for development; an edit reaches the page, or the type checker's errors, by itself.

Runs the backend with demo data and reload, Vite, and the type checker. When a Python file changes, it writes
openapi.json and the TypeScript that is made from it. Stop with Ctrl+C. Exits with 0 when it is told to stop, 1 where
Node or the frontend's packages are missing.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import asyncio
import contextlib
import multiprocessing
import os
import runpy
import shutil
import signal
import time
from multiprocessing.context import ForkServerContext, SpawnContext

import rich_click as click
from watchfiles import PythonFilter, awatch

FRONTEND = ROOT / "frontend"
WATCHED = [ROOT / folder for folder in ("app", "contract", "controllers", "schemas")]
# Most of an export is the import of these. A process that has them is forked for each export.
LIBRARIES = ["advanced_alchemy.repository", "alembic.util", "jwt", "litestar", "sqlalchemy.ext.asyncio", "structlog"]
PATIENCE = 5  # seconds, until a process that was told to stop is made to


@click.command(help=__doc__, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The backend's port.")
@click.option(
    "--page-port", default=5173, show_default=True, type=click.IntRange(1, 65535), help="The frontend's port."
)
def main(host: str, port: int, page_port: int) -> None:
    """Run the command."""
    node = shutil.which("node")
    if node is None:
        raise click.ClickException("the frontend needs Node 20.19 or newer: install it from https://nodejs.org")
    if not (FRONTEND / "node_modules").is_dir():
        raise click.ClickException("the frontend's packages are not installed. Run: npm ci --prefix frontend")
    asyncio.run(_develop(node, host, port, page_port))


async def _develop(node: str, host: str, port: int, page_port: int) -> None:
    stop, changed = asyncio.Event(), asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    tools = FRONTEND / "node_modules"
    backend = (sys.executable, "scripts/run_backend.py", "--reload", "--demo", "--host", host, "--port", str(port))
    pages = (node, f"{tools}/vite/bin/vite.js", "--clearScreen=false", "--host", host, "--port", str(page_port))
    types = (node, f"{tools}/typescript/bin/tsc", "--project", "tsconfig.app.json", "--watch", "--preserveWatchOutput")
    exporter = _exporter()
    await _renew(node, exporter)
    async with asyncio.TaskGroup() as group:
        running = [
            group.create_task(_keep(backend, ROOT, changed)),
            group.create_task(_keep(pages, FRONTEND, changed, BACKEND_URL=f"http://{host}:{port}")),
            group.create_task(_keep(types, FRONTEND, changed)),
        ]
        async for _ in awatch(*WATCHED, watch_filter=PythonFilter(), stop_event=stop):
            await _renew(node, exporter)
            changed.set()
            changed.clear()
        for one in running:
            one.cancel()


async def _keep(command: tuple[str, ...], folder: Path, changed: asyncio.Event, **variables: str) -> None:
    """Run a command until this is cancelled. One that ends by itself, as a broken backend does, waits for a change."""
    while True:
        process = await asyncio.create_subprocess_exec(
            *command, cwd=folder, env={**os.environ, **variables}, start_new_session=True
        )
        try:
            code = await process.wait()
        finally:
            await _end(process)
        click.echo(f"{Path(command[1]).name} ended with {code}; it starts again when a Python file changes")
        await changed.wait()


async def _end(process: asyncio.subprocess.Process) -> None:
    """End a process with all that it has started: they are a session of their own, which Ctrl+C does not reach."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), PATIENCE)
        except TimeoutError:
            os.killpg(process.pid, signal.SIGKILL)


def _exporter() -> ForkServerContext | SpawnContext:
    """What starts the processes that import our code anew; where it can, each is a copy of one with the libraries."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(LIBRARIES)
    return context


async def _renew(node: str, exporter: ForkServerContext | SpawnContext) -> None:
    """Write openapi.json and what is made from it, and say how long it took. A failure says why and changes nothing."""
    started = time.perf_counter()
    export = exporter.Process(target=_export)
    export.start()
    await asyncio.to_thread(export.join)
    exported = time.perf_counter()
    if export.exitcode:
        click.echo("contract: not exported, see above; the frontend keeps the last one")
        return
    generate = await asyncio.create_subprocess_exec(node, "generator/cli.js", cwd=FRONTEND, start_new_session=True)
    if not await generate.wait():
        done = time.perf_counter()
        click.echo(f"contract: exported in {exported - started:.2f} s, generated in {done - exported:.2f} s")


def _export() -> None:
    """Run the script in a process that has not imported our code yet."""
    sys.argv = ["generate_openapi.py"]
    runpy.run_path(str(ROOT / "scripts" / "generate_openapi.py"), run_name="__main__")


if __name__ == "__main__":
    main()
