"""The complete set of API errors. Tests over HTTP cover the use of each error."""

from typing import get_args

import pytest
from sqlalchemy import ForeignKeyConstraint, UniqueConstraint

from app.db_models import Base
from app.http import errors
from controllers.exception_handlers import CONSTRAINTS
from schemas.errors import ErrorCode

API_ERRORS = [
    kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, errors.ApiError) and kind is not errors.ApiError
]
# Publishing and revising retry with another slug instead of raising an error.
HANDLED_ELSEWHERE = {"uq_articles_slug"}


def test_codes_of_api_errors_are_the_codes_of_the_contract() -> None:
    assert sorted(kind.code for kind in API_ERRORS) == sorted(get_args(ErrorCode))


@pytest.mark.parametrize("kind", API_ERRORS, ids=lambda kind: kind.code)
def test_every_api_error_has_a_description_for_the_contract(kind: type[errors.ApiError]) -> None:
    assert kind.__doc__
    assert kind.__doc__.endswith(".")


def test_every_constraint_that_a_client_can_violate_has_an_api_error() -> None:
    violable = {
        str(constraint.name)
        for table in Base.metadata.tables.values()
        for constraint in table.constraints
        if isinstance(constraint, ForeignKeyConstraint | UniqueConstraint)
    }

    assert violable - HANDLED_ELSEWHERE == set(CONSTRAINTS)
