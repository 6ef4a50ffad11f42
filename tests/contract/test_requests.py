"""Requests: strict decoding, the order of errors, and all errors of a request."""

from collections.abc import Iterator
from typing import Annotated, Any

import pytest
from litestar import Litestar, get, post
from litestar.params import FromHeader, FromQuery, HeaderParameter, JSONBody, QueryParameter
from litestar.testing import TestClient
from msgspec import Struct

from contract import PUBLIC
from tests.contract.library import library
from tests.contract.shapes import Circle, Page, Plain, Square, Tree

TOKEN = {"Authorization": "good"}
BOOK = {"title": "Emma", "pageCount": 474}


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient[Litestar]]:
    with TestClient(library()) as client:
        yield client


def post_book(client: TestClient[Litestar], body: Any, **headers: str) -> tuple[int, Any]:
    response = client.post("/books", content=body, headers={**TOKEN, **headers})
    return response.status_code, response.json()["errors"] if response.status_code >= 400 else response.json()


def test_valid_body_reaches_the_handler_as_its_struct(client: TestClient[Litestar]) -> None:
    response = client.post("/books", json={"book": BOOK}, headers=TOKEN)
    assert (response.status_code, response.json()) == (201, {"title": "Emma", "pageCount": 474, "genres": []})


def test_text_is_not_converted_to_a_number(client: TestClient[Litestar]) -> None:
    assert post_book(client, b'{"book": {"title": "Emma", "pageCount": "474"}}') == (
        422,
        {"pageCount": ["must be a whole number"]},
    )


def test_all_errors_of_the_body_are_in_one_response(client: TestClient[Litestar]) -> None:
    assert post_book(client, b'{"book": {"title": " ", "pageCount": 0, "genres": ["love", "war", 1]}}') == (
        422,
        {
            "title": ["can't be blank"],
            "pageCount": ["must be at least 1"],
            "genres": ["has too many items (maximum is 2)", "must be one of crime, love"],
        },
    )


@pytest.mark.parametrize("body", [b"", b"{}"])
def test_empty_body_has_a_missing_envelope(client: TestClient[Litestar], body: bytes) -> None:
    assert post_book(client, body) == (422, {"book": ["is missing"]})


def test_unauthenticated_client_gets_401_for_an_invalid_body(client: TestClient[Litestar]) -> None:
    response = client.post("/books", content=b'{"book": 1}')
    assert (response.status_code, response.json()["code"]) == (401, "token_missing")


@pytest.mark.parametrize(
    "body", [b"nope", b'{"book": 1', b'{"book": {"title": 1, ', b'"\xff"', b'"\\ud83d"', b"[" * 100_000]
)
def test_invalid_json_returns_400(client: TestClient[Litestar], body: bytes) -> None:
    response = client.post("/books", content=body, headers=TOKEN)
    assert (response.status_code, response.json()["code"]) == (400, "not_json")


@pytest.mark.parametrize("body", [b"1e999", b"1" + b"0" * 5_000, b'{"book": {"title": "\\u0000", "pageCount": 1e999}}'])
def test_number_out_of_range_returns_422(client: TestClient[Litestar], body: bytes) -> None:
    assert post_book(client, body)[0] == 422


def test_other_media_type_is_rejected() -> None:
    @post("/echo", opt={PUBLIC: "a test"})
    async def echo(data: JSONBody[dict[str, int]]) -> dict[str, int]:
        """Echo."""
        return data

    with TestClient(library([echo], debug=False)) as client:
        response = client.post("/echo", content=b"{}", headers={"Content-Type": "text/plain"})
        assert response.status_code == 500  # the library has no error for 415
        assert client.post(
            "/echo", content=b"{}", headers={"Content-Type": "Application/JSON; charset=utf-8"}
        ).is_success
        assert client.post("/echo", content=b"{}").is_success


def test_every_invalid_parameter_has_its_name_from_the_request(client: TestClient[Litestar]) -> None:
    response = client.get("/books?limit=0&after=x&soldOut=maybe&genre=love&genre=war")
    assert response.json()["errors"] == {
        "after": ["must be a whole number"],
        "genre": ["must be one of crime, love"],
        "limit": ["must be at least 1"],
        "soldOut": ["must be true or false"],
    }


def test_invalid_path_parameter_is_named(client: TestClient[Litestar]) -> None:
    response = client.get(f"/books/{'x' * 21}")
    assert response.json()["errors"] == {"title": ["is too long (maximum is 20 characters)"]}


def test_last_value_of_a_repeated_single_parameter_is_used(client: TestClient[Litestar]) -> None:
    assert client.get("/books?limit=x&limit=1").status_code == 200
    assert client.get("/books?limit=1&limit=x").json()["errors"] == {"limit": ["must be a whole number"]}


def test_missing_parameters_and_headers_are_named() -> None:
    @get("/search")
    async def search(
        text: FromQuery[str], page: Annotated[int, QueryParameter(name="pageNumber")], tenant: FromHeader[str]
    ) -> None:
        """Search."""

    @get("/tenant")
    async def tenant(name: Annotated[int, HeaderParameter(name="X-Tenant", ge=5)]) -> None:
        """Read the tenant."""

    with TestClient(library([search, tenant])) as client:
        assert client.get("/search?pageNumber=x").json()["errors"] == {
            "tenant": ["is missing"],
            "pageNumber": ["must be a whole number"],
            "text": ["is missing"],
        }
        assert client.get("/tenant", headers={"X-Tenant": "1"}).json()["errors"] == {"X-Tenant": ["must be at least 5"]}


class Shelf(Struct):
    books: list[Plain]


@pytest.mark.parametrize(
    ("annotation", "value"),
    [
        (Shelf, {"books": [{"name": "a", "count": 1}]}),
        (Page[Plain], {"items": [{"name": "a", "count": 1}], "total": 1}),
        (list[Plain], [{"name": "a", "count": 1}]),
        (dict[str, Plain], {"a": {"name": "a", "count": 1}}),
        (Circle | Square, {"type": "square", "side": 1.0}),
        (Tree, {"value": 1, "children": [{"value": 2, "children": []}]}),
        (set[int], [1]),
        (Any, {"a": [None]}),
    ],
)
def test_valid_body_of_every_type_reaches_the_handler(annotation: Any, value: Any) -> None:
    @post("/echo", opt={PUBLIC: "a test"})
    async def echo(data: JSONBody[annotation]) -> Any:
        """Echo."""
        return data

    with TestClient(library([echo])) as client:
        assert client.post("/echo", json=value).json() == value
