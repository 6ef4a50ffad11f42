"""Who may call each operation: anonymous users, users with an invalid token, the owner of an object, and strangers."""

import pytest

from tests.operations import OPERATIONS, Objects, Operation, create_objects, send
from tests.people import TOKEN_INVALID, TOKEN_MISSING, Person, SignUp, assert_error

WITH_TOKEN = [operation for operation in OPERATIONS if operation.requires_token]
WITHOUT_TOKEN = [operation for operation in OPERATIONS if not operation.requires_token]
OWNED = [operation for operation in WITH_TOKEN if 403 in operation.statuses]


def by_id(operation: Operation) -> str:
    return operation.id


async def objects_of(owner: Person, other: Person) -> Objects:
    """The objects of the owner, with a favourite and a follow."""
    objects = await create_objects(owner, other)
    await owner.favorite(objects.slug)
    await owner.follow(other.username)
    return objects


@pytest.mark.parametrize("operation", OPERATIONS, ids=by_id)
async def test_owner_may_call_every_operation(sign_up: SignUp, operation: Operation) -> None:
    jake = await sign_up("jake")
    objects = await objects_of(jake, await sign_up("other"))

    response = await send(jake, operation.request(objects))

    assert response.status_code == operation.status_of_valid_request(), response.text


@pytest.mark.parametrize("operation", WITH_TOKEN, ids=by_id)
async def test_operation_with_a_token_rejects_anonymous_users_first(sign_up: SignUp, operation: Operation) -> None:
    jake = await sign_up("jake")
    objects = await objects_of(jake, await sign_up("other"))
    anonymous, request = Person(jake.client), operation.request(objects)

    assert_error(await send(anonymous, request), *TOKEN_MISSING)
    assert_error(await send(anonymous, request._replace(body={} if operation.envelope else None)), *TOKEN_MISSING)
    assert_error(await send(anonymous, operation.request(Objects("unknown", "unknown", 1))), *TOKEN_MISSING)


@pytest.mark.parametrize("operation", WITHOUT_TOKEN, ids=by_id)
async def test_operation_without_a_token_accepts_anonymous_users(sign_up: SignUp, operation: Operation) -> None:
    jake = await sign_up("jake")
    objects = await objects_of(jake, await sign_up("other"))

    response = await send(Person(jake.client), operation.request(objects))

    assert response.status_code == operation.status_of_valid_request(), response.text


@pytest.mark.parametrize("operation", OPERATIONS, ids=by_id)
async def test_invalid_token_is_rejected_unless_the_operation_ignores_tokens(
    sign_up: SignUp, operation: Operation
) -> None:
    jake = await sign_up("jake")
    objects = await objects_of(jake, await sign_up("other"))

    response = await send(Person(jake.client, "jake", "invalid"), operation.request(objects))

    if operation.accepts_token:
        assert_error(response, *TOKEN_INVALID)
    else:
        assert response.status_code == operation.status_of_valid_request(), response.text


@pytest.mark.parametrize("operation", WITH_TOKEN, ids=by_id)
async def test_stranger_may_change_no_object_of_another_user(sign_up: SignUp, operation: Operation) -> None:
    jake, stranger = await sign_up("jake"), await sign_up("stranger")
    objects = await objects_of(jake, await sign_up("other"))

    response = await send(stranger, operation.request(objects))

    if operation in OWNED:
        assert response.status_code == 403, response.text
        assert response.json()["code"].endswith("_forbidden")
    else:
        assert response.status_code == operation.status, response.text
    article = await jake.article(objects.slug)
    assert (article["title"], article["description"], article["body"]) == ("A title", "About it", "The body")
    comments = (await jake.get(f"/articles/{objects.slug}/comments")).json()["comments"]
    assert objects.id in [comment["id"] for comment in comments]
    assert article["favorited"] is True
    assert (await jake.get("/profiles/other")).json()["profile"]["following"] is True
    assert (await jake.get("/user")).json()["user"]["email"] == "jake@example.test"


def test_some_operations_are_owned() -> None:
    assert len(OWNED) >= 3
