"""The internals of libraries that the contract needs and that no library promises.

Each function says why no public way exists, and has a canary in tests/contract/test_internals.py, which fails first
when a release changes what is behind it.
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
    """Its name in Python."""
    name: str
    """Its name on the wire."""
    place: ParamType
    required: bool
    default: Any
    sequence: bool


def read_parameters(route: HTTPRoute, handler: HTTPRouteHandler) -> Iterator[ReadParameter]:
    """The parameters of a handler on a route: its own, and those of its dependencies.

    The path, the layers and the dependencies have a say in each, and Litestar keeps the result in a model of a private
    package. The signatures, which are public, are only a part of that.
    """
    model = dict(route.route_handler_map.values())[handler]
    definitions = chain(
        model.expected_path_params,
        model.expected_query_params,
        model.expected_header_params,
        model.expected_cookie_params,
    )
    for one in definitions:
        if one.param_type is not ParamType.DEPENDENCY:
            yield ReadParameter(
                argument=one.field_name,
                name=one.field_alias,
                place=one.param_type,
                required=one.is_required,
                default=one.default,
                sequence=one.is_sequence,
            )


def converted_annotation(function: HTTPRouteHandler | Provide, argument: str) -> Any:
    """The annotation that an argument is converted to: as it is written, with the limits of its `QueryParameter`.

    Litestar joins the two in a signature model, the class of which is private. The parsed signature, which is public,
    keeps them apart.
    """
    return function.signature_model.__annotations__[argument]


def parse_pattern(pattern: str) -> Any:
    """The syntax tree of a pattern, as `re.compile` reads it: nested pairs of an opcode and its operand.

    Python has no public name for its parser, and any other would disagree with it in some corner.
    """
    return importlib.import_module("re._parser").parse(pattern)
