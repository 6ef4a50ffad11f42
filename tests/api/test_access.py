"""Who may call each operation: anonymous users, users with an invalid token, the owner of an object, and strangers."""

import json
from typing import Any

import pytest

from contract.examples import Objects, Operation, contents_of
from tests.operations import API, OPERATIONS, assert_error_of, create_objects, example_request, send
from tests.people import TOKEN_INVALID, TOKEN_MISSING, Person, SignUp, assert_error

WITH_TOKEN = [operation for operation in OPERATIONS if operation.requires_token]
WITHOUT_TOKEN = [operation for operation in OPERATIONS if not operation.requires_token]


def by_id(operation: Operation) -> str:
    return operation.id


@pytest.mark.parametrize("operation", OPERATIONS, ids=by_id)
async def test_owner_may_call_every_operation(sign_up: SignUp, operation: Operation) -> None:
    jake = await sign_up("jake")
    objects = await create_objects(operation, jake, await sign_up("other"))

    response = await send(jake, example_request(operation, jake, objects))

    assert response.status_code == operation.status, response.text


@pytest.mark.parametrize("operation", WITH_TOKEN, ids=by_id)
async def test_operation_with_a_token_rejects_anonymous_users_first(sign_up: SignUp, operation: Operation) -> None:
    jake = await sign_up("jake")
    objects = await create_objects(operation, jake, await sign_up("other"))
    anonymous, request = Person(jake.client), operation.request(objects)

    assert_error(await send(anonymous, request), *TOKEN_MISSING)
    assert_error(await send(anonymous, request._replace(body={} if operation.has_body else None)), *TOKEN_MISSING)
    assert_error(await send(anonymous, operation.request(Objects())), *TOKEN_MISSING)


@pytest.mark.parametrize("operation", WITHOUT_TOKEN, ids=by_id)
async def test_operation_without_a_token_accepts_anonymous_users(sign_up: SignUp, operation: Operation) -> None:
    jake = await sign_up("jake")
    objects = await create_objects(operation, jake, await sign_up("other"))

    response = await send(Person(jake.client), example_request(operation, jake, objects))

    assert response.status_code == operation.status, response.text


@pytest.mark.parametrize("operation", OPERATIONS, ids=by_id)
async def test_invalid_token_is_rejected_unless_the_operation_ignores_tokens(
    sign_up: SignUp, operation: Operation
) -> None:
    jake = await sign_up("jake")
    objects = await create_objects(operation, jake, await sign_up("other"))

    response = await send(Person(jake.client, "jake", "invalid"), example_request(operation, jake, objects))

    if operation.accepts_token:
        assert_error(response, *TOKEN_INVALID)
    else:
        assert response.status_code == operation.status, response.text


@pytest.mark.parametrize("operation", WITH_TOKEN, ids=by_id)
async def test_stranger_may_change_no_object_of_another_user(sign_up: SignUp, operation: Operation) -> None:
    """The response for a stranger is the declared 403 error, or 404 if strangers cannot read the object.

    Another POST may add to an object. An object that does not name its owner belongs to all users.
    """
    jake, stranger = await sign_up("jake"), await sign_up("stranger")
    objects = await create_objects(operation, jake, await sign_up("other"))
    codes = operation.error_codes(404 if await is_hidden(operation, stranger, objects) else 403)
    before = await reads_of(jake, operation, objects)

    response = await send(stranger, example_request(operation, stranger, objects))

    after = await reads_of(jake, operation, objects)
    if codes:
        assert_error_of(response, codes)
        assert after == before
        return
    assert response.status_code == operation.status, response.text
    if operation.method == "POST":
        assert chosen(after) == chosen(before)
    elif names_its_owner(operation, jake, before):
        assert after == before


async def is_hidden(operation: Operation, stranger: Person, objects: Objects) -> bool:
    """Whether a stranger cannot read an object of the path."""
    reads = [read for read in OPERATIONS if read.method == "GET" and read.item in operation.items.values()]
    return 404 in [(await send(stranger, read.request(objects))).status_code for read in reads]


async def reads_of(person: Person, operation: Operation, objects: Objects) -> dict[Operation, Any]:
    """The responses of all GET operations that need no other objects, without the tokens of accounts."""
    prepared = set(API.preparations(operation))
    reads = [read for read in OPERATIONS if read.method == "GET" and prepared.issuperset(API.preparations(read))]
    contents = {read: (await send(person, read.request(objects))).json() for read in reads}
    return {
        read: {**content, "user": {**content["user"], "token": ""}} if "user" in content else content
        for read, content in contents.items()
    }


def names_its_owner(operation: Operation, owner: Person, reads: dict[Operation, Any]) -> bool:
    """Whether the object of the operation has the username of its owner, as far as the API shows the object."""
    contents = [content for read, content in reads.items() if read.item and read.item == operation.item]
    return not contents or f'"{owner.username}"' in json.dumps(contents)


def chosen(reads: dict[Operation, Any]) -> dict[Operation, Any]:
    """The members of objects that their owners have chosen in a request, without lists and computed members."""
    names = {operation.result: [field.name for field in operation.fields] for operation in OPERATIONS}
    return {
        read: {name: contents_of(content).get(name) for name in names[read.item]}
        for read, content in reads.items()
        if read.item in names and read.item
    }
