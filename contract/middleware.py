"""The contract, watched while a server runs: in staging, and in every test."""

import logging
from collections.abc import Callable, Mapping
from typing import Any, Literal

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from contract.coverage import Coverage
from contract.response_validation import Answer, ResponseValidator, Violation

Mode = Literal["report", "enforce", "raise"]
Headers = Mapping[str, str]

INTERNAL_SERVER_ERROR = 500
# What says something about the body that is thrown away, or would take effect without it.
_ABOUT_THE_BODY = {
    "content-encoding",
    "content-length",
    "content-type",
    "etag",
    "last-modified",
    "location",
    "set-cookie",
}

log = logging.getLogger(__name__)


class ContractViolationError(Exception):
    """A handler answered what its document does not say."""

    def __init__(self, violations: list[Violation]) -> None:
        self.violations = violations
        super().__init__("\n".join(map(str, violations)))


class ResponseValidationMiddleware:
    """Checks every response against the document.

    `report` logs what is wrong and changes nothing. `enforce` also holds each response back until it is
    checked, and answers 500 in place of a wrong one, with the body that `error_body` makes of the headers.
    `raise` raises `ContractViolationError`, which around a whole application reaches the test client.

    Paths that are not in the document and streams of events pass untouched. Of another body than JSON the status, the
    headers and the media type are checked; it is not held back.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        mode: Mode = "report",
        error_body: Callable[[Headers], bytes] | None = None,
        coverage: Coverage | None = None,
    ) -> None:
        self.app = app
        self.mode = mode
        self.error_body = error_body
        self.coverage = coverage
        self._conformance: ResponseValidator | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does, unless what it answers is to be refused."""
        if scope["type"] != ScopeType.HTTP:
            await self.app(scope, receive, send)
            return
        recorder = _Recorder(send, hold=self.mode != "report", concerns=lambda: self._template_of(scope) is not None)
        await self.app(scope, receive, recorder.send)
        if recorder.start is None or recorder.ignored:
            return
        answer = recorder.answer(scope)
        violations = self._judge(scope, answer)
        if violations and self.mode == "raise":
            raise ContractViolationError(violations)
        for violation in violations:
            log.warning("contract broken: %s", violation, extra={"violation": violation})
        if violations and self.mode == "enforce" and recorder.holds:
            await self._refuse(answer, send)
        else:
            await recorder.release()

    def _judge(self, scope: Any, answer: Answer) -> list[Violation]:
        template = self._template_of(scope)
        if self.coverage is not None and template is not None:
            self.coverage.note(answer.method, template, answer.status)
        return self._conformance_of(scope).violations(answer)

    def _template_of(self, scope: Any) -> str | None:
        return self._conformance_of(scope).template_of(scope["path"])

    async def _refuse(self, answer: Answer, send: Send) -> None:
        body = self.error_body(answer.headers) if self.error_body else b""
        kept = {name: value for name, value in answer.headers.items() if name not in _ABOUT_THE_BODY}
        headers = {**kept, "content-type": "application/json", "content-length": str(len(body))}
        encoded = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": INTERNAL_SERVER_ERROR, "headers": encoded})
        await send({"type": "http.response.body", "body": body, "more_body": False})

    def _conformance_of(self, scope: Any) -> ResponseValidator:
        document = scope["litestar_app"].openapi_schema.to_schema()
        if self._conformance is None or self._conformance.document is not document:
            self._conformance = ResponseValidator(document)
        return self._conformance


class _Recorder:
    """Keeps what an application sends, and passes it on at once unless it is to be held.

    Only JSON, and what has no body, is held and read. A file or a stream waits while it is sent for the client to hang
    up, and would wait for ever for a client that has not got it yet.
    """

    def __init__(self, send: Send, *, hold: bool, concerns: Callable[[], bool]) -> None:
        self._send = send
        self._concerns = concerns
        self._held: list[Message] = []
        self._body = bytearray()
        self._reads = False
        self.holds = hold
        self.start: Any = None
        self.ignored = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._begin(message)
        elif message["type"] == "http.response.body" and self._reads:
            self._body += message["body"]
        if self.holds:
            self._held.append(message)
        else:
            await self._send(message)

    def _begin(self, start: Any) -> None:
        self.start = start
        media_type = self._headers().get("content-type", "")
        self.ignored = media_type.startswith("text/event-stream") or not self._concerns()
        self._reads = not self.ignored and (not media_type or media_type.startswith("application/json"))
        self.holds = self.holds and self._reads

    async def release(self) -> None:
        for message in self._held:
            await self._send(message)

    def answer(self, scope: Any) -> Answer:
        return Answer(scope["method"], scope["path"], self.start["status"], self._headers(), bytes(self._body))

    def _headers(self) -> dict[str, str]:
        return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in self.start["headers"]}
