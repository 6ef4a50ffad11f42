"""Comparison keys of usernames and e-mail addresses."""

import unicodedata

# The maximum length of a key, as a multiple of the length of its text: NFKC turns U+FDFA into 18 characters.
EXPANSION = 18


def key_of(text: str) -> str:
    """The text in Unicode form NFKC, case-folded: texts with equal keys count as the same."""
    return unicodedata.normalize("NFKC", text).casefold()
