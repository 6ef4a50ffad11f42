"""Queries, row structs, and reads outside of transactions."""

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

import asyncpg
import msgspec
import pytest
from advanced_alchemy.types import DateTimeUTC
from sqlalchemy import JSON, Boolean, Integer, Select, bindparam, column, literal_column, select, table
from sqlalchemy.ext.asyncio import AsyncEngine

from app.db.engine import create_engine
from app.db.query import Query, Row
from app.db.reads import Reads, create_reads
from app.queries.subqueries import array_of
from app.settings import Settings
from tests.conftest import settings_for


class NumberRow(Row):
    """A number."""

    number: int


NUMBER = Query(NumberRow, select(bindparam("number", type_=Integer).label("number")))


@pytest.fixture
async def reads(settings: Settings) -> AsyncIterator[Reads]:
    async with create_reads(msgspec.structs.replace(settings, database_pool_size=1), create_engine(settings)) as reads:
        yield reads


async def test_rows_become_structs(reads: Reads) -> None:
    no_rows = Query(NumberRow, NUMBER.statement.where(bindparam("number", type_=Integer) == 0))

    assert await reads.all(NUMBER, number=7) == [NumberRow(7)]
    assert await reads.first(NUMBER, number=8) == NumberRow(8)
    assert await reads.all(no_rows, number=8) == []
    assert await reads.first(no_rows, number=8) is None


async def test_error_of_a_read_has_its_statement_and_no_values(reads: Reads) -> None:
    missing = Query(
        NumberRow, select(column("number", Integer)).select_from(table("missing")).where(bindparam("secret") == "x")
    )

    with pytest.raises((sqlite3.OperationalError, asyncpg.UndefinedTableError)) as raised:
        await reads.all(missing, secret="hunter2")

    [note] = raised.value.__notes__
    assert note.startswith("[SQL: SELECT number")
    assert "FROM missing" in note
    assert "hunter2" not in note


class AllTypesRow(Row):
    """A value of each type that rows have."""

    moment: datetime
    truth: bool
    texts: list[str]
    absent: str | None


async def test_values_have_python_types(reads: Reads, database_kind: str) -> None:
    moment = {"sqlite": "'2026-01-02 03:04:05.000006'", "postgresql": "TIMESTAMPTZ '2026-01-02 04:04:05.000006+01'"}
    texts: Select[str] = select(literal_column("'\"ä\"'").label("text"))
    statement: Select[*tuple[Any, ...]] = select(
        literal_column(moment[database_kind], DateTimeUTC(timezone=True)).label("moment"),
        literal_column("1 = 1", Boolean).label("truth"),
        array_of(texts).label("texts"),
        literal_column("NULL").label("absent"),
    )

    assert await reads.all(Query(AllTypesRow, statement)) == [
        AllTypesRow(datetime(2026, 1, 2, 3, 4, 5, 6, UTC), truth=True, texts=['"ä"'], absent=None)
    ]


def test_struct_with_other_fields_than_the_columns_is_rejected() -> None:
    with pytest.raises(TypeError, match=r"fields of NumberRow are not the columns of the statement: \('count',\)"):
        Query(NumberRow, select(bindparam("count", type_=Integer).label("count")))


async def test_parameter_that_needs_a_conversion_is_rejected(reads: Reads) -> None:
    query = Query(NumberRow, select(bindparam("number", type_=JSON).label("number")))

    with pytest.raises(TypeError, match=r"the parameter number of type JSON\(\) needs a conversion"):
        await reads.all(query, number=[7])


async def test_readers_do_not_wait_for_the_writer(settings: Settings, reads: Reads, engine: AsyncEngine) -> None:
    if settings.on_sqlite:
        with closing(sqlite3.connect(str(engine.url.database), isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            assert await reads.first(NUMBER, number=7) == NumberRow(7)
    else:
        async with engine.begin() as connection:
            await connection.exec_driver_sql("LOCK TABLE users IN EXCLUSIVE MODE")
            assert await reads.first(NUMBER, number=7) == NumberRow(7)


async def test_read_replaces_a_connection_that_the_server_has_closed(
    new_database: Callable[[str], str],
) -> None:
    settings = settings_for(new_database("postgresql"))
    engine = create_engine(settings)
    kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> "
    async with create_reads(settings, engine) as reads:
        # Repeated, because the server's last message and the end of the connection may arrive separately or together.
        for _ in range(30):
            await reads.first(NUMBER, number=7)
            async with engine.begin() as connection:
                assert len((await connection.exec_driver_sql(kill + "pg_backend_pid()")).all()) == 1
            assert await reads.first(NUMBER, number=8) == NumberRow(8)
    await engine.dispose()
