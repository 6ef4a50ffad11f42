"""The adapter to internals of libraries, which a release may change without notice.

Each function gives the reason why no public API exists. Each function has a test in
tests/contract/test_internals.py, which runs first and names the changed internal.
"""

import importlib
from collections.abc import Iterator
from itertools import chain
from typing import Any, NamedTuple

from litestar.di import Provide
from litestar.enums import ParamType
from litestar.handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute


class ReadParameter(NamedTuple):
    """A parameter that Litestar reads from a request."""

    argument: str
    """The name in Python."""
    name: str
    """The name in the request."""
    location: ParamType
    required: bool
    default: Any
    sequence: bool


def read_parameters(route: HTTPRoute, handler: HTTPRouteHandler) -> Iterator[ReadParameter]:
    """The parameters of a handler on a route, with the parameters of its dependencies.

    Litestar combines the path, the layers and the dependencies in a model of a private package. The public signatures
    contain only a part of this model.
    """
    model = dict(route.route_handler_map.values())[handler]
    definitions = chain(
        model.expected_path_params,
        model.expected_query_params,
        model.expected_header_params,
        model.expected_cookie_params,
    )
    for definition in definitions:
        if definition.param_type is not ParamType.DEPENDENCY:
            yield ReadParameter(
                argument=definition.field_name,
                name=definition.field_alias,
                location=definition.param_type,
                required=definition.is_required,
                default=definition.default,
                sequence=definition.is_sequence,
            )


def converted_annotation(function: HTTPRouteHandler | Provide, argument: str) -> Any:
    """The annotation of an argument in the source, with the limits of its `QueryParameter`.

    Litestar combines annotation and limits in a signature model with a private class. The public parsed signature
    separates annotation and limits.
    """
    return function.signature_model.__annotations__[argument]


def parse_pattern(pattern: str) -> Any:
    """The syntax tree that `re.compile` uses: nested pairs of an opcode and its operand.

    Python's parser has no public name, and any other parser would differ in edge cases.
    """
    return importlib.import_module("re._parser").parse(pattern)
