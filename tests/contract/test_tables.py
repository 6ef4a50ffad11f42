"""The gate between tables and contract: each rule, in both directions, with and without a mismatch."""

import enum
from datetime import datetime
from typing import Annotated, Any, Literal

import pytest
from msgspec import UNSET, Meta, Struct, UnsetType, defstruct
from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    Computed,
    DateTime,
    Enum,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    func,
)
from sqlalchemy.dialects.postgresql import INET
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator, TypeEngine

from contract.tables import (
    Mismatch,
    Tie,
    Waiver,
    check_tables,
    unhandled_constraints,
    unindexed_foreign_keys,
    without_waived,
)


class Colour(enum.Enum):
    RED = "red"
    BLUE = "blue"


class Folded(TypeDecorator[str]):
    impl = String(5)
    cache_ok = True


def model(type_: TypeEngine[Any] | type[TypeEngine[Any]], check: Any = None, **options: Any) -> Any:
    """A table with the column `value`."""

    class Base(DeclarativeBase):
        pass

    class Thing(Base):
        __tablename__ = "things"
        __table_args__ = (CheckConstraint(check, name="ck_value"),) if check is not None else ()
        id: Mapped[int] = mapped_column(primary_key=True)
        value: Mapped[Any] = mapped_column(type_, **{"nullable": False, **options})

    return Thing


def struct(annotation: Any, name: str = "value") -> type[Struct]:
    return defstruct("Body", [(name, annotation)])


def rules(mismatches: Any) -> list[str]:
    return [mismatch.rule for mismatch in mismatches]


def written(annotation: Any, thing: Any) -> list[Mismatch]:
    body = struct(annotation)
    return list(check_tables([body], [], [Tie(struct=body, table=thing)]))


def read(annotation: Any, thing: Any) -> list[Mismatch]:
    body = struct(annotation)
    return list(check_tables([], [body], [Tie(struct=body, table=thing)]))


def text(minimum: int | None = None, maximum: int | None = None) -> Any:
    return Annotated[str, Meta(min_length=minimum, max_length=maximum)]


def number(**limits: Any) -> Any:
    return Annotated[int, Meta(**limits)]


LENGTH = "length(value) BETWEEN 1 AND 9"


@pytest.mark.parametrize(
    ("annotation", "thing", "expected"),
    [
        (str, model(Text), []),
        (str, model(String), []),
        (str, model(String(9)), ["length"]),
        (text(None, 9), model(String(9)), []),
        (text(None, 10), model(String(9)), ["length"]),
        (text(None, 9), model(Text, LENGTH), ["length"]),
        (text(1, 9), model(Text, LENGTH), []),
        (text(1, 9), model(String(8), LENGTH), ["length"]),
        (text(1, 6), model(Folded), ["length"]),
        (text(1, 5), model(Folded), []),
        (str | None, model(Text), ["null"]),
        (str | None, model(Text, nullable=True), []),
        (str | UnsetType, model(Text), []),
        (int, model(Integer), ["range"]),
        (number(ge=-(2**31), lt=2**31), model(Integer), []),
        (number(ge=0, le=2**31), model(Integer), ["range"]),
        (number(ge=0, lt=2**15), model(SmallInteger), []),
        (number(ge=0, le=2**15), model(SmallInteger), ["range"]),
        (number(ge=0, le=2**63 - 1), model(BigInteger), []),
        (number(ge=0, le=5), model(Integer, "value > 0"), ["range"]),
        (number(gt=0, le=5), model(Integer, "value > 0 AND value < 6"), []),
        (number(gt=0, le=6), model(Integer, "value > 0 AND value < 6"), ["range"]),
        (number(ge=3, le=3), model(Integer, "value = 3"), []),
        (Annotated[float, Meta(gt=0)], model(Float, "value > 0"), []),
        (Annotated[float, Meta(ge=0)], model(Float, "value > 0"), ["range"]),
        (float, model(Float), []),
        (int, model(Text), ["type"]),
        (int | str, model(Text), ["type"]),
        (dict[str, int], model(JSON), ["type"]),
        (dict[str, int], model(INET), ["type"]),
        (datetime, model(DateTime), []),
        (Literal["red"], model(Enum("red", "blue")), []),
        (Literal["red", "green"], model(Enum("red", "blue")), ["values"]),
        (Colour, model(Text, "value IN ('red', 'blue')"), []),
        (Colour, model(Text, "value IN ('red')"), ["values"]),
        (Colour, model(String(3)), ["length"]),
        (Literal[1, 2], model(Integer), []),
        (Literal[1, 2], model(Integer, "value IN (1)"), ["values"]),
        (str, model(Text, "value IN ('red')"), ["values"]),
        (list[text(None, 10)], model(String(9)), ["length"]),  # type: ignore[misc]
        (list[text(None, 9)] | None, model(String(9)), []),  # type: ignore[misc]
        # The gate does not understand these conditions, so a value may violate the condition.
        (str, model(Text, "value = upper(value)"), ["check"]),
        (str, model(Text, "length(value) > 1 OR value = ''"), ["check"]),
        (number(ge=0, le=9), model(Integer, "value % 2 = 0"), ["check"]),
        (str, model(Text, "value > 5"), ["check"]),
        (str, model(Text, "id > 5 OR id < 3"), []),
        (str, model(Text, "missing > 5"), []),
    ],
)
def test_a_written_field_must_fit_in_its_column(annotation: Any, thing: Any, expected: list[str]) -> None:
    assert rules(written(annotation, thing)) == expected


@pytest.mark.parametrize(
    ("annotation", "thing", "expected"),
    [
        (str, model(String(9)), []),
        # SQLite does not enforce the length of a type.
        (text(None, 9), model(String(9)), ["length"]),
        (text(None, 9), model(Text, "length(value) <= 9"), []),
        (text(None, 9), model(Text, "length(value) <= 10"), ["length"]),
        (text(1, 9), model(Text, "length(value) <= 9"), ["length"]),
        (text(1, 9), model(Text, LENGTH), []),
        (text(1, 9), model(Text, "char_length(value) >= 1 AND char_length(value) < 10"), []),
        (text(1, 9), model(Text, LENGTH + " OR value = ''"), ["length"]),
        (text(1, 9), model(Text, "length(id) BETWEEN 1 AND 9"), ["length"]),
        (str, model(Text, nullable=True), ["null"]),
        (str | None, model(Text, nullable=True), []),
        (text(None, 9) | None, model(Text, "length(value) <= 9", nullable=True), []),
        (number(ge=0), model(Integer), ["range"]),
        (number(ge=0), model(Integer, "value >= 0"), []),
        (number(ge=0, le=100), model(Integer, "value BETWEEN 0 AND 100"), []),
        (number(ge=0, le=100), model(Integer, "value BETWEEN 0 AND 101"), ["range"]),
        (number(le=2**31), model(Integer), ["range"]),
        (Annotated[float, Meta(ge=0.5)], model(Float, "value >= 0.5"), []),
        (str, model(Integer), ["type"]),
        # Only PostgreSQL has a type for enumerations.
        (Literal["red", "blue"], model(Enum("red", "blue")), ["values"]),
        (Literal["red", "blue"], model(Enum("red", "blue", create_constraint=True, name="ck_value")), []),
        (Literal["red"], model(Enum("red", "blue", create_constraint=True, name="ck_value")), ["values"]),
        (Colour, model(Text, "value IN ('red', 'blue')"), []),
        (Literal["it's"], model(Text, "value IN ('it''s')"), []),
        (Literal["red"], model(Text, "length(value) <= 3"), ["values"]),
        (Literal["red"], model(Integer), ["type"]),
        (list[text(1, 9)], model(Text, LENGTH), []),  # type: ignore[misc]
        (list[text(1, 9)], model(Text), ["length"]),  # type: ignore[misc]
        (Annotated[list[str], Meta(max_length=3)], model(Text), ["items"]),
        (Annotated[list[str], Meta(min_length=1)], model(Text), ["items"]),
    ],
)
def test_a_column_must_fit_in_a_field_of_a_response(annotation: Any, thing: Any, expected: list[str]) -> None:
    assert rules(read(annotation, thing)) == expected


def test_a_check_may_be_an_expression() -> None:
    thing = model(String(9))
    column = thing.__table__.columns.value
    thing.__table__.append_constraint(CheckConstraint(func.length(column).between(1, 9), name="ck_value"))

    assert read(text(1, 9), thing) == []


def test_a_field_of_a_select_must_accept_all_stored_values() -> None:
    thing, body = model(Text, LENGTH), struct(text(1, 8))

    assert rules(check_tables([body], [], [Tie(struct=body, table=thing, use="select")])) == ["length"]
    assert rules(check_tables([body], [], [Tie(struct=body, table=thing)])) == []


def test_a_mismatch_states_the_location_the_reason_and_the_edit() -> None:
    [too_wide], [unpromised] = written(text(1, 1_200), model(String(1_000))), read(str, model(Text, nullable=True))

    assert str(too_wide) == (
        "Body.value: the field allows a length of 1 to 1_200,"
        " and the column things.value only 0 to 1_000 [length]\n"
        "    Limit the field with Meta(min_length=…, max_length=…), or widen the column."
    )
    assert str(unpromised) == (
        "Body.value: the column things.value allows null, and the field only other values [null]\n"
        "    Make the column not null, or add `| None` to the field."
    )


# --- Ties


def test_a_field_without_a_column_is_a_mismatch() -> None:
    body, thing = struct(str, "other"), model(Text)

    [untied] = check_tables([], [body], [])
    [unmapped] = check_tables([], [body], [Tie(struct=body, table=thing)])
    assert str(untied) == "Body.other: the field has no column [tie]\n    Add a Tie of Body."
    assert unmapped.edit == "Add the field to columns, or with a reason to computed, in the Tie of Body."
    assert list(check_tables([], [body], [Tie(struct=body, table=thing, columns={"other": thing.value})])) == []
    assert list(check_tables([], [body], [Tie(struct=body, table=thing, computed={"other": "counted"})])) == []


def test_a_struct_has_the_tie_of_its_base_and_a_mismatch_is_at_the_class_with_the_field() -> None:
    base = struct(text(None, 10))
    heir: Any = defstruct("Heir", [("added", int)], bases=(base,))
    tie = Tie(struct=base, table=model(String(9)))

    found = check_tables([heir], [], [tie])

    assert [(mismatch.location, mismatch.rule) for mismatch in found] == [
        ("Body.value", "length"),
        ("Heir.added", "tie"),
    ]


def test_an_envelope_needs_no_tie_and_a_nested_struct_of_a_row_needs_its_foreign_key() -> None:
    body = struct(str)
    envelope, page, row = struct(body), struct(list[body]), struct(body, "parent")  # type: ignore[valid-type]
    nullable, thing = model(Text, nullable=True), model(Text)
    tie = Tie(struct=body, table=thing)

    assert list(check_tables([], [body, envelope, page], [tie])) == []
    assert rules(check_tables([], [row], [Tie(struct=row, table=thing)])) == ["tie"]
    assert rules(check_tables([], [row], [Tie(struct=row, table=thing, columns={"parent": nullable.value})])) == [
        "null"
    ]
    assert rules(check_tables([], [row], [Tie(struct=row, table=thing, columns={"parent": thing.value})])) == []


@pytest.mark.parametrize(
    "entries",
    [
        {"columns": {"missing": "value"}},
        {"columns": {"value": "value"}},
        {"computed": {"missing": "counted"}},
        {"computed": {"value": "counted"}},
    ],
)
def test_a_needless_entry_of_a_tie_is_a_mismatch(entries: dict[str, dict[str, str]]) -> None:
    thing, body = model(Text), struct(str)
    columns = {name: getattr(thing, column) for name, column in entries.get("columns", {}).items()}
    tie = Tie(struct=body, table=thing, columns=columns, computed=entries.get("computed", {}))

    [mismatch] = check_tables([], [body], [tie])

    assert (mismatch.rule, mismatch.reason) == ("tie", "the entry of the Tie is not needed")


def test_a_tie_of_an_unused_struct_is_a_mismatch() -> None:
    body = struct(str)

    [mismatch] = check_tables([], [], [Tie(struct=body, table=model(Text), computed={"other": "counted"})])

    assert mismatch.reason == "no request or response has this struct"


@pytest.mark.parametrize(
    ("fields", "options", "expected"),
    [
        ([("value", str)], {}, []),
        ([("value", str, "")], {}, []),
        ([("value", str | UnsetType, UNSET)], {}, ["insert"]),
        ([("value", str | UnsetType, UNSET)], {"default": ""}, []),
        ([("value", str | UnsetType, UNSET)], {"server_default": ""}, []),
        ([("value", str | None | UnsetType, UNSET)], {"nullable": True}, []),
        ([], {}, ["insert"]),
        ([], {"nullable": True}, []),
    ],
)
def test_a_new_row_needs_a_value_for_each_column_that_is_not_null(
    fields: list[Any], options: dict[str, Any], expected: list[str]
) -> None:
    body = defstruct("Body", fields)
    tie = Tie(struct=body, table=model(Text, **options), use="insert")

    assert rules(check_tables([body], [], [tie])) == expected


def test_a_derived_column_needs_no_field_and_a_needless_reason_is_a_mismatch() -> None:
    empty, full = defstruct("Body", []), struct(str)
    derived = {"value": "from the session"}

    assert rules(check_tables([empty], [], [Tie(struct=empty, table=model(Text), use="insert", derived=derived)])) == []
    assert rules(check_tables([full], [], [Tie(struct=full, table=model(Text), use="insert", derived=derived)])) == [
        "tie"
    ]


def test_a_generated_column_needs_no_value() -> None:
    thing, body = model(Integer, default=None), defstruct("Body", [])
    thing.__table__.append_column(Column("twice", Integer, Computed("value * 2"), nullable=False))

    found = check_tables([body], [], [Tie(struct=body, table=thing, use="insert")])

    assert [mismatch.location for mismatch in found] == ["Body.value"]


# --- Waivers

MISMATCH = Mismatch("Body.value", "length", "too long", "Shorten it.")


def test_a_waiver_removes_its_mismatch_only() -> None:
    other = Mismatch("Body.value", "null", "null", "Remove null.")

    assert list(without_waived([MISMATCH, MISMATCH, other], [Waiver("Body.value", "length", "never")])) == [other]


def test_a_needless_waiver_is_a_mismatch() -> None:
    [mismatch] = without_waived([], [Waiver("Body.value", "length", "never")])

    assert str(mismatch) == "Body.value: the waiver of the rule length is not needed [waiver]\n    Remove the waiver."


# --- Constraints


class TakenError(Exception):
    code = "taken"


def table(*arguments: Any) -> MetaData:
    metadata = MetaData()
    Table("authors", metadata, Column("id", Integer, primary_key=True), Column("other", Integer))
    Table("books", metadata, Column("id", Integer, primary_key=True), *arguments)
    return metadata


def natural_key() -> MetaData:
    metadata = MetaData()
    keys: list[Any] = [Column(name, ForeignKey("x.id", name=f"fk_{name}"), primary_key=True) for name in ("a", "b")]
    Table("x", metadata, Column("id", Integer, primary_key=True))
    Table("pairs", metadata, *keys)
    metadata.tables["pairs"].primary_key.name = "pk_pairs"
    return metadata


@pytest.mark.parametrize(
    ("metadata", "name"),
    [
        (table(Column("isbn", Text), UniqueConstraint("isbn", name="uq_isbn")), "uq_isbn"),
        (table(Column("isbn", Text), Index("ix_isbn", "isbn", unique=True)), "ix_isbn"),
        (table(Column("author", ForeignKey("authors.id", name="fk_author"))), "fk_author"),
    ],
)
def test_a_constraint_that_a_client_can_violate_needs_an_error(metadata: MetaData, name: str) -> None:
    [unhandled] = unhandled_constraints(metadata, {}, {})
    assert unhandled.reason == f"{name} has no API error, so a request that violates the constraint gets a 500 response"
    assert f'Add "{name}": SomeError' in unhandled.edit
    assert list(unhandled_constraints(metadata, {name: TakenError}, {})) == []
    assert list(unhandled_constraints(metadata, {}, {name: "tried again"})) == []
    assert rules(unhandled_constraints(metadata, {name: TakenError}, {name: "tried again"})) == ["error"]
    [without_code] = unhandled_constraints(metadata, {name: ValueError}, {})
    assert without_code.reason == f"the error of {name} is ValueError, which has no code"


def test_a_key_that_a_client_chooses_needs_an_error_and_other_constraints_do_not() -> None:
    names = ("fk_a", "fk_b")
    errors = dict.fromkeys(names, TakenError)

    [unhandled] = unhandled_constraints(natural_key(), errors, {})
    assert (unhandled.location, unhandled.reason.split(" ")[0]) == ("pairs.a, b", "pk_pairs")
    assert list(unhandled_constraints(table(Column("isbn", Text), Index("ix_isbn", "isbn")), {}, {})) == []


def test_an_error_of_a_missing_constraint_is_a_mismatch() -> None:
    found = unhandled_constraints(table(), {"uq_gone": TakenError}, {"uq_old": "tried again"})

    assert [mismatch.location for mismatch in found] == ["uq_gone", "uq_old"]


@pytest.mark.parametrize(
    ("arguments", "is_indexed"),
    [
        ((), False),
        ((Index("ix", "author"),), True),
        ((Index("ix", "author", "pages"),), True),
        ((Index("ix", "pages", "author"),), False),
        ((UniqueConstraint("author", "pages"),), True),
        ((Index("ix", "author", sqlite_where=Column("pages") > 1),), False),
        ((Index("ix", "author", postgresql_where=Column("pages") > 1),), False),
    ],
)
def test_a_foreign_key_is_the_beginning_of_an_index(arguments: tuple[Any, ...], is_indexed: bool) -> None:
    metadata = table(Column("author", ForeignKey("authors.id")), Column("pages", Integer), *arguments)

    assert rules(unindexed_foreign_keys(metadata)) == ([] if is_indexed else ["index"])


def test_an_index_of_an_expression_does_not_count_and_a_descending_index_does() -> None:
    metadata = table(Column("author", ForeignKey("authors.id")))
    column = metadata.tables["books"].columns.author

    Index("ix_expression", func.abs(column))
    assert rules(unindexed_foreign_keys(metadata)) == ["index"]
    Index("ix_descending", column.desc())
    assert rules(unindexed_foreign_keys(metadata)) == []


def test_a_foreign_key_of_two_columns_is_indexed_in_any_order() -> None:
    def metadata(*order: str) -> MetaData:
        columns = [Column(name, Integer) for name in ("a", "b")]
        key = ForeignKeyConstraint(["a", "b"], ["authors.id", "authors.other"])
        return table(*columns, key, *([Index("ix", *order)] if order else []))

    assert rules(unindexed_foreign_keys(metadata("b", "a"))) == []
    assert rules(unindexed_foreign_keys(metadata("a"))) == ["index"]
    [missing] = unindexed_foreign_keys(metadata())
    assert str(missing) == (
        "books.a, b: no index begins with the foreign key to authors, so a deletion there reads the whole table books"
        ' [index]\n    Add Index(None, "a", "b") to __table_args__ of the table books.'
    )


def test_a_foreign_key_at_the_start_of_the_primary_key_is_indexed() -> None:
    [missing] = unindexed_foreign_keys(natural_key())

    assert missing.location == "pairs.b"
