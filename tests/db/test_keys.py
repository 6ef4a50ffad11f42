"""Comparison keys."""

import unicodedata

from app.db.keys import EXPANSION, key_of

CHARACTERS = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]


def decomposed_length(character: str) -> int:
    """The length of the case-folded characters of the decomposition."""
    return sum(len(part.casefold()) for part in unicodedata.normalize("NFKD", character))


def test_a_key_is_at_most_eighteen_times_as_long_as_its_text() -> None:
    """The key of a text is at most as long as the sum over the characters of its decomposition.

    A text and its NFKC form have the same decomposition, and case folding makes no character longer than its
    decomposition. The sum over a text is the sum over its characters, so one character gives the limit for all texts.
    """
    assert [character for character in CHARACTERS if len(character.casefold()) > decomposed_length(character)] == []
    assert max(map(decomposed_length, CHARACTERS)) == EXPANSION == len(key_of("\ufdfa"))
