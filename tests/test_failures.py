"""Server failures: every operation returns the standard error body, without internal details."""

from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any, cast

import httpx
import pytest
from sqlalchemy.exc import StatementError

from app.asgi import create_app
from app.auth.tokens import Claims, Tokens
from contract import Coverage, ResponseValidationMiddleware
from contract.examples import Objects
from controllers.exception_handlers import api_error_for
from tests.conftest import SECRET_KEY, settings_for
from tests.operations import WITH_DATABASE
from tests.people import assert_error

INTERNAL_ERROR = (500, "internal", {"server": ["failed; quote the request id when you report it"]})
UNAVAILABLE = (503, "unavailable", {"server": ["cannot do this just now; try again"]})
# PostgreSQL's driver reports a missing table as a programming error, SQLite's driver as an operational error.
ERRORS_WITHOUT_TABLES = {"sqlite": UNAVAILABLE, "postgresql": INTERNAL_ERROR}


@pytest.fixture
async def client(
    database_kind: str, new_database: Callable[[str], str], contract_coverage: Coverage
) -> AsyncIterator[httpx.AsyncClient]:
    """A client with a valid token, of an application whose database has no tables."""
    app = create_app(settings_for(new_database(database_kind), contract_check="off"))
    app.asgi_handler = ResponseValidationMiddleware(app.asgi_handler, mode="raise", coverage=contract_coverage)
    token = Tokens(key=SECRET_KEY, lifetime=timedelta(minutes=1)).issue(Claims(1, 0))
    async with (
        app.lifespan(),
        httpx.AsyncClient(
            transport=httpx.ASGITransport(app),  # type: ignore[arg-type]
            base_url="http://test",
            headers={"Authorization": f"Token {token}"},
        ) as client,
    ):
        yield client


async def test_every_operation_with_a_database_returns_an_error_without_tables(
    client: httpx.AsyncClient, database_kind: str, subtests: pytest.Subtests
) -> None:
    for operation in WITH_DATABASE:
        with subtests.test(operation.id):
            method, path, body = operation.request(Objects())
            response = await client.request(method, path, json=body)
            assert_error(response, *ERRORS_WITHOUT_TABLES[database_kind])
            assert ("Retry-After" in response.headers) is (response.status_code == 503)


def test_time_outside_of_the_years_of_utc_is_an_invalid_request() -> None:
    error = StatementError("date value out of range", "INSERT …", {}, OverflowError("date value out of range"))

    found = api_error_for(cast("Any", None), error)

    assert (found.status_code, found.code) == (422, "invalid")
    assert found.errors == {"body": ["has a time before the year 1 or after the year 9999 in UTC"]}
