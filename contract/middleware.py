"""Validation of every response against the contract: in tests, in staging and in production."""

import logging
from collections.abc import Callable, Mapping
from typing import Any, Literal

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from contract.coverage import Coverage
from contract.response_validation import RecordedResponse, ResponseValidator, Violation

Mode = Literal["report", "enforce", "raise"]
Headers = Mapping[str, str]

INTERNAL_SERVER_ERROR = 500
# Headers that describe the discarded body, or have no meaning without the body.
_BODY_HEADERS = {
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
    """A response does not match the document."""

    def __init__(self, violations: list[Violation]) -> None:
        self.violations = violations
        super().__init__("\n".join(map(str, violations)))


class ResponseValidationMiddleware:
    """Validates every response against the document.

    `report` logs violations and does not change the response. `enforce` also buffers each response until the
    validation, and replaces an invalid response with a 500. `error_body` makes the body of the 500 from the headers.
    `raise` raises `ContractViolationError`; around a whole application the error reaches the test client.

    Undocumented paths and event streams pass unchanged. For bodies other than JSON the middleware validates status,
    headers and media type, and does not buffer the body.
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
        self._validator: ResponseValidator | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the response of the application, or an error response in place of an invalid response."""
        if scope["type"] != ScopeType.HTTP:
            await self.app(scope, receive, send)
            return
        recorder = _ResponseRecorder(
            send, buffer=self.mode != "report", is_documented=lambda: self._template_of(scope) is not None
        )
        await self.app(scope, receive, recorder.send)
        if recorder.start is None or recorder.is_ignored:
            return
        response = recorder.response(scope)
        violations = self._validate(scope, response)
        if violations and self.mode == "raise":
            raise ContractViolationError(violations)
        for violation in violations:
            log.warning("contract violation: %s", violation, extra={"violation": violation})
        if violations and self.mode == "enforce" and recorder.is_buffering:
            await self._send_error(response, send)
        else:
            await recorder.release()

    def _validate(self, scope: Any, response: RecordedResponse) -> list[Violation]:
        template = self._template_of(scope)
        if self.coverage is not None and template is not None:
            self.coverage.record(response.method, template, response.status)
        return self._validator_for(scope).violations(response)

    def _template_of(self, scope: Any) -> str | None:
        return self._validator_for(scope).template_of(scope["path"])

    async def _send_error(self, response: RecordedResponse, send: Send) -> None:
        body = self.error_body(response.headers) if self.error_body else b""
        preserved = {name: value for name, value in response.headers.items() if name not in _BODY_HEADERS}
        headers = {**preserved, "content-type": "application/json", "content-length": str(len(body))}
        encoded = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": INTERNAL_SERVER_ERROR, "headers": encoded})
        await send({"type": "http.response.body", "body": body, "more_body": False})

    def _validator_for(self, scope: Any) -> ResponseValidator:
        document = scope["litestar_app"].openapi_schema.to_schema()
        if self._validator is None or self._validator.document is not document:
            self._validator = ResponseValidator(document)
        return self._validator


class _ResponseRecorder:
    """Records the response of an application, and forwards or buffers its messages.

    Only JSON responses and responses without a media type are recorded and buffered. While a file or a
    stream is sent, its response waits for the client to disconnect: a buffered response would wait for ever.
    """

    def __init__(self, send: Send, *, buffer: bool, is_documented: Callable[[], bool]) -> None:
        self._send = send
        self._is_documented = is_documented
        self._buffered: list[Message] = []
        self._body = bytearray()
        self._records_body = False
        self.is_buffering = buffer
        self.start: Any = None
        self.is_ignored = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._begin(message)
        elif message["type"] == "http.response.body" and self._records_body:
            self._body += message["body"]
        if self.is_buffering:
            self._buffered.append(message)
        else:
            await self._send(message)

    def _begin(self, start: Any) -> None:
        self.start = start
        media_type = self._headers().get("content-type", "")
        self.is_ignored = media_type.startswith("text/event-stream") or not self._is_documented()
        self._records_body = not self.is_ignored and (not media_type or media_type.startswith("application/json"))
        self.is_buffering = self.is_buffering and self._records_body

    async def release(self) -> None:
        for message in self._buffered:
            await self._send(message)

    def response(self, scope: Any) -> RecordedResponse:
        return RecordedResponse(
            scope["method"], scope["path"], self.start["status"], self._headers(), bytes(self._body)
        )

    def _headers(self) -> dict[str, str]:
        return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in self.start["headers"]}
