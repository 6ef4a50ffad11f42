"""A small application with a contract: everyone reads books, and members add and remove books."""

from collections.abc import Sequence
from enum import Enum
from typing import Annotated, Any, ClassVar, Literal

from litestar import Litestar, Request, Response, delete, get, post, put
from litestar.di import NamedDependency, Provide
from litestar.exceptions import HTTPException, ValidationException
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin, SwaggerRenderPlugin
from litestar.openapi.spec import SecurityScheme
from litestar.params import FromPath, FromQuery, JSONBody, PathParameter, QueryParameter
from litestar.types import ControllerRouterHandler
from msgspec import Meta, Struct

from contract import PUBLIC, ContractPlugin, ContractRequest, messages_by_field, raises, request_errors

Code = Literal["book_missing", "broken", "full", "gone_wrong", "invalid", "not_json", "token_bad", "token_missing"]


class Error(Struct):
    """The reason for an error response."""

    errors: dict[str, list[str]]
    code: Code
    request_id: str


class ApiError(HTTPException):
    code: ClassVar[Code]


class BookMissingError(ApiError):
    """The book does not exist."""

    status_code, code = 404, "book_missing"


class TokenMissingError(ApiError):
    """A token is required."""

    status_code, code = 401, "token_missing"
    headers: ClassVar[dict[str, str]] = {"WWW-Authenticate": "Token"}  # type: ignore[misc]


class TokenBadError(ApiError):
    """The token is unknown."""

    status_code, code = 401, "token_bad"


class ShelfFullError(ApiError):
    """The shelf is full."""

    status_code, code = 409, "full"


class InvalidRequestError(ApiError):
    """The request is invalid."""

    status_code, code = 422, "invalid"


class NotJsonError(ApiError):
    """The body is not JSON."""

    status_code, code = 400, "not_json"


class BrokenError(ApiError):
    """The server failed."""

    status_code, code = 500, "broken"


class Genre(Enum):
    """The genre of a book."""

    CRIME = "crime"
    LOVE = "love"


class Book(Struct, rename="camel"):
    """A book on the shelf."""

    title: Annotated[str, Meta(min_length=1, max_length=20, description="The title on the cover.", examples=["Emma"])]
    page_count: Annotated[int, Meta(ge=1)]
    genres: Annotated[list[Genre], Meta(max_length=2)]


class NewBook(Struct, rename="camel"):
    """A book to put on the shelf."""

    title: Annotated[str, Meta(min_length=1, max_length=20, pattern=r"\S")]
    page_count: Annotated[int, Meta(ge=1)]
    genres: Annotated[list[Genre], Meta(max_length=2)] = []


class NewBookRequest(Struct):
    """A book to put on the shelf, in its envelope."""

    book: NewBook


EMMA = Book("Emma", 474, [Genre.LOVE])


@raises(TokenBadError)
async def provide_viewer(request: Request[Any, Any, Any]) -> str | None:
    token = request.headers.get("Authorization")
    if token not in (None, "good"):
        raise TokenBadError
    return token


@raises(TokenMissingError)
async def provide_current_user(viewer: NamedDependency[str | None]) -> str:
    if viewer is None:
        raise TokenMissingError
    return viewer


@get("/books")
async def list_books(
    limit: Annotated[int, QueryParameter(ge=1, le=100, description="The maximum number of books.")] = 20,
    after: Annotated[int | None, QueryParameter(ge=0)] = None,
    sold_out: Annotated[bool | None, QueryParameter(name="soldOut")] = None,
    genre: FromQuery[list[Genre] | None] = None,
) -> list[Book]:
    """List the books."""
    return [EMMA][:limit]


@get("/books/{title:str}", raises=[BookMissingError])
async def read_book(title: Annotated[str, PathParameter(max_length=20)], viewer: NamedDependency[str | None]) -> Book:
    """Read one book."""
    if title == "invalid":
        return Book("", 0, [])
    if title != "Emma":
        raise BookMissingError
    return EMMA


@post("/books", raises=[ShelfFullError])
async def add_book(data: JSONBody[NewBookRequest], current_user: NamedDependency[str]) -> Response[Book]:
    """Put a book on the shelf."""
    return Response(Book(data.book.title, data.book.page_count, data.book.genres), headers={"X-Shelf": "1"})


@delete("/books/{title:str}")
async def remove_book(title: FromPath[str], current_user: NamedDependency[str]) -> None:
    """Remove a book from the shelf."""
    if title == "undeclared":
        raise ShelfFullError


@put("/shelf/{number:int}", sync_to_thread=False, opt={PUBLIC: "every visitor may label a shelf"})
def label_shelf(number: FromPath[int], data: JSONBody[dict[str, int]]) -> dict[str, int]:
    """Label a shelf."""
    return data


HANDLERS: Sequence[ControllerRouterHandler] = [list_books, read_book, add_book, remove_book, label_shelf]


def handle_http_exception(request: Request[Any, Any, Any], exception: HTTPException) -> Response[Error]:
    messages = messages_by_field(request_errors(request)) if isinstance(exception, ValidationException) else {}
    error = _api_error(exception)
    headers = {"X-Request-ID": "1", **(error.headers or {})}
    return Response(Error(messages, error.code, "1"), status_code=error.status_code, headers=headers)


def _api_error(exception: HTTPException) -> ApiError:
    match exception:
        case ApiError():
            return exception
        case ValidationException():
            return InvalidRequestError()
        case HTTPException(status_code=400):
            return NotJsonError()
    return BrokenError()


def plugin(**overrides: Any) -> ContractPlugin:
    options: dict[str, Any] = {
        "error_type": Error,
        "body_errors": (NotJsonError,),
        "input_errors": (InvalidRequestError,),
        "common_errors": (BrokenError,),
        "security_scheme": (
            "token",
            SecurityScheme(type="apiKey", name="Authorization", security_scheme_in="header"),
        ),
        "auth_dependency": "current_user",
        "optional_auth_dependency": "viewer",
    }
    return ContractPlugin(**options | overrides)


def library(
    handlers: Sequence[ControllerRouterHandler] = HANDLERS,
    *,
    contract: ContractPlugin | None = None,
    **options: Any,
) -> Litestar:
    return Litestar(
        handlers,
        dependencies={"viewer": Provide(provide_viewer), "current_user": Provide(provide_current_user)},
        request_class=ContractRequest,
        exception_handlers={HTTPException: handle_http_exception},
        plugins=[contract or plugin()],
        openapi_config=OpenAPIConfig(
            title="Library", version="1", render_plugins=[SwaggerRenderPlugin(), JsonRenderPlugin()]
        ),
        logging_config=None,
        **options,
    )
