"""One operation: a method of a path, with the parameters, the body and the errors of its handler."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from types import NoneType
from typing import Any

from litestar.di import Provide
from litestar.enums import ParamType
from litestar.handlers import HTTPRouteHandler
from litestar.response import Response
from litestar.routes import BaseRoute, HTTPRoute
from litestar.status_codes import HTTP_200_OK, HTTP_204_NO_CONTENT, HTTP_304_NOT_MODIFIED
from litestar.types import Empty
from litestar.typing import FieldDefinition

from contract.internals import ReadParameter, converted_annotation, read_parameters
from contract.names import qualified_name
from contract.raises import declared_errors

_WITHOUT_BODY = (HTTP_204_NO_CONTENT, HTTP_304_NOT_MODIFIED)


@dataclass(frozen=True)
class Parameter:
    """A parameter of a request."""

    name: str
    """The name in the request, not in Python."""
    location: ParamType
    required: bool
    default: Any
    declared_annotation: Any
    """The annotation in the source."""
    annotation: Any
    """The annotation that Litestar validates, with its limits."""
    sequence: bool


@dataclass(frozen=True)
class Operation:
    """A method of a path, and its handler."""

    route: HTTPRoute
    method: str
    handler: HTTPRouteHandler

    @property
    def path(self) -> str:
        """The path in the document."""
        return self.route.path_format or "/"

    @property
    def location(self) -> str:
        """The operation in an error message: method, path and handler."""
        return f"{self.method.upper()} {self.path} ({qualified_name(self.handler.fn)})"

    @property
    def summary(self) -> str:
        """The summary of the handler, or the words of its name."""
        return self.handler.summary or self.handler.handler_name.replace("_", " ").capitalize()

    def is_revalidated(self, key: str) -> bool:
        """Whether the operation is a GET with the status 200, and the handler's `opt` has this key."""
        return self.method == "get" and self.handler.status_code == HTTP_200_OK and bool(self.handler.opt.get(key))

    @cached_property
    def dependencies(self) -> dict[str, Provide]:
        """The direct and indirect dependencies of the handler: each provider by its name."""
        return dependencies_of(self.handler)

    @cached_property
    def errors(self) -> list[Any]:
        """The declared errors of the handler, its dependencies, its guards and `before_request`."""
        providers = (provide.dependency for provide in self.dependencies.values())
        declared = map(declared_errors, (*providers, *self.hooks))
        return [*(self.handler.raises or ()), *chain.from_iterable(declared)]

    @property
    def hooks(self) -> list[Any]:
        """The functions that run before the handler: its guards, and `before_request`."""
        before = self.handler.resolve_before_request()
        return [*self.handler.resolve_guards(), *([before] if before else [])]

    @cached_property
    def body(self) -> FieldDefinition | None:
        """The argument for the body."""
        return body_of(self.handler)

    @cached_property
    def parameters(self) -> list[Parameter]:
        """The parameters of the handler and its dependencies."""
        parameters = (self._parameter(read) for read in read_parameters(self.route, self.handler))
        return sorted(parameters, key=lambda parameter: (parameter.location.value, parameter.name))

    def _parameter(self, read: ReadParameter) -> Parameter:
        function, definition = next(_arguments(self.handler, read.argument))
        return Parameter(
            name=read.name,
            location=read.location,
            required=read.required or read.location is ParamType.PATH,
            default=None if read.default in (Empty, Ellipsis) else read.default,
            declared_annotation=definition.raw,
            annotation=converted_annotation(function, read.argument),
            sequence=read.sequence,
        )

    @property
    def has_exception_handlers(self) -> bool:
        """Whether the application handles exceptions itself. Litestar handles those of Starlette, if installed."""
        handlers = self.handler.resolve_exception_handlers()
        return any(getattr(kind, "__module__", "") != "starlette.exceptions" for kind in handlers)

    @property
    def media_type(self) -> str:
        """The media type of the handler; empty for a response class that decides."""
        return str(getattr(self.handler.media_type, "value", self.handler.media_type))

    def returns(self, *classes: type) -> bool:
        """Whether the handler returns an instance of a class."""
        return self.handler.parsed_fn_signature.return_type.is_subclass_of(classes)

    @property
    def sends_null(self) -> bool:
        """Whether the body is the encoded None. Litestar sends no body with a status that forbids a body."""
        is_none = self.handler.parsed_fn_signature.return_type.annotation in (None, NoneType)
        return is_none and self.method != "head" and self.handler.status_code not in _WITHOUT_BODY

    @property
    def return_annotation(self) -> Any:
        """The annotation of the body of a success response."""
        return_type = self.handler.parsed_fn_signature.return_type
        if return_type.is_subclass_of(Response):
            return return_type.inner_types[0].raw if return_type.inner_types else Any
        return return_type.raw


def operations_of(routes: Iterable[BaseRoute]) -> Iterator[Operation]:
    """The operations of these routes, without those that the document excludes."""
    for route in routes:
        if isinstance(route, HTTPRoute):
            for handler in route.route_handlers:
                if handler.resolve_include_in_schema():
                    yield from (Operation(route, method.lower(), handler) for method in handler.http_methods)


def dependencies_of(handler: HTTPRouteHandler) -> dict[str, Provide]:
    """The direct and indirect dependencies of a handler: each provider by its name."""
    providers = handler.resolve_dependencies()

    def resolved_for(function: HTTPRouteHandler | Provide) -> Iterator[tuple[str, Provide]]:
        for name in function.parsed_fn_signature.parameters:
            if name in providers:
                yield from resolved_for(providers[name])
                yield name, providers[name]

    return dict(resolved_for(handler))


def body_of(handler: HTTPRouteHandler) -> FieldDefinition | None:
    """The argument for the body, of the handler or of one of its dependencies."""
    return next((definition for _, definition in _arguments(handler, "data")), None)


def _arguments(handler: HTTPRouteHandler, name: str) -> Iterator[tuple[HTTPRouteHandler | Provide, FieldDefinition]]:
    """The arguments with this name and their functions: first the handler, then its dependencies."""
    functions: list[HTTPRouteHandler | Provide] = [handler, *dependencies_of(handler).values()]
    for function in functions:
        if name in function.parsed_fn_signature.parameters:
            yield function, function.parsed_fn_signature.parameters[name]
