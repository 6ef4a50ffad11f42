"""The values of a field or parameter: valid at each limit, and invalid beyond."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from contract import formats
from contract.examples import ABSENT, Field, Operation
from tests.operations import API

HERE = "tests/cases.py"
EXAMPLE: Any = object()
"""The value that the member has in the example of its request."""
# The largest integer that JavaScript stores exactly.
MAX_INTEGER = 2**53 - 1
# The shortest valid text for a pattern that requires more than its minimum length.
SHORTEST = {"email": "a@b"}
# Texts that a pattern may reject. A case is derived from each text that the pattern does reject.
SUSPICIOUS_TEXTS = (
    *("\x00", "new@example.test\x00", "new\x00@example.test", "long enough \x00", "\x00long enough"),
    *(
        " leading",
        "trailing ",
        "two  spaces",
        "a/slash",
        "a\nline",
        "without an at sign",
        "two@at@signs",
        "\x7f delete",
    ),
)


# Texts of each form: the name of the form in messages, texts at the limits, and invalid texts.
FORMS: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    formats.DATE: (
        "a date such as 2026-01-31",
        ("0001-01-01", "9999-12-31", "2024-02-29"),
        ("2026-02-29", "2026-13-01", "0000-12-31", "10000-01-01", "2026-1-1", "2026-01-31T12:00:00Z", "today"),
    ),
    formats.datetime(aware=True): (
        "a date and time with its offset such as 2026-01-31T12:00:00Z",
        ("0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z", "2024-02-29T23:59:59+14:00"),
        ("2026-02-29T12:00:00Z", "2026-01-31T24:00:00Z", "2026-01-31T12:00:00", "2026-01-31", "1767225600", "now"),
    ),
    formats.datetime(aware=False): (
        "a date and time without an offset such as 2026-01-31T12:00:00",
        ("0001-01-01T00:00:00", "9999-12-31T23:59:59.999999"),
        ("2026-02-29T12:00:00", "2026-01-31T24:00:00", "2026-01-31T12:00:00Z", "2026-01-31", "now"),
    ),
}

TYPES = {
    "string": "text",
    "array": "a list",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "object": "an object",
}


class Case(NamedTuple):
    """A value; `messages` has the possible reasons of the error, and is empty if the value is valid."""

    name: str
    value: Any
    messages: tuple[str, ...] = ()
    not_found: frozenset[str] = frozenset()
    """The possible codes of the error for a value that refers to no object."""

    @property
    def is_valid(self) -> bool:
        return not self.messages and not self.not_found

    def __str__(self) -> str:
        return f"{self.name}: {str(self.value)[:24]!r}"


def field_cases(operation: Operation, field: Field) -> Iterator[Case]:
    """Values at and beyond each limit, wrong types, null, and no value."""
    item = operation.references.get(field.name)
    yield from reference_cases(operation, field, item) if item else cases_of(field.schema)
    yield Case("absent", ABSENT, (absence_message(field),) if field.required else ())


def absence_message(field: Field) -> str:
    """The reason of the error for a request without a required field."""
    return "can't be blank" if type_of(API.non_null(field.schema)) == "text" else "is missing"


def reference_cases(operation: Operation, field: Field, item: str) -> Iterator[Case]:
    """An existing object, invalid values, and the identifier of no object.

    The operation declares the 404 error of the missing object, or the identifier is an invalid value.
    """
    yield Case("existing object", EXAMPLE)
    yield from (case for case in cases_of(field.schema) if case.messages or case.value is None)
    kind = API.non_null(field.schema)
    missing = kind.get("maximum", MAX_INTEGER) if kind["type"] == "integer" else API.example_of(kind, 10**6)
    codes = API.not_found_codes(item) & operation.error_codes(404)
    yield Case("missing object", missing, () if codes else ("not found",), frozenset(codes))


def cases_of(schema: dict[str, Any]) -> Iterator[Case]:
    """Values at and beyond each limit, wrong types, and null."""
    kind = API.non_null(schema)
    name = type_of(kind)
    yield from rule_of(kind)(kind)
    yield Case("null", None, () if API.is_nullable(schema) else (f"must be {name}, not null",))


def rule_of(kind: dict[str, Any]) -> Callable[[dict[str, Any]], Iterator[Case]]:
    """The function with the cases of a type."""
    rules = {
        "string": text_cases,
        "array": array_cases,
        "integer": number_cases,
        "number": number_cases,
        "boolean": boolean_cases,
    }
    if "enum" in kind or "const" in kind:
        return enum_cases
    if kind.get("pattern") in FORMS:
        return form_cases
    assert kind.get("type") in rules, f"no rule for {kind}; add the rule to {HERE}"
    return rules[kind["type"]]


def type_of(kind: dict[str, Any]) -> str:
    """The name of a type in messages."""
    if members := members_of(kind):
        return "one of " * (len(members) > 1) + ", ".join(members)
    if kind.get("pattern") in FORMS:
        return FORMS[kind["pattern"]][0]
    return TYPES[kind["type"]]


def members_of(kind: dict[str, Any]) -> list[str]:
    """The values of an enumeration."""
    return [kind["const"]] if "const" in kind else kind.get("enum", [])


def enum_cases(kind: dict[str, Any]) -> Iterator[Case]:
    yield from (Case("member", value) for value in members_of(kind))
    others: tuple[Any, ...] = ("no member", "", f"{members_of(kind)[0]} ", 1, True, [], {})
    for value in others:
        yield Case("other value", value, (f"must be {type_of(kind)}",))


def form_cases(kind: dict[str, Any]) -> Iterator[Case]:
    name, valid, invalid = FORMS[kind["pattern"]]
    yield from (Case("limit", text) for text in valid)
    others: tuple[Any, ...] = (*invalid, "", " ", "\x00", 1, 1.5, True, [], {})
    for value in others:
        yield Case("other value", value, (f"must be {name}",))


def boolean_cases(_: dict[str, Any]) -> Iterator[Case]:
    yield from (Case("member", value) for value in (True, False))
    others: tuple[Any, ...] = (0, 1, "true", "", [], {})
    for value in others:
        yield Case("wrong type", value, ("must be true or false",))


def number_cases(kind: dict[str, Any]) -> Iterator[Case]:
    others: tuple[Any, ...] = (str(API.example_of(kind)), "", "x", True, [], {})
    for value in others if kind["type"] == "number" else (1.5, *others):
        yield Case("wrong type", value, (f"must be {type_of(kind)}",))
    minimum, maximum = kind.get("minimum"), kind.get("maximum")
    yield from (Case("bound", bound) for bound in (minimum, maximum) if bound is not None)
    if minimum is None or maximum is None:
        yield Case("example", EXAMPLE)
    for below in () if minimum is None else (minimum - 1, minimum - 2, -(2**63) - 1, -(2**64)):
        yield Case("below minimum", below, (f"must be at least {minimum}",))
    for above in () if maximum is None else (maximum + 1, 2**63 + maximum, 2**64 + maximum):
        yield Case("above maximum", above, (f"must be at most {maximum}",))


def text_cases(kind: dict[str, Any]) -> Iterator[Case]:
    min_length, max_length = kind.get("minLength", 0), kind.get("maxLength")
    wrong_types: tuple[Any, ...] = (1, 1.5, -0, 2**63, 2**64, True, [], ["x"], {})
    for value in wrong_types:
        yield Case("wrong type", value, ("must be text",))
    yield from blank_cases(kind)
    if min_length > 1:
        yield Case("below minLength", "x" * (min_length - 1), (f"is too short (minimum is {min_length} characters)",))
    texts = ("x" * min_length, *kind.get("examples", ()), *SHORTEST.values())
    shortest = next((text for text in texts if len(text) == min_length and API.is_valid(kind, text)), "")
    assert len(shortest) == min_length, f"no shortest text of {kind}; add it to the `examples` of the field in schemas/"
    yield Case("minLength", shortest)
    if max_length is not None:
        longest = long_text(kind, max_length)
        assert API.is_valid(kind, longest), f"no longest text of {kind}; add `examples` to the field in schemas/"
        yield Case("maxLength", longest)
        for length in (max_length + 1, 2 * max_length):
            yield Case(
                "above maxLength", long_text(kind, length), (f"is too long (maximum is {max_length} characters)",)
            )
    if "pattern" in kind:
        reason = kind.get("x-error-message", "has the wrong form")
        too_short = f"is too short (minimum is {min_length} characters)"
        for text in SUSPICIOUS_TEXTS:
            if not API.is_valid(kind, text) and len(text) <= (max_length or len(text)):
                yield Case("pattern", text, (reason if len(text) >= min_length else too_short,))


def blank_cases(kind: dict[str, Any]) -> Iterator[Case]:
    for text in ("", " ", "\t\n", "\u3000" * kind.get("minLength", 1)):
        yield Case("blank", text, () if API.is_valid(kind, text) else ("can't be blank",))


def long_text(kind: dict[str, Any], length: int) -> str:
    """A text of this length that ends as the example does, because a pattern may require the end."""
    end = str(kind.get("examples", ["x"])[0])[-length:]
    padding = "🐉" if API.is_valid(kind, f"🐉{end}"[-length:]) else "x"
    return padding * (length - len(end)) + end


def array_cases(kind: dict[str, Any]) -> Iterator[Case]:
    wrong_types: tuple[Any, ...] = (1, "x", True, {})
    for value in wrong_types:
        yield Case("wrong type", value, ("must be a list",))
    item, max_items = API.example_of(kind["items"]), kind.get("maxItems")
    shortest = next(case.value for case in cases_of(kind["items"]) if not case.messages)
    yield Case("minItems", [API.example_of(kind["items"], number) for number in range(kind.get("minItems", 0))])
    if max_items is not None:
        yield Case("maxItems", [API.example_of(kind["items"], number) for number in range(max_items)])
        for count in (max_items + 1, 100_000):
            yield Case("above maxItems", [shortest] * count, (f"has too many items (maximum is {max_items})",))
    for case in cases_of(kind["items"]):
        yield Case(f"item {case.name}", [item, case.value], case.messages)


def query_cases(schema: dict[str, Any]) -> Iterator[Case]:
    """Values of a parameter of a query, as texts of a URL."""
    kind = API.non_null(schema)
    if kind.get("type") == "integer":
        yield from url_integer_cases(kind)
        yield Case("empty", "", ("must be a whole number",))
    elif is_free_text(kind):
        yield from nul_cases()
        yield from (Case("text", text) for text in ("", "'", "%25", "%F0%9F%90%89", *UNKNOWN_TEXTS))
    else:
        # An enumeration, a boolean or a form. Litestar converts some other texts: see contract/README.md.
        yield Case("example", str(API.example_of(kind)).lower())
        yield from (Case("other value", text, (f"must be {type_of(kind)}",)) for text in ("unknown", "%00", "-"))


def path_cases(schema: dict[str, Any], not_found: set[str]) -> Iterator[Case]:
    """Values of a parameter of a path, as texts of a URL, and identifiers of no object."""
    kind = API.non_null(schema)
    codes = frozenset(not_found)
    if kind.get("type") == "integer":
        yield from (case for case in url_integer_cases(kind) if case.messages)
        yield Case("unknown", str(kind["maximum"]), not_found=codes)
    elif is_free_text(kind):
        yield from nul_cases()
        yield from (Case("unknown", text, not_found=codes) for text in UNKNOWN_TEXTS)
    else:
        yield Case("unknown", API.example_of(kind, 10**6), not_found=codes)
        yield from (Case("other value", text, (f"must be {type_of(kind)}",)) for text in ("unknown", "%00", "-"))


def is_free_text(kind: dict[str, Any]) -> bool:
    """Whether the type is text without a form."""
    return kind.get("type") == "string" and rule_of(kind) is text_cases


def nul_cases() -> Iterator[Case]:
    yield from (Case("NUL", text, ("has the wrong form",)) for text in ("%00", "text%00", "%00text"))


def url_integer_cases(kind: dict[str, Any]) -> Iterator[Case]:
    """Texts of a number in a path or a query."""
    minimum, maximum = kind["minimum"], kind["maximum"]
    yield from (Case("bound", str(bound)) for bound in (minimum, maximum))
    for below in (minimum - 1, minimum - 2, -(2**63) - 1, -(2**64)):
        yield Case("below minimum", str(below), (f"must be at least {minimum}", "must be a whole number"))
    for above in (maximum + 1, 2**53, 2**63 - 1, 2**63, 2**64):
        if above > maximum:
            yield Case("above maximum", str(above), (f"must be at most {maximum}", "must be a whole number"))
    for text in NO_INTEGERS:
        yield Case("no number", text, ("must be a whole number",))


# Texts that are no integer, as a part of a URL. contract/README.md lists the other formats that Litestar accepts.
NO_INTEGERS = (
    *("abc", "1.5", "0x1", "null", "true", "NaN", "Infinity", "-", "1;drop", "%00", "1%00", "%FF", "%D9%A1"),
    *("%ED%A0%80", "9" * 5_000),
)
UNKNOWN_TEXTS = ("unknown", "%FF", "%ED%A0%80", "%", "x" * 10_000)
