"""Serve backend and frontend for development, and reload both after an edit.

The command runs the backend with demo data, Vite, and the type checker. After a change of a Python file, the command
writes openapi.json and the generated TypeScript. Ctrl+C stops the command. Exits with 0 after a stop, and with 1 if
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
WATCHED_FOLDERS = [ROOT / folder for folder in ("app", "contract", "controllers", "schemas")]
# Importing these libraries takes most of the time of an export, so each export forks a process that has imported them.
PRELOADED_LIBRARIES = [
    "advanced_alchemy.repository",
    "alembic.util",
    "jwt",
    "litestar",
    "sqlalchemy.ext.asyncio",
    "structlog",
]
STOP_TIMEOUT = 5  # seconds between SIGTERM and SIGKILL


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
    asyncio.run(_run_all(node, host, port, page_port))


async def _run_all(node: str, host: str, port: int, page_port: int) -> None:
    stop, changed = asyncio.Event(), asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    tools = FRONTEND / "node_modules"
    backend = (sys.executable, "scripts/run_backend.py", "--reload", "--demo", "--host", host, "--port", str(port))
    pages = (node, f"{tools}/vite/bin/vite.js", "--clearScreen=false", "--host", host, "--port", str(page_port))
    types = (node, f"{tools}/typescript/bin/tsc", "--project", "tsconfig.app.json", "--watch", "--preserveWatchOutput")
    process_context = _process_context()
    await _update_contract(node, process_context)
    async with asyncio.TaskGroup() as group:
        tasks = [
            group.create_task(_keep_running(backend, ROOT, changed)),
            group.create_task(_keep_running(pages, FRONTEND, changed, BACKEND_URL=f"http://{host}:{port}")),
            group.create_task(_keep_running(types, FRONTEND, changed)),
        ]
        async for _ in awatch(*WATCHED_FOLDERS, watch_filter=PythonFilter(), stop_event=stop):
            await _update_contract(node, process_context)
            changed.set()
            changed.clear()
        for task in tasks:
            task.cancel()


async def _keep_running(command: tuple[str, ...], folder: Path, changed: asyncio.Event, **variables: str) -> None:
    """Run a command until cancellation. After the command ends, as a broken backend does, restart it at a change."""
    while True:
        process = await asyncio.create_subprocess_exec(
            *command, cwd=folder, env={**os.environ, **variables}, start_new_session=True
        )
        try:
            code = await process.wait()
        finally:
            await _terminate(process)
        click.echo(f"{Path(command[1]).name} ended with {code}; it starts again when a Python file changes")
        await changed.wait()


async def _terminate(process: asyncio.subprocess.Process) -> None:
    """Terminate a process with its child processes. The processes have their own session, without Ctrl+C."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), STOP_TIMEOUT)
        except TimeoutError:
            os.killpg(process.pid, signal.SIGKILL)


def _process_context() -> ForkServerContext | SpawnContext:
    """The context of export processes, which import the changed code. A fork server has imported the libraries."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED_LIBRARIES)
    return context


async def _update_contract(node: str, process_context: ForkServerContext | SpawnContext) -> None:
    """Write openapi.json and the generated TypeScript, and print the durations. A failure changes no file."""
    started = time.perf_counter()
    export = process_context.Process(target=_export)
    export.start()
    await asyncio.to_thread(export.join)
    exported = time.perf_counter()
    if export.exitcode:
        click.echo("contract: not exported, see above; the frontend uses the last contract")
        return
    generate = await asyncio.create_subprocess_exec(node, "generator/cli.js", cwd=FRONTEND, start_new_session=True)
    if not await generate.wait():
        done = time.perf_counter()
        click.echo(f"contract: exported in {exported - started:.2f} s, generated in {done - exported:.2f} s")


def _export() -> None:
    """Run the script in a process that has not imported the application."""
    sys.argv = ["generate_openapi.py"]
    runpy.run_path(str(ROOT / "scripts" / "generate_openapi.py"), run_name="__main__")


if __name__ == "__main__":
    main()
