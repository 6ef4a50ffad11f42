"""Changes that the wire does not show, and that break TypeScript code which was generated from the old document."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from contract.compatibility.changes import Change
from contract.compatibility.documents import TEMPLATE_PARAMETER, Document, canonical, operations_of


@dataclass(frozen=True)
class TypeChange:
    """A name or a type that code which uses the generated client has to follow."""

    location: str
    text: str


def type_changes(old: Document, new: Document, changes: Iterable[Change]) -> list[TypeChange]:
    """Operation ids, names of path parameters and components, and enumerations that a `switch` may exhaust."""
    found = (_operations(old, new), _components(old, new), _discriminators(old, new), _enums(changes))
    return list(dict.fromkeys(chain(*found, _hidden_enums(old, new))))


def _operations(old: Document, new: Document) -> Iterator[TypeChange]:
    after = operations_of(new)
    for key, operation in operations_of(old).items():
        if key in after:
            before_id, after_id = (one.definition.get("operationId") for one in (operation, after[key]))
            if before_id != after_id:
                yield TypeChange(operation.name, f"the operation id {before_id} → {after_id}")
            names = [TEMPLATE_PARAMETER.findall(one.template) for one in (operation, after[key])]
            for before, name in zip(*names, strict=True):
                if before != name:
                    yield TypeChange(operation.name, f"the path parameter {before} → {name}")


def _components(old: Document, new: Document) -> Iterator[TypeChange]:
    before, after = _schemas(old), _schemas(new)
    gone, came = sorted(before.keys() - after.keys()), sorted(after.keys() - before.keys())
    for name in gone:
        same = [one for one in came if after[one] == before[name]]
        yield TypeChange(name, f"the component is called {same[0]} now" if same else "the component is removed")


def _discriminators(old: Document, new: Document) -> Iterator[TypeChange]:
    before, after = _schemas(old), _schemas(new)
    for name in sorted(before.keys() & after.keys()):
        if _discriminator(before[name]) != _discriminator(after[name]):
            yield TypeChange(name, "the discriminator changed")


def _discriminator(schema: Document) -> list[object]:
    """Every discriminator in a schema, however deep."""
    found: list[object] = []
    stack: list[object] = [schema]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            found += [node["discriminator"]] if "discriminator" in node else []
            stack += node.values()
        elif isinstance(node, list):
            stack += node
    return found


def _enums(changes: Iterable[Change]) -> Iterator[TypeChange]:
    for change in changes:
        if change.difference.new_values:
            values = ", ".join(change.difference.new_values)
            yield TypeChange(change.difference.location, f"an exhaustive switch does not handle {values}")


def _hidden_enums(old: Document, new: Document) -> Iterator[TypeChange]:
    """The new values of enumerations in components, which are no change where each response narrows the component."""
    before, after = _schemas(old), _schemas(new)
    for name in sorted(before.keys() & after.keys()):
        known = dict(_enums_in(before[name], name))
        for location, values in _enums_in(after[name], name):
            if came := sorted(values - known.get(location, values)):
                yield TypeChange(location, f"an exhaustive switch does not handle {', '.join(came)}")


def _enums_in(schema: object, location: str) -> Iterator[tuple[str, frozenset[str]]]:
    """The enumerations of the members of a schema, each with its location."""
    if not isinstance(schema, Mapping):
        return
    if "enum" in schema:
        yield location, frozenset(map(canonical, schema["enum"]))
    for name, member in schema.get("properties", {}).items():
        yield from _enums_in(member, f"{location}.{name}")
    yield from _enums_in(schema.get("items"), f"{location}[]")


def _schemas(document: Document) -> Document:
    schemas: Document = document.get("components", {}).get("schemas", {})
    return schemas
