"""Code uses only public names of libraries, and does not replace their classes or attributes.

A name is private if the name begins with an underscore and does not end with an underscore. Private names are allowed
on `self` and `cls` only. In a subclass of a library's class, the subclass itself must define the private name.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent
OWN_PACKAGES = sorted({path.parent.name for path in ROOT.glob("*/*.py")})
SOURCES = {
    path.relative_to(ROOT).as_posix(): path.read_text()
    for package in OWN_PACKAGES
    for path in (ROOT / package).rglob("*.py")
}
# Python documents these methods; the underscore only avoids conflicts with field names.
NAMED_TUPLE_METHODS = {"_asdict", "_make", "_replace"}
SETTERS = {"delattr", "setattr"}
ACCESSORS = {"getattr", "hasattr", *SETTERS}
IMPORTERS = {"__import__", "import_module"}


class Exemption(NamedTuple):
    """The allowed violations of a module, and the reason."""

    violations: set[str]
    reason: str


RESTORED = "pytest's monkeypatch restores the original, and no public way creates the tested case"
EXEMPTIONS = {
    "app/http/request_log.py": Exemption(
        {"logging.logMultiprocessing", "logging.logProcesses", "logging.logThreads"},
        "switches that the documentation of logging describes",
    ),
    "app/db/migrations.py": Exemption(
        {"import litestar.cli._utils.LitestarGroup"},
        "Litestar documents this class for command groups, but does not export the class",
    ),
    "contract/internals.py": Exemption(
        {"import re._parser"}, "the adapter for internals, where each function gives its own reason"
    ),
    "scripts/dev.py": Exemption({"sys.argv"}, "the arguments of a script, in a process that runs nothing else"),
    "tests/mutants/forks.py": Exemption({"sys.argv"}, "the arguments of a script, in a process that runs nothing else"),
    "tests/migrations/test_files.py": Exemption({"sys.path"}, "monkeypatch removes the additions of alembic.ini"),
    "tests/statements.py": Exemption({"asyncpg.create_pool", "sqlite3.connect"}, RESTORED),
    "tests/test_security.py": Exemption({"PasswordHasher.hash", "PasswordHasher.verify", "time.time"}, RESTORED),
}


class Access(NamedTuple):
    """An access to an attribute, with a dot or with a function such as `getattr`."""

    owner: str
    name: str
    changes: bool

    def __str__(self) -> str:
        return f"{self.owner}.{self.name}"

    @property
    def is_on_self(self) -> bool:
        return self.owner in {"self", "cls"}


def violations(source: str) -> Iterator[str]:
    """Every import and attribute access that violates the rules."""
    tree = ast.parse(source)
    foreign = {name for node in ast.walk(tree) for name in foreign_names(node)}
    for node in ast.walk(tree):
        yield from private_imports(node)
        yield from (str(access) for access in accesses(node) if is_violation(access, foreign))
        if isinstance(node, ast.ClassDef) and any(is_foreign(ast.unparse(base), foreign) for base in node.bases):
            yield from inherited_private_names(node)


def is_private(name: str) -> bool:
    """Whether a name is private. Names with a trailing underscore are Python's: `__init__`, `_missing_`."""
    return name.startswith("_") and not name.endswith("_") and name not in NAMED_TUPLE_METHODS


def is_foreign(expression: str, foreign: set[str]) -> bool:
    """Whether an expression names a library's module or class, and not a value returned by a library."""
    dotted = expression.partition("[")[0]
    return dotted.replace(".", "").isidentifier() and dotted.partition(".")[0] in foreign


def is_violation(access: Access, foreign: set[str]) -> bool:
    uses_private_name = is_private(access.name) and not access.is_on_self
    replaces_class = access.changes and access.name == "__class__"
    replaces_attribute = access.changes and is_foreign(access.owner, foreign)
    return uses_private_name or replaces_class or replaces_attribute


def private_imports(node: ast.AST) -> Iterator[str]:
    for imported, _ in imports(node):
        if any(is_private(part) for part in imported.split(".")):
            yield f"import {imported}"


def foreign_names(node: ast.AST) -> Iterator[str]:
    """Names that refer to libraries: imported names, and the paths in calls of `monkeypatch.setattr`."""
    yield from (name for imported, name in imports(node) if imported.partition(".")[0] not in OWN_PACKAGES)
    match node:
        case ast.Call(func=called, args=[ast.Constant(value=str(path)), *_]) if last_name(called) in SETTERS:
            yield from {path.partition(".")[0]} - set(OWN_PACKAGES)


def imports(node: ast.AST) -> Iterator[tuple[str, str]]:
    """Each import with its full path and its local name."""
    match node:
        case ast.Import(names=aliases):
            yield from ((alias.name, (alias.asname or alias.name).partition(".")[0]) for alias in aliases)
        case ast.ImportFrom(module=module, names=aliases):
            yield from ((f"{module}.{alias.name}", alias.asname or alias.name) for alias in aliases)
        case ast.Call(func=called, args=[ast.Constant(value=str(module)), *_]) if last_name(called) in IMPORTERS:
            yield module, module


def accesses(node: ast.AST) -> Iterator[Access]:
    match node:
        case ast.Attribute(value=owner, attr=name, ctx=context):
            yield Access(ast.unparse(owner), name, changes=not isinstance(context, ast.Load))
        case ast.Call(func=called, args=[ast.Constant(value=str(path)), *_]) if last_name(called) in SETTERS:
            owner_path, _, name = path.rpartition(".")
            yield Access(owner_path, name, changes=True)
        case ast.Call(func=called, args=[owner, ast.Constant(value=str(name)), *_]) if last_name(called) in ACCESSORS:
            yield Access(ast.unparse(owner), name, changes=last_name(called) in SETTERS)


def last_name(called: ast.expr) -> str:
    """The last part of a dotted name, such as `setattr` of `monkeypatch.setattr`."""
    return ast.unparse(called).rpartition(".")[2]


def inherited_private_names(cls: ast.ClassDef) -> Iterator[str]:
    """Private names that a class uses on itself but does not define."""
    defined = set(defined_names(cls))
    for node in ast.walk(cls):
        for access in accesses(node):
            if access.is_on_self and is_private(access.name) and access.name not in defined:
                yield f"{access} of {cls.name}"


def defined_names(cls: ast.ClassDef) -> Iterator[str]:
    """The names of methods and attributes that a class defines in its body and in `__init__`."""
    for statement in cls.body:
        match statement:
            case ast.FunctionDef(name="__init__"):
                yield from (access.name for node in ast.walk(statement) for access in accesses(node) if access.changes)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name
            case ast.Assign(targets=targets):
                yield from (target.id for target in targets if isinstance(target, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name


def exempted_violations(path: str) -> set[str]:
    return EXEMPTIONS[path].violations if path in EXEMPTIONS else set()


@pytest.mark.parametrize("package", OWN_PACKAGES)
def test_libraries_are_used_through_public_names_and_unmodified(package: str) -> None:
    found = {path: set(violations(source)) for path, source in SOURCES.items() if path.startswith(f"{package}/")}

    assert found
    assert [f"{path}: {violation}" for path in found for violation in found[path] - exempted_violations(path)] == []


@pytest.mark.parametrize("path", EXEMPTIONS)
def test_every_exemption_is_needed(path: str) -> None:
    assert exempted_violations(path) - set(violations(SOURCES.get(path, ""))) == set()


@pytest.mark.parametrize(
    ("source", "violation"),
    [
        ("model._fields", "model._fields"),
        ("handler.signature_model._fields['data']", "handler.signature_model._fields"),
        ("request._json = None", "request._json"),
        ("del request._json", "request._json"),
        ("super()._run()", "super()._run"),
        ("getattr(request, '_json', None)", "request._json"),
        ("hasattr(request, '_json')", "request._json"),
        ("setattr(request, '_json', None)", "request._json"),
        ("monkeypatch.setattr(request, '_json', None)", "request._json"),
        ("import litestar._kwargs", "import litestar._kwargs"),
        ("import litestar._kwargs.cleanup as cleanup", "import litestar._kwargs.cleanup"),
        ("from litestar._kwargs import KwargsModel", "import litestar._kwargs.KwargsModel"),
        ("from litestar import _kwargs", "import litestar._kwargs"),
        ("def late():\n    from litestar import _kwargs", "import litestar._kwargs"),
        ("importlib.import_module('re._parser')", "import re._parser"),
        ("__import__('_thread')", "import _thread"),
        ("route.__class__ = PlannedRoute", "route.__class__"),
        ("setattr(route, '__class__', PlannedRoute)", "route.__class__"),
        ("import time\ntime.time = lambda: 0", "time.time"),
        ("import os.path\nos.path.exists = bool", "os.path.exists"),
        ("import litestar.routes as routes\nroutes.HTTPRoute.handle = handle", "routes.HTTPRoute.handle"),
        ("from litestar import Litestar as App\nApp.debug = True", "App.debug"),
        ("from litestar import Litestar\ndel Litestar.debug", "Litestar.debug"),
        ("from litestar import Litestar\nsetattr(Litestar, 'debug', True)", "Litestar.debug"),
        ("from litestar import Litestar\nmonkeypatch.delattr(Litestar, 'debug')", "Litestar.debug"),
        ("monkeypatch.setattr('time.time', lambda: 0)", "time.time"),
        ("from litestar import Request\nclass Own(Request):\n    x = lambda self: self._json", "self._json of Own"),
        (
            "from litestar import Request\nclass Own(Request[A, B]):\n    x = lambda self: self._json",
            "self._json of Own",
        ),
    ],
)
def test_violation_is_found(source: str, violation: str) -> None:
    assert list(violations(source)) == [violation]


OWN_NAMES = """
from litestar import Request

class Own(Request):
    _body: bytes
    _read = False

    def __init__(self, scope):
        super().__init__(scope)
        self._scope = scope

    def _parse(self):
        return self._body, self._read, self._scope, self._parse

class Derived(Own):
    def read(self):
        return self._read
"""


@pytest.mark.parametrize(
    "source",
    [
        OWN_NAMES,
        "row._replace(status=404), Row._make(values), row._asdict()",
        "cls._missing_, request.__dict__, enum.Enum._missing_.__func__",
        "from __future__ import annotations",
        "_ = gettext",
        "getattr(error, 'headers', None), getattr(request, name)",
        "setattr(provider, '__raises__', errors)",
        "kind = request.__class__",
        "import logging\nlogging.getLogger('app').propagate = False",
        "from litestar import Litestar\napp = Litestar([])\napp.debug = True",
        "import os\nos.environ['PORT'] = '1'",
        "from app.settings import Settings\nSettings.port = 1",
        "monkeypatch.setattr('app.db.engine.POOL_TIMEOUT', 0.05)",
    ],
)
def test_public_and_own_names_are_allowed(source: str) -> None:
    assert list(violations(source)) == []
