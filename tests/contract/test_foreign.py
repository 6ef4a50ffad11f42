"""Two applications that their authors wrote without the package, before and after they use it."""

import difflib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from contract import ContractPlugin, Coverage, ResponseValidationMiddleware, build_contract
from contract.declared_errors import differences
from contract.document import config_of
from contract.operations import operations_of
from tests.contract.foreign import inventory, notes
from tests.contract.foreign.inventory import after as inventory_after
from tests.contract.foreign.inventory import before as inventory_before
from tests.contract.foreign.notes import after as notes_after
from tests.contract.foreign.notes import before as notes_before

README = Path(__file__).parents[2] / "contract" / "README.md"
MAX_CHANGED_LINES = 30
KEY = {"X-API-Key": "open sesame"}
ADA = {"name": "ada", "password": "enchantress"}
GRACE = {"name": "grace", "password": "nanosecond"}


def lines_of(package: Any, name: str) -> list[str]:
    return Path(package.__file__).with_name(name).read_text().splitlines()


def changed_lines(package: Any) -> int:
    before, after = lines_of(package, "before.py"), lines_of(package, "after.py")
    blocks = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return sum(
        max(last - first, new_last - new_first) for kind, first, last, new_first, new_last in blocks if kind != "equal"
    )


@pytest.mark.parametrize("package", [inventory, notes])
def test_adoption_changes_few_lines(package: Any) -> None:
    changed = changed_lines(package)
    assert 0 < changed <= MAX_CHANGED_LINES
    text = " ".join(README.read_text().split())
    assert f"{changed} of {len(lines_of(package, 'before.py'))} lines changed" in text


Send = Callable[..., Any]


def sender(client: TestClient[Litestar]) -> Send:
    """A function that sends a request, and checks the status of the response."""

    def send(method: str, path: str, status: int, **options: Any) -> Any:
        response = client.request(method, path, follow_redirects=False, **options)
        assert response.status_code == status, response.text
        return response

    return send


def use_inventory(client: TestClient[Litestar], send: Send) -> None:
    nowhere = "/api/items/00000000-0000-0000-0000-000000000000"
    send("POST", "/api/warehouses", 401, json={"name": "North"})
    north = send("POST", "/api/warehouses", 201, json={"name": "North"}, headers=KEY).json()
    send("POST", "/api/warehouses", 400, json={"name": ""}, headers=KEY)
    send("GET", "/api/warehouses?limit=1", 200)
    send("GET", "/api/warehouses?limit=0", 400)
    send("GET", f"/api/warehouses/{north['id']}", 200)
    send("GET", nowhere.replace("items", "warehouses"), 404)
    nail = {"warehouseId": north["id"], "name": "nail", "price": "0.05", "labels": ["iron"]}
    send("POST", "/api/items", 401, json=nail)
    item = send("POST", "/api/items", 201, json=nail, headers=KEY).json()
    send("POST", "/api/items", 409, json=nail, headers=KEY)
    send("POST", "/api/items", 404, json=nail | {"warehouseId": nowhere[-36:]}, headers=KEY)
    send("POST", "/api/items", 400, json=nail | {"quantity": -1}, headers=KEY)
    send("POST", "/api/items", 400, content=b"{", headers=KEY)
    send("POST", "/api/items", 413, content=b"0" * 10_000_001, headers=KEY)
    send("GET", "/api/items?labels=iron&labels=steel&unit=piece&order=newest", 200, headers={"Cookie": "currency=USD"})
    send("GET", "/api/items", 400, headers={"Cookie": "currency=DOLLAR"})
    send("GET", f"/api/items/{item['id']}", 200)
    send("GET", nowhere, 404)
    send("PATCH", f"/api/items/{item['id']}", 200, json={"quantity": 3}, headers=KEY)
    send("PATCH", f"/api/items/{item['id']}", 400, json={"quantity": None}, headers=KEY)
    send("PATCH", f"/api/items/{item['id']}", 401, json={})
    send("PATCH", nowhere, 404, json={}, headers=KEY)
    shipped = {"type": "shipped", "quantity": 3, "customer": "Ann"}
    send("POST", f"/api/items/{item['id']}/movements", 200, json=shipped, headers=KEY)
    send("POST", f"/api/items/{item['id']}/movements", 409, json=shipped, headers=KEY)
    send("POST", f"/api/items/{item['id']}/movements", 400, json={"type": "lost"}, headers=KEY)
    send("POST", f"/api/items/{item['id']}/movements", 401, json=shipped)
    send("POST", f"{nowhere}/movements", 404, json=shipped, headers=KEY)
    send("POST", "/api/import", 201, files={"data": ("south.csv", b"screw,0.10\n")}, headers=KEY)
    send("POST", "/api/import", 401, files={"data": ("south.csv", b"")})
    send("POST", "/api/import", 400, headers=KEY)
    send("POST", "/api/import", 500, files={"data": ("south.csv", b"one column\n")}, headers=KEY)
    assert send("GET", "/api/export", 200).text == "nail,0.05\nscrew,0.10\n"
    send("GET", "/api/manual", 200)
    assert "nothing new" in send("GET", "/api/changes", 200).text
    send("GET", "/api/latest", 302)
    send("GET", "/api/ping", 200)
    send("DELETE", f"/api/items/{item['id']}", 204, headers=KEY)
    send("DELETE", f"/api/items/{item['id']}", 404, headers=KEY)
    send("DELETE", f"/api/items/{item['id']}", 401)
    with client.websocket_connect("/api/live") as socket:
        socket.send_text("a nail")
        assert socket.receive_text() == "seen: a nail"


def use_notes(_: TestClient[Litestar], send: Send) -> None:
    ada, grace = (
        {"Authorization": f"Bearer {send('POST', '/sessions', 201, json=user).json()['token']}"}
        for user in (ADA, GRACE)
    )
    send("POST", "/sessions", 401, json=ADA | {"password": ""})
    send("POST", "/sessions", 400, json={})
    draft = {"title": "Cards", "text": "Punch them.", "tags": ["loom"]}
    send("POST", "/notes", 401, json=draft)
    note = send("POST", "/notes", 201, json=draft, headers=ada).json()
    send("POST", "/notes", 409, json=draft, headers=ada)
    send("POST", "/notes", 400, json=draft | {"visibility": "public"}, headers=ada)
    send("GET", "/notes?tag=loom", 200, headers=ada)
    send("GET", "/notes?page=one", 400, headers=ada)
    send("GET", "/notes", 401)
    path = f"/notes/{note['id']}"
    send("GET", path, 200, headers=ada)
    send("GET", path, 403, headers=grace)
    send("GET", path, 401, headers={"Authorization": "Bearer nonsense"})
    send("GET", "/notes/0", 404, headers=ada)
    send("POST", "/notes", 201, json=draft | {"title": "Looms"}, headers=ada)
    send("PUT", path, 200, json=draft | {"text": "Punch."}, headers=ada)
    send("PUT", path, 409, json=draft | {"title": "Looms"}, headers=ada)
    send("PUT", path, 400, json={}, headers=ada)
    send("PUT", path, 401, json=draft)
    send("PUT", path, 403, json=draft, headers=grace)
    send("PUT", "/notes/0", 404, json=draft, headers=ada)
    send("DELETE", path, 403, headers=grace)
    send("DELETE", path, 401)
    send("DELETE", path, 204, headers=ada)
    send("DELETE", path, 404, headers=ada)
    send("GET", "/health", 200)


@pytest.fixture(autouse=True)
def without_notes() -> None:
    notes_before.NOTES.clear()
    notes_after.NOTES.clear()


@pytest.mark.parametrize(
    ("module", "use"),
    [
        (inventory_before, use_inventory),
        (inventory_after, use_inventory),
        (notes_before, use_notes),
        (notes_after, use_notes),
    ],
)
def test_application_serves_the_same_clients_before_and_after(module: Any, use: Any) -> None:
    with TestClient(module.create_app(), raise_server_exceptions=False) as client:
        use(client, sender(client))


# A value of another type belongs to an unknown path. The middleware passes streams of events.
INTEGERS_IN_PATHS = {("get", "/notes/{note_id}", 400), ("delete", "/notes/{note_id}", 400)}
UUIDS_IN_PATHS = {
    ("get", "/api/warehouses/{warehouse_id}", 400),
    ("get", "/api/items/{item_id}", 400),
    ("delete", "/api/items/{item_id}", 400),
}
STREAM = {("get", "/api/changes", 200)}


@pytest.mark.parametrize(
    ("module", "use", "unseen"),
    [(inventory_after, use_inventory, UUIDS_IN_PATHS | STREAM), (notes_after, use_notes, INTEGERS_IN_PATHS)],
)
def test_document_describes_every_response_and_hardly_any_other(module: Any, use: Any, unseen: Any) -> None:
    coverage, app = Coverage(), module.create_app()
    app.asgi_handler = ResponseValidationMiddleware(app.asgi_handler, mode="raise", coverage=coverage)
    with TestClient(app) as client:
        use(client, sender(client))
    # Bodies of another type and beyond the limit, and the errors of the server.
    assert set(coverage.unseen(build_contract(app), excluded={413, 415, 500})) == unseen


def undeclared(app: Litestar) -> list[str]:
    """The differences between the declared errors and the code of an application."""
    config = replace(config_of(app) or ContractPlugin().config, source_packages=("tests",))
    return [problem for _, problem in differences(list(operations_of(app.routes)), config)]


@pytest.mark.parametrize("module", [inventory_after, notes_after])
def test_handlers_declare_the_errors_of_their_code(module: Any) -> None:
    assert undeclared(module.create_app()) == []


@pytest.mark.parametrize(
    ("module", "expected"),
    [
        (inventory_before, ["HTTPException", "NotAuthorized", "NotFound"]),
        (notes_before, ["NameTaken", "NotAuthorized"]),
    ],
)
def test_undeclared_errors_of_the_original_are_found(module: Any, expected: list[str]) -> None:
    problems = undeclared(module.create_app())
    assert all(any(f"can raise {name}" in problem for problem in problems) for name in expected)
