"""The catalogue of shapes, the types of a field, each with valid and invalid JSON."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum, IntEnum
from typing import Annotated, Any, Generic, Literal, NamedTuple, NewType, NotRequired, TypedDict, TypeVar
from uuid import UUID

from msgspec import UNSET, Meta, Struct, UnsetType, field


class Shape(NamedTuple):
    name: str
    annotation: Any
    valid: tuple[Any, ...]
    invalid: tuple[Any, ...]


class Color(Enum):
    RED = "red"
    BLUE = "blue"


class Level(IntEnum):
    LOW = 1
    HIGH = 9


class Plain(Struct):
    """A plain struct."""

    name: str
    count: int


class Defaulted(Struct):
    name: str = "x"
    tags: list[str] = []
    note: str | None = None


class Closed(Struct, forbid_unknown_fields=True):
    name: str


class Camel(Struct, rename="camel"):
    first_name: str
    last_name: str = ""


class Renamed(Struct):
    kind: str = field(name="@kind")


class Lazy(Struct, omit_defaults=True):
    name: str = "x"


class Changes(Struct):
    title: Annotated[str, Meta(min_length=1)] | UnsetType = UNSET
    image: str | UnsetType | None = UNSET


class Positional(Struct, array_like=True):
    x: int
    y: int = 0


class ClosedPositional(Struct, array_like=True, forbid_unknown_fields=True):
    x: int
    y: int = 0


class Circle(Struct, tag="circle"):
    radius: Annotated[float, Meta(gt=0)]


class Square(Struct, tag="square"):
    side: float


class Dog(Struct, tag_field="species", tag="dog", forbid_unknown_fields=True):
    name: str


class Cat(Struct, tag_field="species", tag="cat", forbid_unknown_fields=True):
    lives: int


class One(Struct, tag=1):
    a: int


class Two(Struct, tag=2):
    b: int


class Tree(Struct):
    value: int
    children: "list[Tree]" = []


class Link(Struct):
    value: int
    next: "Link | None" = None


T = TypeVar("T")


class Page(Struct, Generic[T]):
    items: list[T]
    total: Annotated[int, Meta(ge=0)]


class PlainPage(Page[Plain]):
    pass


class Point(NamedTuple):
    x: int
    y: int = 0


class Movie(TypedDict):
    title: str
    year: NotRequired[int]


@dataclass
class Address:
    street: str
    city: str = "Here"


UserId = NewType("UserId", int)
Name = Annotated[str, Meta(min_length=1, max_length=3)]
Names = Annotated[list[Name], Meta(max_length=2)]

UUID_TEXT = "12345678-1234-5678-1234-567812345678"

SHAPES = [
    Shape("anything", Any, (None, 1, "a", [], {}), ()),
    Shape("null", None, (None,), (0, False, "", [])),
    Shape("bool", bool, (True, False), (0, 1, "true", None)),
    Shape("int", int, (0, -1, 2**63, 10**30), (True, 1.5, "1", None)),
    Shape("int from 1 to 5", Annotated[int, Meta(ge=1, le=5)], (1, 5), (0, 6, "3")),
    Shape("int between 0 and 5", Annotated[int, Meta(gt=0, lt=5)], (1, 4), (0, 5)),
    Shape("multiples of 5", Annotated[int, Meta(multiple_of=5)], (0, 5, -10), (1, 12)),
    Shape("float", float, (1.5, 0, -2), ("1.5", True, None)),
    Shape("float from 0.5", Annotated[float, Meta(ge=0.5)], (0.5, 1), (0.4, 0)),
    Shape("str", str, ("", "a", "\x00", "😀"), (1, None, [])),
    Shape(
        "short str",
        Annotated[str, Meta(min_length=1, max_length=3)],
        ("a", "😀😀😀"),
        ("", "abcd", "😀😀😀😀"),
    ),
    Shape(
        "str with a pattern",
        Annotated[str, Meta(pattern="^[a-z]+$")],
        ("a", "abc", "abc\n"),
        ("", "A", "a\n\n"),
    ),
    Shape("str with an exact end", Annotated[str, Meta(pattern=r"\A[a-z]+\Z")], ("abc",), ("abc\n", "A")),
    Shape("str with a pattern for a part", Annotated[str, Meta(pattern="b")], ("abc",), ("ac",)),
    Shape(
        "non-blank str",
        Annotated[str, Meta(pattern=r"\S")],
        ("a", " a ", "\ufeff"),
        ("", " ", "\x1f", "\x85\u3000"),
    ),
    Shape("str with a dot", Annotated[str, Meta(pattern=r"\Aa.b\Z")], ("a\u2028b", "a\rb"), ("a\nb",)),
    Shape(
        "str without slashes",
        Annotated[str, Meta(pattern=r"\A[^\s/]+\Z")],
        ("a-b",),
        ("a/b", "a\x1cb", "a b"),
    ),
    Shape("optional", int | None, (None, 1), ("", False)),
    Shape("optional from 0", Annotated[int, Meta(ge=0)] | None, (None, 0), (-1,)),
    Shape("optional of limited text", Annotated[str, Meta(max_length=2)] | None, (None, "ab"), ("abc",)),
    Shape("int or text", int | str, (1, "a"), (1.5, None, [])),
    Shape("int or list of text", int | list[Annotated[str, Meta(max_length=2)]], (1, ["ab"]), ("ab", ["abc"])),
    Shape("number or null", int | float | None, (1, 1.5, None), ("1",)),
    Shape("one literal", Literal["a"], ("a",), ("b", None)),
    Shape("literals", Literal["a", "b", 3] | None, ("a", 3, None), ("c", 4, True)),
    Shape("enum", Color, ("red", "blue"), ("green", "RED", None)),
    Shape("int enum", Level, (1, 9), (2, "1", True)),
    Shape("optional enum", Color | None, ("red", None), ("green",)),
    Shape(
        "date",
        date,
        ("2024-02-29", "1900-02-28", "2000-02-29"),
        ("2023-02-29", "1900-02-29", "2024-13-01", "0000-01-01", 1),
    ),
    Shape(
        "datetime",
        datetime,
        ("2024-01-01T00:00:00", "2024-01-01T00:00:00Z", "2024-01-01 00:00:00.123456789+0230"),
        ("2024-01-01", "2024-01-01T24:00:00", "2024-01-01T00:00:60Z", 1),
    ),
    Shape(
        "aware datetime",
        Annotated[datetime, Meta(tz=True)],
        ("2024-01-01t00:00:00z", "2024-01-01T00:00:00.5-23:59"),
        ("2024-01-01T00:00:00", "2024-01-01T00:00:00+24:00", "9999-12-31T23:59:59.9999999Z"),
    ),
    Shape(
        "naive datetime",
        Annotated[datetime, Meta(tz=False)],
        ("2024-02-29T23:59:59",),
        ("2023-02-29T23:59:59", "1900-02-29T00:00:00", "2024-04-31T00:00:00", "2024-01-01T00:00:00Z"),
    ),
    Shape("time", time, ("00:00:00", "23:59:59.9999999", "12:00:00Z"), ("24:00:00", "12:00", "12:00:60")),
    Shape("aware time", Annotated[time, Meta(tz=True)], ("12:00:00Z", "12:00:00+01:00"), ("12:00:00",)),
    Shape("naive time", Annotated[time, Meta(tz=False)], ("12:00:00",), ("12:00:00Z",)),
    Shape(
        "timedelta",
        timedelta,
        ("P1D", "-PT1.5S", "+p1dt1h1m1s", "PT1H1S", "P1.5D"),
        ("P", "PT", "P1DT", "P1W", "PT1.5H1M", "P1Y", "P1000000000D", 1),
    ),
    Shape(
        "Decimal",
        Decimal,
        ("1.50", "-0", "1e5", "NaN", "Infinity", ".5", "5.", " 1_0 ", 1.5, 3),
        ("", "1.2.3", "e5", "--1", True, None),
    ),
    Shape(
        "UUID",
        UUID,
        (UUID_TEXT, UUID_TEXT.replace("-", ""), "A" * 32),
        (UUID_TEXT[:-1], f"{{{UUID_TEXT}}}", "x" * 32, 1),
    ),
    Shape("bytes", bytes, ("", "YQ==", "YWE=", "YWFh", "YR=="), ("YQ", "YQ=", "YQ==\n", "_-==", "Y===")),
    Shape("at most 2 bytes", Annotated[bytes, Meta(max_length=2)], ("", "YQ==", "YWE="), ("YWFh", "YWFhYQ==")),
    Shape(
        "2 to 4 bytes",
        Annotated[bytes, Meta(min_length=2, max_length=4)],
        ("YWE=", "YWFh", "YWFhYQ=="),
        ("", "YQ==", "YWFhYWE="),
    ),
    Shape("3 bytes", Annotated[bytes, Meta(min_length=3, max_length=3)], ("YWFh",), ("YWE=", "YWFhYQ==")),
    Shape("list", list[int], ([], [1, 1]), ([None], {}, None)),
    Shape("list of anything", list, ([], [1, "a", None]), ({}, "a")),
    Shape("limited list", Annotated[list[int], Meta(min_length=1, max_length=2)], ([1], [1, 2]), ([], [1, 2, 3])),
    Shape("list of limited text", list[Annotated[str, Meta(max_length=2)]], ([], ["ab"]), (["abc"],)),
    Shape("list of lists", list[list[Annotated[int, Meta(ge=0)]]], ([[0], []],), ([[-1]], [0])),
    Shape("set", set[int], ([], [1, 2], [1, 1]), (["a"], 1)),
    Shape("set that is not empty", Annotated[frozenset[int], Meta(min_length=1)], ([1], [1, 1]), ([],)),
    Shape("pair", tuple[int, str], ([1, "a"],), ([1], [1, "a", 2], ["a", 1], None)),
    Shape("empty tuple", tuple[()], ([],), ([1],)),
    Shape("long tuple", tuple[int, ...], ([], [1, 2]), (["a"],)),
    Shape("dict", dict[str, int], ({}, {"a": 1}), ({"a": "b"}, [], None)),
    Shape("dict of anything", dict, ({}, {"a": [1]}), ([],)),
    Shape("dict with limited values", dict[str, Annotated[int, Meta(ge=0)]], ({"a": 0},), ({"a": -1},)),
    Shape("dict with limited keys", dict[Annotated[str, Meta(max_length=2)], int], ({"ab": 1},), ({"abc": 1},)),
    Shape(
        "dict with patterned keys",
        dict[Annotated[str, Meta(pattern=r"\A[a-z]\Z")], int],
        ({"a": 1},),
        ({"A": 1},),
    ),
    Shape(
        "limited dict",
        Annotated[dict[str, int], Meta(min_length=1, max_length=2)],
        ({"a": 1},),
        ({}, {"a": 1, "b": 2, "c": 3}),
    ),
    Shape(
        "dict by int",
        dict[int, int],
        ({"1": 1, "-2": 2, "-0": 0},),
        ({"a": 1}, {"01": 1}, {"+1": 1}, {"1.0": 1}),
    ),
    Shape("dict by enum", dict[Color, int], ({"red": 1},), ({"green": 1},)),
    Shape("dict by literal", dict[Literal[1, 2], int], ({"1": 1},), ({"3": 1},)),
    Shape("dict by date", dict[date, int], ({"2024-02-29": 1},), ({"2023-02-29": 1},)),
    Shape("dict by UUID", dict[UUID, int], ({UUID_TEXT: 1},), ({"a": 1},)),
    Shape(
        "struct",
        Plain,
        ({"name": "a", "count": 1}, {"name": "a", "count": 1, "more": 1}),
        ({}, {"name": "a"}, {"name": 1, "count": 1}, [], None),
    ),
    Shape(
        "struct with defaults",
        Defaulted,
        ({}, {"note": None}, {"tags": ["a"]}),
        ({"name": None}, {"tags": None}),
    ),
    Shape("closed struct", Closed, ({"name": "a"},), ({"name": "a", "more": 1}, {})),
    Shape(
        "struct in camelCase",
        Camel,
        ({"firstName": "a"}, {"firstName": "a", "last_name": 1}),
        ({"first_name": "a"}, {"firstName": "a", "lastName": 1}),
    ),
    Shape("struct with a renamed field", Renamed, ({"@kind": "a"},), ({"kind": "a"}, {})),
    Shape("struct that omits defaults", Lazy, ({}, {"name": "a"}), ({"name": 1},)),
    Shape(
        "struct of changes",
        Changes,
        ({}, {"title": "a"}, {"image": None}),
        ({"title": None}, {"title": ""}, {"image": 1}),
    ),
    Shape("array-like struct", Positional, ([1], [1, 2], [1, 2, 3]), ([], ["a"], [1, "a"], {"x": 1})),
    Shape("closed array-like struct", ClosedPositional, ([1], [1, 2]), ([], [1, 2, 3])),
    Shape(
        "tagged union",
        Circle | Square,
        ({"type": "circle", "radius": 1}, {"side": 1, "type": "square"}),
        ({"radius": 1}, {"type": "circle", "radius": 0}, {"type": "x"}, None),
    ),
    Shape(
        "closed tagged union",
        Dog | Cat,
        ({"species": "dog", "name": "a"},),
        ({"species": "dog", "name": "a", "lives": 1}, {"species": "cat"}),
    ),
    Shape(
        "optional tagged union",
        Circle | Square | None,
        (None, {"type": "square", "side": 1}),
        ({}, {"type": "square"}),
    ),
    Shape(
        "union with int tags",
        One | Two,
        ({"type": 1, "a": 1}, {"type": 2, "b": 1}),
        ({"type": 3}, {"type": "1", "a": 1}),
    ),
    Shape("tagged union or text", Circle | Square | str, ("a", {"type": "square", "side": 1}), (1, {"side": 1})),
    Shape("list of tagged unions", list[Circle | Square], ([{"type": "square", "side": 1}],), ([{"side": 1}],)),
    Shape("optional struct", Plain | None, (None, {"name": "a", "count": 1}), ({},)),
    Shape("struct or text", Plain | str, ("a", {"name": "a", "count": 1}), ({}, 1)),
    Shape(
        "tree",
        Tree,
        ({"value": 1, "children": [{"value": 2}]},),
        ({"value": 1, "children": [{}]}, {"children": []}),
    ),
    Shape("chain", Link, ({"value": 1, "next": {"value": 2, "next": None}},), ({"value": 1, "next": {}},)),
    Shape(
        "generic struct",
        Page[Plain],
        ({"items": [{"name": "a", "count": 1}], "total": 0},),
        ({"items": [{}], "total": 0}, {"items": [], "total": -1}),
    ),
    Shape(
        "generic struct of scalars",
        Page[Annotated[str, Meta(max_length=2)]],
        ({"items": ["ab"], "total": 0},),
        ({"items": ["abc"], "total": 0},),
    ),
    Shape("generic struct with a name", PlainPage, ({"items": [], "total": 0},), ({"items": [{}], "total": 0},)),
    Shape("named tuple", Point, ([1], [1, 2]), ([], [1, 2, 3], ["a"])),
    Shape(
        "typed dict",
        Movie,
        ({"title": "a"}, {"title": "a", "year": 1, "more": 1}),
        ({}, {"title": "a", "year": None}),
    ),
    Shape("dataclass", Address, ({"street": "a"},), ({}, {"street": "a", "city": 1})),
    Shape("NewType", UserId, (1,), ("1", None)),
    Shape("alias with Meta", Name, ("a",), ("", "abcd")),
    Shape("list of aliases", Names, (["a", "b"],), (["a", "b", "c"], [""], ["abcd"])),
    Shape("dict of aliases", dict[str, Names], ({"a": ["b"]},), ({"a": ["abcd"]},)),
]
