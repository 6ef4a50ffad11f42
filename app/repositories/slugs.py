"""Slugs: article titles in URLs."""

import secrets

from slugify import slugify

MAX_LENGTH = 100
# GET /articles/feed is another operation, so no slug may be `feed`.
RESERVED = frozenset({"feed"})
# 32 characters, so that the remainder of a random byte is uniformly distributed.
ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"
SUFFIX_LENGTH = 8


def slug_of(title: str) -> str:
    """The title as lower-case ASCII words with hyphens, at most 100 characters.

    Other scripts are transliterated. A title that contains only symbols becomes `article`.
    """
    slug = slugify(title, max_length=MAX_LENGTH, word_boundary=True) or "article"
    return f"{slug}-article" if slug in RESERVED else slug


def with_random_suffix(slug: str) -> str:
    """The slug with a random suffix, for a slug that is in use."""
    suffix = "".join(ALPHABET[byte % len(ALPHABET)] for byte in secrets.token_bytes(SUFFIX_LENGTH))
    return f"{slug}-{suffix}"
