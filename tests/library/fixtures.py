"""Fixtures: the library application on each database, and its users."""

from collections.abc import AsyncIterator, Callable

import httpx
import msgspec
import pytest
from litestar import Litestar
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncEngine

from app.asgi import create_app
from app.db.engine import create_engine
from app.db.migrations import upgrade_to_head
from app.db_models import User
from app.settings import Settings
from contract import ResponseValidationMiddleware
from migrations.gates.database import on_database
from tests.library.controllers import BookController
from tests.library.models import create_library
from tests.people import Person, SignUp, register


@pytest.fixture(scope="session")
def library_settings(database_kind: str, new_settings: Callable[[str], Settings]) -> Settings:
    """Settings for a migrated database with the tables of the library."""
    settings = new_settings(database_kind)
    upgrade_to_head(settings)
    on_database(settings, create_library)
    return settings


@pytest.fixture(scope="session")
async def library(library_settings: Settings) -> AsyncIterator[Litestar]:
    """The started application with the handlers of the library."""
    app = create_app(msgspec.structs.replace(library_settings, contract_check="off"), controllers=[BookController])
    app.asgi_handler = ResponseValidationMiddleware(app.asgi_handler, mode="raise")
    async with app.lifespan():
        yield app


@pytest.fixture(scope="session")
async def library_engine(library_settings: Settings) -> AsyncIterator[AsyncEngine]:
    """An engine for direct access to the library's database."""
    engine = create_engine(library_settings)
    yield engine
    await engine.dispose()


@pytest.fixture
async def visitor(library: Litestar, library_engine: AsyncEngine) -> AsyncIterator[Person]:
    """An anonymous user of the library, whose database is empty before and after the test."""
    transport = httpx.ASGITransport(app=library)  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        yield Person(client)
    async with library_engine.begin() as connection:
        await connection.execute(delete(User))


@pytest.fixture
def join(visitor: Person) -> SignUp:
    """`await join("jake")` registers a user of the library."""

    async def join(username: str) -> Person:
        return await register(visitor.client, username)

    return join


async def add_book(person: Person, title: str = "A title", genre: str = "crime") -> int:
    """Add a book and return its id."""
    response = await person.post("/books", {"title": title, "genre": genre})
    assert response.status_code == 201, response.text
    book_id: int = response.json()["id"]
    return book_id


async def borrow(person: Person, book_id: int) -> None:
    assert (await person.post(f"/books/{book_id}/loan")).status_code == 200
