"""Translation of Python regular expressions to ECMA 262.

msgspec searches with Python's `re`; OpenAPI defines patterns as ECMA 262 with the `u` flag. A pattern with a
different meaning in ECMA 262 is rewritten, or raises ContractError if ECMA 262 has no equivalent. The result is
also valid in Python, because many tools check the patterns of a document with `re`.
"""

import re
from collections.abc import Callable
from typing import Any

from contract.errors import ContractError
from contract.internals import parse_pattern

# The whitespace of Python. ECMA's `\s` excludes the separators and includes the byte order mark.
SPACE = (
    r"\u0009-\u000d\u001c-\u0020\u0085\u00a0\u1680"
    r"\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
)
_NOT_SPACE = (
    r"\u0000-\u0008\u000e-\u001b\u0021-\u0084\u0086-\u009f\u00a1-\u167f\u1681-\u1fff"
    r"\u200b-\u2027\u202a-\u202e\u2030-\u205e\u2060-\u2fff\u3001-" + chr(0x10FFFF)
)
_CATEGORIES = {"CATEGORY_SPACE": SPACE, "CATEGORY_NOT_SPACE": _NOT_SPACE}
_ALTERNATIVES = {
    "CATEGORY_DIGIT": "\\d matches the digits of every script; use [0-9]",
    "CATEGORY_WORD": "\\w matches the letters of every script; use [A-Za-z0-9_]",
}
_ANCHORS = {
    "AT_BEGINNING": "^",
    "AT_BEGINNING_STRING": "^",
    "AT_END": r"(?=\n?$)",  # Python's `$` also matches before a final newline.
    "AT_END_STRING": "$",
}
_QUANTIFIERS = {(0, 1): "?", (0, None): "*", (1, None): "+"}
_FIRST_PRINTABLE = 0x20


def to_ecma(pattern: str) -> str:
    """The ECMA 262 pattern that matches the same text as `re.search`. Raise ContractError if none exists."""
    if re.compile(pattern).flags & ~re.UNICODE:
        raise ContractError(
            f"the pattern {pattern!r} uses flags, which JSON Schema does not support; write out the cases"
        )
    try:
        return _sequence(parse_pattern(pattern))
    except KeyError as error:
        opcode = error.args[0]
        reason = _ALTERNATIVES.get(opcode, f"{opcode} is different in ECMA 262; remove it")
        raise ContractError(f"the pattern {pattern!r} cannot be exported: {reason}") from None


def _sequence(parsed: Any) -> str:
    return "".join(_node(str(name), value) for name, value in parsed)


def _node(name: str, value: Any) -> str:
    return _WRITERS[name](value)


def _class(members: Any) -> str:
    if [(str(name), str(value)) for name, value in members] == [("CATEGORY", "CATEGORY_NOT_SPACE")]:
        return f"[^{SPACE}]"
    inverted = str(members[0][0]) == "NEGATE"
    content = "".join(_member(str(name), value) for name, value in members[inverted:])
    return f"[{'^' * inverted}{content}]"


def _member(name: str, value: Any) -> str:
    match name:
        case "RANGE":
            return f"{_member('LITERAL', value[0])}-{_member('LITERAL', value[1])}"
        case "CATEGORY":
            return _CATEGORIES[str(value)]
    return _literal(value, r"\]^[-/{}()|")


def _literal(code: int, special: str) -> str:
    if code < _FIRST_PRINTABLE or 0x7F <= code <= 0xA0 or code in (0x2028, 0x2029, 0xFEFF):  # noqa: PLR2004
        return f"\\u{code:04x}"
    return f"\\{chr(code)}" if chr(code) in special else chr(code)


def _group(value: Any) -> str:
    number, add_flags, remove_flags, parsed = value
    if add_flags or remove_flags:
        raise KeyError("INLINE_FLAGS")
    return f"({_sequence(parsed)})" if number else f"(?:{_sequence(parsed)})"


def _repeat(value: Any) -> str:
    minimum, parsed_maximum, parsed = value
    maximum = None if str(parsed_maximum) == "MAXREPEAT" else parsed_maximum
    quantifier = _QUANTIFIERS.get((minimum, maximum)) or f"{{{minimum},{'' if maximum is None else maximum}}}"
    if minimum == maximum:
        quantifier = f"{{{minimum}}}"
    repeated = _sequence(parsed)
    is_single = len(parsed) == 1 and str(parsed[0][0]) in {
        "LITERAL",
        "NOT_LITERAL",
        "ANY",
        "IN",
        "SUBPATTERN",
        "BRANCH",
    }
    return f"{repeated}{quantifier}" if is_single else f"(?:{repeated}){quantifier}"


def _lookaround(sign: str, direction: int, parsed: Any) -> str:
    return f"(?{'<' if direction < 0 else ''}{sign}{_sequence(parsed)})"


_WRITERS: dict[str, Callable[[Any], str]] = {
    "LITERAL": lambda code: _literal(code, r"\^$.*+?()[]{}|/"),
    "NOT_LITERAL": lambda code: f"[^{_member('LITERAL', code)}]",
    "ANY": lambda _: r"[^\n]",
    "IN": _class,
    "AT": lambda anchor: _ANCHORS[str(anchor)],
    "BRANCH": lambda branches: f"(?:{'|'.join(map(_sequence, branches[1]))})",
    "SUBPATTERN": _group,
    "MAX_REPEAT": _repeat,
    "MIN_REPEAT": lambda repeat: f"{_repeat(repeat)}?",
    "ASSERT": lambda ahead: _lookaround("=", *ahead),
    "ASSERT_NOT": lambda ahead: _lookaround("!", *ahead),
    "GROUPREF": lambda number: rf"(?:\{number})",
}
