"""Validation errors: every location, with a message for a user."""

import json
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
import pytest
from msgspec import Meta, Struct

from contract import FieldError, messages_by_field, validation_errors
from tests.contract.shapes import (
    Cat,
    Circle,
    Closed,
    Color,
    Dog,
    Level,
    Plain,
    Point,
    Positional,
    Square,
    Tree,
)

Spaceless = Annotated[str, Meta(pattern=r"\A\S+\Z", extra={"error_message": "has a space"})]
Short = Annotated[str, Meta(max_length=2)]


class Article(Struct, rename="camel"):
    title: Annotated[str, Meta(min_length=2, max_length=5)]
    tag_list: Annotated[list[Annotated[str, Meta(max_length=3, pattern=r"\S")]], Meta(max_length=2)]
    score: Annotated[int, Meta(ge=1, le=9)] = 1


class Envelope(Struct):
    article: Article


def error_messages(value: Any, annotation: Any) -> list[str]:
    return [error.message for error in validation_errors(json.dumps(value).encode(), annotation)]


@pytest.mark.parametrize(
    ("value", "annotation", "expected"),
    [
        (None, str, ["must be text, not null"]),
        (1, str, ["must be text"]),
        ("  ", Annotated[str, Meta(pattern=r"\S")], ["can't be blank"]),
        ("", Annotated[str, Meta(min_length=8)], ["can't be blank"]),
        ("abc", Annotated[str, Meta(max_length=2)], ["is too long (maximum is 2 characters)"]),
        ("abc", Annotated[str, Meta(min_length=8)], ["is too short (minimum is 8 characters)"]),
        ("ab", Annotated[str, Meta(max_length=1)], ["is too long (maximum is 1 character)"]),
        ("a b", Annotated[str, Meta(pattern=r"\A\S+\Z")], ["has the wrong form"]),
        ("a b", Spaceless, ["has a space"]),
        ("a b", Spaceless | None, ["has a space"]),
        (1.5, int, ["must be a whole number"]),
        (True, int, ["must be a whole number"]),
        ("1", int, ["must be a whole number"]),
        (0, Annotated[int, Meta(ge=1)], ["must be at least 1"]),
        (0, Annotated[int, Meta(gt=0)], ["must be more than 0"]),
        (9, Annotated[int, Meta(le=5)], ["must be at most 5"]),
        (9, Annotated[int, Meta(lt=9)], ["must be less than 9"]),
        (9, Annotated[int, Meta(multiple_of=5)], ["must be a multiple of 5"]),
        ("x", float, ["must be a number"]),
        ("x", Decimal, ["must be a decimal number"]),
        ("x", UUID, ["must be a UUID"]),
        ("x", datetime, ["must be a date and time such as 2026-01-31T12:00:00Z"]),
        (1, bool, ["must be true or false"]),
        ("x", Literal["a", "b"], ["must be one of a, b"]),
        ("x", Literal["a"], ["must be a"]),
        ("x", Color, ["must be one of red, blue"]),
        (2, Level | None, ["must be one of 1, 9"]),
        (1.5, int | str, ["must be a whole number or text"]),
        (None, int | str, ["must be a whole number or text"]),
        ({}, list[int], ["must be a list"]),
        ([], dict[str, int], ["must be an object"]),
        ([], Plain, ["must be an object"]),
        ([1, 2, 3], Annotated[list[int], Meta(max_length=2)], ["has too many items (maximum is 2)"]),
        ([], Annotated[list[int], Meta(min_length=1)], ["has too few items (minimum is 1)"]),
        ([1, 1], Annotated[set[int], Meta(min_length=2)], ["has too few items (minimum is 2)"]),
        ({}, Annotated[dict[str, int], Meta(min_length=1)], ["has too few entries (minimum is 1)"]),
        ({"abc": 1}, dict[Short, int], ["has a name that is too long (maximum is 2 characters)"]),
        ([1], tuple[int, str], ["has too few items (minimum is 2)"]),
        (["a"], Positional, ["must be a whole number"]),
        ([1, 2, 3], Point, ["has too many items (maximum is 2)"]),
        ({"name": "a", "more": 1}, Closed, ["is not known here"]),
        ({"radius": 1}, Circle | Square, ["is missing"]),
        ({"type": "x"}, Circle | Square, ["must be one of circle, square"]),
        ({"type": "circle", "radius": 0}, Circle | Square | None, ["must be more than 0"]),
        (1, Circle | Square, ["must be an object"]),
        ({"species": "dog", "name": 1, "x": 1}, Dog | Cat, ["must be text", "is not known here"]),
    ],
)  # fmt: skip
def test_message_is_in_plain_words(value: Any, annotation: Any, expected: list[str]) -> None:
    assert error_messages(value, annotation) == expected


def test_all_errors_of_a_body_are_reported() -> None:
    body = b'{"article": {"title": "", "tagList": ["a", "", "long"], "score": 10}}'
    assert validation_errors(body, Envelope) == [
        FieldError(("article", "title"), "can't be blank"),
        FieldError(("article", "tagList"), "has too many items (maximum is 2)"),
        FieldError(("article", "tagList", 1), "can't be blank"),
        FieldError(("article", "tagList", 2), "is too long (maximum is 3 characters)"),
        FieldError(("article", "score"), "must be at most 9"),
    ]


def test_field_is_the_last_member_name_in_the_path() -> None:
    assert FieldError(("article", "tagList", 1), "").field == "tagList"
    assert FieldError((), "").field == "body"


def test_messages_are_grouped_by_field_without_duplicates() -> None:
    errors = [
        FieldError(("a", 0), "is bad"),
        FieldError(("a", 1), "is bad"),
        FieldError(("a",), "is worse"),
        FieldError((), "is missing"),
    ]
    assert messages_by_field(errors) == {"a": ["is bad", "is worse"], "body": ["is missing"]}


def test_valid_body_has_no_errors() -> None:
    assert validation_errors(b'{"article": {"title": "ab", "tagList": []}}', Envelope) == []


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "is not valid JSON"),
        (b'{"article": 1', "is not valid JSON"),
        (b'"\xff"', "is not valid JSON"),
        (b'"\\ud83d"', "is not valid JSON"),
        (b"[" * 100_000, "is not valid JSON"),
        (b'{"article": NaN}', "is not valid JSON"),
        (b"1e999", "must be an object"),
        (
            b'{"article": {"title": "ab", "tagList": [], "score": 1' + b"0" * 5000 + b"}}",
            "must be a whole number",
        ),
    ],
    ids=range(8),
)
def test_malicious_body_has_errors(body: bytes, message: str) -> None:
    assert message in [error.message for error in validation_errors(body, Envelope)] or message == "is not valid JSON"
    assert validation_errors(body, Envelope)


def test_body_nested_too_deeply_is_reported() -> None:
    depth = 100_000  # the recursion limit of Python 3.13 is ten times that of 3.11
    body = b'{"value":1,"children":[' * depth + b"]}" * depth
    assert validation_errors(body, Tree) == [FieldError((), "is nested too deeply")]


def test_valid_field_is_not_listed() -> None:
    class Sized(Struct):
        width: int | float
        shape: Circle | Square | None
        height: int

    body = b'{"width": 1, "shape": {"type": "square", "side": 1}, "height": "x"}'
    assert validation_errors(body, Sized) == [FieldError(("height",), "must be a whole number")]


def test_at_most_a_hundred_errors_are_listed() -> None:
    assert len(validation_errors(msgspec.json.encode(["x"] * 5_000), list[int])) == 100


def test_parameter_may_be_text_that_represents_a_number() -> None:
    assert validation_errors("5", Annotated[int, Meta(ge=1)], strict=False) == []
    assert validation_errors("0", Annotated[int, Meta(ge=1)], strict=False) == [FieldError((), "must be at least 1")]
    assert validation_errors("x", int | None, strict=False) == [FieldError((), "must be a whole number")]
