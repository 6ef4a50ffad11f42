"""The number of statements of the operations on articles, and the query plans of their filters."""

from typing import Any

import pytest
from sqlalchemy import text

from app.db.engine import create_engine
from app.settings import ROOT
from tests.example import publish
from tests.statements import MeasuredApp, documented

DOCUMENT = ROOT / "docs" / "example" / "statements.md"
# Half of the articles have the tag `common`.
COMMON_TAGS = "UPDATE article_tags SET tag = 'common' WHERE article_id % 2 = 0"


async def test_filters_and_changes_have_no_expensive_steps(measured_app: MeasuredApp) -> None:
    engine = create_engine(measured_app.settings)
    async with engine.begin() as connection:
        await connection.execute(text(COMMON_TAGS))
        await connection.execute(text("ANALYZE"))
    await engine.dispose()
    jake = measured_app.jake
    own = f"/articles/{await publish(jake, 'Own', tagList=['rare'])}"
    requests: list[tuple[str, str, Any, int]] = [
        ("GET", "/articles?tag=common", None, 200),
        ("GET", "/articles?tag=rare", None, 200),
        ("GET", "/articles?author=username7", None, 200),
        ("GET", "/articles?favorited=username7", None, 200),
        ("GET", "/articles?tag=common&author=username7", None, 200),
        ("GET", "/articles?tag=common&author=username7&favorited=username8", None, 200),
        ("GET", "/articles?offset=1980", None, 200),
        ("GET", "/articles/feed?offset=100", None, 200),
        ("PUT", own, {"article": {"body": "B"}}, 200),
        ("PUT", own, {"article": {}}, 200),
        ("PUT", "/articles/slug7", {"article": {}}, 403),
        ("PUT", own, {"article": {"title": "T"}}, 200),
    ]
    await measured_app.reset()

    for method, path, body, status in requests:
        assert (await jake.request(method, path, body)).status_code == status, path

    assert len({statement.sql for statement in measured_app.statements}) >= 10
    assert await measured_app.expensive_plans(measured_app.statements) == {}


async def test_number_of_statements_matches_the_document(measured_app: MeasuredApp, database_kind: str) -> None:
    if database_kind == "sqlite":
        pytest.skip("SQLite also reports the statements of triggers and cascades")
    measured = {operation: len(statements) async for operation, statements in measured_app.measure_all()}

    assert {name: measured.get(name) for name in documented(DOCUMENT)} == documented(DOCUMENT)
    assert len(documented(DOCUMENT)) == 15
