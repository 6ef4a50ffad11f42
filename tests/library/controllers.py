"""The handlers of books, with their contract and their queries: a list with its total, one book, and writes."""

from typing import Annotated

import msgspec
from litestar import Controller, delete, get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody, PathParameter, QueryParameter
from msgspec import Meta
from sqlalchemy import BigInteger, bindparam, select
from sqlalchemy import delete as delete_from
from sqlalchemy.ext.asyncio import AsyncSession

from app.db.counters import count_of
from app.db.query import Query, Row
from app.db.reads import Reads
from app.db_models import User
from app.errors.base import require
from app.errors.requests import PathNotFoundError
from app.queries.subqueries import exists_row
from app.queries.users import AccountRow
from schemas.base import Contract
from tests.library.models import Book, Loan

Title = Annotated[str, Meta(min_length=1, max_length=100)]
Genre = Annotated[str, Meta(min_length=1, max_length=20)]
BookId = Annotated[int, PathParameter(description="The id of the book.", ge=1, le=2**53 - 1)]


class NewBook(Contract):
    """A book to lend."""

    title: Title
    genre: Genre


class BookResponse(NewBook):
    """A book as a user sees it: `borrowed` refers to this user."""

    id: Annotated[int, Meta(ge=1)]
    owner: str
    loans: Annotated[int, Meta(ge=0)]
    borrowed: bool


class BooksResponse(Contract):
    """The books of a genre, newest first, and the number of its books."""

    books: list[BookResponse]
    count: Annotated[int, Meta(ge=0)]


class BookRow(Row):
    """A book as a viewer sees it."""

    id: int
    title: str
    genre: str
    owner: str
    loans: int
    borrowed: bool


class CountRow(Row):
    """A number of books."""

    count: int


VIEWER = bindparam("viewer", type_=BigInteger)
GENRE = bindparam("genre", type_=Book.genre.type)
SELECT_BOOKS = select(
    Book.id,
    Book.title,
    Book.genre,
    User.username.label("owner"),
    count_of(Loan.book_id, Book.id).label("loans"),
    exists_row(Loan.book_id == Book.id, Loan.reader_id == VIEWER).label("borrowed"),
).join(User, User.id == Book.owner_id)
BOOK = Query(BookRow, SELECT_BOOKS.where(Book.id == bindparam("id", type_=BigInteger)))
BOOKS_IN_GENRE = Query(BookRow, SELECT_BOOKS.where(Book.genre == GENRE).order_by(Book.id.desc()))
NUMBER_IN_GENRE = Query(CountRow, select(count_of(Book.genre, GENRE).label("count")))


def present_book(row: BookRow) -> BookResponse:
    """The book as the viewer sees it."""
    return BookResponse(**msgspec.structs.asdict(row))


class BookController(Controller):
    """Books."""

    path = "/books"
    tags = ("Books",)

    @get(operation_id="listBooks")
    async def list_books(
        self,
        viewer: NamedDependency[AccountRow | None],
        reads: NamedDependency[Reads],
        genre: Annotated[str, QueryParameter(description="The genre of the books.")] = "crime",
    ) -> BooksResponse:
        """List the books of a genre."""
        rows = await reads.all(BOOKS_IN_GENRE, genre=genre, viewer=viewer and viewer.id)
        number = await reads.one(NUMBER_IN_GENRE, genre=genre)
        return BooksResponse(books=[present_book(row) for row in rows], count=number.count)

    @get("/{book_id:int}", operation_id="getBook", raises=[PathNotFoundError])
    async def get_book(
        self, book_id: BookId, viewer: NamedDependency[AccountRow | None], reads: NamedDependency[Reads]
    ) -> BookResponse:
        """Get a book."""
        row = await reads.first(BOOK, id=book_id, viewer=viewer and viewer.id)
        return present_book(require(row, PathNotFoundError))

    @post(operation_id="addBook")
    async def add_book(
        self,
        data: JSONBody[NewBook],
        current_user: NamedDependency[AccountRow],
        session: NamedDependency[AsyncSession],
    ) -> BookResponse:
        """Add a book."""
        book = Book(title=data.title, genre=data.genre, owner_id=current_user.id)
        session.add(book)
        await session.flush()
        return present_book(await BOOK.one(session, id=book.id, viewer=current_user.id))

    @post("/{book_id:int}/loan", operation_id="borrowBook", status_code=200)
    async def borrow_book(
        self, book_id: BookId, current_user: NamedDependency[AccountRow], session: NamedDependency[AsyncSession]
    ) -> BookResponse:
        """Borrow an existing book."""
        session.add(Loan(book_id=book_id, reader_id=current_user.id))
        await session.flush()
        return present_book(await BOOK.one(session, id=book_id, viewer=current_user.id))

    @delete("/{book_id:int}/loan", operation_id="returnBook")
    async def return_book(
        self, book_id: BookId, current_user: NamedDependency[AccountRow], session: NamedDependency[AsyncSession]
    ) -> None:
        """Return a borrowed book."""
        await session.execute(delete_from(Loan).where(Loan.book_id == book_id, Loan.reader_id == current_user.id))
