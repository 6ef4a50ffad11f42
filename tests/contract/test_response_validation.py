"""ResponseValidator and its middleware: validation of responses against the document."""

import logging
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import anyio
import httpx
import msgspec
import pytest
from litestar import Litestar, get
from litestar.params import FromPath
from litestar.response import ServerSentEvent
from litestar.static_files import create_static_files_router
from litestar.testing import AsyncTestClient
from litestar.types import ASGIApp

from contract import (
    ContractViolationError,
    Coverage,
    RecordedResponse,
    ResponseValidationMiddleware,
    ResponseValidator,
    Violation,
    build_contract,
)
from tests.contract.library import library, plugin
from tests.waiting import TIMEOUT_SECONDS

EMMA = b'{"title": "Emma", "pageCount": 474, "genres": ["love"]}'
HEADERS = {"content-type": "application/json", "x-request-id": "1"}


@cache
def library_document() -> Any:
    """Built in a test: an error at import would hide the tests of test_internals.py."""
    return build_contract(library(contract=plugin(response_headers={"X-Request-ID": "Which request this was."})))


async def read_revalidated(title: FromPath[str]) -> str:
    """Read a book that has an ETag."""
    return title


def problems(
    body: bytes = EMMA,
    *,
    method: str = "GET",
    path: str = "/books/Emma",
    status: int = 200,
    headers: Mapping[str, str] = HEADERS,
) -> list[str]:
    response = RecordedResponse(method, path, status, headers, body)
    return [violation.problem for violation in ResponseValidator(library_document()).violations(response)]


def test_documented_response_has_no_violations() -> None:
    assert problems() == []
    assert problems(b'{"errors":{},"code":"book_missing","request_id":"1"}', status=404) == []
    assert problems(b"", method="DELETE", status=204) == []


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b'{"title": "Emma", "pageCount": 474}', '"genres" is a required property'),
        (
            b'{"title": "Emma", "pageCount": 0, "genres": []}',
            "pageCount: the value is less than the minimum of 1",
        ),
        (b'{"title": "Emma", "pageCount": 1, "genres": ["war"]}', "genres/0: the value is not one of"),
        (
            b'{"title": "Emma", "pageCount": 1, "genres": [], "more": 1}',
            "Additional properties are not allowed",
        ),
        (b"nope", "the body is not JSON"),
        (b"", "the body is not JSON"),
    ],
)
def test_invalid_body_is_a_violation(body: bytes, words: str) -> None:
    [problem] = problems(body)
    assert words in problem


def test_undocumented_code_is_a_violation() -> None:
    assert len(problems(b'{"errors":{},"code":"token_bad","request_id":"1"}', status=404)) == 1


def test_unknown_code_is_a_violation_in_an_error_body_without_a_list_of_codes() -> None:
    class AnyCodeError(msgspec.Struct):
        code: str

    document = build_contract(library(contract=plugin(error_type=AnyCodeError)))

    def problems_of(code: str) -> list[Violation]:
        response = RecordedResponse("GET", "/books/Emma", 404, HEADERS, msgspec.json.encode({"code": code}))
        return ResponseValidator(document).violations(response)

    assert problems_of("book_missing") == []
    assert len(problems_of("token_bad")) == 1
    assert len(problems_of("nobody_knows")) == 2  # in the shared error body, and in the codes of the operation


def test_undocumented_status_is_a_violation() -> None:
    assert problems(status=418) == ["the status is not in the document"]


def test_undocumented_media_type_is_a_violation() -> None:
    assert problems(headers={**HEADERS, "content-type": "text/html; charset=utf-8"}) == [
        "the media type text/html is not in the document"
    ]


def test_missing_header_is_a_violation() -> None:
    assert problems(headers={"content-type": "application/json"}) == ["the header x-request-id is missing"]


def test_undocumented_body_is_a_violation() -> None:
    assert problems(b"x", method="DELETE", status=204) == ["the response has a body, and the document has none"]


def test_304_has_an_etag_and_no_body() -> None:
    contract = plugin(revalidation_opt="revalidated")
    document = build_contract(
        library([get("/books/{title:str}", opt={"revalidated": True})(read_revalidated)], contract=contract)
    )

    def problems_of(body: bytes, headers: Mapping[str, str]) -> list[str]:
        response = RecordedResponse("GET", "/books/Emma", 304, headers, body)
        return [violation.problem for violation in ResponseValidator(document).violations(response)]

    assert problems_of(b"", {"etag": '"1"'}) == []
    assert problems_of(b"", {}) == ["the header etag is missing"]
    assert problems_of(EMMA, {"etag": '"1"'}) == ["the response has a body, and the document has none"]


def test_undocumented_method_must_return_405_or_be_options() -> None:
    assert problems(method="PATCH", status=405) == []
    assert problems(method="OPTIONS", status=204) == []
    assert problems(method="PATCH") == ["the method is not in the document"]


def test_undocumented_path_is_not_validated() -> None:
    assert problems(path="/nowhere", status=404) == []
    assert problems(path="/shelf/one", method="PUT", status=404) == []


def test_violations_do_not_quote_values() -> None:
    assert "secret" not in str(problems(b'{"title": "secret secret secret secret", "pageCount": 1, "genres": []}'))


async def request(app: Litestar, path: str, method: str = "GET") -> Any:
    async with AsyncTestClient(app) as client:
        return await client.request(method, path, headers={"Authorization": "good"})


def library_with_validation(mode: Any, coverage: Coverage | None = None) -> Litestar:
    app = library()
    app.asgi_handler = ResponseValidationMiddleware(app.asgi_handler, mode=mode, coverage=coverage)
    return app


async def test_raise_mode_raises_for_an_invalid_body() -> None:
    with pytest.raises(ContractViolationError, match=r"GET /books/\{title\} returned 200: title: "):
        await request(library_with_validation("raise"), "/books/invalid")


async def test_raise_mode_raises_for_an_undeclared_status() -> None:
    with pytest.raises(
        ContractViolationError, match=r"DELETE /books/\{title\} returned 409: the status is not in the document"
    ):
        await request(library_with_validation("raise"), "/books/undeclared", "DELETE")


async def test_raise_mode_passes_a_valid_response() -> None:
    assert (await request(library_with_validation("raise"), "/books/Emma")).json()["title"] == "Emma"


async def test_report_mode_logs_and_sends_the_response(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        response = await request(library_with_validation("report"), "/books/invalid")
    assert response.json()["pageCount"] == 0
    assert [record.levelname for record in caplog.records if record.name == "contract.middleware"] == ["WARNING"] * 2
    assert "GET /books/{title} returned 200: title: " in caplog.text


async def test_enforce_mode_replaces_an_invalid_response_with_500() -> None:
    def enforce(app: ASGIApp) -> ASGIApp:
        return ResponseValidationMiddleware(
            app, mode="enforce", error_body=lambda headers: f'"{headers["content-type"]}"'.encode()
        )

    app = library(middleware=[enforce])
    replaced = await request(app, "/books/invalid")
    assert (replaced.status_code, replaced.json()) == (500, "application/json")
    assert (await request(app, "/books/Emma")).json()["title"] == "Emma"


async def test_file_is_not_buffered(tmp_path: Path) -> None:
    """A file response waits for the client to disconnect: a buffered file response would wait for ever."""
    (tmp_path / "leaf.txt").write_text("a leaf" * 500_000)  # more than one chunk
    app = Litestar([create_static_files_router("/leaves", directories=[tmp_path])], plugins=[plugin()])
    app.asgi_handler = ResponseValidationMiddleware(app.asgi_handler, mode="enforce")
    transport = httpx.ASGITransport(app)  # type: ignore[arg-type]

    with anyio.fail_after(TIMEOUT_SECONDS):
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            assert (await client.get("/leaves/leaf.txt")).text.startswith("a leaf")


async def test_event_stream_is_not_validated() -> None:
    @get("/events", sync_to_thread=False)
    def events() -> ServerSentEvent:
        """Stream the events."""
        return ServerSentEvent(iter(["a"]))

    app = Litestar([events])
    app.asgi_handler = ResponseValidationMiddleware(app.asgi_handler, mode="raise")
    assert "data: a" in (await request(app, "/events")).text


async def test_coverage_lists_unseen_responses() -> None:
    coverage = Coverage()
    app = library_with_validation("report", coverage)
    for path in ("/books", "/books?limit=0", "/books?limit=0", "/nowhere"):
        await request(app, path)
    document = build_contract(app)
    assert coverage.seen == {("get", "/books", 200): 1, ("get", "/books", 422): 2}
    assert ("get", "/books", 500) in coverage.unseen(document)
    assert ("get", "/books", 500) not in coverage.unseen(document, excluded={500})
    assert coverage.share(document, excluded={500}) == 2 / 16
    report = coverage.report(document, excluded={500})
    assert report.startswith("2 of 16 documented responses seen (12.5%)\n")
    assert "  unseen: POST /books → 401\n" in report
