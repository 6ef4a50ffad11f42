"""Authentication: of each operation in the document, and of each write, unless the handler gives a reason."""

from typing import Any

import pytest
from litestar import HttpMethod, get, post, route
from litestar.connection import ASGIConnection
from litestar.di import NamedDependency, Provide
from litestar.handlers import BaseRouteHandler
from litestar.params import FromPath
from litestar.security.jwt import JWTAuth
from litestar.testing import TestClient

from contract import PUBLIC, ContractError, build_contract
from tests.contract.library import TokenMissingError, library, plugin


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

    assert problem.startswith(f"{method} /doors (tests.contract.test_authentication.write.<locals>.open_door)")
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


def requires_key(_: ASGIConnection[Any, Any, Any, Any], __: BaseRouteHandler) -> None:
    """Require a key."""


def test_guard_authenticates_its_operations() -> None:
    guarded = post("/doors", guards=[requires_key])(write().fn)
    contract = plugin(auth_dependency=None, auth_guard=requires_key, auth_errors=(TokenMissingError,))

    operation = build_contract(library([guarded], contract=contract))["paths"]["/doors"]["post"]
    assert operation["security"] == [{"token": []}]
    assert "401" in operation["responses"]
    with pytest.raises(
        ContractError, match=r"add the guard tests\.contract\.test_authentication\.requires_key, or opt"
    ):
        build_contract(library([write()], contract=contract))
    needless = post("/doors", guards=[requires_key], opt={PUBLIC: "no need"})(write().fn)
    with pytest.raises(ContractError, match=r"has the guard .*requires_key and needs no opt"):
        build_contract(library([needless], contract=contract))


def with_backend(*handlers: Any, **options: Any) -> Any:
    backend = JWTAuth[str](retrieve_user_handler=lambda *_: None, token_secret="-" * 32, **options)
    contract = plugin(
        auth_dependency=None, security_scheme=None, auth_backend=backend, auth_errors=(TokenMissingError,)
    )
    app = library(handlers, contract=contract, on_app_init=[backend.on_app_init])
    return build_contract(app)


@get("/doors/{name:str}")
async def read_door(name: FromPath[str]) -> str:
    """Read a door."""
    return name


def test_backend_authenticates_every_operation_that_it_does_not_exclude() -> None:
    open_door = get("/open", operation_id="openDoor", opt={"exclude_from_auth": True})(write().fn)
    peek = route("/peek", operation_id="peek", http_method=[HttpMethod.HEAD], status_code=200)(write().fn)
    document = with_backend(read_door, open_door, peek, exclude=["/closed"])

    paths = document["paths"]
    assert paths["/doors/{name}"]["get"]["security"] == [{"BearerToken": []}]
    assert "401" in paths["/doors/{name}"]["get"]["responses"]
    for operation in (paths["/open"]["get"], paths["/peek"]["head"]):
        assert operation["security"] == []
        assert "401" not in operation["responses"]
    assert list(document["components"]["securitySchemes"]) == ["BearerToken"]
    assert "security" not in document


@pytest.mark.parametrize("exclude", ["/doors", ["/other", "^/do"], "s/[^/]+"])
def test_backend_excludes_paths_that_match(exclude: Any) -> None:
    assert with_backend(read_door, exclude=exclude)["paths"]["/doors/{name}"]["get"]["security"] == []


@pytest.mark.parametrize("exclude", ["/doors/a", "/doors/[0-9]+$"])
def test_exclusion_of_some_values_of_a_parameter_stops_the_export(exclude: str) -> None:
    with pytest.raises(ContractError, match="depends on a path parameter; exclude the operation with opt="):
        with_backend(read_door, exclude=exclude)


def test_excluded_write_needs_a_reason() -> None:
    with pytest.raises(ContractError, match="include the operation in JWTAuth, or opt="):
        with_backend(write(), exclude="/doors")


def test_security_of_a_handler_is_kept_without_authentication_of_the_plugin() -> None:
    contract = plugin(auth_dependency=None, optional_auth_dependency=None, security_scheme=None)
    handler = get("/doors", security=[{"key": []}])(write().fn)

    operation = build_contract(library([handler], contract=contract))["paths"]["/doors"]["get"]
    assert operation["security"] == [{"key": []}]


def test_application_without_authentication_needs_no_reasons() -> None:
    contract = plugin(auth_dependency=None, optional_auth_dependency=None, security_scheme=None)

    assert "/doors" in build_contract(library([write()], contract=contract))["paths"]
