"""The forms of a name in Python, in URLs, in JSON, and in sentences."""

import re
from typing import NamedTuple

NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
MAX_LENGTH = 30


class Names(NamedTuple):
    """A name in snake_case, and its plural."""

    singular: str
    plural: str

    @property
    def type(self) -> str:
        """The name of the class: `ReadingList`."""
        return pascal(self.singular)

    @property
    def types(self) -> str:
        """The name of the class of a page: `ReadingLists`."""
        return pascal(self.plural)

    @property
    def member(self) -> str:
        """The name in JSON: `readingList`."""
        return camel(self.singular)

    @property
    def members(self) -> str:
        """The plural in JSON and in TypeScript: `readingLists`."""
        return camel(self.plural)

    @property
    def path(self) -> str:
        """The name in URLs: `reading-lists`."""
        return self.plural.replace("_", "-")

    @property
    def noun(self) -> str:
        """The name in sentences: `reading list`."""
        return self.singular.replace("_", " ")

    @property
    def nouns(self) -> str:
        """The plural in sentences: `reading lists`."""
        return self.plural.replace("_", " ")


def pascal(name: str) -> str:
    """The name in PascalCase."""
    return "".join(part.capitalize() for part in name.split("_"))


def camel(name: str) -> str:
    """The name in camelCase."""
    first, *others = name.split("_")
    return first + "".join(part.capitalize() for part in others)


def sentence(words: str) -> str:
    """The words at the beginning of a sentence."""
    return f"{words[0].upper()}{words[1:]}"


def plural_of(name: str) -> str:
    """The regular English plural. A command has an option for other plurals."""
    if re.search("(s|x|z|ch|sh)$", name):
        return f"{name}es"
    if re.search("[^aeiou]y$", name):
        return f"{name[:-1]}ies"
    return f"{name}s"


def with_article(noun: str) -> str:
    """The noun with its indefinite article."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
