"""The pages that people use: the built frontend, served beside the API."""

from collections.abc import Collection
from html import escape
from mimetypes import MimeTypes
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from litestar import status_codes
from litestar.types import ASGIApp, Receive, Scope, Send

from app.http.etags import is_known, opaque_tag_of
from app.settings import ROOT

DIST = ROOT / "frontend" / "dist"
PAGE = "index.html"
# Vite names these files after their content: another content is another file.
ASSETS = "/assets/"
IMMUTABLE = "public, max-age=31536000, immutable"
# May be kept, and is asked about each time before it is used.
REVALIDATED = "no-cache"
# What the build leaves beside a file that is worth compressing; the smaller comes first.
ENCODINGS = {"br": ".br", "gzip": ".gz"}
# The tables of the language, so that no machine's own say something else.
MEDIA_TYPES = MimeTypes()

NOT_BUILT = b"""\
The API runs; pages to read and try it are at /schema. The frontend is not there, because it has not been built.

Install Node 20.19 or newer, with npm, from https://nodejs.org, run `make frontend`, and start the server again.
"""


class File(NamedTuple):
    """A file in one encoding, ready to be sent."""

    body: bytes
    etag: bytes
    headers: list[tuple[bytes, bytes]]
    status: int = status_codes.HTTP_200_OK


# The same file in the encodings that there are, the preferred one first, and at last under "" as it is.
Encodings = dict[str, File]


class FrontendMiddleware:
    """Answers GET and HEAD from a build that is read once: no path that a client sends is ever opened.

    A browser that goes to a path which is neither a file's nor the API's gets the page, whose script knows what is
    there. Whatever else asks for such a path, for a missing asset, or below a folder of the API, is answered by the
    application. Without a build `/` alone is answered, with what is missing.
    """

    def __init__(self, app: ASGIApp, dist: Path, *, api_base_url: str, api_folders: Collection[str]) -> None:
        self._app = app
        self.api_folders = api_folders
        self.files = _read(dist, api_base_url) if (dist / PAGE).is_file() else _not_built()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        path = scope["path"]
        if scope.get("method") not in ("GET", "HEAD") or (path not in self.files and self._is_of_api(path)):
            await self._app(scope, receive, send)
            return
        asked = {name: value.decode("latin-1") for name, value in scope["headers"]}
        file = self._file_for(path, asked)
        if file is None:
            await self._app(scope, receive, send)
        elif is_known(file.etag, scope):
            await _answer(send, status_codes.HTTP_304_NOT_MODIFIED, file.headers)
        else:
            # To HEAD, too: that a body does not go out then is the server's business.
            length = (b"content-length", str(len(file.body)).encode())
            await _answer(send, file.status, [*file.headers, length], file.body)

    def _file_for(self, path: str, asked: dict[bytes, str]) -> File | None:
        encodings = self.files.get(path)
        # What is the API's does not come here.
        if encodings is None and self._is_page(path, asked):
            encodings = self.files.get(f"/{PAGE}")
        if encodings is None:
            return None
        # One with a `q` is not understood, and the file goes out as it is, which every client takes.
        accepted = {"", *asked.get(b"accept-encoding", "").replace(" ", "").split(",")}
        return next(file for encoding, file in encodings.items() if encoding in accepted)

    def _is_page(self, path: str, asked: dict[bytes, str]) -> bool:
        return "text/html" in asked.get(b"accept", "") and not path.startswith(ASSETS)

    def _is_of_api(self, path: str) -> bool:
        return path.strip("/").partition("/")[0] in self.api_folders


async def _answer(send: Send, status: int, headers: list[tuple[bytes, bytes]], body: bytes = b"") -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})


def _not_built() -> dict[str, Encodings]:
    headers = {"content-type": "text/plain; charset=utf-8", "cache-control": REVALIDATED}
    return {"/": {"": _file(NOT_BUILT, headers)._replace(status=status_codes.HTTP_404_NOT_FOUND)}}


def _read(dist: Path, api_base_url: str) -> dict[str, Encodings]:
    """Every file of a build by its path; what is in a folder with a dot is Vite's own."""
    safety = _security_headers(api_base_url)
    paths = {f"/{path.relative_to(dist).as_posix()}": path for path in dist.rglob("*") if path.is_file()}
    files = {
        name: _encodings(path, safety | {"cache-control": IMMUTABLE if name.startswith(ASSETS) else REVALIDATED})
        for name, path in paths.items()
        if path.suffix not in ENCODINGS.values() and "/." not in name
    }
    headers = safety | {"content-type": "text/html; charset=utf-8", "cache-control": REVALIDATED, "vary": "Accept"}
    page = {"": _file(_page(dist / PAGE, api_base_url), headers)}
    return files | {"/": page, f"/{PAGE}": page}


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
    kind = MEDIA_TYPES.guess_type(path.name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def _page(path: Path, api_base_url: str) -> bytes:
    """The page, told where the API is unless that is where the page comes from."""
    html = path.read_text(encoding="utf-8")
    if api_base_url:
        meta = f'<meta name="api-base-url" content="{escape(api_base_url)}">'
        html = html.replace("</head>", f"{meta}</head>", 1)
    return html.encode()


def _security_headers(api_base_url: str) -> dict[str, str]:
    """What a browser is to refuse a page of ours: above all, every script and style that is no file of ours."""
    address = urlsplit(api_base_url)
    policy = {
        "default-src": "'self'",
        # Pictures in articles, and of people, come from everywhere.
        "img-src": "'self' https:",
        "connect-src": f"'self' {address.scheme}://{address.netloc}" if address.netloc else "'self'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return {
        "content-security-policy": "; ".join(f"{directive} {sources}" for directive, sources in policy.items()),
        "x-content-type-options": "nosniff",
        # Other hosts learn where a reader comes from, and not what they read.
        "referrer-policy": "strict-origin-when-cross-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    }
