"""Answers that are not sent again to those who have them: entity tags and 304, as RFC 9110 has it."""

from hashlib import sha256
from typing import Any

from litestar import status_codes
from litestar.types import ASGIApp, Message, Receive, Scope, Send

# The word in a handler's `opt` that turns tags on for its GETs, and for those below it.
ETAG = "etag"
# May be kept by the one who asked, and is asked about each time before it is used.
REVALIDATED = [(b"cache-control", b"private, no-cache"), (b"vary", b"Authorization")]
ABOUT_THE_BODY = frozenset({b"content-type", b"content-length"})


def opaque_tag_of(body: bytes) -> bytes:
    """The same for the same bytes, in every process: SHA-256, which processors have instructions for."""
    return b'"%b"' % sha256(body).hexdigest()[:32].encode()


def is_known(opaque_tag: bytes, scope: Scope) -> bool:
    """Whether the client names it in `If-None-Match`, weak or strong (RFC 9110, 13.1.2)."""
    asked = [value for name, value in scope["headers"] if name == b"if-none-match"]
    # A tag has its quotes around it and none within, so what looks like it is it.
    return any(value.strip() == b"*" or opaque_tag in value for value in asked)


class ETagMiddleware:
    """Gives a weak tag to what a GET answers with 200, and answers 304 to those who have that already.

    It is made from the whole body, so whatever changes the answer changes the tag. What is sent in parts goes out as it
    comes, without a tag.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope.get("method") != "GET":
            await self._app(scope, receive, send)
            return
        held: Any = None

        async def send_tagged(message: Message) -> None:
            nonlocal held
            if message["type"] == "http.response.start" and _has_tag(scope, message["status"]):
                held = message
                return
            if held is not None and message["type"] == "http.response.body":
                if not message.get("more_body"):
                    message["body"] = _tag(scope, held, message["body"])
                start, held = held, None
                await send(start)
            await send(message)

        await self._app(scope, receive, send_tagged)


def _has_tag(scope: Any, status: int) -> bool:
    # Litestar has noted the handler by then, unless no route was found.
    return status == status_codes.HTTP_200_OK and bool(scope["route_handler"].opt.get(ETAG))


def _tag(scope: Scope, start: Any, body: bytes) -> bytes:
    """Complete the start of the response; returns the body that is to follow it."""
    opaque_tag = opaque_tag_of(body)
    start["headers"] = [*start["headers"], (b"etag", b"W/" + opaque_tag), *REVALIDATED]
    if not is_known(opaque_tag, scope):
        return body
    start["status"] = status_codes.HTTP_304_NOT_MODIFIED
    start["headers"] = [header for header in start["headers"] if header[0] not in ABOUT_THE_BODY]
    return b""
