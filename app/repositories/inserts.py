"""INSERT that leaves the decision about duplicates to the database."""

from typing import Any, TypeVar

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession, async_scoped_session

from app.db_models import Base

# What a repository calls its session.
Session = AsyncSession | async_scoped_session[AsyncSession]
Row = TypeVar("Row", bound=Base)
INSERTS = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


async def insert_unless_there(session: Session, table: type[Row], **values: Any) -> Row | None:
    """Insert one row and return it; None, and nothing inserted, where a unique constraint says that it is there.

    Two requests that do this at once both go on: neither has to look first, and no transaction is lost.
    """
    insert: Any = INSERTS[session.get_bind().dialect.name]
    statement = insert(table).values(**values).on_conflict_do_nothing().returning(table)
    return (await session.scalars(statement)).one_or_none()
