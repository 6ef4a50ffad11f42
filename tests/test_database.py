"""Connections and single statements, whatever goes wrong around them."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, closing, contextmanager, suppress
from pathlib import Path

import httpx
import msgspec
import pytest
from litestar import Litestar
from sqlalchemy import Integer, bindparam, event, func, insert, literal_column, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, PendingRollbackError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.pool import Pool

from app.asgi import create_app
from app.database import Database, Session, create_engine
from app.db_models import Count, Follow, User
from app.migrations import upgrade_to_head
from app.settings import Settings
from app.statements import ReadModel
from tests.conftest import settings_for
from tests.people import Person, register
from tests.waiting import PATIENCE

SignUp = Callable[[str], Awaitable[Person]]


class Number(ReadModel):
    """A number."""

    number: int


NUMBER = select(bindparam("number", type_=Integer).label("number"))
NO_NUMBER = select(func.mod(1, bindparam("zero", type_=Integer), type_=Integer).label("number"))
A_LONG_WAIT = select(literal_column("1", Integer).label("number")).select_from(func.pg_sleep(60))


@pytest.fixture
async def database(settings: Settings) -> AsyncIterator[Database]:
    """A database with one connection."""
    database = Database(create_engine(settings), connections=1)
    yield database
    await database.dispose()


async def works(database: Database, *, writes: bool) -> bool:
    """Whether a request can ask something."""
    async with asyncio.timeout(PATIENCE), Session(database, writes=writes) as session:
        return await session.row(Number, NUMBER, number=7) == Number(7)


@contextmanager
def connections_noted() -> Iterator[list[object]]:
    """The connections that are opened within."""
    opened: list[object] = []

    def note(connection: object, _: object) -> None:
        opened.append(connection)

    event.listen(Pool, "connect", note)
    try:
        yield opened
    finally:
        event.remove(Pool, "connect", note)


@asynccontextmanager
async def nobody_can_write(engine: AsyncEngine) -> AsyncIterator[None]:
    """Another process keeps others from writing comments within."""
    if engine.dialect.name == "sqlite":
        with closing(sqlite3.connect(str(engine.url.database), isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield
            connection.execute("ROLLBACK")
    else:
        async with engine.begin() as connection:
            await connection.exec_driver_sql("LOCK TABLE comments IN ACCESS EXCLUSIVE MODE")
            yield


async def test_what_could_not_be_committed_is_an_error(database: Database, database_kind: str) -> None:
    if database_kind == "sqlite":
        pytest.skip("a statement that fails takes nothing else with it")

    async def swallow_a_failure() -> None:
        async with Session(database, writes=True) as session:
            with suppress(DBAPIError):
                await session.row(Number, NO_NUMBER, zero=0)

    with pytest.raises(PendingRollbackError):
        await swallow_a_failure()
    assert await works(database, writes=True)


async def test_an_entity_that_is_added_is_committed_even_without_a_statement(database: Database) -> None:
    names = {"username": "jake", "username_key": "jake", "email": "j", "email_key": "j", "password_hash": ""}
    async with Session(database, writes=True) as session:
        session.entities.add(User(**names))

    async with Session(database, writes=True) as session:
        found = await session.entities.execute(text("DELETE FROM users WHERE username = 'jake' RETURNING email"))
        assert found.scalars().all() == ["j"]


FOLLOW_NOBODY = (
    insert(Follow).values(follower_id=-1, followed_id=-2).returning(literal_column("1", Integer).label("number"))
)
ADD = (
    insert(Count)
    .values(scope="words", key=bindparam("word"), n=bindparam("number", type_=Integer))
    .returning(Count.n.label("number"))
)


async def write_a_row(session: Session) -> None:
    await session.row(Number, ADD, word="before", number=1)


async def add_an_entity(session: Session) -> None:
    session.entities.add(Count(scope="words", key="before", n=1))


async def do_nothing(session: Session) -> None:
    pass


@pytest.mark.parametrize(
    ("before", "there"),
    [(do_nothing, {"after": 2}), (write_a_row, {"before": 1, "after": 2}), (add_an_entity, {"before": 1, "after": 2})],
)
async def test_what_a_constraint_refuses_takes_nothing_else_with_it(
    database: Database, before: Callable[[Session], Awaitable[None]], there: dict[str, int]
) -> None:
    async with Session(database, writes=True) as session:
        await before(session)
        with pytest.raises(IntegrityError):
            await session.attempt(Number, FOLLOW_NOBODY)
        assert await session.attempt(Number, ADD, word="after", number=2) == Number(2)

    async with Session(database, writes=True) as session:
        found = await session.entities.execute(text("DELETE FROM counts WHERE scope = 'words' RETURNING key, n"))
        assert {row.key: row.n for row in found} == there


async def test_who_waits_too_long_for_a_connection_is_told_so(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.connections.PATIENCE", 0.05)

    held = await database.check_out(writes=True)
    with pytest.raises(NoConnectionFree):
        await database.check_out(writes=True)
    database.give_back(held, writes=True)

    assert await works(database, writes=True)


async def test_those_who_wait_get_the_connection_one_after_the_other(database: Database) -> None:
    served: list[int] = []

    async def ask(number: int) -> None:
        for _ in range(3):
            assert await works(database, writes=True)
            served.append(number)

    await asyncio.gather(*(ask(number) for number in range(10)))

    # Nobody who comes again overtakes those who wait.
    assert served == [*range(10)] * 3


async def test_a_connection_that_cannot_be_made_takes_no_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.connections.PATIENCE", 0.05)
    missing = settings_for(f"sqlite+aiosqlite:///{tmp_path / 'missing' / 'test.db'}")
    database = Database(create_engine(missing), connections=1)

    for _ in range(2):
        with pytest.raises(OperationalError):
            await database.row(Number, NUMBER, number=7)


async def test_who_is_cancelled_while_waiting_takes_no_connection_along(database: Database) -> None:
    held = await database.check_out(writes=True)
    waiting = [asyncio.create_task(works(database, writes=True)) for _ in range(3)]
    await asyncio.sleep(0.01)
    waiting[1].cancel()
    # Its turn has come, and in the same moment it is cancelled.
    database.give_back(held, writes=True)
    waiting[0].cancel()
    results = await asyncio.gather(*waiting, return_exceptions=True)

    assert [type(result) for result in results] == [asyncio.CancelledError, asyncio.CancelledError, bool]
    assert await works(database, writes=True)


async def test_a_statement_that_is_cancelled_takes_no_connection_along(
    database: Database, database_kind: str, engine: AsyncEngine
) -> None:
    if database_kind == "sqlite":
        async with nobody_can_write(engine):
            asking = asyncio.create_task(works(database, writes=True))
            await asyncio.sleep(0.05)
            asking.cancel()
            with pytest.raises(asyncio.CancelledError):
                await asking
    else:
        asking_long = asyncio.create_task(database.row(Number, A_LONG_WAIT))
        await asyncio.sleep(0.05)
        asking_long.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking_long

    assert await works(database, writes=False)
    assert await works(database, writes=True)


async def test_readers_do_not_wait_for_writers_on_sqlite(database: Database, database_kind: str) -> None:
    if database_kind == "postgresql":
        pytest.skip("has as many writers as connections")
    held = await database.check_out(writes=True)

    assert await works(database, writes=False)

    database.give_back(held, writes=True)


async def test_a_request_without_a_connection_is_refused_for_now_and_the_next_one_is_not(
    settings: Settings, engine: AsyncEngine, sign_up: SignUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    jake = await sign_up("jake")
    slug = await jake.publish()
    monkeypatch.setattr("app.connections.PATIENCE", 0.3)
    app = create_app(msgspec.structs.replace(settings, database_pool_size=1))
    comment = {"comment": {"body": "Late"}}

    async with app.lifespan(), httpx.AsyncClient(transport=_to(app), base_url="http://test") as client:
        impatient = Person(client, "jake", jake.token)
        async with nobody_can_write(engine):
            # One of the two gets the connection, and waits for the database; the other waits for the connection.
            asked = [asyncio.create_task(impatient.post(f"/articles/{slug}/comments", comment)) for _ in range(2)]
            [refused], [waiting] = await asyncio.wait(asked, return_when=asyncio.FIRST_COMPLETED)
        assert (refused.result().status_code, refused.result().json()["code"]) == (503, "unavailable")
        assert (await waiting).status_code == 201
        assert (await impatient.post(f"/articles/{slug}/comments", comment)).status_code == 201


async def test_connections_that_the_server_closed_are_replaced(new_database: Callable[[str], str]) -> None:
    settings = settings_for(new_database("postgresql"))
    await asyncio.to_thread(upgrade_to_head, settings)
    app, engine = create_app(settings), create_engine(settings)

    async with app.lifespan(), httpx.AsyncClient(transport=_to(app), base_url="http://test") as client:
        jake = await register(client, "jake")
        await asyncio.gather(*(jake.get("/user") for _ in range(5)))
        async with engine.begin() as connection:
            killed = await connection.exec_driver_sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            assert len(killed.all()) >= 2
        statuses = [(await jake.get("/user")).status_code for _ in range(10)]

    assert statuses[1:] == [200] * 9
    assert statuses[0] in {200, 503}


async def test_the_first_request_finds_a_connection_open(settings: Settings) -> None:
    app = create_app(settings)

    with connections_noted() as opened:
        async with app.lifespan(), httpx.AsyncClient(transport=_to(app), base_url="http://test") as client:
            at_start = len(opened)
            assert (await client.get("/api/tags")).status_code == 200

    assert (at_start, len(opened)) == (1, 1)


async def test_to_ask_whether_the_server_is_ready_opens_no_new_connection(settings: Settings) -> None:
    app = create_app(settings)

    async with app.lifespan(), httpx.AsyncClient(transport=_to(app), base_url="http://test") as client:
        assert (await client.get("/api/tags")).status_code == 200
        with connections_noted() as opened:
            ready = [await client.get("/health/ready") for _ in range(3)]

    assert [each.json() for each in ready] == [{"status": "ok"}] * 3
    assert opened == []


def _to(app: Litestar) -> httpx.ASGITransport:
    return httpx.ASGITransport(app=app)  # type: ignore[arg-type]
