"""Stored counts equal the counts of the rows after any sequence of writes."""

import random
from collections.abc import AsyncIterator, Callable
from contextlib import suppress

import anyio
import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.orm import Session

from app.db.counters import count_of, missing_triggers, recount, without_triggers
from app.db.migrations import upgrade_to_head
from app.db.triggers import create_count_triggers, drop_count_triggers
from app.db_models import User
from app.settings import Settings
from migrations.gates.database import on_database
from tests.library.fixtures import add_book, borrow
from tests.library.models import Book, LibraryBase, Loan
from tests.people import Person, SignUp
from tests.waiting import TIMEOUT_SECONDS

ACTUAL_COUNTS = """
    SELECT 'books' AS scope, '' AS key, count(*) AS n FROM books HAVING count(*) > 0
    UNION ALL SELECT 'books_in', genre, count(*) FROM books GROUP BY genre
    UNION ALL SELECT 'loans_of', CAST(book_id AS VARCHAR), count(*) FROM loans GROUP BY book_id
    UNION ALL SELECT 'loans_by', CAST(reader_id AS VARCHAR), count(*) FROM loans GROUP BY reader_id
    """
STORED_COUNTS = "SELECT scope, key, sum(n) AS n FROM counts GROUP BY scope, key HAVING sum(n) <> 0"
Counts = set[tuple[str, str, int]]


async def stored_and_actual_counts(engine: AsyncEngine) -> tuple[Counts, Counts]:
    """The counts that triggers have stored, and the counts of the rows, in the same transaction."""
    async with engine.begin() as connection:
        stored = {(scope, key, int(n)) for scope, key, n in await connection.execute(text(STORED_COUNTS))}
        actual = {(scope, key, int(n)) for scope, key, n in await connection.execute(text(ACTUAL_COUNTS))}
    return stored, actual


async def execute(engine: AsyncEngine, *statements: str) -> None:
    """Execute statements in one transaction."""
    async with engine.begin() as connection:
        for statement in statements:
            await connection.execute(text(statement))


class RandomWrites:
    """Random writes by several users."""

    def __init__(self, engine: AsyncEngine, users: list[Person], seed: int) -> None:
        self.engine = engine
        self.random = random.Random(seed)
        self.users = users
        self.books: list[int] = []

    async def write_once(self) -> None:
        user, genre = self.random.choice(self.users), self.random.choice(["crime", "love", "ä"])
        book = self.random.choice(self.books) if self.books else 0
        match self.random.choice(["add", "add", "borrow", "borrow", "return", "move", "remove"]):
            case "add":
                self.books.append(await add_book(user, genre=genre))
            case "borrow":
                # Another writer may have removed the book, or the user may have borrowed the book.
                with suppress(IntegrityError):
                    select = f"SELECT {book}, id FROM users WHERE username = '{user.username}'"
                    await execute(self.engine, f"INSERT INTO loans (book_id, reader_id) {select}")
            case "return":
                assert (await user.delete(f"/books/{book or 1}/loan")).status_code == 204
            case "move":
                await execute(self.engine, f"UPDATE books SET genre = '{genre}' WHERE id = {book}")
            case "remove":
                await execute(self.engine, f"DELETE FROM books WHERE id = {book}")


@pytest.mark.parametrize("seed", [1, 2])
async def test_counts_are_correct_after_concurrent_writes(
    visitor: Person, join: SignUp, library_engine: AsyncEngine, seed: int
) -> None:
    users = [await join(name) for name in ("jake", "anna", "otto")]
    writes = RandomWrites(library_engine, users, seed)

    async def write() -> None:
        for _ in range(25):
            await writes.write_once()

    async with anyio.create_task_group() as tasks:
        for _ in range(6):
            tasks.start_soon(write)
    stored, actual = await stored_and_actual_counts(library_engine)
    assert stored == actual
    assert len(actual) > 8

    await execute(
        library_engine,
        "DELETE FROM users WHERE username = 'jake'",
        "UPDATE books SET owner_id = (SELECT id FROM users WHERE username = 'anna'), genre = 'love' WHERE genre = 'ä'",
        "DELETE FROM loans WHERE book_id = (SELECT min(book_id) FROM loans)",
    )
    stored, actual = await stored_and_actual_counts(library_engine)
    assert stored == actual
    number = (await visitor.get("/books?genre=love")).json()["count"]
    assert ("books_in", "love", number) in actual


async def test_rolled_back_transaction_changes_no_counts(join: SignUp, library_engine: AsyncEngine) -> None:
    await add_book(await join("jake"))
    async with library_engine.connect() as connection:
        transaction = await connection.begin()
        await connection.execute(text("DELETE FROM books"))
        await transaction.rollback()

    stored, actual = await stored_and_actual_counts(library_engine)
    assert stored == actual
    assert ("books", "", 1) in stored


@pytest.fixture
async def open_loan(join: SignUp, library_engine: AsyncEngine) -> AsyncIterator[int]:
    """A book, while another transaction with a new loan of the book stays open."""
    jake, _ = await join("jake"), await join("anna")
    book = await add_book(jake)
    # The counter already has a row, for which writers could compete.
    await borrow(jake, book)
    async with library_engine.connect() as connection:
        transaction = await connection.begin()
        add = f"INSERT INTO loans (book_id, reader_id) SELECT {book}, id FROM users WHERE username = 'anna'"
        await connection.execute(text(add))
        yield book
        await transaction.commit()


async def test_writers_do_not_block_each_other_on_counters(join: SignUp, database_kind: str, open_loan: int) -> None:
    if database_kind == "sqlite":
        pytest.skip("SQLite has one writer at a time")
    otto = await join("otto")
    with anyio.fail_after(TIMEOUT_SECONDS):
        await borrow(otto, open_loan)
        assert (await otto.get(f"/books/{open_loan}")).json()["loans"] == 2


async def test_rows_loaded_without_triggers_are_counted_at_the_end(join: SignUp, library_engine: AsyncEngine) -> None:
    jake = await join("jake")
    await add_book(jake, genre="before")
    async with library_engine.begin() as connection, without_triggers(connection, LibraryBase):
        await connection.execute(text("UPDATE books SET genre = 'after'"))
        keys = (await connection.execute(text("SELECT key FROM counts WHERE key IN ('before', 'after')"))).scalars()
        assert list(keys) == ["before"]

    stored, actual = await stored_and_actual_counts(library_engine)
    assert stored == actual
    async with library_engine.connect() as connection:
        assert await connection.run_sync(missing_triggers, LibraryBase) == frozenset()
    await add_book(jake, genre="poems")
    assert (await jake.get("/books?genre=poems")).json()["count"] == 1


async def test_missing_and_disabled_triggers_are_found(library_engine: AsyncEngine) -> None:
    disable = {
        "sqlite": ("DROP TRIGGER count_books_update", "DROP TRIGGER count_loans_insert"),
        "postgresql": (
            "ALTER TABLE books DISABLE TRIGGER count_books_update",
            "DROP TRIGGER count_loans_insert ON loans",
        ),
    }
    async with library_engine.connect() as connection:
        for statement in disable[library_engine.dialect.name]:
            await connection.execute(text(statement))
        missing = await connection.run_sync(missing_triggers, LibraryBase)
        await connection.rollback()

    assert missing == {"count_books_update", "count_loans_insert"}


def test_count_without_a_declared_counter_is_rejected() -> None:
    with pytest.raises(LookupError, match="Book declares no counter of owner_id in __counters__"):
        count_of(Book.owner_id)
    with pytest.raises(LookupError, match="Loan declares no counter of all rows in __counters__"):
        count_of(Loan)


async def test_recount_corrects_wrong_counts(join: SignUp, library_engine: AsyncEngine) -> None:
    jake = await join("jake")
    await add_book(jake)
    newest = await add_book(jake)
    async with library_engine.begin() as connection:
        await connection.execute(text("UPDATE counts SET n = 7"))
        for _ in range(2):
            await recount(connection, LibraryBase)
        aggregate = (await connection.execute(text("SELECT newest_book_id FROM owners"))).scalars().all()

    stored, actual = await stored_and_actual_counts(library_engine)
    assert stored == actual
    assert aggregate == [newest]


def test_triggers_count_existing_rows_and_are_dropped_with_their_counts(
    new_settings: Callable[[str], Settings], database_kind: str
) -> None:
    settings = new_settings(database_kind)
    upgrade_to_head(settings)

    def counts(connection: Connection) -> Counts:
        return {(scope, key, int(n)) for scope, key, n in connection.execute(text(STORED_COUNTS))}

    def migrate(connection: Connection) -> list[Counts]:
        LibraryBase.metadata.create_all(connection)
        user = User(username="jake", email="jake@example.test", password_hash="")
        with Session(connection, join_transaction_mode="create_savepoint") as session, session.begin():
            session.add(user)
            session.flush()
            session.add_all(
                Book(title="A title", genre=genre, owner_id=user.id) for genre in ("crime", "crime", "love")
            )
        found = []
        with Operations.context(MigrationContext.configure(connection)):
            for _ in range(2):
                create_count_triggers("books", Book.__counters__)
                found.append(counts(connection))
                connection.execute(text("DELETE FROM books WHERE genre = 'love'"))
                found.append(counts(connection))
                drop_count_triggers("books", Book.__counters__)
                found.append(counts(connection))
        return found

    crimes = {("books", "", 2), ("books_in", "crime", 2)}
    assert on_database(settings, migrate) == [
        {("books", "", 3), ("books_in", "crime", 2), ("books_in", "love", 1)},
        *(crimes, set(), crimes, crimes, set()),
    ]
