"""The time of our server to its first response, with the time of the bare import of its libraries."""

from pathlib import Path
from statistics import median

import msgspec

from benchmarks.databases import Database
from benchmarks.imports import bare_import_of, seconds_to_run
from benchmarks.servers import serving

# The modules of a running worker: the application, and the event loop and protocols of uvicorn.
LOADED = """
import os, sys
sys.path.insert(0, {application!r})
import scripts.run_backend, uvicorn
from app.asgi import create_app
from app.settings import Settings
create_app(Settings(secret_key="not used: nothing is signed here", database_url={url!r}))
uvicorn.Config("app.asgi:create_app", factory=True, log_config=None).load()
"""


class Startup(msgspec.Struct, frozen=True):
    """Medians in seconds. The ratio is the median of the ratios of all pairs."""

    database: str
    first_response: float
    bare_import: float
    ratio: float


def startup(database: Database, application: Path, log: Path, rounds: int) -> Startup:
    """Measure starts and imports in turn."""
    # Without the exit of the interpreter, which comes after a first response.
    bare = bare_import_of(LOADED.format(application=str(application), url=database.url)) + "import os; os._exit(0)"
    pairs = [(_measure_first_response(database, application, log), seconds_to_run(bare)) for _ in range(rounds)]
    return Startup(
        database.version,
        median(first for first, _ in pairs),
        median(imported for _, imported in pairs),
        median(first / imported for first, imported in pairs),
    )


def _measure_first_response(database: Database, application: Path, log: Path) -> float:
    with serving("ours", database, application, log) as server:
        return server.seconds_to_first_response
