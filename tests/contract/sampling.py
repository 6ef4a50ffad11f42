"""Fast generation of struct instances, from pools of valid and invalid values of each field.

Hypothesis tests more thoroughly, and shrinks its findings. But if each of ten fields may be invalid, Hypothesis almost
never generates a valid object. Here an instance has at most one invalid value.
"""

from functools import cache
from random import Random
from typing import Annotated, Any, get_args, get_origin

import msgspec
import msgspec.inspect as mi

from contract.messages import choices

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
NON_TEXTS: tuple[Any, ...] = (None, True, False, 0, 1, -1, 0.5, 2**31, 2**53, [], [None], {}, {"a": 1})
LENGTHS = range(4)
STEPS = (-1, 0, 1)


def make_instance(random: Random, annotation: Any, *, invalid: bool) -> Any:
    """A JSON value of a type: valid, or with one invalid value."""
    kind = _without_metadata(annotation)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return _object(random, kind, invalid=invalid)
    if get_origin(kind) is list:
        return _array(random, annotation, get_args(kind)[0], invalid=invalid)
    if get_origin(kind) is dict:
        return {"": make_instance(random, get_args(kind)[1], invalid=invalid)}
    values = _pool(annotation)[not invalid]
    assert values, f"tests/contract/sampling.py has no {'in' * invalid}valid value of {annotation}; add one to TEXTS"
    return random.choice(values)


def _without_metadata(annotation: Any) -> Any:
    return get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation


def _object(random: Random, kind: Any, *, invalid: bool) -> Any:
    fields = msgspec.structs.fields(kind)
    invalid_field = random.choice(fields) if invalid else None
    if invalid_field is not None and random.random() < 1 / len(fields):
        return random.choice([value for value in NON_TEXTS if not isinstance(value, dict)])
    instance = {
        field.encode_name: make_instance(random, field.type, invalid=field is invalid_field)
        for field in fields
        if field.required or field is invalid_field or random.random() < 1 / 2
    }
    if invalid_field is not None and invalid_field.required and random.random() < 1 / 4:
        del instance[invalid_field.encode_name]
    if random.random() < 1 / 8:
        instance["undeclared"] = None
    return instance


def _array(random: Random, annotation: Any, item: Any, *, invalid: bool) -> Any:
    max_length = getattr(mi.type_info(annotation), "max_length", None)
    if invalid and random.random() < 1 / 2:
        return [make_instance(random, item, invalid=False)] * (max_length + 1) if max_length else "a"
    items = [make_instance(random, item, invalid=False) for _ in range(random.choice([*LENGTHS, max_length or 0]))]
    return [*items[1:], make_instance(random, item, invalid=True)] if invalid else items


@cache
def _pool(annotation: Any) -> tuple[list[Any], list[Any]]:
    """The invalid and the valid values of a scalar type."""
    pool: tuple[list[Any], list[Any]] = ([], [])
    for candidate in (*TEXTS, *NON_TEXTS, *_near_limits(annotation)):
        pool[_is_valid(candidate, annotation)].append(candidate)
    return pool


def _is_valid(candidate: Any, annotation: Any) -> bool:
    try:
        msgspec.convert(candidate, annotation)
    except msgspec.ValidationError:
        return False
    return True


def _near_limits(annotation: Any) -> list[Any]:
    """The lengths and the numbers at the limits of a type, the values of its literals and enums, and its examples."""
    info = mi.type_info(annotation)
    members = info.types if isinstance(info, mi.UnionType) else (info,)
    keywords = [getattr(member, "extra_json_schema", None) or {} for member in members]
    examples = [example for each in keywords for example in each.get("examples", ())]
    unwrapped = [member.type if isinstance(member, mi.Metadata) else member for member in members]
    lengths = [getattr(member, name, None) for member in unwrapped for name in ("min_length", "max_length")]
    numbers = [getattr(member, name, None) for member in unwrapped for name in ("ge", "gt", "le", "lt")]
    return [
        *("x" * (length + step) for length in lengths if length is not None for step in STEPS if length + step >= 0),
        *(number + step for number in numbers if number is not None for step in STEPS),
        *(choice for member in unwrapped for choice in choices(member)),
        *examples,
    ]
