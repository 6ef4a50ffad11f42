"""The notation of fields."""

import pytest

from scaffold.fields import parse_fields
from scaffold.kinds import FieldError
from scaffold.names import plural_of


def test_fields_have_types_limits_and_flags() -> None:
    fields = parse_fields(
        "title:text(1..120)! note:text(500)? kind:enum(open, closed) size:integer(-5..5) done:boolean"
    )

    assert [(field.name, type(field).__name__, field.nullable, field.unique) for field in fields] == [
        ("title", "Text", False, True),
        ("note", "Text", True, False),
        ("kind", "Enum", False, False),
        ("size", "Integer", False, False),
        ("done", "Boolean", False, False),
    ]
    assert [field.alias for field in fields] == [
        "Annotated[str, Meta(min_length=1, max_length=120, pattern=NOT_BLANK, examples=['Title'], extra=NUL_MESSAGE)]",
        "Annotated[str, Meta(max_length=500, pattern=NO_NUL, examples=['Note'], extra=NUL_MESSAGE)]",
        "Literal['open', 'closed']",
        "Annotated[int, Meta(ge=-5, le=5)]",
        "",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "A resource needs at least one field"),
        ("title", "title: a field is name:type"),
        ("title:string", "title: there is no type string; the types are text, integer, number, boolean, date"),
        ("class:text", "class: the name is reserved"),
        ("owner:text", "owner: the name is reserved"),
        ("Title:text", "Title: a name has small letters"),
        ("a__b:text", "a__b: a name has small letters"),
        ("title:text title:date", "title: the field stands twice"),
        ("title:text(5..1)", "title: the minimum 5 is above the maximum 1"),
        ("title:text(many)", "title: the limits are minimum..maximum"),
        ("title:text(0)", "title: a text has 1 to 100000 characters"),
        ("size:integer(0..9007199254740992)", "size: JavaScript is exact up to 9007199254740991 only"),
        ("size:integer(0..1)!", "size: a unique integer has at least 1000 values"),
        ("title:text(7)!", "title: a unique text has a maximum of 8 characters or more"),
        ("kind:enum(open)", "kind: an enum has two or more different words"),
        ("kind:enum(open,open)", "kind: an enum has two or more different words"),
        ("due:date(1)", "due: the type date has no arguments"),
        ("due:date!", "due: only a text or an integer can be unique"),
        ("title:text?!", "title: a unique field (!) cannot be nullable (?)"),
        ("shelf:ref()", "shelf: a reference names a table"),
        ("shelf:ref(shelves)", "shelf: there is no table shelves; the tables are "),
        (
            "author:ref(users)",
            "author: users cannot be referred to, because app/errors/users.py has no UserNotFoundError",
        ),
    ],
)
def test_wrong_field_is_named_with_the_reason(text: str, message: str) -> None:
    with pytest.raises(FieldError) as error:
        parse_fields(text)

    assert str(error.value).startswith(message)


@pytest.mark.parametrize(
    ("name", "plural"), [("book", "books"), ("story", "stories"), ("day", "days"), ("box", "boxes"), ("dish", "dishes")]
)
def test_regular_plural(name: str, plural: str) -> None:
    assert plural_of(name) == plural
