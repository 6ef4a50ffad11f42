"""Each field and parameter of each operation, at its limits and beyond: valid values succeed, and others are a 422."""

from typing import Any

import httpx
import pytest

from contract.examples import ABSENT, Field, Objects, Operation, Request
from tests.cases import EXAMPLE, Case, field_cases, path_cases, query_cases
from tests.operations import (
    API,
    NUMBERS,
    OPERATIONS,
    WITH_BODY,
    WITH_PATH_PARAMETERS,
    assert_error_of,
    create_objects,
    follow,
    send,
)
from tests.people import Person, SignUp

WITH_QUERY = [operation for operation in OPERATIONS if operation.parameters_in("query")]
# Operations whose valid requests are without success, with the status and the reason.
UNSUCCESSFUL = {"logIn": (401, "no account has the credentials of the case")}


def by_id(operation: Operation) -> str:
    return operation.id


def assert_invalid(response: httpx.Response, name: str, messages: tuple[str, ...]) -> None:
    """Assert a 422 response that names only this field, with one of these messages."""
    assert response.status_code == 422, response.text[:1_000]
    body = response.json()
    assert body["code"] == "invalid"
    assert body["errors"] in [{name: [message]} for message in messages]


class Session:
    """A user who sends requests with one value for a field. A valid request gets objects of its own."""

    def __init__(self, operation: Operation, person: Person, other: Person) -> None:
        self.operation = operation
        self.person = person
        self.other = other
        self.objects: Objects | None = None

    async def send(self, field: Field, case: Case) -> httpx.Response:
        if self.objects is None or case.is_valid:
            self.objects = await create_objects(self.operation, self.person, self.other)
        number = next(NUMBERS)
        values = {} if case.value is EXAMPLE else {field.name: self._unique(case, number)}
        request = self.operation.request(self.objects)._replace(
            body=self.operation.body(self.objects, number, **values)
        )
        response: httpx.Response = await send(self.person, request)
        if response.status_code == self.operation.status:
            follow(self.operation, self.person, self.objects, response)
        return response

    @staticmethod
    def _unique(case: Case, number: int) -> Any:
        """The longest text with a number, because no two users have the same name."""
        if case.name != "maxLength":
            return case.value
        digits = str(number)[-len(case.value) :]
        return digits + case.value[len(digits) :]


@pytest.mark.parametrize("operation", WITH_BODY, ids=by_id)
async def test_fields_at_and_beyond_their_limits(
    sign_up: SignUp, operation: Operation, subtests: pytest.Subtests
) -> None:
    session = Session(operation, await sign_up("jake"), await sign_up("other"))
    valid, _ = UNSUCCESSFUL.get(operation.id, (operation.status, ""))
    for field in operation.fields:
        for case in field_cases(operation, field):
            with subtests.test(f"{field.name} {case}"):
                response = await session.send(field, case)
                if case.is_valid:
                    assert response.status_code == valid, response.text[:1_000]
                elif case.not_found:
                    assert_error_of(response, case.not_found)
                else:
                    assert_invalid(response, field.name, case.messages)


@pytest.mark.parametrize("operation", WITH_BODY, ids=by_id)
def test_every_field_has_a_valid_and_an_invalid_case(operation: Operation) -> None:
    for field in operation.fields:
        cases = list(field_cases(operation, field))
        assert {case.is_valid for case in cases} == {True, False}, field.name
        assert any(case.value is ABSENT for case in cases)


@pytest.mark.parametrize("operation", WITH_QUERY, ids=by_id)
async def test_query_parameters_at_and_beyond_their_limits(
    sign_up: SignUp, operation: Operation, subtests: pytest.Subtests
) -> None:
    jake = await sign_up("jake")
    path = operation.path_of(await create_objects(operation, jake, await sign_up("other")))
    for name, schema in operation.parameters_in("query").items():
        for case in query_cases(schema):
            with subtests.test(f"{name} {case}"):
                response = await send(jake, Request(operation.method, f"{path}?{name}={case.value}"))
                if case.is_valid:
                    assert response.status_code == operation.status, response.text
                else:
                    assert_invalid(response, name, case.messages)


@pytest.mark.parametrize("operation", WITH_PATH_PARAMETERS, ids=by_id)
async def test_path_parameters_beyond_their_limits(
    sign_up: SignUp, operation: Operation, subtests: pytest.Subtests
) -> None:
    jake = await sign_up("jake")
    objects = await create_objects(operation, jake, await sign_up("other"))
    request = operation.request(objects)
    for name, schema in operation.parameters_in("path").items():
        for case in path_cases(schema, API.not_found_codes(operation.items[name])):
            with subtests.test(f"{name} {case}"):
                response = await send(jake, request._replace(path=operation.path_of(objects, **{name: case.value})))
                if case.not_found:
                    assert_error_of(response, case.not_found)
                else:
                    assert_invalid(response, name, case.messages)
