"""One operation: a method of a path, with everything its handler and its dependencies ask for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

from litestar.di import Provide
from litestar.enums import ParamType
from litestar.handlers import HTTPRouteHandler
from litestar.response import Response
from litestar.routes import BaseRoute, HTTPRoute
from litestar.status_codes import HTTP_200_OK
from litestar.types import Empty
from litestar.typing import FieldDefinition

from contract.internals import ReadParameter, converted_annotation, read_parameters
from contract.names import place_of
from contract.raises import declared_by


@dataclass(frozen=True)
class Parameter:
    """A parameter of a request."""

    name: str
    """On the wire, not in Python."""
    place: ParamType
    required: bool
    default: Any
    declared: Any
    """The annotation as it is written."""
    annotation: Any
    """The annotation that Litestar converts it to, with its limits."""
    sequence: bool


@dataclass(frozen=True)
class Operation:
    """A method of a path and the handler that answers it."""

    route: HTTPRoute
    method: str
    handler: HTTPRouteHandler

    @property
    def path(self) -> str:
        """The path as the document has it."""
        return self.route.path_format or "/"

    @property
    def place(self) -> str:
        """What an error message calls it."""
        return f"{self.method.upper()} {self.path} ({place_of(self.handler.fn)})"

    @property
    def summary(self) -> str:
        """The handler's own summary, or its name as words."""
        return self.handler.summary or self.handler.handler_name.replace("_", " ").capitalize()

    def revalidates(self, word: str) -> bool:
        """Whether it is a GET that answers 200, and its handler's `opt` has that word."""
        return self.method == "get" and self.handler.status_code == HTTP_200_OK and bool(self.handler.opt.get(word))

    @cached_property
    def dependencies(self) -> dict[str, Provide]:
        """Every provider that is resolved for the handler, by its name, however deep."""
        return dependencies_of(self.handler)

    @cached_property
    def errors(self) -> list[Any]:
        """What the handler and its dependencies have declared to raise."""
        declared = (declared_by(provide.dependency) for provide in self.dependencies.values())
        return [*(self.handler.raises or ()), *chain.from_iterable(declared)]

    @cached_property
    def body(self) -> FieldDefinition | None:
        """The argument that takes the body."""
        return body_of(self.handler)

    @cached_property
    def parameters(self) -> list[Parameter]:
        """Every parameter that is read, by the handler or by a dependency."""
        found = (self._parameter(read) for read in read_parameters(self.route, self.handler))
        return sorted(found, key=lambda parameter: (parameter.place.value, parameter.name))

    def _parameter(self, read: ReadParameter) -> Parameter:
        function, declared = next(_arguments(self.handler, read.argument))
        return Parameter(
            name=read.name,
            place=read.place,
            required=read.required or read.place is ParamType.PATH,
            default=None if read.default in (Empty, Ellipsis) else read.default,
            declared=declared.raw,
            annotation=converted_annotation(function, read.argument),
            sequence=read.sequence,
        )

    @property
    def returned(self) -> Any:
        """The annotation of the body that a success carries."""
        returned = self.handler.parsed_fn_signature.return_type
        if returned.is_subclass_of(Response):
            return returned.inner_types[0].raw if returned.inner_types else Any
        return returned.raw


def operations_of(routes: Iterable[BaseRoute]) -> Iterator[Operation]:
    """The operations of these routes that belong into the document."""
    for route in routes:
        if isinstance(route, HTTPRoute):
            for handler in route.route_handlers:
                if handler.resolve_include_in_schema():
                    yield from (Operation(route, method.lower(), handler) for method in handler.http_methods)


def dependencies_of(handler: HTTPRouteHandler) -> dict[str, Provide]:
    """Every provider that is resolved for a handler, by its name, however deep."""
    provided = handler.resolve_dependencies()

    def resolved_for(function: HTTPRouteHandler | Provide) -> Iterator[tuple[str, Provide]]:
        for name in function.parsed_fn_signature.parameters:
            if name in provided:
                yield from resolved_for(provided[name])
                yield name, provided[name]

    return dict(resolved_for(handler))


def body_of(handler: HTTPRouteHandler) -> FieldDefinition | None:
    """The argument that takes the body, of the handler or of one of its dependencies."""
    return next((declared for _, declared in _arguments(handler, "data")), None)


def _arguments(handler: HTTPRouteHandler, name: str) -> Iterator[tuple[HTTPRouteHandler | Provide, FieldDefinition]]:
    """The arguments of that name, each with its function: of the handler first, then of its dependencies."""
    functions: list[HTTPRouteHandler | Provide] = [handler, *dependencies_of(handler).values()]
    for function in functions:
        if name in function.parsed_fn_signature.parameters:
            yield function, function.parsed_fn_signature.parameters[name]
