"""The longest articles and comments, and a slug that is longer than its column."""

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncEngine

from app.db_models import Article
from tests.example import publish
from tests.people import SignUp

# One code point, two UTF-16 code units, four bytes.
CHARACTER = "🐉"


async def test_the_longest_values_of_the_contract_are_stored(sign_up: SignUp) -> None:
    jake = await sign_up("jake")
    article = {"title": CHARACTER * 200, "description": CHARACTER * 1_000, "body": CHARACTER * 100_000}
    tags = [f"{CHARACTER * 62}{number}" for number in range(10, 30)]

    published = await jake.post("/articles", {"article": {**article, "tagList": tags}})
    slug = published.json()["article"]["slug"]
    comment = await jake.post(f"/articles/{slug}/comments", {"comment": {"body": CHARACTER * 10_000}})

    assert published.json()["article"].items() >= {**article, "tagList": tags}.items()
    assert comment.json()["comment"]["body"] == CHARACTER * 10_000


@pytest.mark.parametrize("length", [128, 129])
async def test_a_slug_that_is_longer_than_the_column_is_not_found(
    sign_up: SignUp, engine: AsyncEngine, length: int
) -> None:
    """PostgreSQL truncates a value that is cast to a shorter type, and could find another article."""
    jake = await sign_up("jake")
    await publish(jake)
    async with engine.begin() as connection:
        await connection.execute(update(Article).values(slug="a" * 128))

    response = await jake.get(f"/articles/{'a' * length}")

    assert response.status_code == (200 if length == 128 else 404)
