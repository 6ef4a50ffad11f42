"""The names of violated constraints. A name distinguishes a conflict from a bug."""

import re

from sqlalchemy import PrimaryKeyConstraint, UniqueConstraint
from sqlalchemy.exc import IntegrityError

from app.db_models import Base

SQLITE_UNIQUE = re.compile(r"UNIQUE constraint failed: (?P<columns>.+)")


def violated_constraint(error: IntegrityError) -> str | None:
    """The name of the violated constraint; None if the database does not report it, as SQLite for foreign keys.

    PostgreSQL reports the name. SQLite reports the columns:
    `UNIQUE constraint failed: follows.follower_id, follows.followed_id`.
    """
    name = getattr(getattr(error.orig, "__cause__", None), "constraint_name", None)
    if name is not None:
        return str(name)
    unique = SQLITE_UNIQUE.search(str(error.orig))
    return CONSTRAINTS_BY_COLUMNS.get(frozenset(unique["columns"].split(", "))) if unique else None


CONSTRAINTS_BY_COLUMNS = {
    frozenset(f"{table.name}.{column.name}" for column in constraint.columns): str(constraint.name)
    for table in Base.metadata.tables.values()
    for constraint in table.constraints
    if isinstance(constraint, PrimaryKeyConstraint | UniqueConstraint)
}
