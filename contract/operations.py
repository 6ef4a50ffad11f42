"""One operation: a method of a path, with everything its handler and its dependencies ask for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

from litestar.enums import ParamType
from litestar.handlers import HTTPRouteHandler
from litestar.response import Response
from litestar.routes import BaseRoute, HTTPRoute
from litestar.status_codes import HTTP_200_OK
from litestar.types import Empty

from contract.names import place_of
from contract.refusals import declared_by


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
    """The annotation that Litestar's signature model made of it and enforces."""
    sequence: bool


@dataclass(frozen=True)
class Operation:
    """A method of a path and the handler that answers it."""

    path: str
    method: str
    handler: HTTPRouteHandler
    kwargs_model: Any

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
    def dependencies(self) -> dict[str, Any]:
        """Every provider that is resolved for the handler, by its name, however deep."""
        return {found.key: found.provide for found in chain.from_iterable(self.kwargs_model.dependency_batches)}

    @cached_property
    def refusals(self) -> list[Any]:
        """What the handler and its dependencies have declared to raise."""
        declared = (declared_by(provide.dependency) for provide in self.dependencies.values())
        return [*(self.handler.raises or ()), *chain.from_iterable(declared)]

    @cached_property
    def signatures(self) -> list[Any]:
        """The signature models that read the request: the handler's own and those of its dependencies."""
        return [
            self.handler.signature_model,
            *(provide.signature_model for provide in self.dependencies.values()),
        ]

    @cached_property
    def body(self) -> Any:
        """The field that takes the body, or None."""
        return next((model._fields["data"] for model in self.signatures if "data" in model._fields), None)

    @cached_property
    def parameters(self) -> list[Parameter]:
        """Every parameter that is read, by the handler or by a dependency."""
        model = self.kwargs_model
        definitions = chain(
            model.expected_path_params,
            model.expected_query_params,
            model.expected_header_params,
            model.expected_cookie_params,
        )
        found = (self._parameter(one) for one in definitions if one.param_type is not ParamType.DEPENDENCY)
        return sorted(found, key=lambda parameter: (parameter.place.value, parameter.name))

    def _parameter(self, definition: Any) -> Parameter:
        name = definition.field_name
        reader = next(model for model in self.signatures if name in model._fields)
        return Parameter(
            name=definition.field_alias,
            place=definition.param_type,
            required=definition.is_required or definition.param_type is ParamType.PATH,
            default=None if definition.default in (Empty, Ellipsis) else definition.default,
            declared=reader._fields[name].raw,
            annotation=reader.__annotations__[name],
            sequence=definition.is_sequence,
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
            for method, (handler, kwargs_model) in route.route_handler_map.items():
                if handler.resolve_include_in_schema():
                    yield Operation(route.path_format or "/", method.lower(), handler, kwargs_model)
