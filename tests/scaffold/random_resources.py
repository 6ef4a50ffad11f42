"""Random resources: names, fields of all types, and relations."""

from collections.abc import Iterator
from itertools import cycle
from random import Random
from typing import NamedTuple

from app.db_models import Base
from scaffold.kinds import KINDS
from scaffold.names import plural_of
from scaffold.references import find_reference

ADJECTIVES = ("big", "cold", "daily", "early", "final", "green", "hidden", "late", "old", "open", "red", "small")
# Some nouns have plurals with -es and -ies, and some begin with a vowel.
NOUNS = (
    *("address", "agenda", "album", "branch", "bus", "city", "company", "dish", "event", "group", "hobby", "invoice"),
    *("journal", "kit", "order", "plan", "quiz", "recipe", "story", "task", "umbrella", "view", "walk", "yard"),
)
# Words with a meaning in Python, SQL, HTML or TypeScript, and words of other fields.
FIELDS = (
    *("amount", "body", "class_name", "color", "count", "description", "draft", "due", "error", "format", "function"),
    *("hash", "href", "is_done", "kind", "label", "level", "map", "name", "note", "number", "options", "place"),
    *("points", "price", "public", "rank", "rate", "reason", "ref", "size", "slug", "state", "status", "step"),
    *("text", "title", "type", "url", "username_of", "value", "version_2", "x", "year"),
)
WORDS = ("draft", "in_review", "published", "a", "z9", "default", "class")
FLAGS = ("", "?")
MOST_FIELDS = 6


class RandomResource(NamedTuple):
    """The arguments of the command that writes the resource."""

    name: str
    fields: str
    owned: bool

    @property
    def plural(self) -> str:
        """The name of the table."""
        return plural_of(self.name)

    @property
    def arguments(self) -> tuple[str, ...]:
        """The arguments of `scripts/new_resource.py`."""
        return (self.name, self.fields, *(() if self.owned else ("--no-owner",)))

    def __str__(self) -> str:
        owner = "" if self.owned else " OWNER=none"
        return f'make resource NAME={self.name} FIELDS="{self.fields}"{owner}'


def random_resources(count: int, seed: int) -> list[RandomResource]:
    """Resources for one repository, in an order in which a resource refers only to tables before it.

    All types of fields have their turn, nullable and not, also in a few resources.
    """
    random = Random(seed)
    features = cycle(_shuffled(random, [(kind, flag) for kind in KINDS for flag in FLAGS]))
    names = _names(random, count)
    tables = sorted(existing_tables())
    resources = []
    for number, name in enumerate(names):
        share = len(KINDS) * len(FLAGS) // min(count, 4) + 1
        wanted = [next(features) for _ in range(share if number < count else MOST_FIELDS)]
        fields = list(_fields(random, wanted, tables))
        # The last resource has no owner, so that each run has both.
        owned = number != count - 1 and random.random() < 0.7
        resources.append(RandomResource(name, " ".join(fields), owned))
        tables.append(plural_of(name))
    return resources


def existing_tables() -> list[str]:
    """The tables of the application that a field can refer to."""
    tables = [str(mapper.class_.__tablename__) for mapper in Base.registry.mappers]
    return [table for table in tables if _can_be_referred_to(table)]


def _can_be_referred_to(table: str) -> bool:
    try:
        find_reference(table)
    except LookupError:
        return False
    return True


def _names(random: Random, count: int) -> list[str]:
    """Nouns, some with an adjective."""
    names = random.sample(NOUNS, min(count, len(NOUNS)))
    return [f"{random.choice(ADJECTIVES)}_{name}" if random.random() < 0.5 else name for name in names]


def _fields(random: Random, wanted: list[tuple[str, str]], tables: list[str]) -> Iterator[str]:
    names = random.sample(FIELDS, len(wanted))
    for name, (kind, flag) in zip(names, wanted, strict=True):
        is_unique = not flag and kind in ("text", "integer") and random.random() < 0.6
        # The tests of the contract create many rows, so a unique field has the default limits.
        yield f"{name}:{kind}!" if is_unique else f"{name}:{kind}{_arguments(random, kind, tables)}{flag}"


def _arguments(random: Random, kind: str, tables: list[str]) -> str:
    match kind:
        case "text":
            minimum = random.choice((0, 1, 1, 5, 60))
            return random.choice(("", f"({minimum}..{minimum + random.choice((1, 3, 100, 5_000, 90_000))})"))
        case "integer":
            minimum = random.choice((0, 1, -5, -(2**40)))
            return random.choice(("", f"({minimum}..{minimum + random.choice((2, 1_000, 2**41))})"))
        case "number":
            lowest = random.choice((0, -1.5, 0.25, -1e6))
            return random.choice(("", f"({lowest}..{lowest + random.choice((0.5, 7, 1e9))})"))
        case "enum":
            return f"({','.join(random.sample(WORDS, random.randint(2, len(WORDS))))})"
        case "ref":
            return f"({random.choice(tables)})"
    return ""


def _shuffled(random: Random, items: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return random.sample(items, len(items))
