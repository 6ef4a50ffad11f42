"""The limits in the CHECK constraints of a column.

The module understands comparisons of a column, or of its length, with a constant, `BETWEEN` and `IN`, joined by `AND`.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import CheckConstraint, Column
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import TypeEngine

_BETWEEN = re.compile(r"(\S+) BETWEEN (\S+) AND (\S+)", re.IGNORECASE)
_AND = re.compile(r"\s+AND\s+", re.IGNORECASE)
_NUMBER = r"-?\d+(?:\.\d+)?"
_MEMBER = re.compile(rf"'(?:[^']|'')*'|{_NUMBER}")
_SUBJECT = r"(?:(?P<length>(?:char_|character_)?length)\((?P<text>\w+)\)|(?P<column>\w+))"
_COMPARISON = re.compile(rf"{_SUBJECT} (?P<operator><=|>=|<|>|=) (?P<value>{_NUMBER})", re.IGNORECASE)
_MEMBERSHIP = re.compile(
    rf"{_SUBJECT} (?P<operator>IN) \((?P<value>(?:{_MEMBER.pattern})(?:, ?(?:{_MEMBER.pattern}))*)\)", re.IGNORECASE
)
_POSTGRESQL = postgresql.dialect()  # type: ignore[no-untyped-call]


class Limit(NamedTuple):
    """An operator and its constant. The constant of `IN` is a set."""

    operator: str
    value: Any


def limits_of(column: Column[Any]) -> Iterator[Limit]:
    """The limits of the values in a column; of their lengths, for text."""
    for constraint in _checks(column):
        yield from (limit for name, limit in _limits(constraint) or () if name == column.name)


def unreadable_checks(column: Column[Any]) -> list[str]:
    """The names of CHECKs that mention the column and have another form."""
    return [
        str(constraint.name)
        for constraint in _checks(column)
        if _limits(constraint) is None and re.search(rf"\b{column.name}\b", _text(constraint))
    ]


def stored_type(column: Column[Any]) -> TypeEngine[Any]:
    """The type of the column on PostgreSQL."""
    type_ = column.type.dialect_impl(_POSTGRESQL)
    return getattr(type_, "impl_instance", type_)  # of a TypeDecorator


def python_type(column: Column[Any]) -> type | None:
    """The Python type of the values in a column, or None for a type without one."""
    try:
        return stored_type(column).python_type
    except NotImplementedError:
        return None


def _checks(column: Column[Any]) -> list[CheckConstraint]:
    return [constraint for constraint in column.table.constraints if isinstance(constraint, CheckConstraint)]


def _text(constraint: CheckConstraint) -> str:
    compiled = constraint.sqltext.compile(compile_kwargs={"literal_binds": True, "include_table": False})
    return str(compiled).replace('"', "")


def _limits(constraint: CheckConstraint) -> list[tuple[str, Limit]] | None:
    """The limits of a CHECK, each with the name of its column, or None for another form."""
    terms = _AND.split(_BETWEEN.sub(r"\1 >= \2 AND \1 <= \3", _text(constraint)))
    limits = [_limit(term, constraint) for term in terms]
    return [limit for limit in limits if limit] if all(limits) else None


def _limit(term: str, constraint: CheckConstraint) -> tuple[str, Limit] | None:
    match = _COMPARISON.fullmatch(term) or _MEMBERSHIP.fullmatch(term)
    if match is None:
        return None
    name, operator = match["text"] or match["column"], match["operator"].upper()
    column = constraint.table.columns.get(name)
    if column is None:
        return None
    # A number limits the length of a text, and a set limits its values.
    limits_length = operator != "IN" and python_type(column) is str
    if limits_length != bool(match["length"]):
        return None
    constants = [_constant(member) for member in _MEMBER.findall(match["value"])]
    return name, Limit(operator, frozenset(constants) if operator == "IN" else constants[0])


def _constant(text: str) -> Any:
    if text.startswith("'"):
        return text[1:-1].replace("''", "'")
    return float(text) if "." in text else int(text)
