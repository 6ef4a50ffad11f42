"""The types of fields: their Python code, and their values in tests."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from scaffold.names import NAME, pascal
from scaffold.references import Reference, find_reference

LARGEST_TEXT = 100_000
INT32, LARGEST_INTEGER = 2**31 - 1, 2**53 - 1
LONGEST_EXAMPLE = 40
LONGEST_LINE = 200
# The tests of the contract create many rows.
UNIQUE_VALUES, UNIQUE_LENGTH = 1_000, 8
WORD = re.compile(r"[a-z][a-z0-9_]{0,39}")


class FieldError(ValueError):
    """A field that the notation does not allow. The message names the field, the reason, and a correct example."""


@dataclass(frozen=True, kw_only=True)
class Field:
    """A field: a member of the JSON objects, and a column of the table. Each subclass is a type of fields."""

    name: str
    nullable: bool = False
    unique: bool = False

    python_type: ClassVar[str]
    """The type of a value in Python, as an annotation."""
    samples: ClassVar[Sequence[Any]]
    """Valid values, as JSON has them: two, and three of a type that can be unique."""
    can_be_unique: ClassVar[bool] = False
    reference: ClassVar[Reference | None] = None

    @classmethod
    def parse(cls, arguments: str, **options: Any) -> Self:
        """The field with these arguments of its type. Raises `FieldError`."""
        if arguments:
            raise FieldError(f"{options['name']}: the type {cls.__name__.lower()} has no arguments.")
        return cls(**options)

    @property
    def kind(self) -> str:
        """The name of the type in the notation."""
        return type(self).__name__.lower()

    @property
    def is_text(self) -> bool:
        """Whether a page shows a field for a text."""
        return False

    @property
    def is_long(self) -> bool:
        """Whether a text does not fit in one line."""
        return False

    @property
    def is_heading(self) -> bool:
        """Whether the value can name its row: a text of one line that is never blank."""
        return False

    @property
    def accepts_empty(self) -> bool:
        """Whether the field is valid if a form does not change it."""
        return self.nullable

    @property
    def title(self) -> str:
        """The name as a part of the name of a class."""
        return pascal(self.name)

    @property
    def words(self) -> str:
        """The name in sentences."""
        return self.name.replace("_", " ")

    @property
    def alias(self) -> str:
        """The definition of the type in `schemas/`, after its name; empty for a type without a definition."""
        return ""

    @property
    def input_type(self) -> str:
        """The name of the type in a request."""
        return self.title if self.alias else self.python_type

    @property
    def output_type(self) -> str:
        """The name of the type in a response."""
        return self.input_type

    def with_null(self, type_: str) -> str:
        """The type, with None for a nullable field."""
        return f"{type_} | None" if self.nullable else type_

    @property
    def column(self) -> str:
        """The name of the column."""
        return self.name

    @property
    def column_arguments(self) -> str:
        """The arguments of `mapped_column`; empty for the column that SQLAlchemy derives from the annotation."""
        return ""

    @property
    def check(self) -> str:
        """The CHECK in the class of the table; empty for a column without a CHECK."""
        return ""

    @property
    def presented(self) -> str:
        """The expression of the value in a response, for a row."""
        return f"row.{self.name}"

    @property
    def invalid(self) -> tuple[Any, str] | None:
        """An invalid value, and the message of the API; None for a type whose invalid values derived tests send."""
        return None


@dataclass(frozen=True, kw_only=True)
class Limited(Field):
    """A field with a minimum and a maximum."""

    minimum: Any
    maximum: Any

    default: ClassVar[tuple[Any, Any]]

    @classmethod
    def parse(cls, arguments: str, **options: Any) -> Self:
        """The field with limits such as `1..120`, or `120` from zero."""
        minimum, dots, maximum = arguments.rpartition("..")
        convert, name = type(cls.default[0]), options["name"]
        try:
            limits = (convert(minimum if dots else 0), convert(maximum)) if arguments else cls.default
        except ValueError:
            raise FieldError(f"{name}: the limits are minimum..maximum, for example 1..120.") from None
        if limits[0] > limits[1]:
            raise FieldError(f"{name}: the minimum {limits[0]} is above the maximum {limits[1]}.")
        field = cls(minimum=limits[0], maximum=limits[1], **options)
        field.check_limits()
        return field

    def check_limits(self) -> None:
        """Raise a `FieldError` for limits that the API cannot have."""


class Text(Limited):
    """A text. A long text has several lines."""

    python_type = "str"
    can_be_unique = True
    default = (1, 200)

    @property
    def is_text(self) -> bool:
        """Always."""
        return True

    @property
    def is_long(self) -> bool:
        """Whether the text does not fit in one line."""
        return bool(self.maximum > LONGEST_LINE)

    @property
    def is_heading(self) -> bool:
        """Whether the text can name its row: a line that is never blank."""
        return self.minimum > 0 and not self.nullable and not self.is_long

    @property
    def accepts_empty(self) -> bool:
        """Whether the text may be empty."""
        return self.nullable or self.minimum == 0

    def check_limits(self) -> None:
        """Texts have a limit, because a request has one."""
        if self.minimum < 0 or not 1 <= self.maximum <= LARGEST_TEXT:
            raise FieldError(f"{self.name}: a text has 1 to {LARGEST_TEXT} characters, for example text(1..120).")
        if self.unique and self.maximum < UNIQUE_LENGTH:
            raise FieldError(f"{self.name}: a unique text has a maximum of {UNIQUE_LENGTH} characters or more.")

    @property
    def alias(self) -> str:
        """A text with its limits, which is not blank if it has a minimum."""
        minimum, pattern = (f"min_length={self.minimum}, ", "NOT_BLANK") if self.minimum else ("", "NO_NUL")
        example = f"{self.words[0].upper()}{self.words[1:]}"[:LONGEST_EXAMPLE].ljust(self.minimum, "x")
        examples = f", examples={[example]!r}" if len(example) < self.maximum else ""
        limits = f"{minimum}max_length={self.maximum:_}, pattern={pattern}{examples}"
        return f"Annotated[str, Meta({limits}, extra=NUL_MESSAGE)]"

    @property
    def column_arguments(self) -> str:
        """The maximum length."""
        return f"String({self.maximum:_})"

    @property
    def check(self) -> str:
        """The limits of the length."""
        return f'has_length("{self.name}", {self.minimum}, {self.maximum:_})'

    @property
    def samples(self) -> Sequence[Any]:  # type: ignore[override]
        """Three texts within the limits."""
        texts = [f"{word} {self.words}"[: self.maximum] for word in ("A", "Other", "Third")]
        return [text.strip().ljust(self.minimum, "x") for text in texts]

    @property
    def invalid(self) -> tuple[Any, str] | None:
        """An empty text."""
        return ("", "can't be blank") if self.minimum else None


class Integer(Limited):
    """A whole number."""

    python_type = "int"
    can_be_unique = True
    default = (0, INT32)

    def check_limits(self) -> None:
        """JavaScript has no larger integers."""
        if max(-self.minimum, self.maximum) > LARGEST_INTEGER:
            raise FieldError(f"{self.name}: JavaScript is exact up to {LARGEST_INTEGER} only.")
        if self.unique and self.maximum - self.minimum + 1 < UNIQUE_VALUES:
            raise FieldError(f"{self.name}: a unique integer has at least {UNIQUE_VALUES} values.")

    @property
    def alias(self) -> str:
        """A number with its limits."""
        return f"Annotated[int, Meta(ge={self.minimum:_}, le={self.maximum:_})]"

    @property
    def column_arguments(self) -> str:
        """BIGINT for limits that INTEGER does not have."""
        return "BigInteger" if max(-self.minimum, self.maximum) > INT32 else ""

    @property
    def check(self) -> str:
        """The limits."""
        return f'in_range("{self.name}", {self.minimum:_}, {self.maximum:_})'

    @property
    def samples(self) -> Sequence[Any]:  # type: ignore[override]
        """The limits, and a number between."""
        return [self.minimum, self.maximum, min(self.minimum + 1, self.maximum)]

    @property
    def invalid(self) -> tuple[Any, str] | None:
        """A number above the maximum."""
        return self.maximum + 1, f"must be at most {self.maximum}"


class Number(Limited):
    """A number."""

    python_type = "float"
    default = (0.0, 1_000_000.0)

    @property
    def alias(self) -> str:
        """A number with its limits."""
        return f"Annotated[float, Meta(ge={self.minimum:_}, le={self.maximum:_})]"

    @property
    def column_arguments(self) -> str:
        """A number with the precision of JavaScript."""
        return "Double"

    @property
    def check(self) -> str:
        """The limits."""
        return f'in_range("{self.name}", {self.minimum:_}, {self.maximum:_})'

    @property
    def samples(self) -> Sequence[Any]:  # type: ignore[override]
        """The limits."""
        return [self.minimum, self.maximum]

    @property
    def invalid(self) -> tuple[Any, str] | None:
        """A number above the maximum."""
        shown = int(self.maximum) if self.maximum.is_integer() else self.maximum
        return self.maximum + 1, f"must be at most {shown}"


class Boolean(Field):
    """True or false."""

    python_type = "bool"
    samples = (True, False)

    @property
    def accepts_empty(self) -> bool:
        """A checkbox always has a value."""
        return True

    @property
    def invalid(self) -> tuple[Any, str] | None:
        """A text."""
        return "yes", "must be true or false"


class Date(Field):
    """A date."""

    python_type = "date"
    samples = ("2026-01-31", "2026-12-01")


class DateTime(Field):
    """A moment in UTC."""

    python_type = "datetime"
    samples = ("2026-01-31T08:30:00Z", "2026-12-01T00:00:00Z")

    @property
    def input_type(self) -> str:
        """The type of all times."""
        return "Timestamp"


@dataclass(frozen=True, kw_only=True)
class Enum(Field):
    """One of several words."""

    values: tuple[str, ...]

    @classmethod
    def parse(cls, arguments: str, **options: Any) -> Self:
        """The field with words such as `public,private`."""
        values = tuple(value.strip() for value in arguments.split(",") if value.strip())
        if len(values) == 1 or not values or len(set(values)) < len(values) or not all(map(WORD.fullmatch, values)):
            message = "an enum has two or more different words, for example enum(public,private)"
            raise FieldError(f"{options['name']}: {message}.")
        return cls(values=values, **options)

    @property
    def python_type(self) -> str:  # type: ignore[override]
        """A literal of the words."""
        return self.alias

    @property
    def alias(self) -> str:
        """A literal of the words."""
        return f"Literal[{', '.join(map(repr, self.values))}]"

    @property
    def column_arguments(self) -> str:
        """The length of the longest word."""
        return f"String({max(map(len, self.values))})"

    @property
    def check(self) -> str:
        """The words."""
        return f'one_of("{self.name}", {", ".join(map(repr, self.values))})'

    @property
    def samples(self) -> Sequence[Any]:  # type: ignore[override]
        """The first and the last word."""
        return self.values[0], self.values[-1]

    @property
    def invalid(self) -> tuple[Any, str] | None:
        """Another text."""
        return "no value", f"must be one of {', '.join(sorted(self.values))}"


@dataclass(frozen=True, kw_only=True)
class Ref(Field):
    """A reference to a row of another table."""

    reference: Reference  # type: ignore[misc]

    python_type = "int"
    samples = ()

    @classmethod
    def parse(cls, arguments: str, **options: Any) -> Self:
        """The field with the name of a table, such as `articles`."""
        if not NAME.fullmatch(arguments):
            raise FieldError(f"{options['name']}: a reference names a table, for example ref(articles).")
        try:
            return cls(reference=find_reference(arguments), **options)
        except LookupError as error:
            raise FieldError(f"{options['name']}: {error.args[0]}") from None

    @property
    def is_text(self) -> bool:
        """Whether the key is a text."""
        return self.reference.key != "id"

    @property
    def input_type(self) -> str:
        """The name of the field and of the key: `ArticleSlug`."""
        return f"{self.title}{pascal(self.reference.key)}"

    @property
    def alias(self) -> str:
        """The key with its collection, where clients and tests find values."""
        schema = f'extra_json_schema={{"x-references": "{self.reference.path}"}}'
        if self.reference.key == "id":
            return f"Annotated[int, Meta(ge=1, le=MAX_SAFE_INTEGER, {schema})]"
        return f"Annotated[{self.output_type}, Meta({schema})]"

    @property
    def output_type(self) -> str:
        """The type of the key: `Slug` or `Id`."""
        return pascal(self.reference.key)

    @property
    def column(self) -> str:
        """The foreign key."""
        return f"{self.name}_id"

    @property
    def column_arguments(self) -> str:
        """A deleted row takes the rows that refer to it along."""
        return f'ForeignKey("{self.reference.table}.id", ondelete="CASCADE")'

    @property
    def presented(self) -> str:
        """The key of the referenced row."""
        if self.reference.key == "id":
            return f"row.{self.column}"
        value = f"row.{self.name}.{self.reference.key}"
        return f"{value} if row.{self.name} else None" if self.nullable else value


KINDS: dict[str, type[Field]] = {
    "text": Text,
    "integer": Integer,
    "number": Number,
    "boolean": Boolean,
    "date": Date,
    "datetime": DateTime,
    "enum": Enum,
    "ref": Ref,
}
