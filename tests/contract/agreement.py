"""Whether a document and msgspec agree, over values made for a type and values that just miss it."""

import json
from collections import Counter
from typing import Any

import msgspec
import msgspec.inspect as mi
from hypothesis import HealthCheck, Phase, given, settings
from jsonschema_rs import Draft202012Validator

from contract.components import Components
from contract.direction import Direction
from contract.misfits import misfits
from tests.contract.values import instances


def validator_for(annotation: Any, direction: Direction = Direction.INPUT) -> Draft202012Validator:
    """What a reader of the document has in hand: the schema of a type, formats asserted."""
    components = Components()
    schema = components.schema(annotation, direction, "the type")
    return Draft202012Validator(components.settle(schema), validate_formats=True)


def msgspec_accepts(value: Any, annotation: Any) -> bool:
    """Whether msgspec takes the value, from JSON and from Python alike."""
    try:
        msgspec.convert(value, annotation, str_keys=True)
        converted = True
    except msgspec.ValidationError:
        converted = False
    try:
        msgspec.json.decode(json.dumps(value), type=annotation)
        decoded = True
    except msgspec.ValidationError:
        decoded = False
    assert decoded is converted, value
    return decoded


def assert_agreement(annotation: Any, examples: int) -> Counter[bool]:
    """The document of a type, msgspec and our misfits agree. Returns how many were accepted, and refused."""
    validator = validator_for(annotation)
    seen: Counter[bool] = Counter()

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(instances(mi.type_info(annotation)))
    def agree(value: Any) -> None:
        accepted = msgspec_accepts(value, annotation)
        assert validator.is_valid(value) is accepted, value
        assert (misfits(json.dumps(value).encode(), annotation) == []) is accepted, value
        seen[accepted] += 1

    agree()
    return seen
