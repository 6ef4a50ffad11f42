"""A small application with a contract: books, readable by all, written by members."""

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

from contract import ContractPlugin, ContractRequest, messages_by_field, raises, request_errors

Code = Literal["book_missing", "broken", "full", "gone_wrong", "invalid", "not_json", "token_bad", "token_missing"]


class Error(Struct):
    """Why a request was refused."""

    errors: dict[str, list[str]]
    code: Code
    request_id: str


class ApiError(HTTPException):
    code: ClassVar[Code]


class BookMissingError(ApiError):
    """There is no such book."""

    status_code, code = 404, "book_missing"


class TokenMissingError(ApiError):
    """A token is needed."""

    status_code, code = 401, "token_missing"
    headers: ClassVar[dict[str, str]] = {"WWW-Authenticate": "Token"}  # type: ignore[misc]


class TokenBadError(ApiError):
    """The token is unknown."""

    status_code, code = 401, "token_bad"


class ShelfFullError(ApiError):
    """The shelf is full."""

    status_code, code = 409, "full"


class InvalidRequestError(ApiError):
    """Something does not fit."""

    status_code, code = 422, "invalid"


class NotJsonError(ApiError):
    """The body is not JSON."""

    status_code, code = 400, "not_json"


class BrokenError(ApiError):
    """The server failed."""

    status_code, code = 500, "broken"


class Genre(Enum):
    """What a book is about."""

    CRIME = "crime"
    LOVE = "love"


class Book(Struct, rename="camel"):
    """A book on the shelf."""

    title: Annotated[str, Meta(min_length=1, max_length=20, description="As on its cover.", examples=["Emma"])]
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
    limit: Annotated[int, QueryParameter(ge=1, le=100, description="How many at most.")] = 20,
    after: Annotated[int | None, QueryParameter(ge=0)] = None,
    sold_out: Annotated[bool | None, QueryParameter(name="soldOut")] = None,
    genre: FromQuery[list[Genre] | None] = None,
) -> list[Book]:
    """List the books."""
    return [EMMA][:limit]


@get("/books/{title:str}", raises=[BookMissingError])
async def read_book(title: Annotated[str, PathParameter(max_length=20)], viewer: NamedDependency[str | None]) -> Book:
    """Read one book."""
    if title == "lie":
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
    """Take a book from the shelf."""
    if title == "surprise":
        raise ShelfFullError


@put("/shelf/{number:int}", sync_to_thread=False)
def label_shelf(number: FromPath[int], data: JSONBody[dict[str, int]]) -> dict[str, int]:
    """Label a shelf."""
    return data


HANDLERS: Sequence[ControllerRouterHandler] = [list_books, read_book, add_book, remove_book, label_shelf]


def refuse(request: Request[Any, Any, Any], refused: HTTPException) -> Response[Error]:
    errors = messages_by_field(request_errors(request)) if isinstance(refused, ValidationException) else {}
    known = refused if isinstance(refused, ApiError) else {400: NotJsonError()}.get(refused.status_code, BrokenError())
    known = InvalidRequestError() if isinstance(refused, ValidationException) else known
    headers = {"X-Request-ID": "1", **(known.headers or {})}
    return Response(Error(errors, known.code, "1"), status_code=known.status_code, headers=headers)


def plugin(**others: Any) -> ContractPlugin:
    said: dict[str, Any] = {
        "error": Error,
        "with_body": (NotJsonError,),
        "with_input": (InvalidRequestError,),
        "always": (BrokenError,),
        "security_scheme": (
            "token",
            SecurityScheme(type="apiKey", name="Authorization", security_scheme_in="header"),
        ),
        "required_by": "current_user",
        "optional_by": "viewer",
    }
    return ContractPlugin(**said | others)


def library(
    handlers: Sequence[ControllerRouterHandler] = HANDLERS,
    *,
    contract: ContractPlugin | None = None,
    **others: Any,
) -> Litestar:
    return Litestar(
        handlers,
        dependencies={"viewer": Provide(provide_viewer), "current_user": Provide(provide_current_user)},
        request_class=ContractRequest,
        exception_handlers={HTTPException: refuse},
        plugins=[contract or plugin()],
        openapi_config=OpenAPIConfig(
            title="Library", version="1", render_plugins=[SwaggerRenderPlugin(), JsonRenderPlugin()]
        ),
        logging_config=None,
        **others,
    )
