"""ResponseValidator: what a server answers is held against its document."""

import logging
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
from litestar import Litestar, get
from litestar.params import FromPath
from litestar.response import ServerSentEvent
from litestar.static_files import create_static_files_router
from litestar.testing import AsyncTestClient
from litestar.types import ASGIApp

from contract import (
    Answer,
    ContractViolationError,
    Coverage,
    ResponseValidationMiddleware,
    ResponseValidator,
    build_contract,
)
from tests.contract.library import library, plugin
from tests.waiting import PATIENCE

EMMA = b'{"title": "Emma", "pageCount": 474, "genres": ["love"]}'
HEADERS = {"content-type": "application/json", "x-request-id": "1"}


@cache
def library_document() -> Any:
    """Made by a test and not by the import, which would fail in place of the canaries of test_internals.py."""
    return build_contract(library(contract=plugin(response_headers={"X-Request-ID": "Which request this was."})))


async def read_kept(title: FromPath[str]) -> str:
    """Read a book that one may keep."""
    return title


def broken(
    body: bytes = EMMA,
    *,
    method: str = "GET",
    path: str = "/books/Emma",
    status: int = 200,
    headers: Mapping[str, str] = HEADERS,
) -> list[str]:
    answer = Answer(method, path, status, headers, body)
    return [violation.what for violation in ResponseValidator(library_document()).violations(answer)]


def test_what_the_document_says_is_no_violation() -> None:
    assert broken() == []
    assert broken(b'{"errors":{},"code":"book_missing","request_id":"1"}', status=404) == []
    assert broken(b"", method="DELETE", status=204) == []


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b'{"title": "Emma", "pageCount": 474}', '"genres" is a required property'),
        (
            b'{"title": "Emma", "pageCount": 0, "genres": []}',
            "pageCount: what was sent is less than the minimum of 1",
        ),
        (b'{"title": "Emma", "pageCount": 1, "genres": ["war"]}', "genres/0: what was sent is not one of"),
        (
            b'{"title": "Emma", "pageCount": 1, "genres": [], "more": 1}',
            "Additional properties are not allowed",
        ),
        (b"nope", "the body is not JSON"),
        (b"", "the body is not JSON"),
    ],
)
def test_a_wrong_body_is_a_violation(body: bytes, words: str) -> None:
    found = broken(body)
    assert len(found) == 1
    assert words in found[0]


def test_a_code_that_cannot_occur_there_is_a_violation() -> None:
    assert len(broken(b'{"errors":{},"code":"token_bad","request_id":"1"}', status=404)) == 1


def test_an_undocumented_status_is_a_violation() -> None:
    assert broken(status=418) == ["the status is not in the document"]


def test_an_undocumented_media_type_is_a_violation() -> None:
    assert broken(headers={**HEADERS, "content-type": "text/html; charset=utf-8"}) == [
        "the media type text/html is not in the document"
    ]


def test_a_missing_header_is_a_violation() -> None:
    assert broken(headers={"content-type": "application/json"}) == ["the header x-request-id is missing"]


def test_a_body_where_none_is_documented_is_a_violation() -> None:
    assert broken(b"x", method="DELETE", status=204) == ["there is a body, and the document has none"]


def test_an_answer_that_says_that_nothing_has_changed_has_a_tag_and_no_body() -> None:
    contract = plugin(revalidated_by="kept")
    document = build_contract(library([get("/books/{title:str}", opt={"kept": True})(read_kept)], contract=contract))

    def judged(body: bytes, headers: Mapping[str, str]) -> list[str]:
        answer = Answer("GET", "/books/Emma", 304, headers, body)
        return [violation.what for violation in ResponseValidator(document).violations(answer)]

    assert judged(b"", {"etag": '"1"'}) == []
    assert judged(b"", {}) == ["the header etag is missing"]
    assert judged(EMMA, {"etag": '"1"'}) == ["there is a body, and the document has none"]


def test_an_undocumented_method_may_only_be_refused() -> None:
    assert broken(method="PATCH", status=405) == []
    assert broken(method="OPTIONS", status=204) == []
    assert broken(method="PATCH") == ["the method is not in the document"]


def test_paths_outside_the_document_are_not_judged() -> None:
    assert broken(path="/nowhere", status=404) == []
    assert broken(path="/shelf/one", method="PUT", status=404) == []


def test_violations_do_not_quote_what_was_sent() -> None:
    assert "secret" not in str(broken(b'{"title": "secret secret secret secret", "pageCount": 1, "genres": []}'))


async def ask(app: Litestar, path: str, method: str = "GET") -> Any:
    async with AsyncTestClient(app) as client:
        return await client.request(method, path, headers={"Authorization": "good"})


def watched(mode: Any, coverage: Coverage | None = None) -> Litestar:
    app = library()
    app.asgi_handler = ResponseValidationMiddleware(app.asgi_handler, mode=mode, coverage=coverage)
    return app


async def test_a_handler_made_to_lie_fails_a_test_that_asks_it() -> None:
    with pytest.raises(ContractViolationError, match=r"GET /books/\{title\} answered 200: title: "):
        await ask(watched("raise"), "/books/lie")


async def test_a_status_that_was_not_declared_fails_a_test_that_meets_it() -> None:
    with pytest.raises(
        ContractViolationError, match=r"DELETE /books/\{title\} answered 409: the status is not in the document"
    ):
        await ask(watched("raise"), "/books/surprise", "DELETE")


async def test_an_honest_answer_passes() -> None:
    assert (await ask(watched("raise"), "/books/Emma")).json()["title"] == "Emma"


async def test_a_server_may_report_and_answer_all_the_same(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        answer = await ask(watched("report"), "/books/lie")
    assert answer.json()["pageCount"] == 0
    assert [record.levelname for record in caplog.records if record.name == "contract.middleware"] == ["WARNING"] * 2
    assert "GET /books/{title} answered 200: title: " in caplog.text


async def test_a_server_may_refuse_to_send_a_lie() -> None:
    def refusing(app: ASGIApp) -> ASGIApp:
        return ResponseValidationMiddleware(
            app, mode="enforce", error_body=lambda headers: f'"{headers["content-type"]}"'.encode()
        )

    app = library(middleware=[refusing])
    lie = await ask(app, "/books/lie")
    assert (lie.status_code, lie.json()) == (500, "application/json")
    assert (await ask(app, "/books/Emma")).json()["title"] == "Emma"


async def test_a_file_is_not_held_back(tmp_path: Path) -> None:
    """It listens for the client to hang up while it is sent: held back, it would listen for ever."""
    (tmp_path / "leaf.txt").write_text("a leaf" * 500_000)  # more than one piece
    app = Litestar([create_static_files_router("/leaves", directories=[tmp_path])], plugins=[plugin()])
    app.asgi_handler = ResponseValidationMiddleware(app.asgi_handler, mode="enforce")
    transport = httpx.ASGITransport(app)  # type: ignore[arg-type]

    with anyio.fail_after(PATIENCE):
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            assert (await client.get("/leaves/leaf.txt")).text.startswith("a leaf")


async def test_streams_of_events_pass_unread() -> None:
    @get("/events", sync_to_thread=False)
    def events() -> ServerSentEvent:
        """Follow."""
        return ServerSentEvent(iter(["a"]))

    app = Litestar([events])
    app.asgi_handler = ResponseValidationMiddleware(app.asgi_handler, mode="raise")
    assert "data: a" in (await ask(app, "/events")).text


async def test_the_coverage_tells_what_no_test_has_seen() -> None:
    coverage = Coverage()
    app = watched("report", coverage)
    for path in ("/books", "/books?limit=0", "/books?limit=0", "/nowhere"):
        await ask(app, path)
    document = build_contract(app)
    assert coverage.seen == {("get", "/books", 200): 1, ("get", "/books", 422): 2}
    assert ("get", "/books", 500) in coverage.unseen(document)
    assert ("get", "/books", 500) not in coverage.unseen(document, beside={500})
    assert coverage.share(document, beside={500}) == 2 / 16
    report = coverage.report(document, beside={500})
    assert report.startswith("2 of 16 documented answers seen (12.5%)\n")
    assert "  never: POST /books → 401\n" in report
