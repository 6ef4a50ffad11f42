"""INSERT that leaves the decision about duplicates to the database."""

from typing import Any

from sqlalchemy import Select, bindparam
from sqlalchemy.dialects.postgresql import Insert, insert

from app.db_models import Base


def insert_unless_there(table: type[Base], *columns: str, rows: Select[*tuple[Any, ...]] | None = None) -> Insert:
    """INSERT of one row, or of the `rows`; nothing where a unique constraint says that it is there.

    Two requests that do this at once both go on: neither has to look first, and no transaction is lost.
    """
    # PostgreSQL's INSERT knows ON CONFLICT, and SQLite's compiler writes it in the same way.
    if rows is not None:
        return insert(table).from_select(columns, rows).on_conflict_do_nothing()
    return insert(table).values({column: bindparam(column) for column in columns}).on_conflict_do_nothing()
