"""The tables of this application and its contract agree. Each rule is tested in tests/contract/test_tables.py."""

from typing import Any

import httpx
from sqlalchemy import Column, String, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from app.db_models import Base
from contract.tables.domains import Domain, promised
from scripts.check_tables import mismatches_of_code
from tests.people import SignUp
from tests.rows import fill

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


async def test_the_database_enforces_every_length_in_code_points(
    client: httpx.AsyncClient, engine: AsyncEngine
) -> None:
    async with engine.begin() as connection:
        await fill(connection, 1)

    assert len(LIMITED) >= 4
    for column, limits in LIMITED:
        minimum, maximum = int(limits.minimum), int(limits.maximum)
        lengths = (minimum - 1, minimum, maximum, maximum + 1)
        stored = [length for length in lengths if length >= 0 and await is_stored(engine, column, CHARACTER * length)]
        assert stored == [minimum, maximum], column


async def test_the_longest_values_of_the_contract_are_stored(client: httpx.AsyncClient, sign_up: SignUp) -> None:
    jake = await sign_up("jake")
    user = {"username": CHARACTER * 64, "email": f"{CHARACTER * 252}@d", "bio": CHARACTER * 2_000, "image": "i" * 2_000}

    account = await jake.put("/user", {"user": user})

    assert account.json()["user"].items() >= user.items()
