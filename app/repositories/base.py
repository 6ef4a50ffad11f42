"""What all repositories share."""

from typing import Any, Generic, TypeVar

from advanced_alchemy.repository import SQLAlchemyAsyncRepository
from sqlalchemy import select

from app.database import Session
from app.db_models import Base

Table = TypeVar("Table", bound=Base)


class Repository(SQLAlchemyAsyncRepository[Table], Generic[Table]):
    """Reaches the rows of a table, in the transaction of its session.

    What a client is shown is read by `session.rows` into a `ReadModel`. Entities are for what is changed.
    """

    session: Session
    _every_row: Any

    def __init_subclass__(cls) -> None:
        """Make the statement that queries start from once, and not for each request."""
        super().__init_subclass__()
        cls._every_row = select(cls.model_type)

    def __init__(self, session: Session) -> None:
        super().__init__(session=session, statement=self._every_row)
