"""Lints: findings in code that exports without an error and still misleads."""

import types
from typing import Annotated, Any

import pytest
from litestar import get, post
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.testing import TestClient
from msgspec import UNSET, Meta, Struct, UnsetType

from contract import ContractError, lint
from tests.contract.library import library


class Output(Struct):
    """A response body."""

    text: str = ""
    note: str | UnsetType = UNSET


class Both(Struct):
    """A request body and a response body."""

    text: str = ""


class Undocumented(Struct):
    text: str


class Base(Struct):
    """A shared base."""


class Used(Base):
    """A used struct."""


class Unused(Base):
    """An unused struct."""


def findings(*handlers: Any, modules: Any = ()) -> list[str]:
    return [str(finding) for finding in lint(library(handlers), modules)]


def test_library_has_no_findings() -> None:
    assert lint(library()) == []


def test_meta_on_a_scalar_parameter_is_reported_and_stops_the_application() -> None:
    @get("/{part:str}")
    async def read(
        part: FromPath[Annotated[str, Meta(max_length=3)]],
        limit: FromQuery[Annotated[int, Meta(ge=1)] | None] = None,
        tags: FromQuery[list[Annotated[str, Meta(max_length=3)]] | None] = None,
    ) -> None:
        """Read."""

    lines = findings(read)
    assert [line.partition(" of ")[0] for line in lines] == ["the parameter part", "the parameter limit"]
    assert "QueryParameter" in lines[0]
    with pytest.RaisesGroup(ContractError), TestClient(library([read])):
        pass


def test_default_in_a_response_struct_is_reported() -> None:
    @get("/")
    async def read() -> Output:
        """Read."""
        return Output()

    @post("/")
    async def write(data: JSONBody[Both]) -> Both:
        """Write."""
        return data

    lines = findings(read, write)
    assert len(lines) == 1
    assert lines[0].startswith("tests.contract.test_lints.Output.text: the server always sends this field")


def test_missing_docstring_is_reported() -> None:
    @get("/")
    async def read() -> Undocumented:
        return Undocumented("")

    lines = findings(read)
    assert [line.rpartition(": ")[2] for line in lines] == ["has no docstring to describe it in the document"] * 2
    assert "GET / (" in lines[0]
    assert lines[1].startswith("tests.contract.test_lints.Undocumented")


def test_unused_struct_is_reported() -> None:
    @get("/")
    async def read() -> Used:
        """Read."""
        return Used()

    module = types.ModuleType(__name__)
    module.__dict__.update(Base=Base, Used=Used, Unused=Unused, Struct=Struct)
    assert findings(read, modules=[module]) == [
        "tests.contract.test_lints.Unused: no operation uses this struct; use it or remove it"
    ]
