"""The differences between two schemas, each with its location and its effect on the accepted values.

A schema is monotone in each of its parts: a member, an item or a branch that accepts less makes the whole accept less.
So the effect of a change on its own location is its effect on the whole body, and the law of compatibility can be
applied to each difference by itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from contract.compatibility.limits import changed_limits, names_of, tag_of
from contract.compatibility.subsets import Effect, Subsets
from contract.compatibility.value_sets import (
    Alternative,
    Array,
    Number,
    Object,
    Schema,
    Text,
    Values,
    ValueSets,
    canonical,
)

REMOVED = "is removed"
SCHEMAS = "#/components/schemas/"
Pairs = list[tuple[Alternative, Alternative]]


@dataclass(frozen=True)
class Difference:
    """A change at a location, such as `title` of the component `NewArticle`."""

    location: str
    """The component or the operation that the change is written in, and the path from there."""
    text: str
    effect: Effect
    new_values: tuple[str, ...] = ()
    """The values that an enumeration has gained."""
    sunset: str | None = None
    """The date that the old document announces for the removal."""


class Comparison:
    """Compares the schemas of two documents. `closed` compares declared members only, as for requests."""

    def __init__(self, old: Mapping[str, Any], new: Mapping[str, Any], *, closed: bool) -> None:
        self._old = ValueSets(old, closed=closed)
        self._new = ValueSets(new, closed=closed)
        self._narrowing = Subsets(self._old, self._new)
        self._widening = Subsets(self._new, self._old)
        self._visited: set[tuple[str, str, str]] = set()

    def effect(self, old: Schema, new: Schema) -> Effect:
        """The effect of replacing one schema by another."""
        return Effect.of(narrows=not self._narrowing.holds(old, new), widens=not self._widening.holds(new, old))

    def differences(self, old: Schema, new: Schema, location: str) -> list[Difference]:
        """All differences. Together they explain the effect on the whole, or one more says that they do not."""
        self._visited.clear()
        found = list(dict.fromkeys(self._walk(old, new, location)))
        whole = self.effect(old, new)
        narrows = any(one.effect in (Effect.NARROWS, Effect.INCOMPARABLE) for one in found)
        widens = any(one.effect in (Effect.WIDENS, Effect.INCOMPARABLE) for one in found)
        unexplained = Effect.of(
            narrows=whole in (Effect.NARROWS, Effect.INCOMPARABLE) and not narrows,
            widens=whole in (Effect.WIDENS, Effect.INCOMPARABLE) and not widens,
        )
        if unexplained is not Effect.NONE:
            found.append(Difference(location, "changed in a way that cannot be compared", Effect.INCOMPARABLE))
        return found

    def _walk(self, old: Schema, new: Schema, location: str) -> Iterator[Difference]:
        location = _component_of(old, new) or location
        visit = location, canonical(old), canonical(new)
        if visit in self._visited:
            return
        self._visited.add(visit)
        yield from self._defaults(old, new, location)
        before, after = list(self._old.of(old)), list(self._new.of(new))
        pairs = _pairs(before, after)
        for one, other in pairs:
            yield from self._alternatives(one, other, location)
        yield from self._branches(before, after, pairs, location)

    def _defaults(self, old: Schema, new: Schema, location: str) -> Iterator[Difference]:
        """A default gives a request without the member its meaning."""
        before, after = _default(old), _default(new)
        if before != after:
            yield Difference(location, f"default {before} → {after}", Effect.INCOMPARABLE)

    def _branches(
        self, before: list[Alternative], after: list[Alternative], pairs: Pairs, location: str
    ) -> Iterator[Difference]:
        """The alternatives that only one side has."""
        paired = [one for pair in pairs for one in pair]
        gone = [one for one in before if one not in paired and not self._narrowing.holds_for([one], after)]
        came = [one for one in after if one not in paired and not self._widening.holds_for([one], before)]
        effect = Effect.of(narrows=bool(gone), widens=bool(came))
        if gone and came:
            yield Difference(location, f"{names_of(gone)} → {names_of(came)}", effect)
        elif gone:
            yield Difference(location, f"{names_of(gone)} no longer possible", effect)
        elif came:
            yield Difference(location, f"{names_of(came)} newly possible", effect)

    def _alternatives(self, old: Alternative, new: Alternative, location: str) -> Iterator[Difference]:
        match old, new:
            case Values(before), Values(after):
                yield from _values(before, after, location)
            case Array(), Array():
                yield from self._items(old, new, location)
            case Object(), Object():
                yield from self._members(old, new, location)
        for limit in changed_limits(old, new):
            yield Difference(location, limit.text, limit.effect)

    def _items(self, old: Array, new: Array, location: str) -> Iterator[Difference]:
        for index in range(max(len(old.prefix), len(new.prefix))):
            yield from self._walk(old.item(index), new.item(index), f"{location}[{index}]")
        yield from self._walk(old.items, new.items, f"{location}[]")

    def _members(self, old: Object, new: Object, location: str) -> Iterator[Difference]:
        for name in dict.fromkeys((*old.properties, *new.properties)):
            member = f"{location}.{name}"
            if name in old.properties and name in new.properties:
                yield from self._walk(old.properties[name], new.properties[name], member)
                yield from _requirement(name, old, new, member)
            else:
                yield self._appearance(name, old, new, member)
        yield from self._walk(old.additional, new.additional, f"{location}.*")
        yield from self._walk(old.names, new.names, f"{location} (its names)")

    def _appearance(self, name: str, old: Object, new: Object, location: str) -> Difference:
        """A member that only one side declares. The other side accepts it as any undeclared member."""
        before, after = old.member(name), new.member(name)
        narrows = not self._narrowing.holds(before, after) or (name in new.required and name not in old.required)
        widens = not self._widening.holds(after, before) or (name in old.required and name not in new.required)
        effect = Effect.of(narrows=narrows, widens=widens)
        if name in old.properties:
            return Difference(location, REMOVED, effect, sunset=sunset_of(old.properties[name]))
        return Difference(location, "is new and required" if name in new.required else "is new", effect)


def _component_of(old: Schema, new: Schema) -> str | None:
    """The component that both schemas refer to by one name."""
    if isinstance(old, bool) or isinstance(new, bool):
        return None
    reference = old.get("$ref")
    same = isinstance(reference, str) and reference == new.get("$ref")
    return reference.removeprefix(SCHEMAS) if same and reference is not None else None


def sunset_of(schema: Schema) -> str | None:
    """The announced date of removal of a deprecated member, parameter or operation."""
    return schema.get("x-sunset") if isinstance(schema, Mapping) and schema.get("deprecated") else None


def _default(schema: Schema) -> str:
    if isinstance(schema, bool):
        return "none"
    values = [canonical(schema[keyword]) for keyword in ("x-default", "default") if keyword in schema]
    return values[0] if values else "none"


def _pairs(before: Sequence[Alternative], after: Sequence[Alternative]) -> Pairs:
    """The alternatives that are the same branch before and after: of one type, and of one tag among several."""
    pairs: Pairs = []
    for kind in (Values, Number, Text, Array, Object):
        old: list[Alternative] = [one for one in before if isinstance(one, kind)]
        new: list[Alternative] = [one for one in after if isinstance(one, kind)]
        if len(old) == 1 and len(new) == 1:
            pairs.append((old[0], new[0]))
        else:
            pairs += _tagged_pairs(old, new)
    return pairs


def _tagged_pairs(old: list[Alternative], new: list[Alternative]) -> Pairs:
    by_tag = {tag_of(one): one for one in new}
    return [(one, by_tag[tag_of(one)]) for one in old if tag_of(one) in by_tag]


def _values(before: frozenset[str], after: frozenset[str], location: str) -> Iterator[Difference]:
    gone, came = sorted(before - after), sorted(after - before)
    if gone:
        yield Difference(location, f"{', '.join(gone)} no longer possible", Effect.NARROWS)
    if came:
        yield Difference(location, f"{', '.join(came)} newly possible", Effect.WIDENS, tuple(came))


def _requirement(name: str, old: Object, new: Object, location: str) -> Iterator[Difference]:
    if name in new.required and name not in old.required:
        yield Difference(location, "became required", Effect.NARROWS)
    if name in old.required and name not in new.required:
        yield Difference(location, "may be absent now", Effect.WIDENS)
