"""The components of a document: every named type, once, or once for each side where the sides differ."""

from typing import Any

import msgspec.inspect as mi

from contract.direction import Direction
from contract.errors import ContractError
from contract.names import component_name, place_of
from contract.schemas import Schema, SchemaWriter

PREFIX = "#/components/schemas/"


class Components:
    """Collects the named types that schemas mention. References are provisional until `resolve`."""

    def __init__(self) -> None:
        self._classes: dict[str, Any] = {}
        self._bodies: dict[tuple[str, Direction], Schema] = {}
        self._writers = {direction: SchemaWriter(direction, self._referrer(direction)) for direction in Direction}

    @property
    def classes(self) -> set[Any]:
        """Every class that has become a component."""
        return set(self._classes.values())

    def schema(self, annotation: Any, direction: Direction, place: str) -> Schema:
        """The schema of an annotation; what it names becomes a component."""
        return self.write(type_info(annotation, place), direction, place)

    def write(self, kind: mi.Type, direction: Direction, place: str) -> Schema:
        """The schema of a type that msgspec has inspected already."""
        return self._writers[direction].write(kind, place)

    def resolve(self, document: Schema) -> Schema:
        """The document with its components, and with every reference under its final name."""
        divided = self._divided()

        def final(reference: str) -> str:
            name, _, side = reference.removeprefix(PREFIX).partition(":")
            return f"{PREFIX}{name}{side if name in divided else ''}"

        bodies = {f"{PREFIX}{name}:{direction.value}": body for (name, direction), body in self._bodies.items()}
        schemas = {final(key).removeprefix(PREFIX): _renamed(body, final) for key, body in bodies.items()}
        self._refuse_taken_names(divided)
        settled: Schema = _renamed(document, final)
        settled.setdefault("components", {})["schemas"] = schemas
        return settled

    def _referrer(self, direction: Direction) -> Any:
        def refer(kind: Any, place: str) -> str:
            name = self._claim(kind.cls, place)
            key = (name, direction)
            if key not in self._bodies:
                self._bodies[key] = {}  # A type that mentions itself finds this.
                self._bodies[key] = self._writers[direction].body(kind, place_of(kind.cls))
            return f"{PREFIX}{name}:{direction.value}"

        return refer

    def _claim(self, cls: Any, place: str) -> str:
        name = component_name(cls)
        if self._classes.setdefault(name, cls) != cls:
            first, second = place_of(self._classes[name]), place_of(cls)
            raise ContractError(
                f"{place}: {first} and {second} are both called {name} in the document; rename one of them"
            )
        return name

    def _divided(self) -> set[str]:
        """The names whose two sides differ, in themselves or in anything they mention."""
        both = {name for name, _ in self._bodies if all((name, direction) in self._bodies for direction in Direction)}
        sides = {name: [self._bodies[name, direction] for direction in Direction] for name in both}
        divided = {name for name, (asked, sent) in sides.items() if _sideless(asked) != _sideless(sent)}
        while more := {name for name in both - divided if _mentions(sides[name][0]) & divided}:
            divided |= more
        return divided

    def _refuse_taken_names(self, divided: set[str]) -> None:
        for name in divided:
            for direction in Direction:
                if taken := self._classes.get(f"{name}{direction.value}"):
                    raise ContractError(
                        f"{place_of(taken)} has the name that {place_of(self._classes[name])} needs for its "
                        f"{direction.value.lower()} side; rename it"
                    )


def type_info(annotation: Any, place: str) -> mi.Type:
    """What msgspec understands by an annotation."""
    try:
        return mi.type_info(annotation)
    except (TypeError, ValueError) as refused:
        raise ContractError(f"{place}: msgspec refuses the type: {refused}") from None


def _renamed(node: Any, final: Any) -> Any:
    match node:
        case dict():
            return {key: _renamed(value, final) for key, value in node.items()}
        case list():
            return [_renamed(value, final) for value in node]
        case str() if node.startswith(PREFIX):
            return final(node)
    return node


def _sideless(body: Schema) -> Schema:
    stripped: Schema = _renamed(body, lambda reference: reference.partition(":")[0])
    return stripped


def _mentions(body: Schema) -> set[str]:
    found: set[str] = set()
    _renamed(body, lambda reference: found.add(reference.removeprefix(PREFIX).partition(":")[0]))
    return found
