"""The error body has no columns."""

from contract.tables import Tie
from schemas import errors

TIES = (
    Tie(
        struct=errors.ErrorBody,
        computed={
            "errors": "from app/errors/ and contract/messages.py",
            "code": "from app/errors/",
            "request_id": "from the request",
        },
    ),
)

HANDLED = {"pk_compatible_revisions": "only migrations write the table"}
