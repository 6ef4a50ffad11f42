"""The complete set of API errors. Tests over HTTP cover the use of each error."""

import pytest

from app.discovery import classes_of
from app.errors.base import ApiError

API_ERRORS = [*classes_of("app.errors", ApiError)]


def test_every_api_error_has_a_code_of_its_own() -> None:
    codes = [kind.code for kind in API_ERRORS]

    assert len(codes) > 10
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("kind", API_ERRORS, ids=lambda kind: kind.code)
def test_every_api_error_has_a_description_for_the_contract(kind: type[ApiError]) -> None:
    assert kind.__doc__
    assert kind.__doc__.endswith(".")
