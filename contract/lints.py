"""What is allowed, exports, and still misleads."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Annotated, Any, get_args, get_origin

import msgspec
from litestar import Litestar
from msgspec import Meta, Struct

from contract.components import Components
from contract.direction import Direction
from contract.document import rules_of
from contract.names import place_of
from contract.operations import Operation, operations_of


@dataclass(frozen=True)
class Finding:
    """A place in the code, and what is wrong with it."""

    place: str
    problem: str
    misleads: bool
    """Whether the server does not do what the code seems to say; the plugin's check refuses such an application."""

    def __str__(self) -> str:
        return f"{self.place}: {self.problem}"


def lint(app: Litestar, modules: Iterable[ModuleType] = ()) -> list[Finding]:
    """All findings about an application, and about the structs in these modules that no operation reaches."""
    operations, rules = list(operations_of(app.routes)), rules_of(app)
    asked, sent = _reached(operations, [rules.error] if rules else [])
    return [
        *_ignored_constraints(operations),
        *_defaults_sent(sent - asked),
        *_undescribed(operations, asked | sent),
        *_unreachable(modules, asked | sent),
    ]


def _reached(operations: list[Operation], errors: list[type]) -> tuple[set[Any], set[Any]]:
    """The classes that clients send, and those that the server sends."""
    asked, sent = Components(), Components()
    for operation in operations:
        if operation.body is not None:
            asked.schema(operation.body.raw, Direction.INPUT, operation.place)
        others = [spec.data_container for spec in (operation.handler.responses or {}).values()]
        for body in [operation.returned, *others, *errors]:
            sent.schema(body, Direction.OUTPUT, operation.place)
    return asked.classes, sent.classes


def _ignored_constraints(operations: list[Operation]) -> Iterator[Finding]:
    for operation in operations:
        for parameter in operation.parameters:
            if _has_meta(parameter.declared):
                problem = "Litestar ignores msgspec.Meta here; use QueryParameter(...) or PathParameter(...)"
                yield Finding(f"the parameter {parameter.name} of {operation.place}", problem, misleads=True)


def _has_meta(annotation: Any) -> bool:
    """Whether a constraint stands on the value itself. On the items of a list it is enforced."""
    if get_origin(annotation) is Annotated:
        return any(isinstance(said, Meta) for said in annotation.__metadata__) or _has_meta(annotation.__origin__)
    return type(None) in get_args(annotation) and any(map(_has_meta, get_args(annotation)))


def _defaults_sent(classes: set[Any]) -> Iterator[Finding]:
    problem = "the server always sends it, so a default only hides that a presenter forgot it"
    for cls in sorted(classes, key=place_of):
        for field in _struct_fields(cls):
            if not field.required and field.default is not msgspec.UNSET:
                yield Finding(f"{place_of(cls)}.{field.name}", problem, misleads=False)


def _struct_fields(cls: Any) -> tuple[msgspec.structs.FieldInfo, ...]:
    origin = getattr(cls, "__origin__", cls)
    return msgspec.structs.fields(cls) if issubclass(origin, Struct) else ()


def _undescribed(operations: list[Operation], classes: set[Any]) -> Iterator[Finding]:
    for operation in operations:
        if not (operation.handler.fn.__doc__ or operation.handler.description):
            yield Finding(operation.place, "has no docstring to describe it in the document", misleads=False)
    errors = {error for operation in operations for error in operation.errors}
    for cls in sorted(classes | errors, key=place_of):
        if not getattr(cls, "__origin__", cls).__doc__:
            yield Finding(place_of(cls), "has no docstring to describe it in the document", misleads=False)


def _unreachable(modules: Iterable[ModuleType], classes: set[Any]) -> Iterator[Finding]:
    used = {base for cls in classes for base in getattr(cls, "__origin__", cls).__mro__}
    for module in modules:
        for cls in vars(module).values():
            if _is_struct_of(cls, module) and cls not in used:
                yield Finding(place_of(cls), "no operation reaches it; remove it, or use it", misleads=False)


def _is_struct_of(value: Any, module: ModuleType) -> bool:
    return isinstance(value, type) and issubclass(value, Struct) and value.__module__ == module.__name__
