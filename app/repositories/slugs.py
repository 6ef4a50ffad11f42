"""How a title becomes part of a URL."""

import secrets

from slugify import slugify

LENGTH = 100
# Paths beside the slugs: GET /articles/feed is another operation.
RESERVED = frozenset({"feed"})
# So many that each is as likely as any other to be the remainder of a random byte.
ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"
SUFFIX_LENGTH = 8


def slug_of(title: str) -> str:
    """The title in lower-case ASCII words joined by hyphens, at most 100 characters; never empty.

    Other scripts are transliterated; a title of nothing but symbols becomes `article`.
    """
    slug = slugify(title, max_length=LENGTH, word_boundary=True) or "article"
    return f"{slug}-article" if slug in RESERVED else slug


def with_random_suffix(slug: str) -> str:
    """The slug with a random ending, for when the slug itself is in use."""
    ending = "".join(ALPHABET[byte % len(ALPHABET)] for byte in secrets.token_bytes(SUFFIX_LENGTH))
    return f"{slug}-{ending}"
