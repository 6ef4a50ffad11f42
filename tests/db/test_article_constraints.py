"""The names of violated constraints of the example."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from app.db.constraints import CONSTRAINTS_BY_COLUMNS, violated_constraint
from app.repositories.articles import SLUG_CONSTRAINT
from tests.example import follow
from tests.people import SignUp


async def test_key_of_two_columns_has_its_name(sign_up: SignUp, engine: AsyncEngine) -> None:
    jake = await sign_up("jake")
    await sign_up("anna")
    await follow(jake, "anna")

    with pytest.raises(IntegrityError) as error:
        async with engine.begin() as connection:
            await connection.execute(text("INSERT INTO follows SELECT * FROM follows"))

    assert violated_constraint(error.value) == "pk_follows"


def test_slug_constraint_exists() -> None:
    assert SLUG_CONSTRAINT in CONSTRAINTS_BY_COLUMNS.values()
