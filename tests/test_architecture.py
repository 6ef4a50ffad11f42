"""The way of a request is as ARCHITECTURE.md says."""

import re
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from app.settings import ROOT
from tests.people import Person

SignUp = Callable[[str], Awaitable[Person]]

LAYERS = ("app", "controllers", "schemas")
# Around every request alike; sections of their own tell of it.
AROUND = ("app/asgi.py", "app/http/", "app/settings.py", "controllers/exception_handlers.py")


def named(request: str) -> set[str]:
    """The files that the document names on the way of this request."""
    text = (ROOT / "ARCHITECTURE.md").read_text()
    start = text.index(f"`{request}`", text.index("## Request lifecycle"))
    [steps] = re.findall(r"\n\n(1\. .*?)\n\n", text[start:], re.DOTALL)[:1]
    return set(re.findall(r"`((?:app|controllers|schemas)/[\w/]+\.py)`", steps))


@contextmanager
def files_noted() -> Iterator[list[str]]:
    """The files of ours whose functions are called within, in the order of their first calls."""
    files: list[str] = []

    def note(frame: FrameType, event: str, _: object) -> None:
        path = Path(frame.f_code.co_filename)
        if event == "call" and path.is_relative_to(ROOT):
            name = path.relative_to(ROOT).as_posix()
            if name.startswith(LAYERS) and not name.startswith(AROUND) and name not in files:
                files.append(name)

    sys.setprofile(note)
    try:
        yield files
    finally:
        sys.setprofile(None)


async def test_the_document_names_every_file_on_the_way_of_a_read(sign_up: SignUp) -> None:
    jake = await sign_up("jake")
    slug = await jake.publish()
    # Its statement is compiled the first time.
    await jake.get(f"/articles/{slug}")

    with files_noted() as files:
        response = await jake.get(f"/articles/{slug}")

    assert response.status_code == 200
    assert set(files) - named("GET /api/articles/{slug}") == set()
    assert "app/db/reads.py" in files
    assert len(files[files.index("controllers/articles.py") :]) <= 8


async def test_the_document_names_every_file_on_the_way_of_a_write(sign_up: SignUp) -> None:
    jake = await sign_up("jake")
    article = {"title": "T", "description": "D", "body": "B", "tagList": ["a"]}

    with files_noted() as files:
        response = await jake.post("/articles", {"article": article})

    assert response.status_code == 201
    assert set(files) - named("POST /api/articles") == set()
    assert "app/repositories/articles.py" in files
    assert len(files[files.index("controllers/articles.py") :]) <= 8
