"""The names of violated constraints on both databases."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from app.db.constraints import CONSTRAINTS_BY_COLUMNS, violated_constraint
from app.repositories.articles import SLUG_CONSTRAINT
from tests.people import SignUp

TAKE_USERNAME = "UPDATE users SET username_key = 'jake'"
FOLLOW_UNKNOWN_USER = "INSERT INTO follows (follower_id, followed_id) SELECT MIN(id), 1000000 FROM users"
REMOVE_USERNAME = "UPDATE users SET username = NULL"


@pytest.mark.parametrize(
    ("statement", "on_sqlite", "on_postgresql"),
    [
        (TAKE_USERNAME, "uq_users_username_key", "uq_users_username_key"),
        ("INSERT INTO follows SELECT * FROM follows", "pk_follows", "pk_follows"),
        (FOLLOW_UNKNOWN_USER, None, "fk_follows_followed_id_users"),
        (REMOVE_USERNAME, None, None),
    ],
)
async def test_violated_constraint_has_its_name(
    sign_up: SignUp, engine: AsyncEngine, statement: str, on_sqlite: str | None, on_postgresql: str | None
) -> None:
    jake = await sign_up("jake")
    await sign_up("anna")
    await jake.follow("anna")

    with pytest.raises(IntegrityError) as error:
        async with engine.begin() as connection:
            await connection.execute(text(statement))

    expected = {"sqlite": on_sqlite, "postgresql": on_postgresql}
    assert violated_constraint(error.value) == expected[engine.dialect.name]


def test_slug_constraint_exists() -> None:
    assert SLUG_CONSTRAINT in CONSTRAINTS_BY_COLUMNS.values()
