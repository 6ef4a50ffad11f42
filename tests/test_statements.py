"""How many statements a request costs."""

from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, event, inspect
from sqlalchemy.orm import Mapper

from app.db_models import Base
from tests.people import Person

SignUp = Callable[[str], Awaitable[Person]]


@pytest.fixture
def statements() -> Iterator[list[str]]:
    """The statements that the application executes from here on."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith("BEGIN"):
            seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield seen
    event.remove(Engine, "before_cursor_execute", note)


async def cost(statements: list[str], request: Awaitable[Any]) -> int:
    statements.clear()
    response = await request
    assert response.status_code == 200, response.text
    return len(statements)


async def test_a_page_of_1_and_of_100_articles_issue_the_same_number_of_statements(
    sign_up: SignUp, statements: list[str]
) -> None:
    jake, anna = await sign_up("jake"), await sign_up("anna")
    await anna.follow("jake")
    for number in range(100):
        slug = await jake.publish(f"Title {number}", tagList=["one", "two"])
        if number % 10 == 0:
            await anna.favorite(slug)

    for path in ("/articles?limit={}", "/articles/feed?limit={}", "/articles?tag=one&limit={}"):
        one = await cost(statements, anna.get(path.format(1)))
        hundred = await cost(statements, anna.get(path.format(100)))
        assert one == hundred <= 4, path


async def test_comments_cost_the_same_however_many_there_are(sign_up: SignUp, statements: list[str]) -> None:
    jake = await sign_up("jake")
    slug = await jake.publish()
    await jake.comment(slug)
    one = await cost(statements, jake.get(f"/articles/{slug}/comments"))
    for _ in range(20):
        await jake.comment(slug)

    assert await cost(statements, jake.get(f"/articles/{slug}/comments")) == one == 3


def test_no_relationship_loads_by_accident() -> None:
    lazy = {
        f"{mapper.class_.__name__}.{relationship.key}": relationship.lazy
        for mapper in _mappers()
        for relationship in mapper.relationships
    }

    assert lazy
    assert set(lazy.values()) == {"raise"}


def _mappers() -> Iterator[Mapper[Any]]:
    for table in Base.__subclasses__():
        yield inspect(table)
