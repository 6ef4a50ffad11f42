"""How long our server takes to its first answer, beside the bare import of the libraries that it loads."""

from pathlib import Path
from statistics import median

import msgspec

from benchmarks.databases import Database
from benchmarks.imports import bare_import_of, seconds_to_run
from benchmarks.servers import serving

# What a worker has loaded when it answers: the application, and the server's own choice of loop and protocols.
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
    """Medians, in seconds; the ratio is the median of the pairs' ratios."""

    database: str
    first_answer: float
    bare_import: float
    ratio: float


def startup(database: Database, application: Path, log: Path, rounds: int) -> Startup:
    """Start and import in turn."""
    # Without the end of the interpreter, which a first answer does not wait for.
    bare = bare_import_of(LOADED.format(application=str(application), url=database.url)) + "import os; os._exit(0)"
    pairs = [(_first_answer(database, application, log), seconds_to_run(bare)) for _ in range(rounds)]
    return Startup(
        database.version,
        median(first for first, _ in pairs),
        median(imported for _, imported in pairs),
        median(first / imported for first, imported in pairs),
    )


def _first_answer(database: Database, application: Path, log: Path) -> float:
    with serving("ours", database, application, log) as server:
        return server.seconds_to_first_answer
