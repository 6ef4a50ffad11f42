"""Authentication of writes: a write requires it, or gives a reason."""

from typing import Any

import pytest
from litestar import HttpMethod, get, post, route
from litestar.di import NamedDependency, Provide
from litestar.testing import TestClient

from contract import PUBLIC, ContractError, build_contract
from tests.contract.library import library, plugin


def write(reason: Any = None, *, method: Any = HttpMethod.POST) -> Any:
    """A handler without authentication."""

    @route("/doors", http_method=[method], opt={} if reason is None else {PUBLIC: reason})
    async def open_door() -> None:
        """Open the door."""

    return open_door


def problem_of(*handlers: Any) -> str:
    with pytest.raises(ContractError) as raised:
        build_contract(library(handlers))
    return str(raised.value)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_write_without_authentication_is_not_exported(method: str) -> None:
    problem = problem_of(write(method=method))

    assert problem.startswith(f"{method} /doors (tests.contract.test_public.write.<locals>.open_door)")
    assert "add the parameter current_user, or opt={PUBLIC: " in problem


def test_application_with_such_a_write_does_not_start() -> None:
    with pytest.RaisesGroup(ContractError), TestClient(library([write()])):
        pass


def test_optional_authentication_is_not_enough() -> None:
    @post("/notes")
    async def take_note(viewer: NamedDependency[str | None]) -> None:
        """Take a note."""

    assert "writes without authentication" in problem_of(take_note)


def test_indirect_authentication_is_enough() -> None:
    async def provide_desk(current_user: NamedDependency[str]) -> str:
        return f"the desk of {current_user}"

    @post("/notes", dependencies={"desk": Provide(provide_desk)})
    async def take_note(desk: NamedDependency[str]) -> None:
        """Take a note."""

    assert "/notes" in build_contract(library([take_note]))["paths"]


def test_write_with_a_reason_is_public() -> None:
    document = build_contract(library([write("everyone may enter")]))

    assert document["paths"]["/doors"]["post"]["security"] == []


@pytest.mark.parametrize("reason", ["", "  ", True, 1])
def test_reason_must_be_a_text(reason: Any) -> None:
    assert "add the reason" in problem_of(write(reason))


def test_reason_without_need_is_not_exported() -> None:
    @post("/notes", opt={PUBLIC: "no need"})
    async def take_note(current_user: NamedDependency[str]) -> None:
        """Take a note."""

    @get("/notes", opt={PUBLIC: "no need"})
    async def read_notes() -> None:
        """Read the notes."""

    problem = problem_of(take_note, read_notes)
    assert "take_note) depends on current_user and needs no opt={PUBLIC: …}; remove the option" in problem
    assert "read_notes) is a read and needs no opt={PUBLIC: …}; remove the option" in problem


def test_application_without_authentication_needs_no_reasons() -> None:
    contract = plugin(auth_dependency=None, optional_auth_dependency=None, security_scheme=None)

    assert "/doors" in build_contract(library([write()], contract=contract))["paths"]
