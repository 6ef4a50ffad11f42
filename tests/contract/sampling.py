"""Many instances of a struct, quickly: drawn from pools of what fits each field and of what just misses it.

Hypothesis looks harder and shrinks what it finds, but an object of ten fields, each of which may miss, hardly ever fits
as a whole. Here at most one place of an instance misses.
"""

from functools import cache
from random import Random
from typing import Annotated, Any, get_args, get_origin

import msgspec
import msgspec.inspect as mi

TEXTS = (
    *(
        "",
        " ",
        "\n",
        "\t ",
        "\u3000",
        "\ufeff",
        "\x00",
        "a",
        "A",
        "é",
        "ﬀ",
        "🐉",
        "中文",
        "a b",
        " a",
        "a ",
        "a  b",
        "a\n",
    ),
    *("a\x00b", "\x7f", "a/b", ".", "..", "...", "null", "true", "1", "1.0", "-", "a-b", "a--b", "-a", "a_b", "A-b"),
    *("a@b", "@b", "a@", "a@b@c", "a @b", "a@b\n", "jake@example.test", "JAKE@EXAMPLE.TEST"),
    *("ok", "invalid", "Invalid", "token_missing", "internal"),
    *("2024-02-29T12:00:00Z", "2024-02-29T12:00:00.123456Z", "2024-02-29T12:00:00+01:00", "2024-02-29 12:00:00z"),
    *("2023-02-29T12:00:00Z", "2024-02-29T12:00:00", "2024-02-29", "2024-02-29T24:00:00Z", "2024-02-29T12:00:00+24:00"),
)
OTHERS: tuple[Any, ...] = (None, True, False, 0, 1, -1, 0.5, 2**31, 2**53, [], [None], {}, {"a": 1})
LENGTHS = range(4)


def instance(random: Random, annotation: Any, *, misses: bool) -> Any:
    """JSON for a type that fits, or that misses in one place."""
    kind = _plain(annotation)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return _object(random, kind, misses=misses)
    if get_origin(kind) is list:
        return _array(random, annotation, get_args(kind)[0], misses=misses)
    if get_origin(kind) is dict:
        return {"": instance(random, get_args(kind)[1], misses=misses)}
    return random.choice(_pool(annotation)[not misses])


def _plain(annotation: Any) -> Any:
    return get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation


def _object(random: Random, kind: Any, *, misses: bool) -> Any:
    fields = msgspec.structs.fields(kind)
    wrong = random.choice(fields) if misses else None
    if wrong is not None and random.random() < 1 / len(fields):
        return random.choice([other for other in OTHERS if not isinstance(other, dict)])
    made = {
        field.encode_name: instance(random, field.type, misses=field is wrong)
        for field in fields
        if field.required or field is wrong or random.random() < 1 / 2
    }
    if wrong is not None and wrong.required and random.random() < 1 / 4:
        del made[wrong.encode_name]
    if random.random() < 1 / 8:
        made["nobody declared this"] = None
    return made


def _array(random: Random, annotation: Any, item: Any, *, misses: bool) -> Any:
    most = getattr(mi.type_info(annotation), "max_length", None)
    if misses and random.random() < 1 / 2:
        return [instance(random, item, misses=False)] * (most + 1) if most else "a"
    made = [instance(random, item, misses=False) for _ in range(random.choice([*LENGTHS, most or 0]))]
    return [*made[1:], instance(random, item, misses=True)] if misses else made


@cache
def _pool(annotation: Any) -> tuple[list[Any], list[Any]]:
    """What misses a type that holds no other, and what fits it."""
    pool: tuple[list[Any], list[Any]] = ([], [])
    for candidate in (*TEXTS, *OTHERS, *_near_limits(annotation)):
        pool[_fits(candidate, annotation)].append(candidate)
    return pool


def _fits(candidate: Any, annotation: Any) -> bool:
    try:
        msgspec.convert(candidate, annotation)
    except msgspec.ValidationError:
        return False
    return True


def _near_limits(annotation: Any) -> list[Any]:
    info = mi.type_info(annotation)
    arms = info.types if isinstance(info, mi.UnionType) else (info,)
    bare = [arm.type if isinstance(arm, mi.Metadata) else arm for arm in arms]
    limits = [getattr(arm, name, None) for arm in bare for name in ("min_length", "max_length")]
    return ["x" * (limit + step) for limit in limits if limit is not None for step in (-1, 0, 1) if limit + step >= 0]
