"""The complete set of API errors. Tests over HTTP cover the use of each error."""

from typing import get_args

import pytest

from app.http import errors
from schemas.errors import ErrorCode

API_ERRORS = [
    kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, errors.ApiError) and kind is not errors.ApiError
]


def test_codes_of_api_errors_are_the_codes_of_the_contract() -> None:
    assert sorted(kind.code for kind in API_ERRORS) == sorted(get_args(ErrorCode))


@pytest.mark.parametrize("kind", API_ERRORS, ids=lambda kind: kind.code)
def test_every_api_error_has_a_description_for_the_contract(kind: type[errors.ApiError]) -> None:
    assert kind.__doc__
    assert kind.__doc__.endswith(".")
