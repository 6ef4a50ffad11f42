"""Canaries: the name of the internal that a release has changed, for each function of `contract.internals`."""

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
def canary(internal: str) -> Iterator[None]:
    """Name the internal, whatever fails within."""
    try:
        yield
    except Exception as changed:
        message = f"a release has changed {internal}, and contract/internals.py has to follow"
        raise AssertionError(message) from changed


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
    """The route that an application makes for a handler, and the handler as it is there."""
    [route] = Litestar([handler], openapi_config=None).routes
    assert isinstance(route, HTTPRoute)
    return route, route.route_handlers[0]


def test_the_kwargs_model_of_a_route_has_every_parameter_that_is_read() -> None:
    with canary("the KwargsModel in HTTPRoute.route_handler_map"):
        assert set(read_parameters(*registered(read_shelf))) == {
            ReadParameter("number", "number", ParamType.PATH, required=True, default=None, sequence=False),
            ReadParameter("limit", "pageSize", ParamType.QUERY, required=False, default=20, sequence=False),
            ReadParameter("genre", "genre", ParamType.QUERY, required=False, default=None, sequence=True),
            ReadParameter("language", "Accept-Language", ParamType.HEADER, required=True, default=None, sequence=False),
            ReadParameter("card", "card", ParamType.COOKIE, required=False, default=None, sequence=False),
        }


def test_a_dependency_that_nobody_provides_is_no_parameter() -> None:
    @get("/")
    async def read(nobody: NamedDependency[str] = "") -> None: ...

    with canary("ParamType.DEPENDENCY among the query parameters of a KwargsModel"):
        assert list(read_parameters(*registered(read))) == []


def test_a_signature_model_has_the_annotation_with_its_limits() -> None:
    _, handler = registered(read_shelf)

    with canary("the annotations of a SignatureModel"):
        annotation = converted_annotation(handler, "limit")

        assert annotation.__origin__ is int
        assert [(said.ge, said.le) for said in annotation.__metadata__ if isinstance(said, Meta)] == [(1, 100)]


def test_the_signature_of_a_dependency_has_a_model_too() -> None:
    _, handler = registered(read_shelf)

    with canary("the annotations of a SignatureModel"):
        assert converted_annotation(handler.resolve_dependencies()["reader"], "card")


def test_the_syntax_tree_of_a_pattern_has_named_opcodes_with_operands() -> None:
    with canary("the syntax tree of re._parser"):
        assert str(parse_pattern(r"^a+[^b-c\s]{2,3}?(?:.|(d)\1)(?!e)")) == (
            "[(AT, AT_BEGINNING),"
            " (MAX_REPEAT, (1, MAXREPEAT, [(LITERAL, 97)])),"
            " (MIN_REPEAT, (2, 3, [(IN, [(NEGATE, None), (RANGE, (98, 99)), (CATEGORY, CATEGORY_SPACE)])])),"
            " (BRANCH, (None, [[(ANY, None)], [(SUBPATTERN, (1, 0, 0, [(LITERAL, 100)])), (GROUPREF, 1)]])),"
            " (ASSERT_NOT, (1, [(LITERAL, 101)]))]"
        )
