"""Requests: read strictly, refused in the right order, and every misfit named."""

from collections.abc import Iterator
from typing import Annotated, Any

import pytest
from litestar import Litestar, get, post
from litestar.params import FromHeader, FromQuery, HeaderParameter, JSONBody, QueryParameter
from litestar.testing import TestClient
from msgspec import Struct

from tests.contract.library import library
from tests.contract.shapes import Circle, Page, Plain, Square, Tree

TOKEN = {"Authorization": "good"}
BOOK = {"title": "Emma", "pageCount": 474}


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient[Litestar]]:
    with TestClient(library()) as client:
        yield client


def add(client: TestClient[Litestar], body: Any, **headers: str) -> tuple[int, Any]:
    answer = client.post("/books", content=body, headers={**TOKEN, **headers})
    return answer.status_code, answer.json()["errors"] if answer.status_code >= 400 else answer.json()


def test_a_fitting_body_reaches_the_handler_as_its_struct(client: TestClient[Litestar]) -> None:
    answer = client.post("/books", json={"book": BOOK}, headers=TOKEN)
    assert (answer.status_code, answer.json()) == (201, {"title": "Emma", "pageCount": 474, "genres": []})


def test_text_is_not_taken_for_a_number(client: TestClient[Litestar]) -> None:
    assert add(client, b'{"book": {"title": "Emma", "pageCount": "474"}}') == (
        422,
        {"pageCount": ["must be a whole number"]},
    )


def test_every_misfit_of_the_body_is_answered_at_once(client: TestClient[Litestar]) -> None:
    assert add(client, b'{"book": {"title": " ", "pageCount": 0, "genres": ["love", "war", 1]}}') == (
        422,
        {
            "title": ["can't be blank"],
            "pageCount": ["must be at least 1"],
            "genres": ["has too many items (maximum is 2)", "must be one of crime, love"],
        },
    )


@pytest.mark.parametrize("body", [b"", b"{}"])
def test_without_a_body_its_envelope_is_missing(client: TestClient[Litestar], body: bytes) -> None:
    assert add(client, body) == (422, {"book": ["is missing"]})


def test_strangers_learn_nothing_about_their_body(client: TestClient[Litestar]) -> None:
    answer = client.post("/books", content=b'{"book": 1}')
    assert (answer.status_code, answer.json()["code"]) == (401, "token_missing")


@pytest.mark.parametrize(
    "body", [b"nope", b'{"book": 1', b'{"book": {"title": 1, ', b'"\xff"', b'"\\ud83d"', b"[" * 100_000]
)
def test_what_is_not_json_is_refused_as_such(client: TestClient[Litestar], body: bytes) -> None:
    answer = client.post("/books", content=body, headers=TOKEN)
    assert (answer.status_code, answer.json()["code"]) == (400, "not_json")


@pytest.mark.parametrize("body", [b"1e999", b"1" + b"0" * 5_000, b'{"book": {"title": "\\u0000", "pageCount": 1e999}}'])
def test_numbers_beyond_every_range_are_misfits(client: TestClient[Litestar], body: bytes) -> None:
    assert add(client, body)[0] == 422


def test_another_media_type_is_refused() -> None:
    @post("/echo")
    async def echo(data: JSONBody[dict[str, int]]) -> dict[str, int]:
        """Echo."""
        return data

    with TestClient(library([echo], debug=False)) as client:
        answer = client.post("/echo", content=b"{}", headers={"Content-Type": "text/plain"})
        assert answer.status_code == 500  # what the library makes of a 415 it does not know
        assert client.post(
            "/echo", content=b"{}", headers={"Content-Type": "Application/JSON; charset=utf-8"}
        ).is_success
        assert client.post("/echo", content=b"{}").is_success


def test_every_bad_parameter_is_named_as_on_the_wire(client: TestClient[Litestar]) -> None:
    answer = client.get("/books?limit=0&after=x&soldOut=maybe&genre=love&genre=war")
    assert answer.json()["errors"] == {
        "after": ["must be a whole number"],
        "genre": ["must be one of crime, love"],
        "limit": ["must be at least 1"],
        "soldOut": ["must be true or false"],
    }


def test_a_bad_path_parameter_is_named(client: TestClient[Litestar]) -> None:
    answer = client.get(f"/books/{'x' * 21}")
    assert answer.json()["errors"] == {"title": ["is too long (maximum is 20 characters)"]}


def test_the_last_of_a_repeated_single_parameter_counts(client: TestClient[Litestar]) -> None:
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
        """Say which tenant."""

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
def test_bodies_of_all_kinds_reach_their_handler(annotation: Any, value: Any) -> None:
    @post("/echo")
    async def echo(data: JSONBody[annotation]) -> Any:
        """Echo."""
        return data

    with TestClient(library([echo])) as client:
        assert client.post("/echo", json=value).json() == value
