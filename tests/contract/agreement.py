"""Comparison of the document with msgspec, for generated values that are valid or have one error."""

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
from tests.contract.sampling import make_instance
from tests.contract.values import instances


def validator_for(annotation: Any, direction: Direction = Direction.INPUT) -> Draft202012Validator:
    """A validator with the schema of a type. The validator also checks formats."""
    components = Components()
    schema = components.schema(annotation, direction, "the type")
    return Draft202012Validator(components.resolve(schema), validate_formats=True)


def msgspec_accepts(value: Any, annotation: Any) -> bool:
    """Whether msgspec accepts the value. The JSON and the Python value must have the same result."""
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
    """Checks values with the document, msgspec and our validation, and counts the accepted values."""

    def __init__(self, annotation: Any) -> None:
        self.annotation = annotation
        self.validator = validator_for(annotation)
        self.seen: Counter[bool] = Counter()

    def check(self, value: Any) -> None:
        """Fail unless all three have the same result for the value."""
        accepted = msgspec_accepts(value, self.annotation)
        assert self.validator.is_valid(value) is accepted, value
        assert (validation_errors(json.dumps(value).encode(), self.annotation) == []) is accepted, value
        self.seen[accepted] += 1


def assert_agreement(annotation: Any, examples: int) -> Counter[bool]:
    """Check values from Hypothesis. Return the numbers of accepted and rejected values."""
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
    def check(value: Any) -> None:
        agreement.check(value)

    check()
    return agreement.seen


def assert_agreement_on_samples(annotation: Any, samples: int) -> Counter[bool]:
    """Check samples of a type, half of them invalid. Return the numbers of accepted and rejected values."""
    agreement, random = Agreement(annotation), Random(0)
    for number in range(samples):
        agreement.check(make_instance(random, annotation, invalid=bool(number % 2)))
    return agreement.seen
