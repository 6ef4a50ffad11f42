"""Whether a document and msgspec agree, over values made for a type and values that just miss it."""

import json
from collections import Counter
from random import Random
from typing import Any

import msgspec
import msgspec.inspect as mi
from hypothesis import HealthCheck, Phase, given, settings
from jsonschema_rs import Draft202012Validator

from contract.components import Components
from contract.direction import Direction
from contract.validation import validation_errors
from tests.contract.sampling import instance
from tests.contract.values import instances


def validator_for(annotation: Any, direction: Direction = Direction.INPUT) -> Draft202012Validator:
    """What a reader of the document has in hand: the schema of a type, formats asserted."""
    components = Components()
    schema = components.schema(annotation, direction, "the type")
    return Draft202012Validator(components.resolve(schema), validate_formats=True)


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


class Agreement:
    """Holds values against the document of a type, msgspec and our misfits, and counts which were accepted."""

    def __init__(self, annotation: Any) -> None:
        self.annotation = annotation
        self.validator = validator_for(annotation)
        self.seen: Counter[bool] = Counter()

    def hold(self, value: Any) -> None:
        """Fail unless all three say the same of the value."""
        accepted = msgspec_accepts(value, self.annotation)
        assert self.validator.is_valid(value) is accepted, value
        assert (validation_errors(json.dumps(value).encode(), self.annotation) == []) is accepted, value
        self.seen[accepted] += 1


def assert_agreement(annotation: Any, examples: int) -> Counter[bool]:
    """All three agree about what Hypothesis makes for a type. Returns how many were accepted, and refused."""
    agreement = Agreement(annotation)

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
        agreement.hold(value)

    agree()
    return agreement.seen


def assert_agreement_on_samples(annotation: Any, samples: int) -> Counter[bool]:
    """All three agree about samples of a type, of which half miss. Returns how many were accepted, and refused."""
    agreement, random = Agreement(annotation), Random(0)
    for number in range(samples):
        agreement.hold(instance(random, annotation, misses=bool(number % 2)))
    return agreement.seen
