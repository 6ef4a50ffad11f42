"""The tables of this application and its contract agree. Each rule is tested in tests/contract/test_tables.py."""

from typing import Any

import httpx
import pytest
from sqlalchemy import Column, String, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from app.db_models import Base
from contract.tables.domains import Domain, promised
from scripts.check_tables import mismatches_of_code
from tests.people import SignUp

# One code point, two UTF-16 code units, four bytes.
CHARACTER = "🐉"
LIMITED: list[tuple[Column[Any], Domain]] = [
    (column, promised(column))
    for table in Base.metadata.sorted_tables
    for column in table.columns
    if isinstance(column.type, String) and promised(column).maximum < float("inf")
]


def test_tables_and_contract_agree() -> None:
    assert [str(mismatch) for mismatch in mismatches_of_code()] == []


async def is_stored(engine: AsyncEngine, column: Column[Any], value: str) -> bool:
    """Whether the database stores the value in the rows of the table. The rows do not change."""
    async with engine.connect() as connection:
        try:
            result = await connection.execute(update(column.table).values({column: value}))
        except DBAPIError:
            return False
        assert result.rowcount > 0
        return True


async def test_the_database_enforces_every_length_in_code_points(sign_up: SignUp, engine: AsyncEngine) -> None:
    jake = await sign_up("jake")
    slug = await jake.publish(tagList=["dragons"])
    await jake.comment(slug)

    assert len(LIMITED) == 10
    for column, limits in LIMITED:
        minimum, maximum = int(limits.minimum), int(limits.maximum)
        lengths = (minimum - 1, minimum, maximum, maximum + 1)
        stored = [length for length in lengths if length >= 0 and await is_stored(engine, column, CHARACTER * length)]
        assert stored == [minimum, maximum], column


async def test_the_longest_values_of_the_contract_are_stored(client: httpx.AsyncClient, sign_up: SignUp) -> None:
    jake = await sign_up("jake")
    user = {"username": CHARACTER * 64, "email": f"{CHARACTER * 252}@d", "bio": CHARACTER * 2_000, "image": "i" * 2_000}
    article = {"title": CHARACTER * 200, "description": CHARACTER * 1_000, "body": CHARACTER * 100_000}
    tags = [f"{CHARACTER * 62}{number}" for number in range(10, 30)]

    account = await jake.put("/user", {"user": user})
    published = await jake.post("/articles", {"article": {**article, "tagList": tags}})
    slug = published.json()["article"]["slug"]
    comment = await jake.post(f"/articles/{slug}/comments", {"comment": {"body": CHARACTER * 10_000}})

    assert account.json()["user"].items() >= user.items()
    assert published.json()["article"].items() >= {**article, "tagList": tags}.items()
    assert comment.json()["comment"]["body"] == CHARACTER * 10_000


@pytest.mark.parametrize("length", [128, 129])
async def test_a_slug_that_is_longer_than_the_column_is_not_found(
    sign_up: SignUp, engine: AsyncEngine, length: int
) -> None:
    """PostgreSQL truncates a value that is cast to a shorter type, and could find another article."""
    jake = await sign_up("jake")
    await jake.publish()
    articles = Base.metadata.tables["articles"]
    async with engine.begin() as connection:
        await connection.execute(update(articles).values(slug="a" * 128))

    response = await jake.get(f"/articles/{'a' * length}")

    assert response.status_code == (200 if length == 128 else 404)
