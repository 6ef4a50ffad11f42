"""Each field and parameter of each operation, at its limits and beyond: valid values succeed, and others are a 422."""

from typing import Any

import httpx
import pytest

from tests.operations import (
    ABSENT,
    OPERATIONS,
    WITH_BODY,
    WITH_PATH_PARAMETERS,
    Case,
    Field,
    Objects,
    Operation,
    Request,
    create_objects,
    integer_cases,
    send,
)
from tests.people import ARTICLE_NOT_FOUND, COMMENT_NOT_FOUND, PROFILE_NOT_FOUND, Person, SignUp, assert_error

WITH_QUERY = [operation for operation in OPERATIONS if operation.parameters_in("query")]
NOT_FOUND = {"slug": ARTICLE_NOT_FOUND, "username": PROFILE_NOT_FOUND, "id": COMMENT_NOT_FOUND}
UNKNOWN_TEXTS = ("unknown", "%FF", "%ED%A0%80", "%", "x" * 10_000)
NUL_TEXTS = ("%00", "a-title%00", "%00a-title")


def by_id(operation: Operation) -> str:
    return operation.id


def assert_invalid(response: httpx.Response, name: str, messages: tuple[str, ...]) -> None:
    """Assert a 422 response that names only this field, with one of these messages."""
    assert response.status_code == 422, response.text[:1_000]
    body = response.json()
    assert body["code"] == "invalid"
    assert body["errors"] in [{name: [message]} for message in messages]


class Session:
    """A user who sends requests about the objects of the user, and creates other objects after a change."""

    def __init__(self, person: Person, other: Person) -> None:
        self.person = person
        self.other = other
        self.number = 0

    async def send(self, operation: Operation, field: Field, case: Case) -> httpx.Response:
        """Send the example with one field replaced. A valid request gets objects of its own."""
        self.number += 1
        objects = Objects(username=self.other.username)
        if "slug" in operation.path and not case.messages:
            objects = await create_objects(self.person, self.other)
        body = operation.body(self.number, **{field.name: self._unique(case)})
        response = await send(self.person, Request(operation.method, operation.path_of(objects), body))
        if operation.id == "updateCurrentUser" and response.status_code == 200:
            # A new password revokes the token.
            self.person.token = response.json()["user"]["token"]
        return response  # type: ignore[no-any-return]

    def _unique(self, case: Case) -> Any:
        """The longest text with a number, because no two users have the same name."""
        if case.name != "maxLength":
            return case.value
        number = str(self.number)
        return number + case.value[len(number) :]


@pytest.mark.parametrize("operation", WITH_BODY, ids=by_id)
async def test_fields_at_and_beyond_their_limits(
    sign_up: SignUp, operation: Operation, subtests: pytest.Subtests
) -> None:
    session = Session(await sign_up("jake"), await sign_up("other"))
    await session.person.publish()
    for field in operation.fields:
        for case in field.cases():
            with subtests.test(f"{field.name} {case}"):
                response = await session.send(operation, field, case)
                if case.messages:
                    assert_invalid(response, field.name, case.messages)
                else:
                    assert response.status_code == operation.status_of_valid_request(), response.text[:1_000]


@pytest.mark.parametrize("operation", WITH_BODY, ids=by_id)
def test_every_field_has_a_valid_and_an_invalid_case(operation: Operation) -> None:
    for field in operation.fields:
        assert {bool(case.messages) for case in field.cases()} == {True, False}, field.name
        assert any(case.value is ABSENT for case in field.cases())


@pytest.mark.parametrize("operation", WITH_QUERY, ids=by_id)
async def test_query_parameters_at_and_beyond_their_limits(
    sign_up: SignUp, operation: Operation, subtests: pytest.Subtests
) -> None:
    jake, objects = await sign_up("jake"), Objects()
    for name, schema in operation.parameters_in("query").items():
        if schema["type"] == "integer":
            cases = [*integer_cases(schema), Case("empty", "", ("must be a whole number",))]
        else:
            cases = [Case("NUL", text, ("has the wrong form",)) for text in NUL_TEXTS]
            cases += [Case("text", text) for text in ("", "'", "%25", "%F0%9F%90%89", *UNKNOWN_TEXTS)]
        for case in cases:
            with subtests.test(f"{name} {case}"):
                request = Request(operation.method, f"{operation.path_of(objects)}?{name}={case.value}")
                response = await send(jake, request)
                if case.messages:
                    assert_invalid(response, name, case.messages)
                else:
                    assert response.status_code == operation.status, response.text


@pytest.mark.parametrize("operation", WITH_PATH_PARAMETERS, ids=by_id)
async def test_path_parameters_beyond_their_limits(
    sign_up: SignUp, operation: Operation, subtests: pytest.Subtests
) -> None:
    jake = await sign_up("jake")
    objects = await create_objects(jake, jake)
    for name, schema in operation.parameters_in("path").items():
        is_integer = schema["type"] == "integer"
        invalid = [case for case in integer_cases(schema) if case.messages] if is_integer else []
        invalid += [] if is_integer else [Case("NUL", text, ("has the wrong form",)) for text in NUL_TEXTS]
        for case in invalid:
            with subtests.test(f"{name} {case}"):
                request = Request(operation.method, operation.path_of(objects, **{name: case.value}), operation.body())
                assert_invalid(await send(jake, request), name, case.messages)
        for unknown in (str(schema["maximum"]),) if is_integer else UNKNOWN_TEXTS:
            with subtests.test(f"{name} {unknown[:20]}"):
                request = Request(operation.method, operation.path_of(objects, **{name: unknown}), operation.body())
                assert name in NOT_FOUND, f"no error for an unknown {name}; add it to NOT_FOUND in {__name__}"
                assert_error(await send(jake, request), *NOT_FOUND[name])
