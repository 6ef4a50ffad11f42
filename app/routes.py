"""The way of a request through a route: its dependencies, its handler, its answer.

Litestar works out for each request what is the same for all of an operation; here that is done once. What a route
does before and after (guards, hooks, caches) stays Litestar's. `docs/decisions/way-of-a-request.md` says why.
"""

from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

import msgspec
from litestar import MediaType, Request, Response
from litestar.di import Provide
from litestar.exceptions import ClientException, ImproperlyConfiguredException, SerializationException
from litestar.handlers import HTTPRouteHandler
from litestar.plugins.base import ReceiveRoutePlugin
from litestar.routes import BaseRoute, HTTPRoute
from litestar.types import ASGIApp, Empty, Receive, Scope, Send

Arguments = dict[str, Any]
Decode = Callable[[Any, Any], Any]
Opened = list[AsyncGenerator[Any, None]]

# What Litestar takes from the request as it is: there is nothing to check.
NEVER_WRONG = frozenset({"request", "scope", "socket"})


class PlannedRoutes(ReceiveRoutePlugin):
    """Sends requests through `PlannedRoute`."""

    def receive_route(self, route: BaseRoute) -> None:
        """Make it a planned one. Raises `ImproperlyConfiguredException` for what cannot be planned."""
        if isinstance(route, HTTPRoute):
            # Litestar makes its routes itself, and asks nobody of what class.
            route.__class__ = PlannedRoute
            for handler, model in route.route_handler_map.values():
                plan_of(handler, model)


class PlannedRoute(HTTPRoute):
    """A route that answers by the plan of its operation."""

    __slots__ = ()

    async def _call_handler_function(
        self,
        scope: Scope,  # noqa: ARG002 - the request has it
        request: Request[Any, Any, Any],
        parameter_model: Any,
        route_handler: HTTPRouteHandler,
    ) -> ASGIApp:
        """Litestar calls it between the guards and the sending of the response."""
        return await plan_of(route_handler, parameter_model).answer(request)


class Answer:
    """A response with nothing to it but a status and JSON."""

    __slots__ = ("body", "status")

    def __init__(self, status: int, body: bytes) -> None:
        self.status = status
        self.body = body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - as ASGI has it
        """Send it."""
        length = b"%d" % len(self.body)
        headers = [(b"content-type", b"application/json"), (b"content-length", length)]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": self.body, "more_body": False})


class Reader:
    """The arguments of a handler or a dependency, as its signature wants them."""

    def __init__(self, signature: Any, trusted: frozenset[str], decode: Decode) -> None:
        self._signature = signature
        self._decode = decode
        self._names = signature.__struct_fields__
        sent = [name for name in self._names if name not in trusted]
        # What dependencies make is of their types: mypy sees to that.
        self._model = _without_checks(signature, trusted) if sent else None

    def read(self, request: Request[Any, Any, Any], known: Arguments) -> Arguments:
        """The arguments out of all that is known. Raises Litestar's `ValidationException` for what does not fit."""
        if self._model is None:
            return {name: known[name] for name in self._names}
        try:
            read = msgspec.convert(known, self._model, strict=False, dec_hook=self._decode, str_keys=True)
        except msgspec.ValidationError:
            # Litestar knows the words.
            arguments: Arguments = self._signature.parse_values_from_connection_kwargs(request, known)
            return arguments
        return msgspec.structs.asdict(read)


def _without_checks(signature: Any, trusted: frozenset[str]) -> type[msgspec.Struct]:
    fields = [
        (field.name, Any if field.name in trusted else signature.__annotations__[field.name], field.default)
        for field in msgspec.structs.fields(signature)
    ]
    return msgspec.defstruct(signature.__name__, fields, kw_only=True)


class Step(NamedTuple):
    """A dependency, and how it reads its arguments."""

    name: str
    provide: Provide
    reader: Reader


class Plan:
    """What all requests to an operation have in common."""

    def __init__(self, handler: HTTPRouteHandler, model: Any) -> None:
        containers = list(_in_turn(model.dependency_batches))
        trusted = NEVER_WRONG.union(container.key for container in containers)
        self._handler = handler
        self._extractors = model.extractors
        self._steps = [_step(container, trusted, handler.default_deserializer) for container in containers]
        self._reader = Reader(handler.signature_model, trusted, handler.default_deserializer)
        self._encoder = msgspec.json.Encoder(enc_hook=handler.default_serializer) if _is_plain(handler) else None

    async def answer(self, request: Request[Any, Any, Any]) -> ASGIApp:
        """The response, after everything that was opened for it has been closed."""
        opened: Opened = []
        try:
            answer = await self._answer(request, opened)
        except BaseException as error:
            await _close(opened, error)
            raise
        await _close(opened)
        return answer

    async def _answer(self, request: Request[Any, Any, Any], opened: Opened) -> ASGIApp:
        before = self._handler.resolve_before_request()
        data = (before and await before(request)) or await self._call(request, opened)
        if self._encoder is not None and isinstance(data, msgspec.Struct):
            return Answer(self._handler.status_code, self._encoder.encode(data))
        return await self._handler.to_response(app=request.app, data=data, request=request)

    async def _call(self, request: Request[Any, Any, Any], opened: Opened) -> Any:
        known = await self._sent(request)
        for name, provide, reader in self._steps:
            value = await provide(**reader.read(request, known))
            if provide.has_async_generator_dependency:
                generator, value = value, await anext(value)
                opened.append(generator)
            known[name] = value
        result = self._handler.fn(**self._reader.read(request, known))
        return result if self._handler.has_sync_callable else await result

    async def _sent(self, request: Request[Any, Any, Any]) -> Arguments:
        """What the request itself says, not checked yet."""
        sent: Arguments = {}
        try:
            for extract in self._extractors:
                await extract(sent, request)
        except SerializationException as broken:
            raise ClientException(str(broken)) from broken
        if sent.get("data") is Empty:
            del sent["data"]
        return sent


@lru_cache(maxsize=1024)
def plan_of(handler: HTTPRouteHandler, model: Any) -> Plan:
    """The plan of an operation, made once."""
    return Plan(handler, model)


def _in_turn(batches: Sequence[set[Any]]) -> Iterator[Any]:
    """Dependencies one after the other, each after those that it needs.

    Litestar resolves those that do not need each other at once, in tasks; the tasks cost more than ours take, and would
    share one session.
    """
    return chain.from_iterable(sorted(batch, key=lambda container: container.key) for batch in batches)


def _step(container: Any, trusted: frozenset[str], decode: Decode) -> Step:
    provide: Provide = container.provide
    if provide.has_sync_generator_dependency:
        raise ImproperlyConfiguredException(f"the dependency {container.key!r} is a generator; make it an async one")
    return Step(container.key, provide, Reader(provide.signature_model, trusted, decode))


def _is_plain(handler: HTTPRouteHandler) -> bool:
    """Whether nothing but a status and JSON is to be sent."""
    return not (
        handler.media_type != MediaType.JSON
        or "HEAD" in handler.http_methods
        or handler.background
        or handler.resolve_return_dto()
        or handler.resolve_response_headers()
        or handler.resolve_response_cookies()
        or handler.resolve_response_class() is not Response
        or any(layer.after_request for layer in handler.ownership_layers)
    )


async def _close(opened: Opened, error: BaseException | None = None) -> None:
    """End what was opened, the last first, as nested `async with` would: one may raise something else instead."""
    left = error
    for generator in reversed(opened):
        try:
            await (anext(generator, None) if left is None else generator.athrow(left))
        except StopAsyncIteration:
            continue
        except BaseException as raised:  # noqa: BLE001 - is raised when all are ended
            left = raised
    if left is not None and left is not error:
        raise left
