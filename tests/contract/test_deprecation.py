"""Deprecation: dates in the document, headers in the responses, and a removal after the sunset."""

import copy
from datetime import date
from typing import Annotated, Any

import pytest
from litestar import Litestar, get
from litestar.testing import TestClient
from msgspec import Meta, Struct

from contract import DEPRECATION, ContractError, Deprecation, build_contract
from contract.compatibility import Decision, check
from tests.contract.library import library

OLD = Deprecation(since=date(2026, 1, 31), sunset=date(2026, 7, 31))
OLDER = Deprecation(since=date(2025, 1, 31), sunset=date(2027, 1, 31))
HEADERS = {"deprecation": "@1769817600", "sunset": "Fri, 31 Jul 2026 00:00:00 GMT"}


class Shelf(Struct):
    """A shelf."""

    number: int
    colour: Annotated[str, Meta(extra_json_schema=OLDER.keywords)] = "red"


@get("/old", opt={DEPRECATION: OLD}, sync_to_thread=False)
def read_old() -> int:
    """Read an old number."""
    return 1


@get("/shelves", sync_to_thread=False)
def list_shelves() -> list[Shelf]:
    """List the shelves."""
    return [Shelf(1)]


@get("/old/shelves", opt={DEPRECATION: OLD}, sync_to_thread=False)
def list_old_shelves() -> list[Shelf]:
    """List the old shelves."""
    return [Shelf(1)]


@get("/new", sync_to_thread=False)
def read_new() -> int:
    """Read a new number."""
    return 2


@pytest.fixture
def app() -> Litestar:
    return library([read_old, list_shelves, list_old_shelves, read_new])


def test_the_document_has_the_dates(app: Litestar) -> None:
    document = build_contract(app)

    operation = document["paths"]["/old"]["get"]
    assert operation["deprecated"] is True
    assert (operation["x-deprecated-since"], operation["x-sunset"]) == ("2026-01-31", "2026-07-31")
    colour = document["components"]["schemas"]["Shelf"]["properties"]["colour"]
    assert (colour["deprecated"], colour["x-sunset"]) == (True, "2027-01-31")


def test_operations_with_a_deprecation_describe_and_send_the_headers(app: Litestar) -> None:
    document = build_contract(app)
    described = {
        path: sorted(methods["get"]["responses"]["200"].get("headers", {}))
        for path, methods in document["paths"].items()
    }
    both = ["Deprecation", "Sunset"]
    assert described == {"/new": [], "/old": both, "/old/shelves": both, "/shelves": both}

    with TestClient(app) as client:
        sent = {path: client.get(path).headers for path in described}
    assert {name: sent["/old"][name] for name in HEADERS} == HEADERS
    assert sent["/shelves"]["sunset"] == "Sun, 31 Jan 2027 00:00:00 GMT"
    # The earliest of both dates: of the operation, and of the field that it returns.
    assert sent["/old/shelves"]["deprecation"] == "@1738281600"
    assert sent["/old/shelves"]["sunset"] == HEADERS["sunset"]
    assert not {"deprecation", "sunset"} & set(sent["/new"])


def test_an_application_without_deprecations_adds_nothing_to_responses() -> None:
    app = library([read_new])

    with TestClient(app):
        assert app.before_send == []


@get("/undated", deprecated=True, sync_to_thread=False)
def read_undated() -> int:
    """Read a number."""
    return 1


@get("/field", sync_to_thread=False)
def read_field() -> Annotated[int, Meta(extra_json_schema={"deprecated": True})]:
    """Read a number."""
    return 1


@pytest.mark.parametrize("handler", [read_undated, read_field])
def test_a_deprecation_without_dates_is_rejected(handler: Any) -> None:
    with pytest.raises(ContractError, match=r"deprecated without dates; (add opt=|use Deprecation\(since)"):
        build_contract(library([handler]))


def test_a_sunset_before_the_deprecation_is_rejected() -> None:
    with pytest.raises(ValueError, match="the sunset 2026-01-01 must come after the deprecation 2026-01-01"):
        Deprecation(since=date(2026, 1, 1), sunset=date(2026, 1, 1))


@pytest.mark.parametrize(
    ("today", "decision"),
    [(date(2026, 7, 30), Decision.BREAKING), (date(2026, 7, 31), Decision.PAST_SUNSET)],
)
def test_a_deprecated_operation_may_be_removed_on_its_sunset(app: Litestar, today: date, decision: Decision) -> None:
    old = build_contract(app)
    new = copy.deepcopy(old)
    del new["paths"]["/old"]

    [(change, decided)] = check(old, new, today=today).changes

    assert (change.difference.location, change.difference.text) == ("GET /old", "is removed")
    assert decided is decision


@pytest.mark.parametrize(
    ("today", "decision"),
    [(date(2027, 1, 30), Decision.BREAKING), (date(2027, 1, 31), Decision.PAST_SUNSET)],
)
def test_a_deprecated_field_may_be_removed_on_its_sunset(app: Litestar, today: date, decision: Decision) -> None:
    old = build_contract(app)
    new = copy.deepcopy(old)
    shelf = new["components"]["schemas"]["Shelf"]
    del shelf["properties"]["colour"]
    shelf["required"].remove("colour")

    result = check(old, new, today=today)

    assert [(one.difference.location, decided) for one, decided in result.changes] == [("Shelf.colour", decision)]


def test_a_deprecation_and_its_end_break_nobody(app: Litestar) -> None:
    old = build_contract(app)
    new = build_contract(
        library([get("/old", sync_to_thread=False)(read_old.fn), list_shelves, list_old_shelves, read_new])
    )
    new["paths"]["/old"]["get"]["operationId"] = old["paths"]["/old"]["get"]["operationId"]

    assert check(old, new).changes == []
    assert check(new, old).changes == []


def test_a_sunset_may_move_to_a_later_date_only(app: Litestar) -> None:
    old = build_contract(app)
    new = copy.deepcopy(old)
    new["paths"]["/old"]["get"]["x-sunset"] = "2026-06-30"
    new["components"]["schemas"]["Shelf"]["properties"]["colour"]["x-sunset"] = "2026-12-31"

    assert [(one.difference.location, one.difference.text) for one in check(old, new).having(Decision.BREAKING)] == [
        ("GET /old", "sunset 2026-07-31 → 2026-06-30"),
        ("Shelf.colour", "sunset 2027-01-31 → 2026-12-31"),
    ]
    assert check(new, old).changes == []
