"""Samples exist for every scalar type, also for a type that no test has used before."""

from enum import Enum
from random import Random
from typing import Annotated, Any, Literal

import msgspec
import pytest
from msgspec import Meta

from tests.contract.sampling import make_instance


class Single(Enum):
    """An enumeration with one member."""

    ONLY = "the only member"


KINDS: list[Any] = [
    Literal["draft"],
    Literal["draft", "published"],
    Literal[7, 8],
    Literal["draft"] | None,
    Annotated[Literal["draft"], Meta(description="A state.")],
    Single,
    Annotated[int, Meta(ge=1_000, le=1_000)],
    Annotated[float, Meta(gt=1_000, lt=1_001.5)],
    Annotated[str, Meta(min_length=40, max_length=40)],
    Annotated[str, Meta(pattern=r"^[A-Z]{3}-\d{4}\Z", examples=["ABC-1234"])],
]


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_valid_and_invalid_values_of_a_type(kind: Any) -> None:
    struct = msgspec.defstruct("Kind", [("value", kind)])
    random = Random(0)
    for _ in range(50):
        msgspec.convert(make_instance(random, struct, invalid=False), struct)
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert(make_instance(random, struct, invalid=True), struct)


def test_type_without_a_sample_is_named() -> None:
    kind = Annotated[str, Meta(pattern=r"^[A-Z]{3}-[0-9]{4}\Z")]

    with pytest.raises(AssertionError, match=r"tests/contract/sampling.py has no valid value of .*; add one to TEXTS"):
        make_instance(Random(0), kind, invalid=False)
