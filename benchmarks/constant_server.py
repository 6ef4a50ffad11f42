"""Servers of a constant response: the cost of a request without a database.

All variants send the same article for every slug.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import logging
from datetime import UTC, datetime
from typing import Any

import msgspec
import rich_click as click
import uvicorn
from litestar import Litestar, get
from litestar.params import FromPath
from litestar.types import Receive, Scope, Send

from app.http.etags import ETAG, ETagMiddleware
from app.http.request_log import RequestLogMiddleware, configure_logs
from app.settings import load_settings
from benchmarks.servers import CONSTANT_SERVERS, Name
from schemas.articles import Article, ArticleResponse
from schemas.profiles import Profile

TIMESTAMP = datetime(2026, 1, 2, 3, 4, 5, 678_901, UTC)
RESPONSE = ArticleResponse(
    article=Article(
        slug="how-to-train-your-dragon",
        title="How to train your dragon",
        description="With patience, and fish.",
        tag_list=["dragons", "training", "patience"],
        created_at=TIMESTAMP,
        updated_at=TIMESTAMP,
        favorited=False,
        favorites_count=5,
        author=Profile(username="jake", bio=None, image=None, following=False),
        body="Dragon trained by the wind of the day and the morning walk. " * 20,
    )
)


async def respond_as_asgi(_: Scope, __: Receive, send: Send) -> None:
    """Send the response without a framework."""
    body = msgspec.json.encode(RESPONSE)
    headers = [(b"content-type", b"create_constant_app/json"), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})


@get("/api/articles/{slug:str}", opt={ETAG: True})
async def get_article(slug: FromPath[str]) -> ArticleResponse:  # noqa: ARG001 - Litestar must parse the parameter
    """Return the constant article."""
    return RESPONSE


@get("/api/tags")
async def get_tags() -> ArticleResponse:
    """Return a response to the readiness check of the benchmarks."""
    return RESPONSE


def create_constant_app(variant: Name) -> Any:
    """The ASGI application of the variant."""
    if variant == "asgi":
        return respond_as_asgi
    app: Any = Litestar([get_article, get_tags], openapi_config=None, logging_config=None)
    if variant == "logged":
        configure_logs(load_settings())
        app.asgi_handler = RequestLogMiddleware(ETagMiddleware(app.asgi_handler))
    return app


@click.command(help=__doc__, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--variant", required=True, type=click.Choice(CONSTANT_SERVERS))
@click.option("--port", required=True, type=int)
def main(variant: Name, port: int) -> None:
    """Run the command."""
    logging.basicConfig(level=logging.WARNING)
    uvicorn.run(
        create_constant_app(variant),
        port=port,
        http="httptools",
        loop="uvloop",
        access_log=False,
        log_config=None,
        lifespan="off",
    )


if __name__ == "__main__":
    main()
