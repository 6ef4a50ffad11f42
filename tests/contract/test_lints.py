"""Lints: what exports and still misleads."""

import types
from typing import Annotated, Any

import pytest
from litestar import get, post
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.testing import TestClient
from msgspec import UNSET, Meta, Struct, UnsetType

from contract import ContractError, lint
from tests.contract.library import library


class Answer(Struct):
    """An answer."""

    text: str = ""
    note: str | UnsetType = UNSET


class Both(Struct):
    """Asked and answered."""

    text: str = ""


class Silent(Struct):
    text: str


class Base(Struct):
    """What others share."""


class Used(Base):
    """A struct that is used."""


class Forgotten(Base):
    """A struct that nobody uses."""


def findings(*handlers: Any, modules: Any = ()) -> list[str]:
    return [str(finding) for finding in lint(library(handlers), modules)]


def test_the_library_is_clean() -> None:
    assert lint(library()) == []


def test_meta_on_a_scalar_parameter_is_found_and_stops_the_application() -> None:
    @get("/{part:str}")
    async def read(
        part: FromPath[Annotated[str, Meta(max_length=3)]],
        limit: FromQuery[Annotated[int, Meta(ge=1)] | None] = None,
        tags: FromQuery[list[Annotated[str, Meta(max_length=3)]] | None] = None,
    ) -> None:
        """Read."""

    found = findings(read)
    assert [line.partition(" of ")[0] for line in found] == ["the parameter part", "the parameter limit"]
    assert "QueryParameter" in found[0]
    with pytest.RaisesGroup(ContractError), TestClient(library([read])):
        pass


def test_a_default_in_a_struct_that_is_only_sent_is_found() -> None:
    @get("/")
    async def read() -> Answer:
        """Read."""
        return Answer()

    @post("/")
    async def write(data: JSONBody[Both]) -> Both:
        """Write."""
        return data

    found = findings(read, write)
    assert len(found) == 1
    assert found[0].startswith("tests.contract.test_lints.Answer.text: the server always sends it")


def test_what_has_no_docstring_is_found() -> None:
    @get("/")
    async def read() -> Silent:
        return Silent("")

    found = findings(read)
    assert [line.rpartition(": ")[2] for line in found] == ["has no docstring to describe it in the document"] * 2
    assert "GET / (" in found[0]
    assert found[1].startswith("tests.contract.test_lints.Silent")


def test_a_struct_that_no_operation_reaches_is_found() -> None:
    @get("/")
    async def read() -> Used:
        """Read."""
        return Used()

    module = types.ModuleType(__name__)
    module.__dict__.update(Base=Base, Used=Used, Forgotten=Forgotten, Struct=Struct)
    assert findings(read, modules=[module]) == [
        "tests.contract.test_lints.Forgotten: no operation reaches it; remove it, or use it"
    ]
