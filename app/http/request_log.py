"""Structured logging: one line for each request, as JSON unless standard error is a terminal."""

import logging
import re
import sys
import time
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from random import getrandbits
from types import TracebackType
from typing import Any

import msgspec
import structlog
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from app.settings import Settings

REQUEST_ID_HEADER = "X-Request-ID"
HEADER = REQUEST_ID_HEADER.lower().encode()
VALID_REQUEST_ID = re.compile(r"[A-Za-z0-9._:-]{1,64}")
log = logging.getLogger("request")
_request_id: ContextVar[str | None] = ContextVar("request_id", default=None)


class RequestLogEntry(msgspec.Struct):
    """The log entry of a request."""

    method: str
    path: str
    status: int
    milliseconds: float
    request_id: str
    timestamp: datetime
    event: str = "request"
    logger: str = "request"
    level: str = "info"


def request_id_of(scope: Scope) -> str:
    """The id of the request, as in the log and in the `X-Request-ID` header of the response."""
    return str(scope["state"]["request_id"])


def configure_logs(settings: Settings) -> None:
    """Write the logs of the application and of libraries to standard error, with one formatter.

    A traceback shows lines of code, and never the values of variables, because these contain passwords and tokens.
    """
    as_json = settings.log_format == "json" or (settings.log_format == "auto" and not sys.stderr.isatty())
    shared: list[Any] = [
        _add_request_id,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    renderers: list[Any] = [
        structlog.processors.ExceptionRenderer(_traceback),
        structlog.processors.JSONRenderer()
        if as_json
        # Quoted values, so that a path cannot send control sequences to the terminal.
        else structlog.dev.ConsoleRenderer(repr_native_str=True, exception_formatter=structlog.dev.plain_traceback),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    handler = logging.StreamHandler()
    handler.setFormatter(
        _Formatter(
            as_json=as_json,
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *renderers],
        )
    )
    # Log lines do not contain thread and process, and collecting these takes longer than the rest of a record.
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    logging.basicConfig(level=settings.log_level, handlers=[handler], force=True)
    # Alembic logs the type of the database each time the schema version is read.
    logging.getLogger("alembic").setLevel(logging.WARNING)
    # `litestar run` configures handlers and levels for the loggers of uvicorn.
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        # The request log replaces the access log. Uvicorn skips the access log, because its logger has no handler.
        logger.propagate = name != "uvicorn.access"
        logger.setLevel(logging.NOTSET)


def _add_request_id(_: Any, __: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    if request_id := _request_id.get():
        event["request_id"] = request_id
    return event


class _Formatter(structlog.stdlib.ProcessorFormatter):
    """Encodes request log entries as JSON without structlog, because these are most of the log."""

    def __init__(self, *, as_json: bool, **options: Any) -> None:
        super().__init__(**options)
        self._as_json = as_json

    def format(self, record: logging.LogRecord) -> str:
        if isinstance(record.msg, RequestLogEntry):
            if self._as_json:
                return msgspec.json.encode(record.msg).decode()
            # A record in the form that structlog creates.
            fields = {**msgspec.structs.asdict(record.msg), "timestamp": record.msg.timestamp.isoformat()}
            record = logging.makeLogRecord({"msg": fields, "_logger": log, "_name": "info"})
        return super().format(record)


def _traceback(exc_info: tuple[type[BaseException], BaseException, TracebackType | None]) -> str:
    """The traceback without the row values that PostgreSQL quotes in its errors."""
    text = "".join(traceback.format_exception(*exc_info)).rstrip()
    error: BaseException | None = exc_info[1]
    while error is not None:
        if getattr(error, "sqlstate", None) and (detail := getattr(error, "detail", None)):
            text = text.replace(detail, "[hidden]")
        error = error.__cause__ or error.__context__
    return text


class RequestLogMiddleware:
    """Assigns an id to each request, and logs one line per request.

    The log, the response header and the error body contain the id. The line omits the query, which may contain tokens.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        received_id = dict(scope["headers"]).get(HEADER, b"").decode("latin-1")
        # The id of a proxy is preserved, so that both logs contain the same id.
        request_id = received_id if VALID_REQUEST_ID.fullmatch(received_id) else f"{getrandbits(128):032x}"
        scope["state"]["request_id"] = request_id
        started = time.perf_counter_ns()
        status = 500

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (HEADER, request_id.encode())]
            await send(message)

        token = _request_id.set(request_id)
        try:
            await self._app(scope, receive, send_with_id)
        finally:
            _request_id.reset(token)
            if log.isEnabledFor(logging.INFO):
                entry = RequestLogEntry(
                    method=str(scope.get("method")),
                    path=scope["path"],
                    status=status,
                    milliseconds=(time.perf_counter_ns() - started) // 100_000 / 10,
                    request_id=request_id,
                    timestamp=datetime.now(UTC),
                )
                log.handle(logging.LogRecord(log.name, logging.INFO, "", 0, entry, None, None))
