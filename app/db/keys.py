"""Keys of usernames and addresses: the form in which they are compared."""

import unicodedata


def key_of(text: str) -> str:
    """The text without differences of case and of the spelling of accents (Unicode NFKC, case-folded)."""
    return unicodedata.normalize("NFKC", text).casefold()
