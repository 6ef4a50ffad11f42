"""The built frontend, served from memory next to the API."""

from collections.abc import Collection
from html import escape
from mimetypes import MimeTypes
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from litestar import status_codes
from litestar.types import ASGIApp, Receive, Scope, Send

from app.http.etags import matches_if_none_match, opaque_tag_of
from app.settings import ROOT

DIST = ROOT / "frontend" / "dist"
INDEX = "index.html"
# Vite puts a hash of the content into the names of these files, so a file never changes.
ASSETS = "/assets/"
IMMUTABLE = "public, max-age=31536000, immutable"
# A browser may cache the file, and must revalidate it before each use.
NO_CACHE = "no-cache"
# Suffixes of the compressed files that the build writes. The smaller encoding comes first.
ENCODINGS = {"br": ".br", "gzip": ".gz"}
# The tables of Python only: the tables of the machine may differ.
MEDIA_TYPES = MimeTypes()

NOT_BUILT = b"""\
The API runs; pages to read and try it are at /schema. The frontend is not there, because it has not been built.

Install Node 20.19 or newer, with npm, from https://nodejs.org, run `make frontend`, and start the server again.
"""


class File(NamedTuple):
    """The response for a file in one encoding."""

    body: bytes
    etag: bytes
    headers: list[tuple[bytes, bytes]]
    status: int = status_codes.HTTP_200_OK


# The responses of one file by encoding, the preferred encoding first. The key "" has the uncompressed file.
Encodings = dict[str, File]


class FrontendMiddleware:
    """Serves GET and HEAD requests from a build that is read once: no path of a request is ever opened.

    A browser that navigates to an unknown path gets the index page, and its script renders the path. The application
    handles all other requests: API paths, missing assets, and unknown paths of other clients. Without a build, `/`
    explains how to build the frontend.
    """

    def __init__(self, app: ASGIApp, dist: Path, *, api_base_url: str, api_segments: Collection[str]) -> None:
        self._app = app
        self._api_segments = api_segments
        self._files = _read_build(dist, api_base_url) if (dist / INDEX).is_file() else _missing_build()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        path = scope["path"]
        if scope.get("method") not in ("GET", "HEAD") or (path not in self._files and self._is_api_path(path)):
            await self._app(scope, receive, send)
            return
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        file = self._file_for(path, headers)
        if file is None:
            await self._app(scope, receive, send)
        elif matches_if_none_match(file.etag, scope):
            await _send_response(send, status_codes.HTTP_304_NOT_MODIFIED, file.headers)
        else:
            # For HEAD, too: the server drops the body.
            length = (b"content-length", str(len(file.body)).encode())
            await _send_response(send, file.status, [*file.headers, length], file.body)

    def _file_for(self, path: str, headers: dict[bytes, str]) -> File | None:
        encodings = self._files.get(path)
        # API paths do not reach this line.
        if encodings is None and self._is_navigation(path, headers):
            encodings = self._files.get(f"/{INDEX}")
        if encodings is None:
            return None
        # An encoding with a `q` is ignored. The response is then uncompressed, which every client accepts.
        accepted = {"", *headers.get(b"accept-encoding", "").replace(" ", "").split(",")}
        return next(file for encoding, file in encodings.items() if encoding in accepted)

    def _is_navigation(self, path: str, headers: dict[bytes, str]) -> bool:
        return "text/html" in headers.get(b"accept", "") and not path.startswith(ASSETS)

    def _is_api_path(self, path: str) -> bool:
        return path.strip("/").partition("/")[0] in self._api_segments


async def _send_response(send: Send, status: int, headers: list[tuple[bytes, bytes]], body: bytes = b"") -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})


def _missing_build() -> dict[str, Encodings]:
    headers = {"content-type": "text/plain; charset=utf-8", "cache-control": NO_CACHE}
    return {"/": {"": _file(NOT_BUILT, headers)._replace(status=status_codes.HTTP_404_NOT_FOUND)}}


def _read_build(dist: Path, api_base_url: str) -> dict[str, Encodings]:
    """The responses for all files of a build, by URL path. Folders that begin with a dot are internal to Vite."""
    security_headers = _security_headers(api_base_url)
    paths = {f"/{path.relative_to(dist).as_posix()}": path for path in dist.rglob("*") if path.is_file()}
    files = {
        name: _encodings(path, security_headers | {"cache-control": IMMUTABLE if name.startswith(ASSETS) else NO_CACHE})
        for name, path in paths.items()
        if path.suffix not in ENCODINGS.values() and "/." not in name
    }
    page_headers = {"content-type": "text/html; charset=utf-8", "cache-control": NO_CACHE, "vary": "Accept"}
    index = {"": _file(_index_page(dist / INDEX, api_base_url), security_headers | page_headers)}
    return files | {"/": index, f"/{INDEX}": index}


def _encodings(path: Path, headers: dict[str, str]) -> Encodings:
    headers = headers | {"content-type": _media_type(path), "vary": "Accept-Encoding"}
    compressed = {encoding: path.with_name(path.name + suffix) for encoding, suffix in ENCODINGS.items()}
    return {
        encoding: _file(sibling.read_bytes(), headers | {"content-encoding": encoding})
        for encoding, sibling in compressed.items()
        if sibling.is_file()
    } | {"": _file(path.read_bytes(), headers)}


def _file(body: bytes, headers: dict[str, str]) -> File:
    etag = opaque_tag_of(body)
    encoded = [(name.encode(), value.encode()) for name, value in headers.items()]
    return File(body, etag, [*encoded, (b"etag", etag)])


def _media_type(path: Path) -> str:
    media_type = MEDIA_TYPES.guess_type(path.name)[0] or "application/octet-stream"
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def _index_page(path: Path, api_base_url: str) -> bytes:
    """The index page, with the base URL of the API if the setting is not empty."""
    html = path.read_text(encoding="utf-8")
    if api_base_url:
        meta = f'<meta name="api-base-url" content="{escape(api_base_url)}">'
        html = html.replace("</head>", f"{meta}</head>", 1)
    return html.encode()


def _security_headers(api_base_url: str) -> dict[str, str]:
    """The headers that restrict a page. Above all, a page may run only scripts and styles of the build."""
    api_url = urlsplit(api_base_url)
    policy = {
        "default-src": "'self'",
        # Images in texts of users come from other hosts.
        "img-src": "'self' https:",
        "connect-src": f"'self' {api_url.scheme}://{api_url.netloc}" if api_url.netloc else "'self'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return {
        "content-security-policy": "; ".join(f"{directive} {sources}" for directive, sources in policy.items()),
        "x-content-type-options": "nosniff",
        # Other hosts see the origin of the page, and not its path.
        "referrer-policy": "strict-origin-when-cross-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    }
