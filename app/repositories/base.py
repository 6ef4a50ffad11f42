"""What all repositories share."""

from functools import cached_property
from typing import Generic, TypeVar

from advanced_alchemy.repository import SQLAlchemyAsyncRepository

from app.database import Session
from app.db_models import Base

Table = TypeVar("Table", bound=Base)


class Entities(SQLAlchemyAsyncRepository[Table], Generic[Table]):
    """The rows of a table as entities: Advanced Alchemy's repository."""

    def __init__(self, table: type[Table], session: Session) -> None:
        self.model_type = table
        super().__init__(session=session.entities)


class Repository(Generic[Table]):
    """Reaches the rows of a table, in the transaction of its session.

    What a client is shown is read by `session.rows` into a `ReadModel`. Entities are for what is changed.
    """

    model_type: type[Table]

    def __init__(self, session: Session) -> None:
        self.session = session

    @cached_property
    def entities(self) -> Entities[Table]:
        """The rows as entities. It is made when it is first asked for: most requests need none."""
        return Entities(self.model_type, self.session)
