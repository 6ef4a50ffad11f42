"""The ties of a plain resource."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from app.db_models import Resource, User
from contract.tables import Tie

COUNTED = "a sum over rows of counts, which tests/test_counters.py compares with count(*)"


def resource_ties(
    table: type[Resource],
    *,
    response: type[Struct],
    page: type[Struct],
    new: type[Struct],
    changes: type[Struct],
    references: Mapping[str, Any] | None = None,
) -> tuple[Tie, ...]:
    """The ties of the four structs of a resource.

    A field `owner` is the username of the user of `owner_id`. `references` has the columns of other tables that fields
    present: the handler finds the row, and the foreign key is the name of the field with `_id`.
    """
    references = references or {}
    found = dict.fromkeys(references, "a repository finds the row, or the request is an error")
    columns = table.__table__.columns
    derived = {f"{name}_id": reason for name, reason in found.items() if not columns[f"{name}_id"].nullable}
    owned = {"owner": User.username} if hasattr(table, "owner_id") else {}
    return (
        Tie(struct=response, table=table, columns={**owned, **references}),
        Tie(struct=page, computed={"total": COUNTED}),
        Tie(
            struct=new,
            table=table,
            use="insert",
            computed=found,
            derived=derived | {f"{name}_id": "the current user" for name in owned},
        ),
        Tie(struct=changes, table=table, computed=found),
    )
