"""The components of a document: one for each named type, or one for each direction where the directions differ."""

from typing import Any

import msgspec.inspect as mi

from contract.direction import Direction
from contract.errors import ContractError
from contract.names import component_name, qualified_name
from contract.schemas import Schema, SchemaWriter

PREFIX = "#/components/schemas/"


class Components:
    """Collects the named types of schemas. References are provisional until `resolve`."""

    def __init__(self) -> None:
        self._classes: dict[str, Any] = {}
        self._bodies: dict[tuple[str, Direction], Schema] = {}
        self._writers = {direction: SchemaWriter(direction, self._referrer(direction)) for direction in Direction}

    @property
    def classes(self) -> set[Any]:
        """Every class with a component."""
        return set(self._classes.values())

    def schema(self, annotation: Any, direction: Direction, location: str) -> Schema:
        """The schema of an annotation. Each named type in the annotation becomes a component."""
        return self.write(type_info(annotation, location), direction, location)

    def write(self, kind: mi.Type, direction: Direction, location: str) -> Schema:
        """The schema of an inspected type."""
        return self._writers[direction].write(kind, location)

    def extend_property(self, cls: type, direction: Direction, name: str, keywords: Schema) -> None:
        """Add keywords to a property of a component."""
        self._bodies[component_name(cls), direction]["properties"][name] |= keywords

    def resolve(self, document: Schema) -> Schema:
        """The document with its components, and with the final name in every reference."""
        divided = self._divided()

        def final(reference: str) -> str:
            name, _, direction = reference.removeprefix(PREFIX).partition(":")
            return f"{PREFIX}{name}{direction if name in divided else ''}"

        bodies = {f"{PREFIX}{name}:{direction.value}": body for (name, direction), body in self._bodies.items()}
        schemas = {final(key).removeprefix(PREFIX): _renamed(body, final) for key, body in bodies.items()}
        self._check_name_conflicts(divided)
        resolved: Schema = _renamed(document, final)
        resolved.setdefault("components", {})["schemas"] = schemas
        return resolved

    def _referrer(self, direction: Direction) -> Any:
        def refer(kind: Any, location: str) -> str:
            name = self._register(kind.cls, location)
            key = (name, direction)
            if key not in self._bodies:
                self._bodies[key] = {}  # A recursive type finds this entry and stops.
                self._bodies[key] = self._writers[direction].body(kind, qualified_name(kind.cls))
            return f"{PREFIX}{name}:{direction.value}"

        return refer

    def _register(self, cls: Any, location: str) -> str:
        name = component_name(cls)
        if self._classes.setdefault(name, cls) != cls:
            first, second = qualified_name(self._classes[name]), qualified_name(cls)
            raise ContractError(
                f"{location}: {first} and {second} have the same component name {name}; rename one of them"
            )
        return name

    def _divided(self) -> set[str]:
        """The names of types whose directions differ, in the type itself or in a referenced type."""
        both = {name for name, _ in self._bodies if all((name, direction) in self._bodies for direction in Direction)}
        bodies = {name: [self._bodies[name, direction] for direction in Direction] for name in both}
        divided = {
            name
            for name, (input_body, output_body) in bodies.items()
            if _without_direction(input_body) != _without_direction(output_body)
        }
        while more := {name for name in both - divided if _referenced_names(bodies[name][0]) & divided}:
            divided |= more
        return divided

    def _check_name_conflicts(self, divided: set[str]) -> None:
        for name in divided:
            for direction in Direction:
                if conflicting := self._classes.get(f"{name}{direction.value}"):
                    raise ContractError(
                        f"{qualified_name(conflicting)} has the component name of the {direction.value.lower()} "
                        f"direction of {qualified_name(self._classes[name])}; rename one of them"
                    )


def type_info(annotation: Any, location: str) -> mi.Type:
    """The inspected type of an annotation."""
    try:
        return mi.type_info(annotation)
    except (TypeError, ValueError) as error:
        raise ContractError(f"{location}: msgspec does not support the type: {error}") from None


def _renamed(node: Any, final: Any) -> Any:
    match node:
        case dict():
            return {key: _renamed(value, final) for key, value in node.items()}
        case list():
            return [_renamed(value, final) for value in node]
        case str() if node.startswith(PREFIX):
            return final(node)
    return node


def _without_direction(body: Schema) -> Schema:
    stripped: Schema = _renamed(body, lambda reference: reference.partition(":")[0])
    return stripped


def _referenced_names(body: Schema) -> set[str]:
    names: set[str] = set()
    _renamed(body, lambda reference: names.add(reference.removeprefix(PREFIX).partition(":")[0]))
    return names
