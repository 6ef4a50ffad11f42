"""The differences between two schemas, each with its location and its effect on the accepted values.

A schema is monotone in each of its parts: a member, an item or a branch that accepts less makes the whole accept less.
So the effect of a change on its own location is its effect on the whole body, and the law of compatibility can be
applied to each difference by itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from contract.compatibility.documents import Document, canonical
from contract.compatibility.limits import changed_limits, constants_of, names_of, shortened
from contract.compatibility.subsets import Effect, Subsets
from contract.compatibility.value_sets import SCHEMAS, Alternative, Array, Object, Schema, Values, ValueSets

REMOVED = "is removed"
NARROWING = {Effect.NARROWS, Effect.INCOMPARABLE}
WIDENING = {Effect.WIDENS, Effect.INCOMPARABLE}


@dataclass(frozen=True)
class Difference:
    """A change at a location, such as `title` of the component `NewArticle`."""

    location: str
    """The component or the operation that contains the change, and the path from there."""
    text: str
    effect: Effect
    new_values: tuple[str, ...] = ()
    """The values that an enumeration has gained."""
    sunset: str | None = None
    """The date that the old document announces for the removal."""


class Part(NamedTuple):
    """Two schemas at one location."""

    old: Schema
    new: Schema
    location: str


class Comparison:
    """Compares the schemas of two documents. `closed` compares declared members only, as for requests."""

    def __init__(self, old: Document, new: Document, *, closed: bool) -> None:
        self._old = ValueSets(old, closed=closed)
        self._new = ValueSets(new, closed=closed)
        self._narrowing = Subsets(self._old, self._new)
        self._widening = Subsets(self._new, self._old)
        self._visited: set[tuple[str, str, str]] = set()

    def effect(self, old: Schema, new: Schema) -> Effect:
        """The effect of replacing one schema by another."""
        return Effect.of(narrows=not self._narrowing.holds(old, new), widens=not self._widening.holds(new, old))

    def differences(self, old: Schema, new: Schema, location: str) -> list[Difference]:
        """All differences. They explain each effect, or one more says that they do not."""
        self._visited.clear()
        return list(dict.fromkeys(self._walk(Part(old, new, location), frozenset())))

    def _walk(self, part: Part, inside: frozenset[tuple[str, str]]) -> Iterator[Difference]:
        old, new = part.old, part.new
        location = _component_of(old, new) or part.location
        pair = canonical(old), canonical(new)
        if pair in inside or (location, *pair) in self._visited:
            return
        self._visited.add((location, *pair))
        yield from self._defaults(old, new, location)
        if text := broken_announcement(old, new):
            yield Difference(location, text, Effect.INCOMPARABLE)
        found = list(self._found(self._old.of(old), self._new.of(new), location))
        for one in found:
            yield from [one] if isinstance(one, Difference) else self._walk(one, inside | {pair})
        yield from self._unexplained(part, found, location)

    def _unexplained(self, part: Part, found: Sequence[Part | Difference], location: str) -> Iterator[Difference]:
        """A difference for the effect that neither a difference here nor the effect of a part accounts for."""
        effects = {one.effect if isinstance(one, Difference) else self.effect(one.old, one.new) for one in found}
        whole = self.effect(part.old, part.new)
        if any(whole in kind and not effects & kind for kind in (NARROWING, WIDENING)):
            schemas = f"{self._old.digest(part.old)} → {self._new.digest(part.new)}"
            yield Difference(location, f"cannot be compared: {shortened(schemas)}", Effect.INCOMPARABLE)

    def _defaults(self, old: Schema, new: Schema, location: str) -> Iterator[Difference]:
        """A default gives a request without the member its meaning."""
        before, after = (
            ", ".join(sorted(found)) or "none" for found in (self._old.defaults_of(old), self._new.defaults_of(new))
        )
        if before != after:
            yield Difference(location, f"default {shortened(before)} → {shortened(after)}", Effect.INCOMPARABLE)

    def _found(
        self, before: Sequence[Alternative], after: Sequence[Alternative], location: str
    ) -> Iterator[Part | Difference]:
        """The differences between two lists of alternatives, and the pairs of parts that may differ."""
        gone, came = list(before), list(after)
        for old, new in self._pairs(before, after):
            gone.remove(old)
            came.remove(new)
            if isinstance(old, Values) and isinstance(new, Values):
                yield from _values(
                    [one for one in old.each() if not self._narrowing.holds_for([one], after)],
                    [one for one in new.each() if not self._widening.holds_for([one], before)],
                    location,
                )
            yield from self._alternatives(old, new, location)
        gone = [one for one in gone if not self._narrowing.holds_for([one], after)]
        came = [one for one in came if not self._widening.holds_for([one], before)]
        effect = Effect.of(narrows=bool(gone), widens=bool(came))
        if gone and came:
            yield Difference(location, f"{names_of(gone)} → {names_of(came)}", effect)
        elif gone:
            yield Difference(location, f"{names_of(gone)} no longer possible", effect)
        elif came:
            yield Difference(location, f"{names_of(came)} newly possible", effect)

    def _pairs(
        self, before: Sequence[Alternative], after: Sequence[Alternative]
    ) -> Iterator[tuple[Alternative, Alternative]]:
        """The alternatives that are one branch: alone of their type, or of one tag, or with the same values."""
        left = list(after)
        for old in before:
            of_type = [[one for one in side if type(one) is type(old)] for side in (before, after)]
            alone = [len(side) for side in of_type] == [1, 1]
            new = next((one for one in left if type(one) is type(old) and (alone or self._same(old, one))), None)
            if new is not None:
                left.remove(new)
                yield old, new

    def _same(self, old: Alternative, new: Alternative) -> bool:
        if isinstance(old, Object) and isinstance(new, Object) and constants_of(old):
            return constants_of(old) == constants_of(new)
        return self._narrowing.holds_for([old], [new]) and self._widening.holds_for([new], [old])

    def _alternatives(self, old: Alternative, new: Alternative, location: str) -> Iterator[Part | Difference]:
        match old, new:
            case Array(), Array():
                yield from _items(old, new, location)
            case Object(), Object():
                yield from self._members(old, new, location)
        for limit in changed_limits(old, new):
            yield Difference(location, limit.text, limit.effect)

    def _members(self, old: Object, new: Object, location: str) -> Iterator[Part | Difference]:
        for name in dict.fromkeys((*old.properties, *new.properties)):
            member = f"{_origin(name, old, new) or location}.{name}"
            if name in old.properties and name in new.properties:
                yield Part(old.properties[name], new.properties[name], member)
                yield from _requirement(name, old, new, member)
            else:
                yield self._appearance(name, old, new, member)
        if old.open != new.open and isinstance(old.additional, bool) and isinstance(new.additional, bool):
            text, effect = ("are accepted", Effect.WIDENS) if new.open else ("are refused", Effect.NARROWS)
            yield Difference(location, f"undeclared members {text} now", effect)
        else:
            yield Part(old.additional, new.additional, f"{location}.*")
        yield Part(old.names, new.names, f"{location} (names)")

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
    same = reference is not None and reference == new.get("$ref")
    return str(reference).removeprefix(SCHEMAS) if same else None


def _origin(name: str, old: Object, new: Object) -> str | None:
    """The component that declares a member in all documents that declare it."""
    origins = {one.origins.get(name) for one in (old, new) if name in one.properties}
    return origins.pop() if len(origins) == 1 else None


def broken_announcement(old: Schema, new: Schema) -> str | None:
    """The words for an announced removal that comes earlier now. Clients plan with the first date."""
    before, after = sunset_of(old), sunset_of(new)
    return f"sunset {before} → {after}" if before and after and after < before else None


def sunset_of(part: Schema) -> str | None:
    """The announced date of removal of a deprecated member, parameter or operation."""
    return part.get("x-sunset") if isinstance(part, Mapping) and part.get("deprecated") else None


def _values(gone: list[Values], came: list[Values], location: str) -> Iterator[Difference]:
    if gone:
        yield Difference(location, f"{', '.join(map(str, gone))} no longer possible", Effect.NARROWS)
    if came:
        new_values = tuple(map(str, came))
        yield Difference(location, f"{', '.join(new_values)} newly possible", Effect.WIDENS, new_values)


def _items(old: Array, new: Array, location: str) -> Iterator[Part]:
    for index in range(max(len(old.prefix), len(new.prefix))):
        yield Part(old.item(index), new.item(index), f"{location}[{index}]")
    yield Part(old.items, new.items, f"{location}[]")


def _requirement(name: str, old: Object, new: Object, location: str) -> Iterator[Difference]:
    if name in new.required and name not in old.required:
        yield Difference(location, "became required", Effect.NARROWS)
    if name in old.required and name not in new.required:
        yield Difference(location, "may be absent now", Effect.WIDENS)
