"""Requests execute only the files that ARCHITECTURE.md names."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from app.settings import ROOT
from tests.people import SignUp

LAYERS = ("app", "controllers", "schemas")
# Part of every request; other sections of ARCHITECTURE.md describe these files.
SHARED = ("app/asgi.py", "app/http/", "app/settings.py", "controllers/exception_handlers.py")


def documented_files(request: str) -> set[str]:
    """The files that the document names for this request."""
    text = (ROOT / "ARCHITECTURE.md").read_text()
    start = text.index(f"`{request}`", text.index("## Request lifecycle"))
    [steps] = re.findall(r"\n\n(1\. .*?)\n\n", text[start:], re.DOTALL)[:1]
    return set(re.findall(r"`((?:app|controllers|schemas)/[\w/]+\.py)`", steps))


@contextmanager
def record_files() -> Iterator[list[str]]:
    """The files of this repository whose functions are called in the block, in the order of their first calls."""
    files: list[str] = []

    def trace(frame: FrameType, event: str, _: object) -> None:
        path = Path(frame.f_code.co_filename)
        if event == "call" and path.is_relative_to(ROOT):
            name = path.relative_to(ROOT).as_posix()
            if name.startswith(LAYERS) and not name.startswith(SHARED) and name not in files:
                files.append(name)

    sys.setprofile(trace)
    try:
        yield files
    finally:
        sys.setprofile(None)


async def test_document_names_every_file_of_a_read(sign_up: SignUp) -> None:
    jake = await sign_up("jake")
    # The first request compiles the statement.
    await jake.get("/user")

    with record_files() as files:
        response = await jake.get("/user")

    assert response.status_code == 200
    assert set(files) - documented_files("GET /api/user") == set()
    assert "app/db/reads.py" in files
    assert len(files[files.index("controllers/users.py") :]) <= 8


async def test_document_names_every_file_of_a_write(sign_up: SignUp) -> None:
    jake = await sign_up("jake")
    changes = {"username": "jacob", "bio": "I work at statefarm"}

    with record_files() as files:
        response = await jake.put("/user", {"user": changes})

    assert response.status_code == 200
    assert set(files) - documented_files("PUT /api/user") == set()
    assert "app/repositories/users.py" in files
    assert len(files[files.index("controllers/users.py") :]) <= 8
