"""Upgrade the database to the schema version of the code, then serve the API and the frontend.

A database that newer code has upgraded is served as it is, if its schema is compatible with this code.

Exits with 0 after a stop, 1 if the port cannot be opened, 2 for invalid options or settings, 3 if the schema of the
database is not compatible with the code, 5 if the database cannot be opened, 6 if the upgrade waits too long for a
lock.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import asyncio
import signal
import socket

import rich_click as click
import uvicorn

from app.db.migrations import describe_incompatibility, schema_of, upgrade_to_head
from app.demo.data import DOMAIN, JOHNDOE, PASSWORD, SMALL, seed_if_empty
from app.http.api_pages import PATH
from app.settings import Settings, load_settings

NOT_COMPATIBLE = 3


@click.command(help=__doc__, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="The port. 0 chooses a free port."
)
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1), help="The number of server processes.")
@click.option("--reload", is_flag=True, help="Restart after a change of a file. For development, with one worker.")
@click.option("--migrate/--no-migrate", default=True, show_default=True, help="Whether to upgrade the database first.")
@click.option("--demo", is_flag=True, help="Fill an empty database with a small set of demo data.")
def main(host: str, port: int, workers: int, reload: bool, migrate: bool, demo: bool) -> None:
    """Run the command."""
    if reload and workers > 1:
        raise click.UsageError("--reload goes with one worker: leave out --workers or --reload")
    settings = load_settings()
    if demo and settings.environment == "production":
        raise click.UsageError("--demo is not for production: the password of the demo account is public")
    port = _available_port(host, port)
    if migrate:
        upgrade_to_head(settings)
    else:
        _require_compatible_schema(settings)
    if demo and asyncio.run(seed_if_empty(settings, SMALL)):
        click.echo(f"The database was empty and has demo data now: sign in as {JOHNDOE}{DOMAIN}, password {PASSWORD}")
    address = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    click.echo(f"Pages: {address}\nAPI:   {address}/api\nDocs:  {address}{PATH}\nStop with Ctrl+C.")
    # Uvicorn with one worker raises the signal again after its shutdown. A stop is not a failure, so exit with 0.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    uvicorn.run(
        "app.asgi:create_app",
        factory=True,
        app_dir=str(ROOT),
        host=host,
        port=port,
        workers=workers,
        reload=reload,
        reload_dirs=[str(ROOT / folder) for folder in ("app", "contract", "controllers", "schemas")]
        if reload
        else None,
        access_log=False,
        log_config=None,
        server_header=False,
        lifespan="on",
    )


def _available_port(host: str, port: int) -> int:
    """The given port, or a free port for 0. A port in use is an error before the migration."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            server.bind((host, port))
        except OSError as error:
            raise click.ClickException(
                f"cannot listen on {host}, port {port}: {error.strerror}. Choose others with --host and --port."
            ) from error
        return int(server.getsockname()[1])


def _require_compatible_schema(settings: Settings) -> None:
    schema = asyncio.run(schema_of(settings))
    if not schema.is_compatible:
        click.echo(f"The database {describe_incompatibility(schema.version)}", err=True)
        sys.exit(NOT_COMPATIBLE)


if __name__ == "__main__":
    main()
