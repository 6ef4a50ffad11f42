"""The names of violated constraints on both databases."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from app.db.constraints import violated_constraint
from tests.library.fixtures import add_book
from tests.people import SignUp

TAKE_USERNAME = "UPDATE users SET username_key = 'jake'"
REPEAT_REVISION = "INSERT INTO compatible_revisions SELECT * FROM compatible_revisions"
LEND_TO_UNKNOWN_USER = "INSERT INTO loans (book_id, reader_id) SELECT id, 1000000 FROM books"
REMOVE_USERNAME = "UPDATE users SET username = NULL"


@pytest.mark.parametrize(
    ("statement", "on_sqlite", "on_postgresql"),
    [
        (TAKE_USERNAME, "uq_users_username_key", "uq_users_username_key"),
        (REPEAT_REVISION, "pk_compatible_revisions", "pk_compatible_revisions"),
        (LEND_TO_UNKNOWN_USER, None, "fk_loans_reader_id_users"),
        (REMOVE_USERNAME, None, None),
    ],
)
async def test_violated_constraint_has_its_name(
    join: SignUp, library_engine: AsyncEngine, statement: str, on_sqlite: str | None, on_postgresql: str | None
) -> None:
    await add_book(await join("jake"))
    await join("anna")

    with pytest.raises(IntegrityError) as error:
        async with library_engine.begin() as connection:
            await connection.execute(text(statement))

    expected = {"sqlite": on_sqlite, "postgresql": on_postgresql}
    assert violated_constraint(error.value) == expected[library_engine.dialect.name]
