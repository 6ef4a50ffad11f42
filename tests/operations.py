"""Every operation of openapi.json, and the objects that its request needs: `contract/examples.py` derives both."""

import itertools
import json
from collections.abc import Collection
from typing import Any

from app.discovery import classes_of
from app.errors.base import ApiError
from app.settings import ROOT
from contract.examples import Api, Objects, Operation, Request
from tests.people import Person, assert_error

API = Api(json.loads((ROOT / "openapi.json").read_text()))
OPERATIONS = API.operations
WITH_BODY = [operation for operation in OPERATIONS if operation.has_body]
WITH_PATH_PARAMETERS = [operation for operation in OPERATIONS if operation.items]
WITH_DATABASE = [operation for operation in OPERATIONS if not operation.path.startswith("/health/")]
# No two objects have the same name.
# Above the numbers of generated rows: see tests/rows.py.
NUMBERS = itertools.count(1_000_000)


def example_request(operation: Operation, person: Person, objects: Objects) -> Request:
    """A valid request for these objects, other for each call. A login has the credentials of the person."""
    if operation.id == "logIn":
        return Request("POST", operation.path, {"user": person.credentials})
    return operation.request(objects, next(NUMBERS))


async def call(person: Person, operation: Operation, objects: Objects) -> Any:
    """The successful response of a valid request. The objects have the new identifier."""
    response = await send(person, example_request(operation, person, objects))
    assert response.status_code == operation.status, f"{operation.id}: {response.text[:1_000]}"
    follow(operation, person, objects, response)
    return response


def follow(operation: Operation, person: Person, objects: Objects, response: Any) -> None:
    """Use the identifier of a successful response, and the token: a new password revokes the old token."""
    content: Any = response.json() if response.content else None
    objects.follow(operation, content)
    if operation.id == "updateCurrentUser":
        person.token = content["user"]["token"]


async def create_objects(operation: Operation, owner: Person, other: Person) -> Objects:
    """The objects of the owner that the operation needs, and the other user."""
    objects = Objects(username=other.username)
    for preparation in API.preparations(operation):
        await call(owner, preparation, objects)
    return objects


async def create_one(path: str, owner: Person) -> Any:
    """The identifier of a new object in the collection at this path."""
    [creator] = (operation for operation in OPERATIONS if (operation.method, operation.path) == ("POST", path))
    assert creator.result, f"{creator.id} creates no object"
    objects = Objects()
    for operation in (*API.preparations(creator), creator):
        await call(owner, operation, objects)
    return objects.identifier(creator.result, [])


async def send(person: Person, request: Request, **options: Any) -> Any:
    """The response for a person. The paths of the document are complete, and those of a person are below /api."""
    headers = {"Authorization": f"Token {person.token}"} if person.token else {}
    body = {} if request.body is None else {"json": request.body}
    return await person.client.request(request.method, request.path, headers=headers, **body, **options)


def assert_error_of(response: Any, codes: Collection[str]) -> None:
    """Assert that the response is the error response of one of these codes."""
    assert response.status_code >= 400, f"{response.status_code} is not one of {codes}: {response.text[:1_000]}"
    code = response.json()["code"]
    assert code in codes, f"{code} is not one of {codes}"
    [error] = (error for error in classes_of("app.errors", ApiError) if error.code == code)
    assert_error(response, error.status_code, code, {error.subject: [error.reason]})
