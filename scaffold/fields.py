"""The fields of a resource, and their notation: `title:text(1..120)! note:text(500)? article:ref(articles)`."""

import re
from collections.abc import Collection

from scaffold.kinds import KINDS, Field, FieldError
from scaffold.names import MAX_LENGTH, NAME, camel
from scaffold.reserved import RESERVED_FIELDS, TYPES

FIELD = re.compile(r"(?P<name>[^:\s]+):(?P<kind>\w+)(\((?P<arguments>[^)]*)\))?(?P<flags>[?!]*)")


def parse_fields(text: str) -> list[Field]:
    """The fields of a text in the notation. Raises `FieldError`."""
    fields = [parse_field(part) for part in re.findall(r"[^\s(]+(?:\([^)]*\))?\S*", text)]
    if not fields:
        raise FieldError('A resource needs at least one field, for example FIELDS="title:text(1..120)".')
    for each in fields:
        if sum(_collide(each, other) for other in fields) > 1:
            raise FieldError(f"{each.name}: the field stands twice.")
    return fields


def _collide(one: Field, other: Field) -> bool:
    """Whether two fields have the same name in JSON, or the same column."""
    return camel(one.name) == camel(other.name) or bool({one.name, one.column} & {other.name, other.column})


def parse_field(text: str) -> Field:
    """One field in the notation. Raises `FieldError`."""
    match = FIELD.fullmatch(text)
    if match is None:
        raise FieldError(f"{text}: a field is name:type, for example title:text(1..120) or done:boolean.")
    name, kind, flags = match["name"], match["kind"], match["flags"]
    check_name(name, RESERVED_FIELDS)
    if kind not in KINDS:
        raise FieldError(f"{name}: there is no type {kind}; the types are {', '.join(KINDS)}.")
    nullable, unique = "?" in flags, "!" in flags
    if nullable and unique:
        raise FieldError(f"{name}: a unique field (!) cannot be nullable (?), because two rows without a value differ.")
    if unique and not KINDS[kind].can_be_unique:
        raise FieldError(f"{name}: only a text or an integer can be unique (!).")
    field = KINDS[kind].parse(match["arguments"] or "", name=name, nullable=nullable, unique=unique)
    if field.alias:
        check_type(name, field.input_type, TYPES)
    return field


def check_name(name: str, reserved: Collection[str]) -> None:
    """Raise a `FieldError` for a name that is not snake_case, a keyword, or reserved."""
    if not NAME.fullmatch(name) or len(name) > MAX_LENGTH:
        raise FieldError(f"{name}: a name has small letters, digits and single underscores, at most {MAX_LENGTH}.")
    if name in reserved:
        raise FieldError(f"{name}: the name is reserved; choose another.")


def check_type(name: str, type_: str, reserved: Collection[str]) -> None:
    """Raise a `FieldError` for a name whose type has the name of another type."""
    if type_ in reserved:
        raise FieldError(f"{name}: the name is reserved, because {type_} is another type; choose another.")
