"""Entity tags and 304 responses (RFC 9110): a client does not download an unchanged response again."""

from hashlib import sha256
from typing import Any

from litestar import status_codes
from litestar.types import ASGIApp, Message, Receive, Scope, Send

# The key in the `opt` of a handler or router that enables entity tags for GET requests.
ETAG = "etag"
# A browser may cache the response, and must revalidate it before each use.
REVALIDATION_HEADERS = [(b"cache-control", b"private, no-cache"), (b"vary", b"Authorization")]
CONTENT_HEADERS = frozenset({b"content-type", b"content-length"})


def opaque_tag_of(body: bytes) -> bytes:
    """A SHA-256 digest of the body, the same in every process. Processors have instructions for SHA-256."""
    return b'"%b"' % sha256(body).hexdigest()[:32].encode()


def matches_if_none_match(opaque_tag: bytes, scope: Scope) -> bool:
    """Whether `If-None-Match` contains the tag, weak or strong (RFC 9110, 13.1.2)."""
    values = [value for name, value in scope["headers"] if name == b"if-none-match"]
    # A substring match is exact, because a tag is quoted and contains no quotes.
    return any(value.strip() == b"*" or opaque_tag in value for value in values)


class ETagMiddleware:
    """Adds a weak tag to each 200 response to a GET, and sends 304 to a client that has the same response.

    The tag is a digest of the whole body, so every change of the body changes the tag. A streamed response gets no tag.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope.get("method") != "GET":
            await self._app(scope, receive, send)
            return
        start_message: Any = None

        async def send_tagged(message: Message) -> None:
            nonlocal start_message
            if message["type"] == "http.response.start" and _is_tagged(scope, message["status"]):
                start_message = message
                return
            if start_message is not None and message["type"] == "http.response.body":
                if not message.get("more_body"):
                    message["body"] = _add_tag(scope, start_message, message["body"])
                buffered, start_message = start_message, None
                await send(buffered)
            await send(message)

        await self._app(scope, receive, send_tagged)


def _is_tagged(scope: Any, status: int) -> bool:
    # Litestar has stored the handler in the scope, because the status is not 404.
    return status == status_codes.HTTP_200_OK and bool(scope["route_handler"].opt.get(ETAG))


def _add_tag(scope: Scope, start: Any, body: bytes) -> bytes:
    """Add the tag to the start message, and return the body to send."""
    opaque_tag = opaque_tag_of(body)
    start["headers"] = [*start["headers"], (b"etag", b"W/" + opaque_tag), *REVALIDATION_HEADERS]
    if not matches_if_none_match(opaque_tag, scope):
        return body
    start["status"] = status_codes.HTTP_304_NOT_MODIFIED
    start["headers"] = [header for header in start["headers"] if header[0] not in CONTENT_HEADERS]
    return b""
