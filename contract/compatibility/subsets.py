"""Whether one set of JSON values is a part of another.

The answer is yes only where that is proved. Everything else counts as no, so that a keyword or a combination which
nobody foresaw is never taken for compatible.
"""

import json
from collections.abc import Iterable
from enum import Enum
from fractions import Fraction

from contract.compatibility.documents import canonical
from contract.compatibility.value_sets import (
    Alternative,
    Anything,
    Array,
    Number,
    Object,
    Schema,
    Text,
    Unknown,
    Values,
    ValueSets,
    accepts,
)


class Effect(Enum):
    """The effect of a change on the set of accepted values."""

    NONE = "none"
    NARROWS = "narrows"
    WIDENS = "widens"
    INCOMPARABLE = "incomparable"

    @classmethod
    def of(cls, *, narrows: bool, widens: bool) -> "Effect":
        """The effect of a change that may take values away, add values, or do both."""
        if narrows:
            return cls.INCOMPARABLE if widens else cls.NARROWS
        return cls.WIDENS if widens else cls.NONE


class Subsets:
    """Compares the schemas of one document with the schemas of another."""

    def __init__(self, smaller: ValueSets, larger: ValueSets) -> None:
        self._smaller = smaller
        self._larger = larger
        self._proved: dict[tuple[str, str], bool] = {}

    def holds(self, smaller: Schema, larger: Schema) -> bool:
        """Whether every value of the one schema is a value of the other."""
        pair = canonical(smaller), canonical(larger)
        if pair not in self._proved:
            # A pair that is being compared counts as proved: a recursive type is compared once around its circle.
            earlier = len(self._proved)
            self._proved[pair] = True
            if not self.holds_for(self._smaller.of(smaller), self._larger.of(larger)):
                self._refute(pair, earlier)
        return self._proved[pair]

    def _refute(self, pair: tuple[str, str], earlier: int) -> None:
        """Note that a pair does not hold. Later pairs were proved with it, and are proved again without it."""
        for later in list(self._proved)[earlier:]:
            if self._proved[later]:
                del self._proved[later]
        self._proved[pair] = False

    def holds_for(self, smaller: Iterable[Alternative], larger: Iterable[Alternative]) -> bool:
        """The same for alternatives: each is a part of one of the others."""
        union = list(larger)
        return all(self._in_union(alternative, union) for alternative in smaller)

    def _in_union(self, alternative: Alternative, union: list[Alternative]) -> bool:
        if isinstance(alternative, Values):
            values = [json.loads(value) for value in alternative.values]
            return all(any(accepts(one, value) for one in union) for value in values)
        return any(self._part_of(alternative, one) for one in union)

    def _part_of(self, smaller: Alternative, larger: Alternative) -> bool:  # noqa: PLR0911 - one for each type
        match smaller, larger:
            case _, Anything():
                return True
            case Unknown(), Unknown():
                return smaller == larger
            case Number(), Number():
                return _numbers_hold(smaller, larger)
            case Text(), Text():
                return (
                    larger.shortest <= smaller.shortest
                    and smaller.longest <= larger.longest
                    and larger.patterns <= smaller.patterns
                    and larger.formats <= smaller.formats
                )
            case Array(), Array():
                return self._arrays_hold(smaller, larger)
            case Object(), Object():
                return self._objects_hold(smaller, larger)
        return False

    def _arrays_hold(self, smaller: Array, larger: Array) -> bool:
        if smaller.shortest < larger.shortest or smaller.longest > larger.longest:
            return False
        if larger.unique and not smaller.unique and smaller.longest > 1:
            return False
        length = max(len(smaller.prefix), len(larger.prefix))
        first = (
            self.holds(smaller.item(index), larger.item(index)) for index in range(length) if index < smaller.longest
        )
        return all(first) and (smaller.longest <= length or self.holds(smaller.items, larger.items))

    def _objects_hold(self, smaller: Object, larger: Object) -> bool:
        if not larger.required <= smaller.required:
            return False
        if smaller.least < larger.smallest or smaller.most > larger.largest:
            return False
        if smaller.ignores_undeclared and not larger.open:
            return False
        names = dict.fromkeys((*smaller.properties, *larger.properties))
        if not all(self.holds(smaller.member(name), larger.member(name)) for name in names):
            return False
        return self.holds(smaller.additional, larger.additional) and self._names_hold(smaller, larger)

    def _names_hold(self, smaller: Object, larger: Object) -> bool:
        if self.holds(smaller.names, larger.names):
            return True
        alternatives = self._larger.of(larger.names)
        return smaller.additional is False and all(
            any(accepts(one, name) for one in alternatives) for name in smaller.properties
        )


def _numbers_hold(smaller: Number, larger: Number) -> bool:
    if larger.whole and not smaller.whole:
        return False
    minimum, maximum = larger.minimum, larger.maximum
    if smaller.minimum < minimum or (smaller.minimum == minimum and larger.above_minimum > smaller.above_minimum):
        return False
    if smaller.maximum > maximum or (smaller.maximum == maximum and larger.below_maximum > smaller.below_maximum):
        return False
    if not larger.formats <= smaller.formats:
        return False
    # A whole number is a multiple of one.
    steps = smaller.multiples | ({Fraction(1)} if smaller.whole else set())
    return all(any(step % multiple == 0 for step in steps) for multiple in larger.multiples)
