"""The floor: what a request costs that asks nothing of a database, on the way that is chosen.

Every way answers any article with the same constant one.
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
from benchmarks.servers import WAYS, Name
from schemas.articles import Article, ArticleResponse
from schemas.profiles import Profile

MOMENT = datetime(2026, 1, 2, 3, 4, 5, 678_901, UTC)
ANSWER = ArticleResponse(
    article=Article(
        slug="how-to-train-your-dragon",
        title="How to train your dragon",
        description="With patience, and fish.",
        tag_list=["dragons", "training", "patience"],
        created_at=MOMENT,
        updated_at=MOMENT,
        favorited=False,
        favorites_count=5,
        author=Profile(username="jake", bio=None, image=None, following=False),
        body="Dragon trained by the wind of the day and the morning walk. " * 20,
    )
)


async def answer_as_asgi(_: Scope, __: Receive, send: Send) -> None:
    """Answer with nothing in between."""
    body = msgspec.json.encode(ANSWER)
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})


@get("/api/articles/{slug:str}", opt={ETAG: True})
async def answer_as_handler(slug: FromPath[str]) -> ArticleResponse:  # noqa: ARG001 - is to be read
    """Answer as a handler does."""
    return ANSWER


@get("/api/tags")
async def answer_that_it_is_up() -> ArticleResponse:
    """Answer what is asked of a server that comes up."""
    return ANSWER


def application(way: Name) -> Any:
    """What answers."""
    if way == "asgi":
        return answer_as_asgi
    app: Any = Litestar([answer_as_handler, answer_that_it_is_up], openapi_config=None, logging_config=None)
    if way == "logged":
        configure_logs(load_settings())
        app.asgi_handler = RequestLogMiddleware(ETagMiddleware(app.asgi_handler))
    return app


@click.command(help=__doc__, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--way", required=True, type=click.Choice(WAYS))
@click.option("--port", required=True, type=int)
def main(way: Name, port: int) -> None:
    """Run the command."""
    logging.basicConfig(level=logging.WARNING)
    uvicorn.run(
        application(way), port=port, http="httptools", loop="uvloop", access_log=False, log_config=None, lifespan="off"
    )


if __name__ == "__main__":
    main()
