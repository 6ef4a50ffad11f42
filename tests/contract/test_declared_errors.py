"""Declared errors: the lint finds every error that the code can raise, and every declared error that nothing raises."""

import asyncio
import contextlib
import functools
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any, Generic, TypeVar

import pytest
from litestar import Controller, Litestar, Request, get, post
from litestar.connection import ASGIConnection
from litestar.di import NamedDependency, Provide
from litestar.exceptions import ClientException, HTTPException, NotFoundException
from litestar.handlers import BaseRouteHandler

from contract import PUBLIC, ContractError, ContractPlugin, build_contract, lint, raises, waive_error
from tests.contract.library import (
    ApiError,
    BookMissingError,
    BrokenError,
    ShelfFullError,
    TokenBadError,
    library,
    plugin,
)

Item = TypeVar("Item")
ERRORS = {"full": ShelfFullError, "missing": BookMissingError}


def findings(*handlers: Any, **options: Any) -> list[str]:
    """The findings about errors."""
    contract = plugin(**{"source_packages": ["tests"], **options})
    return [text for finding in lint(library(handlers, contract=contract)) if "rror" in (text := str(finding))]


def fail() -> None:
    raise ShelfFullError


def fail_later() -> None:
    fail()


def require(value: Item | None, error: type[ApiError]) -> Item:
    if value is None:
        raise error
    return value


class Storage(Generic[Item]):
    """A base class, which raises."""

    def __init__(self, limit: int) -> None:
        self.limit = limit

    def take(self) -> Item | None:
        raise ShelfFullError

    def hook(self) -> None: ...

    async def load(self) -> None:
        self.hook()


class Books(Storage[str]):
    """Inherits `take`."""

    shelf: "Shelf"


class Shelf(Storage[int]):
    """Overrides the hook of the base class."""

    def hook(self) -> None:
        fail()

    @property
    def size(self) -> int:
        raise ShelfFullError

    @classmethod
    def create(cls) -> "Shelf":
        raise ShelfFullError

    @staticmethod
    def measure() -> int:
        raise ShelfFullError


class Loud(Storage[int]):
    """Calls the base class with `super()`."""

    def take(self) -> int | None:
        return super().take()


class Fragile:
    """Raises in its constructor."""

    def __init__(self) -> None:
        fail()


class Holder:
    """Holds a storage in an attribute."""

    def __init__(self, books: Books) -> None:
        self._books = books

    def take(self) -> None:
        self._books.take()


@functools.cache
def cached() -> None:
    fail()


def repeating(function: Callable[[], None]) -> Callable[[], None]:
    @functools.wraps(function)
    def repeat() -> None:
        function()

    return repeat


@repeating
def repeated() -> None:
    fail()


@asynccontextmanager
async def opened() -> AsyncIterator[Books]:
    fail()
    yield Books(1)


CODE: Mapping[str, Callable[..., Any]] = {}


def case(function: Callable[..., Any]) -> Callable[..., Any]:
    assert isinstance(CODE, dict)
    CODE[function.__name__] = function
    return function


@case
def raises_directly() -> None:
    raise ShelfFullError


@case
def raises_an_instance() -> None:
    raise ShelfFullError from ValueError()


@case
def calls_two_levels_deep() -> None:
    fail_later()


@case
def passes_the_error_to_a_helper(books: Books) -> None:
    require(None, ShelfFullError)


@case
def calls_a_base_class(books: Books) -> None:
    books.take()


@case
def calls_super(loud: Loud) -> None:
    loud.take()


@case
async def calls_an_overridden_hook(shelf: Storage[Any]) -> None:
    await shelf.load()


@case
def reads_a_property(shelf: Shelf) -> int:
    return shelf.size


@case
def calls_a_class_method() -> None:
    Shelf.create()


@case
def calls_a_static_method() -> None:
    Shelf.measure()


@case
def calls_a_method_of_an_attribute(holder: Holder) -> None:
    holder.take()


@case
def calls_a_method_of_an_annotated_attribute(books: Books) -> None:
    books.shelf.measure()


@case
def calls_a_method_of_an_optional_value(books: Books | None) -> None:
    if books:
        books.take()


@case
def calls_a_method_of_items(all_books: list[Books]) -> None:
    for books in all_books:
        books.take()


@case
def calls_a_method_of_a_returned_generic(books: Books) -> None:
    require(books, BrokenError).take()


@case
def calls_a_method_of_a_new_object() -> None:
    Books(1).take()


@case
def calls_a_local_name() -> None:
    action = fail
    action()


@case
def calls_in_a_lambda() -> Any:
    return lambda: fail()


@case
def calls_a_nested_function() -> None:
    def nested() -> None:
        fail()

    nested()


@case
def constructs_an_object() -> None:
    Fragile()


@case
def calls_a_cached_function() -> None:
    cached()


@case
def calls_a_decorated_function() -> None:
    repeated()


@case
def passes_a_function_to_a_library() -> None:
    asyncio.get_event_loop().call_soon(fail)


@case
async def enters_a_context() -> None:
    async with opened():
        pass


@case
def imports_locally() -> None:
    from tests.contract.test_declared_errors import fail as failing  # noqa: PLC0415

    failing()


@case
def raises_from_a_dictionary(name: str) -> None:
    raise ERRORS[name]


@case
def handles_another_error() -> None:
    try:
        fail()
    except BookMissingError:
        return


@case
def raises_again() -> None:
    try:
        fail()
    except HTTPException:  # noqa: TRY203 - the tested case
        raise


@case
def raises_the_same_again() -> None:
    try:
        fail()
    except HTTPException as error:  # noqa: TRY203
        raise error  # noqa: TRY201


@case
def raises_while_it_handles() -> None:
    try:
        cached()
    except HTTPException:
        fail()


@case
def calls_itself(depth: int) -> None:
    calls_each_other(depth)


def calls_each_other(depth: int) -> None:
    if depth:
        calls_itself(depth - 1)
    fail()


def handler_with(function: Callable[..., Any], *errors: type[HTTPException]) -> Any:
    """A handler that calls a function, with declared errors."""

    @get("/", raises=[*errors])
    async def read() -> None:
        """Read."""
        function()

    return read


@pytest.mark.parametrize("name", CODE)
def test_error_is_found(name: str) -> None:
    found = findings(handler_with(CODE[name]))
    assert "can raise ShelfFullError, and does not declare it" in "".join(found)

    declared = (ShelfFullError, BookMissingError) if CODE[name] is raises_from_a_dictionary else (ShelfFullError,)
    assert findings(handler_with(CODE[name], *declared)) == []


HARMLESS: list[Callable[..., Any]] = []


def harmless(function: Callable[..., Any]) -> None:
    HARMLESS.append(function)


@harmless
def handles_the_error() -> None:
    try:
        fail()
    except ShelfFullError:
        return


@harmless
def handles_a_base_class() -> None:
    try:
        fail()
    except (ValueError, HTTPException) as error:
        raise ValueError from error


@harmless
def suppresses_the_error() -> None:
    with contextlib.suppress(ShelfFullError):
        fail()


@harmless
def compares(error: Exception) -> Any:
    match error:
        case BookMissingError():
            return 1
    if type(error) is ShelfFullError or type(error) in (BookMissingError, ShelfFullError):
        return 2
    return isinstance(error, ShelfFullError | BookMissingError)


@harmless
def annotates(error: ShelfFullError) -> "type[ShelfFullError]":
    same: ShelfFullError = error
    return type(same)


@harmless
def reads_an_attribute() -> str:
    return ShelfFullError.code


@harmless
def raises_a_documented_error() -> None:
    raise BrokenError


@harmless
def calls_a_class_without_the_hook(books: Books) -> None:
    books.hook()


@pytest.mark.parametrize("function", HARMLESS, ids=lambda function: function.__name__)
def test_harmless_code_has_no_finding(function: Callable[..., Any]) -> None:
    assert findings(handler_with(function)) == []


def test_message_has_the_calls_and_the_correction() -> None:
    class Shelves(Controller):
        """Shelves."""

        @get("/", raises=[BookMissingError])
        async def read(self, books: NamedDependency[Books]) -> None:
            """Read."""
            require(self._find(), BookMissingError)
            books.take()

        def _find(self) -> str | None:
            return None

    Shelves.dependencies = {"books": Provide(lambda: Books(1), sync_to_thread=False)}
    lines = findings(Shelves)[0].splitlines()

    assert "GET / (" in lines[0]
    assert lines[0].endswith(
        "can raise ShelfFullError, and does not declare it;"
        " change the declaration to raises=[BookMissingError, ShelfFullError] of the handler"
    )
    assert [line.partition(" ")[0].rpartition(":")[0] for line in map(str.strip, lines[1:])] == [
        "tests/contract/test_declared_errors.py"
    ] * 2
    assert lines[1].endswith("Shelves.read calls Storage.take")
    assert lines[2].endswith("Storage.take raises ShelfFullError")


def test_error_of_a_provider_is_declared_by_the_provider() -> None:
    def provide_undeclared() -> str:
        fail()
        return ""

    @raises(BookMissingError, ShelfFullError)
    def provide_declared(undeclared: NamedDependency[str]) -> str:
        fail()
        return undeclared

    dependencies = {
        "undeclared": Provide(provide_undeclared, sync_to_thread=False),
        "declared": Provide(provide_declared, sync_to_thread=True),
    }

    @get("/one", dependencies=dependencies)
    async def one(undeclared: NamedDependency[str]) -> None:
        """One."""

    @get("/two", dependencies=dependencies)
    async def two(declared: NamedDependency[str]) -> None:
        """Two."""

    found = findings(one, two)
    assert len(found) == 2
    assert found[0].startswith("the provider tests.contract.test_declared_errors.")
    assert "provide_undeclared: can raise ShelfFullError" in found[0]
    assert "change the declaration to @raises(ShelfFullError) of the provider" in found[0]
    assert "provide_declared: declares BookMissingError, and nothing raises it" in found[1]
    assert "change the declaration to @raises(ShelfFullError) of the provider" in found[1]


def test_error_of_a_guard_is_found() -> None:
    def guard(_: ASGIConnection[Any, Any, Any, Any], __: BaseRouteHandler) -> None:
        fail()

    @get("/", guards=[guard])
    async def read() -> None:
        """Read."""

    assert "can raise ShelfFullError" in findings(read)[0]


def test_guard_declares_its_own_errors() -> None:
    @raises(ShelfFullError)
    def guard(_: ASGIConnection[Any, Any, Any, Any], __: BaseRouteHandler) -> None:
        fail()

    @get("/", guards=[guard])
    async def read() -> None:
        """Read."""

    assert findings(read) == []
    assert "409" in build_contract(library([read]))["paths"]["/"]["get"]["responses"]


def test_before_request_declares_its_own_errors() -> None:
    async def check(_: Request[Any, Any, Any]) -> None:
        fail()

    @get("/", before_request=check)
    async def read() -> None:
        """Read."""

    assert "change the declaration to @raises(ShelfFullError) of the function" in findings(read)[0]
    raises(ShelfFullError)(check)
    assert findings(read) == []
    assert "409" in build_contract(library([read]))["paths"]["/"]["get"]["responses"]


def fail_without_a_class() -> None:
    raise HTTPException(status_code=404)


def fail_with_another_status() -> None:
    raise ClientException("no", status_code=410)


def fail_with_a_class() -> None:
    raise NotFoundException


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (fail_without_a_class, "raises HTTPException with a status_code"),
        (fail_with_another_status, "raises ClientException with a status_code"),
    ],
)
def test_status_without_a_class_is_found_in_an_application_without_codes(function: Any, words: str) -> None:
    [finding] = codeless_findings(function)
    assert "raise a subclass with a status_code of its own, and declare the subclass" in finding
    assert words in finding


def test_undeclared_class_of_litestar_is_found_in_an_application_without_codes() -> None:
    [finding] = codeless_findings(fail_with_a_class)
    assert "change the declaration to raises=[NotFoundException] of the handler" in finding
    assert codeless_findings(fail_with_a_class, NotFoundException) == []


def codeless_findings(function: Any, *declared: type[HTTPException]) -> list[str]:
    contract = ContractPlugin(source_packages=["tests"])
    return [str(finding) for finding in lint(Litestar([handler_with(function, *declared)], plugins=[contract]))]


def test_declared_error_that_nothing_raises_is_found() -> None:
    found = findings(handler_with(fail, BookMissingError, ShelfFullError))

    assert len(found) == 1
    assert found[0].endswith(
        "declares BookMissingError, and nothing raises it;"
        " change the declaration to raises=[ShelfFullError] of the handler"
    )


def test_input_error_counts_as_documented_only_with_an_input() -> None:
    def fail_for_a_token() -> None:
        raise TokenBadError

    handler = handler_with(fail_for_a_token)
    assert findings(handler, input_errors=[TokenBadError]) != []
    assert findings(handler, common_errors=[TokenBadError]) == []


class Row:
    """A row of a table."""

    shelf: int
    title: str


CONSTRAINTS: dict[type, dict[str, list[type]]] = {Row: {"shelf": [ShelfFullError], "title": [BookMissingError]}}


def creates_a_row() -> None:
    Row()


def sets_an_attribute(row: Row) -> None:
    row.shelf = 1


def sets_an_attribute_by_its_name(row: Row) -> None:
    setattr(row, "shelf", 1)  # noqa: B010


def sets_any_attribute(row: Row, name: str) -> None:
    setattr(row, name, 1)


def sets_an_attribute_without_a_constraint(row: Row) -> None:
    row.pages = 1  # type: ignore[attr-defined]


AnyRow = TypeVar("AnyRow")


class Rows(Generic[AnyRow]):
    def change(self, row: AnyRow, name: str) -> None:
        setattr(row, name, 1)


class BookRows(Rows[Row]):
    pass


def sets_an_attribute_in_a_generic_base(rows: BookRows, row: Row) -> None:
    rows.change(row, "shelf")


@pytest.mark.parametrize(
    ("function", "errors"),
    [
        (sets_an_attribute_in_a_generic_base, [ShelfFullError, BookMissingError]),
        (creates_a_row, [ShelfFullError, BookMissingError]),
        (sets_an_attribute, [ShelfFullError]),
        (sets_an_attribute_by_its_name, [ShelfFullError]),
        (sets_any_attribute, [ShelfFullError, BookMissingError]),
        (sets_an_attribute_without_a_constraint, []),
    ],
)
def test_write_can_violate_the_constraints_of_its_columns(
    function: Callable[..., Any], errors: list[type[HTTPException]]
) -> None:
    assert len(findings(handler_with(function), write_errors=CONSTRAINTS)) == len(errors)
    assert findings(handler_with(function, *errors), write_errors=CONSTRAINTS) == []


def test_waiver_corrects_a_finding() -> None:
    @waive_error(ShelfFullError, reason="the shelf is new")
    def never_raises() -> None:
        fail()

    assert findings(handler_with(never_raises)) == []


def test_waiver_of_a_handler_corrects_both_kinds_of_finding() -> None:
    @get("/one")
    @waive_error(ShelfFullError, reason="the shelf is new")
    async def one() -> None:
        """One."""
        fail()

    @get("/two", raises=[BookMissingError])
    @waive_error(BookMissingError, reason="a library raises the error")
    async def two() -> None:
        """Two."""

    assert findings(one, two) == []


def test_waiver_without_need_is_found() -> None:
    @waive_error(BookMissingError, reason="no need")
    def never_raises() -> None:
        fail()

    @get("/", raises=[ShelfFullError])
    @waive_error(ShelfFullError, reason="no need: the error is raised and declared")
    async def read() -> None:
        """Read."""
        never_raises()

    found = findings(read)
    assert [text.rpartition(": ")[2] for text in found] == [
        "the waiver of ShelfFullError is not needed; remove it",
        "the waiver of BookMissingError is not needed; remove it",
    ]


def test_waiver_needs_a_reason() -> None:
    with pytest.raises(ContractError, match="fail waives ShelfFullError without a reason"):
        waive_error(ShelfFullError, reason=" ")(fail)


def test_without_source_packages_nothing_is_read() -> None:
    @post("/", opt={PUBLIC: "a test"})
    async def write() -> None:
        """Write."""
        fail()

    assert findings(write, source_packages=[]) == []
