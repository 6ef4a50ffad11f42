"""The number of statements of each request, and the query plan of each statement."""

import pytest

from app.db_models import Base
from app.settings import ROOT
from tests.operations import WITH_DATABASE
from tests.statements import MeasuredApp, documented

DOCUMENT = ROOT / "docs" / "statements.md"
# The maximum number of statements of an operation.
MAX_OF_READ = 5
MAX_OF_WRITE = 12


async def test_query_plans_have_no_expensive_steps(measured_app: MeasuredApp) -> None:
    statements = [statement async for _, found in measured_app.measure_all() for statement in found]

    assert len({statement.sql for statement in statements}) >= 5
    assert await measured_app.expensive_plans(statements) == {}


async def test_number_of_statements_is_limited(measured_app: MeasuredApp, database_kind: str) -> None:
    if database_kind == "sqlite":
        pytest.skip("SQLite also reports the statements of triggers and cascades")
    methods = {operation.id: operation.method for operation in WITH_DATABASE}
    measured = {operation: len(statements) async for operation, statements in measured_app.measure_all()}

    assert measured.keys() == methods.keys()
    limits = {name: MAX_OF_READ if method == "GET" else MAX_OF_WRITE for name, method in methods.items()}
    assert {name: count for name, count in measured.items() if not 1 <= count <= limits[name]} == {}
    assert {name: measured.get(name) for name in documented(DOCUMENT)} == documented(DOCUMENT)


def test_document_has_the_limits() -> None:
    text = " ".join(DOCUMENT.read_text().split())

    assert f"at most {MAX_OF_READ} statements" in text
    assert f"at most {MAX_OF_WRITE} statements" in text
    assert len(documented(DOCUMENT)) >= 4


def test_no_relationship_loads_implicitly() -> None:
    lazy = {
        f"{mapper.class_.__name__}.{relationship.key}": relationship.lazy
        for mapper in Base.registry.mappers
        for relationship in mapper.relationships
        if relationship.lazy != "raise"
    }

    assert lazy == {}
