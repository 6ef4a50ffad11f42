"""Schemas: the document accepts a value if and only if msgspec accepts the value."""

import enum
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any

import msgspec
import pytest
from msgspec import Meta, Struct

from contract import ContractError
from contract.components import Components
from contract.direction import Direction
from tests.contract.agreement import assert_agreement, msgspec_accepts, validator_for
from tests.contract.shapes import SHAPES, Circle, Shape, Square

by_name = pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)


def schema_of(annotation: Any, direction: Direction = Direction.INPUT) -> Any:
    return Components().schema(annotation, direction, "the type")


def test_catalogue_has_at_least_sixty_shapes_with_unique_names() -> None:
    assert len({shape.name for shape in SHAPES}) == len(SHAPES) >= 60


@by_name
def test_document_and_msgspec_accept_valid_values(shape: Shape) -> None:
    validator = validator_for(shape.annotation)
    for value in shape.valid:
        assert msgspec_accepts(value, shape.annotation), value
        assert validator.is_valid(value), value


@by_name
def test_document_and_msgspec_reject_invalid_values(shape: Shape) -> None:
    validator = validator_for(shape.annotation)
    for value in shape.invalid:
        assert not msgspec_accepts(value, shape.annotation), value
        assert not validator.is_valid(value), value


@by_name
def test_document_accepts_encoded_values(shape: Shape) -> None:
    validator = validator_for(shape.annotation, Direction.OUTPUT)
    for value in shape.valid:
        encoded = msgspec.json.encode(msgspec.convert(value, shape.annotation, str_keys=True))
        assert validator.is_valid(msgspec.json.decode(encoded)), encoded


@by_name
def test_document_and_msgspec_agree_on_generated_values(shape: Shape) -> None:
    assert_agreement(shape.annotation, examples=15)


def test_bounds_of_integers_are_integers() -> None:
    schema = schema_of(Annotated[int, Meta(ge=0, le=100)])
    assert repr(schema) == "{'type': 'integer', 'minimum': 0, 'maximum': 100}"


def test_limit_inside_a_list_is_in_the_schema() -> None:
    assert schema_of(list[Annotated[str, Meta(max_length=2)]]) == {
        "type": "array",
        "items": {"type": "string", "maxLength": 2},
    }


def test_description_and_examples_of_an_alias_are_in_the_schema() -> None:
    alias = Annotated[str, Meta(max_length=5, title="Name", description="As printed.", examples=["Ada"])]
    assert schema_of(alias) == {
        "type": "string",
        "maxLength": 5,
        "title": "Name",
        "description": "As printed.",
        "examples": ["Ada"],
    }


def test_error_message_is_in_the_schema_and_the_outermost_message_is_used() -> None:
    inner = Annotated[str, Meta(pattern="^[a-z]*$", extra={"error_message": "must be small", "other": 1})]
    outer = Annotated[inner, Meta(extra={"error_message": "must be tiny"})]
    assert schema_of(list[inner])["items"]["x-error-message"] == "must be small"
    assert schema_of(outer, Direction.OUTPUT)["x-error-message"] == "must be tiny"
    assert "other" not in schema_of(inner)
    assert "x-error-message" not in schema_of(Annotated[str, Meta(pattern="^[a-z]*$")])


def test_tagged_union_has_a_discriminator() -> None:
    schema = schema_of(Circle | Square)
    assert schema["discriminator"]["propertyName"] == "type"
    assert list(schema["discriminator"]["mapping"]) == ["circle", "square"]


def test_format_is_only_present_where_every_value_matches() -> None:
    aware = Annotated[datetime, Meta(tz=True)]
    assert "format" not in schema_of(aware)
    assert schema_of(aware, Direction.OUTPUT)["format"] == "date-time"
    assert "format" not in schema_of(datetime, Direction.OUTPUT)


def test_decimal_is_text_in_responses_and_text_or_number_in_requests() -> None:
    assert [member["type"] for member in schema_of(Decimal)["anyOf"]] == ["string", "number"]
    assert schema_of(Decimal, Direction.OUTPUT)["type"] == "string"


class Checked(Struct):
    age: int

    def __post_init__(self) -> None:
        if self.age < 0:
            raise ValueError


class Lenient(enum.Enum):
    A = "a"

    @classmethod
    def _missing_(cls, _: object) -> "Lenient":
        return cls.A


class Nested(Struct):
    inner: list[dict[str, complex]]


@pytest.mark.parametrize(
    ("annotation", "words"),
    [
        (Checked, "__post_init__"),
        (Nested, "test_schemas.Nested.inner[]{}"),
        (Lenient, "_missing_"),
        (complex, "no JSON form"),
        (Circle, "without its tag"),
        (Annotated[set[int], Meta(max_length=2)], "use a list"),
        (Annotated[float, Meta(multiple_of=0.1)], "integers of a smaller unit"),
        (dict[float, int], "use text keys"),
        (dict[Annotated[int, Meta(ge=1)], int], "use text keys"),
        (Annotated[dict[int, int], Meta(max_length=2)], "limit only a dict with text keys"),
        (Annotated[str, Meta(extra_json_schema={"format": "email"})], "which msgspec does not check"),
        (Annotated[str, Meta(pattern=r"\d")], "use [0-9]"),
        (Annotated[str, Meta(pattern=r"(?i)a")], "flags"),
    ],
)
def test_unsupported_type_raises_with_location_and_solution(annotation: Any, words: str) -> None:
    with pytest.raises(ContractError) as raised:
        schema_of(annotation)
    assert words in str(raised.value)


def test_durations_of_more_than_two_million_years_are_a_known_difference() -> None:
    too_long = "P999999999DT24H"
    assert not msgspec_accepts(too_long, timedelta)
    assert validator_for(timedelta).is_valid(too_long)


def test_integer_with_a_decimal_point_is_a_known_difference() -> None:
    assert not msgspec_accepts(1.0, int)
    assert validator_for(int).is_valid(1.0)


def test_decimals_in_other_scripts_are_a_known_difference() -> None:
    assert msgspec_accepts("\u0661", Decimal)
    assert not validator_for(Decimal).is_valid("\u0661")
