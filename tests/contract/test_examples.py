"""Example requests of every operation, derived from a document of nested, referring and cyclic resources."""

from typing import Any

import pytest

from contract.examples import Api, Objects, Operation, Request

ID = {"type": "integer", "minimum": 1, "maximum": 1_000}
NAME = {"type": "string", "minLength": 1, "maxLength": 5, "examples": ["abcd"]}


def reference(collection: str) -> dict[str, Any]:
    return {**ID, "x-references": collection}


def operation(
    method: str, *parameters: str, body: dict[str, Any] | None = None, status: int = 200, not_found: str = ""
) -> dict[str, Any]:
    """An operation, whose parameters are ids."""
    document: dict[str, Any] = {
        "operationId": method,
        "security": [{"token": []}],
        "parameters": [{"name": name, "in": "path", "schema": ID} for name in parameters],
        "responses": {str(status): {}},
    }
    if body is not None:
        schema = {"type": "object", "properties": body, "required": ["name"]}
        document["requestBody"] = {"content": {"application/json": {"schema": schema}}}
    if not_found:
        codes = {"properties": {"code": {"enum": not_found.split()}}}
        document["responses"]["404"] = {"content": {"application/json": {"schema": {"allOf": [codes]}}}}
    return document


BOOK = {"name": NAME, "authorId": reference("/authors")}
AUTHOR = {"name": NAME, "patronId": {"anyOf": [reference("/authors"), {"type": "null"}]}}
PATHS = {
    "/books": {"get": operation("listBooks"), "post": operation("addBook", body=BOOK, status=201)},
    "/books/{id}": {
        "get": operation("getBook", "id", not_found="book_not_found"),
        "patch": operation("changeBook", "id", body={"name": NAME}, not_found="book_not_found"),
        "delete": operation("deleteBook", "id", status=204, not_found="book_not_found"),
    },
    "/books/{book_id}/notes": {
        "post": operation("addNote", "book_id", body={"name": NAME}, status=201, not_found="book_not_found")
    },
    "/books/{book_id}/notes/{id}": {
        "delete": operation("deleteNote", "book_id", "id", status=204, not_found="book_not_found note_not_found")
    },
    "/books/{id}/star": {
        "put": operation("addStar", "id", status=204, not_found="book_not_found"),
        "delete": operation("removeStar", "id", status=204, not_found="book_not_found"),
    },
    "/authors": {"post": operation("addAuthor", body={"author": {"$ref": "#/components/schemas/Author"}}, status=201)},
    "/authors/{authorId}": {"delete": operation("deleteAuthor", "authorId", status=204, not_found="author_not_found")},
}
AUTHOR_BODY = PATHS["/authors"]["post"]["requestBody"]["content"]["application/json"]["schema"]
AUTHOR_BODY["required"] = ["author"]
API = Api(
    {
        "paths": PATHS,
        "components": {"schemas": {"Author": {"type": "object", "properties": AUTHOR, "required": ["name"]}}},
    }
)


def named(name: str) -> Operation:
    return next(each for each in API.operations if each.id == name)


def test_objects_of_paths_and_references_are_created_in_order() -> None:
    assert API.preparations(named("deleteNote")) == [named("addAuthor"), named("addBook"), named("addNote")]
    assert API.preparations(named("addBook")) == [named("addAuthor")]
    assert API.preparations(named("listBooks")) == []


def test_deletion_of_an_addition_needs_the_addition() -> None:
    assert API.preparations(named("removeStar")) == [named("addAuthor"), named("addBook"), named("addStar")]


def test_operations_are_in_an_order_that_keeps_their_objects() -> None:
    names = [each.id for each in API.operations]

    assert names.index("addAuthor") < names.index("addBook") < names.index("addNote") < names.index("getBook")
    assert names.index("getBook") < names.index("deleteNote") < names.index("deleteBook") < names.index("deleteAuthor")
    assert names.index("removeStar") < names.index("deleteBook")


def test_identifiers_belong_to_paths_and_not_to_names() -> None:
    objects = Objects()
    objects.follow(named("addAuthor"), {"author": {"authorId": 3, "name": "a"}})
    objects.follow(named("addBook"), {"id": 5, "name": "b"})
    objects.follow(named("addNote"), {"id": 7, "name": "n"})

    assert named("deleteNote").request(objects) == Request("DELETE", "/books/5/notes/7")
    assert named("getBook").request(objects) == Request("GET", "/books/5")
    assert named("addBook").body(objects) == {"name": "0abcd", "authorId": 3}
    assert named("addAuthor").body(objects) == {"author": {"name": "0abcd", "patronId": 3}}


def test_changed_identifier_is_followed() -> None:
    objects = Objects()
    objects.follow(named("addBook"), {"id": 5})
    objects.follow(named("changeBook"), {"id": 6})

    assert named("getBook").path_of(objects) == "/books/6"


def test_response_without_an_identifier_is_an_error() -> None:
    with pytest.raises(LookupError, match="the response of addBook has no identifier: a member id or"):
        Objects().follow(named("addBook"), {"name": "b"})


def test_request_without_objects_has_examples() -> None:
    assert named("deleteNote").path_of(Objects()) == "/books/1/notes/1"
    assert named("deleteNote").path_of(Objects(id=9), book_id=8) == "/books/8/notes/9"
    assert named("addAuthor").body(Objects()) == {"author": {"name": "0abcd"}}


def test_examples_differ_within_the_limits() -> None:
    assert [named("changeBook").body(Objects(), number)["name"] for number in (1, 12, 123)] == [
        "1abcd",
        "12abc",
        "123ab",
    ]
    assert [API.example_of(ID, number) for number in (0, 1, 1_000)] == [1, 2, 1]


def test_error_of_an_unknown_object_belongs_to_its_path() -> None:
    assert API.not_found_codes("/books/{}") == {"book_not_found"}
    assert API.not_found_codes("/books/{}/notes/{}") == {"note_not_found"}
    assert API.not_found_codes("/authors/{}") == {"author_not_found"}


def test_reference_to_an_unknown_collection_is_an_error() -> None:
    paths = {
        "/books": {"post": operation("addBook", body={"name": NAME, "shelfId": reference("/shelves")}, status=201)}
    }
    [add] = Api({"paths": paths, "components": {}}).operations

    with pytest.raises(LookupError, match=r"addBook: shelfId refers to /shelves/\{\}, and no path has this object"):
        add.body(Objects())
