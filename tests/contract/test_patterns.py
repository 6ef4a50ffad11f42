"""A Python pattern and its ECMA 262 translation match the same text."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema_rs import Draft202012Validator

from contract import ContractError
from contract.patterns import to_ecma


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("abc", "abc"),
        (r"\A[a-z]+\Z", "^[a-z]+$"),
        ("^a$", r"^a(?=\n?$)"),
        ("a.c", r"a[^\n]c"),
        (r"\.\-\@\/", r"\.-@\/"),
        ("[-a]{2,3}?", r"[\-a]{2,3}?"),
        ("(ab)?(?:cd)*(e|f)+", "(ab)?(?:cd)*([ef])+"),
        ("(?=a)(?!b)(?<=c)(?<!d)", "(?=a)(?!b)(?<=c)(?<!d)"),
        ("x{,3}y{2}z{2,}", "x{0,3}y{2}z{2,}"),
        ("\x00\n\u2028", r"\u0000\u000a\u2028"),
        ("😀", "😀"),
    ],
)
def test_pattern_is_translated_to_ecma(pattern: str, expected: str) -> None:
    assert to_ecma(pattern) == expected


@pytest.mark.parametrize("pattern", [r"\d", r"\w", r"\bword", "(?i)a", "(?s:.)", "a*+", "(?>a)"])
def test_pattern_without_ecma_equivalent_raises(pattern: str) -> None:
    with pytest.raises(ContractError):
        to_ecma(pattern)


PATTERNS = [
    r"^[^\u0000]*\S[^\u0000]*$",
    r"\A(?!\.{1,2}\Z)[^\s/\u0000-\u001f\u007f]+( [^\s/\u0000-\u001f\u007f]+)*\Z",
    r"^[^@\s]+@[^@\s]+$",
    r"^(a|bc)+$",
    r"[\S]b|[^\S]",
    r"[\s\S]",
    r"^.+$",
    r"a\Z",
]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_translation_matches_the_same_text(pattern: str) -> None:
    validator = Draft202012Validator({"pattern": to_ecma(pattern)})
    text = st.text(st.sampled_from("ab c@./\n\r\t\x00\x1c\x7f\x85\u2028\u3000\ufeff😀"), max_size=6)

    @settings(max_examples=150, deadline=None, database=None, derandomize=True)
    @given(text | st.text(st.characters(exclude_categories=["Cs"]), max_size=6))
    def agree(value: str) -> None:
        assert validator.is_valid(value) is bool(re.search(pattern, value))

    agree()


def test_translation_is_a_valid_python_pattern() -> None:
    for pattern in PATTERNS:
        re.compile(to_ecma(pattern))
