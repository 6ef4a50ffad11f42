"""What refusals promise as a whole. That each is given where it should be is tested over HTTP."""

from typing import get_args

import pytest
from sqlalchemy import ForeignKeyConstraint, UniqueConstraint

from app.db_models import Base
from app.http import errors
from controllers.exception_handlers import CONSTRAINTS
from schemas.errors import ErrorCode

REFUSALS = [
    kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, errors.ApiError) and kind is not errors.ApiError
]
# Publishing and revising try another slug instead of refusing.
HANDLED_ELSEWHERE = {"uq_articles_slug"}


def test_every_refusal_is_a_code_of_the_contract_and_the_other_way_round() -> None:
    assert sorted(kind.code for kind in REFUSALS) == sorted(get_args(ErrorCode))


@pytest.mark.parametrize("kind", REFUSALS, ids=lambda kind: kind.code)
def test_a_refusal_says_to_the_reader_of_the_contract_what_happened(kind: type[errors.ApiError]) -> None:
    assert kind.__doc__
    assert kind.__doc__.endswith(".")


def test_every_constraint_that_a_client_can_violate_has_its_refusal() -> None:
    violable = {
        str(constraint.name)
        for table in Base.metadata.tables.values()
        for constraint in table.constraints
        if isinstance(constraint, ForeignKeyConstraint | UniqueConstraint)
    }

    assert violable - HANDLED_ELSEWHERE == set(CONSTRAINTS)
