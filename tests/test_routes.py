"""The way of a request through a route."""

from collections.abc import AsyncGenerator, AsyncIterator, Callable, Generator
from contextlib import asynccontextmanager
from typing import Annotated, Any

import httpx
import msgspec
import pytest
from litestar import Litestar, Request, Response, get, post
from litestar.background_tasks import BackgroundTask
from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie, ResponseHeader, State
from litestar.di import NamedDependency, Provide
from litestar.exceptions import ImproperlyConfiguredException, NotAuthorizedException
from litestar.handlers import BaseRouteHandler
from litestar.params import FromCookie, FromPath, FromQuery, HeaderParameter, JSONBody, PathParameter, QueryParameter
from litestar.types import Message, Receive, Scope, Send

from app.routes import PlannedRoute, PlannedRoutes


class Said(msgspec.Struct):
    """A body."""

    words: str


class Unencodable:
    """What no encoder knows."""


class Broken(msgspec.Struct):
    """A body that cannot be encoded."""

    what: Any


class RefusedError(Exception):
    """What a test refuses with."""


@asynccontextmanager
async def asking(*handlers: Any, happened: list[str] | None = None, **options: Any) -> AsyncIterator[httpx.AsyncClient]:
    """A client of an application with these handlers; notes when an answer starts."""
    app = Litestar(list(handlers), plugins=[PlannedRoutes()], openapi_config=None, logging_config=None, **options)
    assert all(isinstance(route, PlannedRoute) for route in app.routes)

    async def noted(scope: Scope, receive: Receive, send: Send) -> None:
        async def note(message: Message) -> None:
            if message["type"] == "http.response.start" and happened is not None:
                happened.append(f"sent {message['status']}")
            await send(message)

        await app(scope, receive, note)

    transport: Any = httpx.ASGITransport(noted)  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client


def opening(name: str, happened: list[str]) -> Provide:
    """A dependency that notes how it is opened and closed."""

    async def opened() -> AsyncGenerator[str, None]:
        happened.append(f"open {name}")
        try:
            yield name
        except BaseException as error:
            happened.append(f"{name} hears {type(error).__name__}")
            raise
        happened.append(f"close {name}")

    return Provide(opened)


def refusing(error: Callable[[], Exception]) -> Provide:
    """A dependency that needs one that is opened, and refuses."""

    async def refuse(first: NamedDependency[str]) -> str:
        raise error()

    return Provide(refuse)


def as_500(_: Request[Any, Any, Any], error: Exception) -> Response[dict[str, str]]:
    """An answer that says what was raised."""
    return Response({"raised": type(error).__name__}, status_code=500)


@get("/said")
async def say(first: NamedDependency[str], second: NamedDependency[str]) -> Said:
    """Say what the dependencies are."""
    return Said(f"{first} and {second}")


async def test_what_a_dependency_opens_is_closed_between_the_encoding_and_the_sending() -> None:
    happened: list[str] = []
    dependencies = {name: opening(name, happened) for name in ("first", "second")}

    async with asking(say, happened=happened, dependencies=dependencies) as client:
        response = await client.get("/said")

    assert response.status_code == 200
    assert response.json() == {"words": "first and second"}
    assert happened == ["open first", "open second", "close second", "close first", "sent 200"]


async def test_an_answer_that_cannot_be_encoded_is_heard_of_by_what_was_opened() -> None:
    happened: list[str] = []

    @get("/broken")
    async def broken(first: NamedDependency[str]) -> Broken:
        return Broken(first and Unencodable())

    async with asking(
        broken,
        happened=happened,
        dependencies={"first": opening("first", happened)},
        exception_handlers={Exception: as_500},
    ) as client:
        response = await client.get("/broken")

    assert response.status_code == 500
    assert happened == ["open first", "first hears TypeError", "sent 500"]


async def test_the_refusal_of_a_dependency_is_heard_of_by_what_was_opened_before() -> None:
    happened: list[str] = []
    dependencies = {"first": opening("first", happened), "second": refusing(RefusedError)}

    async with asking(
        say, happened=happened, dependencies=dependencies, exception_handlers={Exception: as_500}
    ) as client:
        response = await client.get("/said")

    assert response.json() == {"raised": "RefusedError"}
    assert happened == ["open first", "first hears RefusedError", "sent 500"]


async def test_what_cannot_be_closed_is_an_error_to_the_client_and_to_what_was_opened_before() -> None:
    happened: list[str] = []

    async def opened() -> AsyncGenerator[str, None]:
        yield "second"
        raise RefusedError

    async with asking(
        say,
        happened=happened,
        dependencies={"first": opening("first", happened), "second": Provide(opened)},
        exception_handlers={Exception: as_500},
    ) as client:
        response = await client.get("/said")

    assert response.json() == {"raised": "RefusedError"}
    assert happened == ["open first", "first hears RefusedError", "sent 500"]


async def test_who_hears_of_a_refusal_cannot_swallow_it() -> None:
    async def swallowing() -> AsyncGenerator[str, None]:
        try:
            yield "first"
        except RefusedError:
            return

    async with asking(
        say,
        dependencies={"first": Provide(swallowing), "second": refusing(RefusedError)},
        exception_handlers={Exception: as_500},
    ) as client:
        response = await client.get("/said")

    assert response.json() == {"raised": "RefusedError"}


def test_a_generator_that_is_not_async_is_refused_at_the_start() -> None:
    def opened() -> Generator[str, None, None]:
        yield "second"

    with pytest.raises(ImproperlyConfiguredException, match="the dependency 'second' is a generator; make it an async"):
        Litestar(
            [say], plugins=[PlannedRoutes()], dependencies={"first": opening("first", []), "second": Provide(opened)}
        )


SENT = {"X-Token": "sesame", "Cookie": "session_id=42"}


@get("/all/{number:int}")
async def read_all(
    number: FromPath[int],
    among: FromQuery[list[int]],
    x_token: Annotated[str, HeaderParameter(name="X-Token")],
    session_id: FromCookie[str],
    state: State,
    request: Request[Any, Any, Any],
    made: NamedDependency[str],
    limit: Annotated[int, QueryParameter(ge=1)] = 20,
) -> dict[str, Any]:
    """Tell everything that was read."""
    parts = [number, among, x_token, session_id, isinstance(state, State), request.method, made, limit]
    return {"all": parts}


def provide_made(limit: Annotated[int, QueryParameter(ge=1)] = 20) -> str:
    """A dependency with a parameter of its own."""
    return f"made with {limit}"


async def test_a_handler_is_given_what_its_signature_names() -> None:
    made = Provide(provide_made, sync_to_thread=False)
    async with asking(read_all, dependencies={"made": made}) as client:
        for _ in range(2):
            response = await client.get("/all/7?among=1&among=2", headers=SENT)

    assert response.json() == {"all": [7, [1, 2], "sesame", "42", True, "GET", "made with 20", 20]}


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/all/7?among=none", "Validation failed for GET /all/7?among=none"),
        ("/all/7?among=1&limit=0", "Validation failed for GET /all/7?among=1&limit=0"),
        ("/all/7", "Missing required query parameter 'among' for path /all/7"),
    ],
)
async def test_what_does_not_fit_is_refused_in_the_words_of_litestar(path: str, said: str) -> None:
    made = Provide(provide_made, sync_to_thread=False)
    async with asking(read_all, dependencies={"made": made}) as client:
        response = await client.get(path, headers=SENT)

    assert response.status_code == 400
    assert response.json()["detail"] == said


async def test_a_body_is_read_once_it_is_known_who_asks() -> None:
    def insist_on_token(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
        if "authorization" not in connection.headers:
            raise NotAuthorizedException

    @post("/said", guards=[insist_on_token])
    async def repeat(data: JSONBody[Said]) -> Said:
        return Said(data.words * 2)

    async with asking(repeat) as client:
        refused = await client.post("/said", json={"words": 7})
        unfit = await client.post("/said", json={"words": 7}, headers={"Authorization": "yes"})
        broken = await client.post("/said", content="{", headers={"Authorization": "yes"})
        fit = await client.post("/said", json={"words": "ha"}, headers={"Authorization": "yes"})

    assert [refused.status_code, unfit.status_code, broken.status_code] == [401, 400, 400]
    assert (fit.status_code, fit.json()) == (201, {"words": "haha"})


async def test_hooks_headers_cookies_and_tasks_are_what_they_are_to_litestar() -> None:
    happened: list[str] = []

    async def note_task() -> None:
        happened.append("task")

    async def shout(response: Response[Any]) -> Response[Any]:
        response.content = Said(response.content.words.upper())
        return response

    async def answer_at_once(request: Request[Any, Any, Any]) -> dict[str, str] | None:
        return {"words": "at once"} if "hurry" in request.query_params else None

    @get(
        "/said",
        before_request=answer_at_once,
        response_headers=[ResponseHeader(name="X-Kind", value="quiet")],
        response_cookies=[Cookie(key="seen", value="yes")],
        background=BackgroundTask(note_task),
    )
    async def whisper() -> Said:
        return Said("hush")

    @get("/shouted", after_request=shout)
    async def shouted() -> Said:
        return Said("hush")

    @get("/given", sync_to_thread=False)
    def given() -> Response[Said]:
        return Response(Said("as it is"), status_code=203, headers={"X-Kind": "given"})

    async with asking(whisper, shouted, given) as client:
        said, hurried = await client.get("/said"), await client.get("/said?hurry=1")
        changed, own = await client.get("/shouted"), await client.get("/given")

    assert (said.json(), said.headers["X-Kind"], said.cookies["seen"]) == ({"words": "hush"}, "quiet", "yes")
    assert happened == ["task", "task"]
    assert hurried.json() == {"words": "at once"}
    assert changed.json() == {"words": "HUSH"}
    assert (own.status_code, own.json(), own.headers["X-Kind"]) == (203, {"words": "as it is"}, "given")


@get("/plain/{slug:str}")
async def plain(slug: Annotated[str, PathParameter(pattern="^[a-z]+$")]) -> Said:
    """Answer with nothing but a body."""
    return Said(slug)


async def test_a_plain_answer_has_the_headers_that_litestar_sends() -> None:
    async with asking(plain) as client:
        ours = await client.get("/plain/word")
    transport: Any = httpx.ASGITransport(Litestar([plain], openapi_config=None))  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        theirs = await client.get("/plain/word")

    assert ours.content == b'{"words":"word"}'
    assert (ours.status_code, ours.headers, ours.content) == (theirs.status_code, theirs.headers, theirs.content)
