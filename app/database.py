"""The way to the database: single statements, and the transaction of a request."""

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Any, Self, TypeVar

from litestar import Request
from sqlalchemy import Connection, Executable, event
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, PendingRollbackError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import Session as EntitySession
from sqlalchemy.pool import NullPool
from sqlalchemy.util import await_only

from app.connections import Connections, Kept
from app.settings import Settings
from app.statements import ReadModel, prepare

Model = TypeVar("Model", bound=ReadModel)
SessionProvider = Callable[[Request[Any, Any, Any]], AsyncGenerator["Session", None]]

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
BUSY_TIMEOUT = "PRAGMA busy_timeout = 5000"
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode = WAL",  # readers and the one writer do not wait for each other
    "PRAGMA synchronous = NORMAL",  # when the machine crashes the last commits may be lost, never consistency
    "PRAGMA foreign_keys = ON",
    BUSY_TIMEOUT,
)
PLANNER = {
    # A statement is planned once for each connection. To plan a list costs more than to read it.
    "plan_cache_mode": "force_generic_plan",
    # A page is in memory or on a disk without arms: where it lies makes little difference.
    "random_page_cost": "1.1",
}
# On SQLite a transaction that reads and then writes can be refused in the middle; one that says so at once waits.
BEGIN = {"sqlite": "BEGIN IMMEDIATE", "postgresql": "BEGIN"}


def create_engine(settings: Settings) -> AsyncEngine:
    """An engine for the configured database, which connects anew each time: see `Database` for what is kept open.

    Its drivers begin and end no transaction by themselves: whoever wants one says so. Statements are logged without
    their parameters: those hold addresses and hashes.
    """
    if settings.url.get_backend_name() == "sqlite":
        engine = create_async_engine(settings.url, hide_parameters=True, poolclass=NullPool)
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    else:
        engine = create_async_engine(
            settings.url,
            hide_parameters=True,
            isolation_level="AUTOCOMMIT",
            poolclass=NullPool,
            connect_args={"server_settings": PLANNER},
        )
    event.listen(engine.sync_engine, "begin", lambda connection: _say(connection, BEGIN[engine.dialect.name]))
    event.listen(engine.sync_engine, "commit", lambda connection: _say(connection, "COMMIT"))
    event.listen(engine.sync_engine, "rollback", lambda connection: _say(connection, "ROLLBACK"))
    return engine


def _prepare_sqlite(connection: Any, _: object) -> None:
    connection.isolation_level = None
    for pragma in SQLITE_PRAGMAS:
        connection.execute(pragma)


def _say(connection: Connection, word: str) -> None:
    # A session says it by itself.
    if not connection.get_execution_options().get("in_session"):
        connection.exec_driver_sql(word)


class Database:
    """Executes statements one by one, each in one round trip: what it reads is of one moment, what it writes stays.

    A statement is compiled when it is first seen. So make it once, with a `bindparam` for what differs from call to
    call, and not anew for each call.
    """

    def __init__(self, engine: AsyncEngine, connections: int = 10) -> None:
        self.engine = engine
        self._dialect = engine.dialect
        self._on_sqlite = engine.dialect.name == "sqlite"
        self._for_reads = Connections(engine, connections)
        # On SQLite one transaction writes at a time: the others wait for its connection, in turn, and keep no reader
        # from getting one.
        self._for_writes = Connections(engine, 1) if self._on_sqlite else self._for_reads
        # What a session gives entities to work on, so that they leave BEGIN and COMMIT to it.
        self.engine_of_sessions = engine.sync_engine.execution_options(in_session=True)

    async def rows(self, model: type[Model], statement: Executable, **parameters: Any) -> list[Model]:
        """The rows of the statement, whose columns are the fields of the model. Raises what SQLAlchemy raises."""
        connection = await self.check_out(writes=False)
        try:
            return await self.rows_on(connection, model, statement, parameters)
        finally:
            self.give_back(connection, writes=False)

    async def row(self, model: type[Model], statement: Executable, **parameters: Any) -> Model | None:
        """The first row, or None."""
        return next(iter(await self.rows(model, statement, **parameters)), None)

    async def check_out(self, *, writes: bool) -> Kept:
        """A connection, to be given back in the same way."""
        errors: Any = self._dialect.loaded_dbapi
        try:
            return await self._connections(writes=writes).take()
        except errors.Error as error:
            raise self._wrapped(error) from error

    def give_back(self, connection: Kept, *, writes: bool) -> None:
        """Let the next one have a connection."""
        self._connections(writes=writes).give_back(connection)

    def _connections(self, *, writes: bool) -> Connections:
        return self._for_writes if writes else self._for_reads

    async def open(self) -> None:
        """Connect before somebody asks, who would wait for it. Whatever fails then, who asks is told."""
        with suppress(Exception):
            self.give_back(await self.check_out(writes=False), writes=False)

    async def dispose(self) -> None:
        """Close all connections."""
        await self._for_reads.close()
        await self._for_writes.close()
        await self.engine.dispose()

    async def rows_on(
        self, connection: Kept, model: type[Model], statement: Executable, parameters: dict[str, Any]
    ) -> list[Model]:
        """The rows of the statement, executed on that connection."""
        prepared = prepare(statement, model, self._dialect)
        found: Sequence[Any] = await self._told(connection, prepared.sql, prepared.values(parameters))
        return prepared.read(model, found)

    async def begin(self, connection: Kept) -> None:
        """Begin a transaction."""
        begin = BEGIN[self._dialect.name]
        if not self._on_sqlite:
            await self._told(connection, begin)
            return
        try:
            await self._told(connection, "PRAGMA busy_timeout = 0")
            await self._told(connection, begin)
        except OperationalError:
            # Another process is writing. The driver's thread can wait for it, the event loop cannot.
            await self._told(connection, BUSY_TIMEOUT)
            await self._told(connection, begin, in_thread=True)

    async def commit(self, connection: Kept) -> None:
        """Commit, or raise and leave nothing."""
        try:
            said = await self._told(connection, "COMMIT")
        except Exception:
            await self.rollback(connection)
            raise
        # So PostgreSQL ends a transaction in which a statement failed, if someone swallowed the exception.
        if said == "ROLLBACK":
            raise PendingRollbackError("a statement of the transaction had failed, so that nothing was committed")

    async def rollback(self, connection: Kept) -> None:
        """Roll back. A connection that cannot is thrown away, which comes to the same."""
        try:
            if connection.pooled.is_valid:
                await self._told(connection, "ROLLBACK")
        except DBAPIError:
            connection.pooled.invalidate()

    async def _told(
        self,
        connection: Kept,
        sql: str,
        values: Sequence[Any] | None = None,
        *,
        in_thread: bool = False,
    ) -> Any:
        """What the driver answers: rows if there are values, even if none."""
        driver = connection.driver
        try:
            if not self._on_sqlite:
                return await (driver.execute(sql) if values is None else driver.fetch(sql, *values))
            if in_thread:
                return await driver.execute_fetchall(sql)
            # See docs/decisions/sqlite-on-the-event-loop.md.
            return driver._conn.execute(sql, values or ()).fetchall()  # noqa: SLF001 - what the thread would call
        except Exception as error:
            raise self._translated(error, connection, sql, values) from error
        except BaseException:
            # Cancelled in the middle: nobody knows what state it is in.
            connection.pooled.invalidate()
            raise

    def _translated(self, error: Exception, connection: Kept, sql: str, values: Any) -> Exception:
        """What SQLAlchemy would have raised."""
        errors: Any = self._dialect.loaded_dbapi
        adapter: Any = connection.pooled.dbapi_connection
        try:
            adapter._handle_exception(error)  # noqa: SLF001 - SQLAlchemy's own translation
        except errors.Error as translated:
            return self._wrapped(translated, sql, values, broken=self._is_broken(connection, translated))
        except Exception as other:  # noqa: BLE001 - for the caller to raise
            return other
        return error

    def _is_broken(self, connection: Kept, error: Exception) -> bool:
        """Whether the server has closed the connection, which then is thrown away."""
        # asyncpg says so when it tries to use one before it has heard of the end.
        lost_track = type(error).__name__ == "InternalClientError"
        broken = lost_track or not connection.is_open()
        if broken:
            connection.pooled.invalidate()
            # What closed one has closed them all: the server was started anew, or somebody ended its processes.
            self._for_reads.drop_idle()
        return broken

    def _wrapped(
        self, error: Exception, sql: str | None = None, values: Any = None, *, broken: bool = False
    ) -> Exception:
        errors: Any = self._dialect.loaded_dbapi
        wrapped: Exception = DBAPIError.instance(
            sql,
            values,
            error,
            errors.Error,
            hide_parameters=True,
            connection_invalidated=broken,
            dialect=self._dialect,
        )
        return wrapped


class _Entities(EntitySession):
    """The part of a session that knows entities. It works on the connection of the whole."""

    def get_bind(self, *_: Any, **__: Any) -> Connection:
        whole: Session = self.info["whole"]
        return whole.connection_for_entities()


class Session:
    """The database for one request: rows by `rows`, and `entities`, in the same transaction.

    If it `writes`, its first statement begins a transaction; leaving the context commits it, or rolls it back after an
    exception. If not, each statement stands for itself. Before its first statement it holds no connection.
    """

    def __init__(self, database: Database, *, writes: bool) -> None:
        self.database = database
        self._writes = writes
        self._held: Kept | None = None
        self._entities: AsyncSession | None = None
        self._connection_for_entities: Connection | None = None

    @property
    def entities(self) -> AsyncSession:
        """SQLAlchemy's session. It is made when it is first asked for: most requests need none."""
        if self._entities is None:
            self._entities = AsyncSession(
                self.database.engine, sync_session_class=_Entities, expire_on_commit=False, info={"whole": self}
            )
        return self._entities

    async def rows(self, model: type[Model], statement: Executable, **parameters: Any) -> list[Model]:
        """The rows of the statement, whose columns are the fields of the model. Raises what SQLAlchemy raises."""
        if not self._writes:
            return await self.database.rows(model, statement, **parameters)
        if self._entities is not None:
            await self._entities.flush()
        held = self._held or await self._hold()
        return await self.database.rows_on(held, model, statement, parameters)

    async def row(self, model: type[Model], statement: Executable, **parameters: Any) -> Model | None:
        """The first row, or None."""
        return next(iter(await self.rows(model, statement, **parameters)), None)

    async def attempt(self, model: type[Model], statement: Executable, **parameters: Any) -> Model | None:
        """The first row, or None. If a constraint refuses it, what was done before stays, and it can be tried anew."""
        if self._held is not None or self._entities is not None:
            async with self.entities.begin_nested():
                # It makes the savepoint when it is first asked for its connection.
                await self.entities.connection()
                return await self.row(model, statement, **parameters)
        try:
            return await self.row(model, statement, **parameters)
        except IntegrityError:
            # Nothing was done before, which is one statement less to begin with than a savepoint.
            await self.rollback()
            raise

    async def commit(self) -> None:
        """Make all of it last, or raise and leave nothing. The next statement begins a new transaction."""
        if self._entities is not None:
            await self._entities.flush()
        if self._held is not None and self._writes:
            await self.database.commit(self._held)
        await self._release()

    async def rollback(self) -> None:
        """Undo all of it, and hold no connection. The next statement begins a new transaction."""
        if self._held is not None and self._writes:
            await self.database.rollback(self._held)
        await self._release()

    async def __aenter__(self) -> Self:
        """Begin with the first statement."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, exception: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Commit, or roll back after an exception."""
        if self._held is None and self._entities is None:
            return
        try:
            if exception is None:
                await self.commit()
        finally:
            await self.rollback()

    def connection_for_entities(self) -> Connection:
        """What entities are read and written on. SQLAlchemy calls it in a greenlet."""
        if self._connection_for_entities is None:
            held = self._held or await_only(self._hold())
            self._connection_for_entities = Connection(self.database.engine_of_sessions, connection=held.pooled)
        return self._connection_for_entities

    async def _hold(self) -> Kept:
        held = await self.database.check_out(writes=self._writes)
        try:
            if self._writes:
                await self.database.begin(held)
        except BaseException:
            self.database.give_back(held, writes=self._writes)
            raise
        self._held = held
        return held

    async def _release(self) -> None:
        held, self._held = self._held, None
        try:
            self._connection_for_entities = None
            if self._entities is not None:
                await self._entities.close()
        finally:
            if held is not None:
                self.database.give_back(held, writes=self._writes)


def session_provider(database: Database) -> SessionProvider:
    """The dependency `session`: the transaction of a request.

    It is committed after the response is encoded and before it is sent.
    """

    # A function and no method: Litestar copies dependencies deeply for each handler, and an engine must stay one.
    async def provide_session(request: Request[Any, Any, Any]) -> AsyncGenerator[Session, None]:
        async with Session(database, writes=request.method not in SAFE_METHODS) as session:
            yield session

    return provide_session
