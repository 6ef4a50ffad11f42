"""Comparison keys of usernames and e-mail addresses."""

import unicodedata


def key_of(text: str) -> str:
    """The text in Unicode form NFKC, case-folded: texts with equal keys count as the same."""
    return unicodedata.normalize("NFKC", text).casefold()
