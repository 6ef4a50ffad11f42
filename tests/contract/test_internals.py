"""The internals of `contract.internals`. A failed test names the internal that a release has changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

from litestar import Litestar, get
from litestar.di import NamedDependency, Provide
from litestar.enums import ParamType
from litestar.handlers import HTTPRouteHandler
from litestar.params import CookieParameter, FromPath, FromQuery, HeaderParameter, QueryParameter
from litestar.routes import HTTPRoute
from msgspec import Meta

from contract.internals import ReadParameter, converted_annotation, parse_pattern, read_parameters


@contextmanager
def name_on_failure(internal: str) -> Iterator[None]:
    """Name the internal in the message of any error."""
    try:
        yield
    except Exception as error:
        message = f"a release has changed {internal}; update contract/internals.py"
        raise AssertionError(message) from error


async def provide_reader(
    language: Annotated[str, HeaderParameter(name="Accept-Language")],
    card: Annotated[str | None, CookieParameter(name="card")] = None,
) -> str:
    return f"{language} {card}"


@get("/shelves/{number:int}", dependencies={"reader": Provide(provide_reader)})
async def read_shelf(
    number: FromPath[int],
    reader: NamedDependency[str],
    limit: Annotated[int, QueryParameter(name="pageSize", ge=1, le=100)] = 20,
    genre: FromQuery[list[str] | None] = None,
) -> None:
    """Read a shelf."""


def registered(handler: HTTPRouteHandler) -> tuple[HTTPRoute, HTTPRouteHandler]:
    """The registered route of a handler, and its copy of the handler."""
    [route] = Litestar([handler], openapi_config=None).routes
    assert isinstance(route, HTTPRoute)
    return route, route.route_handlers[0]


def test_kwargs_model_of_a_route_has_every_parameter() -> None:
    with name_on_failure("the KwargsModel in HTTPRoute.route_handler_map"):
        assert set(read_parameters(*registered(read_shelf))) == {
            ReadParameter("number", "number", ParamType.PATH, required=True, default=None, sequence=False),
            ReadParameter("limit", "pageSize", ParamType.QUERY, required=False, default=20, sequence=False),
            ReadParameter("genre", "genre", ParamType.QUERY, required=False, default=None, sequence=True),
            ReadParameter("language", "Accept-Language", ParamType.HEADER, required=True, default=None, sequence=False),
            ReadParameter("card", "card", ParamType.COOKIE, required=False, default=None, sequence=False),
        }


def test_dependency_without_provider_is_not_a_parameter() -> None:
    @get("/")
    async def read(missing: NamedDependency[str] = "") -> None: ...

    with name_on_failure("ParamType.DEPENDENCY in the query parameters of a KwargsModel"):
        assert list(read_parameters(*registered(read))) == []


def test_signature_model_has_the_annotation_with_its_limits() -> None:
    _, handler = registered(read_shelf)

    with name_on_failure("the annotations of a SignatureModel"):
        annotation = converted_annotation(handler, "limit")

        assert annotation.__origin__ is int
        assert [(meta.ge, meta.le) for meta in annotation.__metadata__ if isinstance(meta, Meta)] == [(1, 100)]


def test_dependency_has_a_signature_model() -> None:
    _, handler = registered(read_shelf)

    with name_on_failure("the annotations of a SignatureModel"):
        assert converted_annotation(handler.resolve_dependencies()["reader"], "card")


def test_syntax_tree_of_a_pattern_has_named_opcodes_with_operands() -> None:
    with name_on_failure("the syntax tree of re._parser"):
        assert str(parse_pattern(r"^a+[^b-c\s]{2,3}?(?:.|(d)\1)(?!e)")) == (
            "[(AT, AT_BEGINNING),"
            " (MAX_REPEAT, (1, MAXREPEAT, [(LITERAL, 97)])),"
            " (MIN_REPEAT, (2, 3, [(IN, [(NEGATE, None), (RANGE, (98, 99)), (CATEGORY, CATEGORY_SPACE)])])),"
            " (BRANCH, (None, [[(ANY, None)], [(SUBPATTERN, (1, 0, 0, [(LITERAL, 100)])), (GROUPREF, 1)]])),"
            " (ASSERT_NOT, (1, [(LITERAL, 101)]))]"
        )
