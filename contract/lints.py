"""Findings in code that exports without an error and still misleads a reader or a client."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Annotated, Any, get_args, get_origin

import msgspec
from litestar import Litestar
from msgspec import Meta, Struct

from contract.components import Components
from contract.declared_errors import differences
from contract.direction import Direction
from contract.document import config_of
from contract.forms import JSON, media_type_of
from contract.names import qualified_name
from contract.operations import Operation, operations_of


@dataclass(frozen=True)
class Finding:
    """A location in the code, and the problem there."""

    location: str
    problem: str

    def __str__(self) -> str:
        return f"{self.location}: {self.problem}"


def lint(app: Litestar, modules: Iterable[ModuleType] = ()) -> list[Finding]:
    """All findings of an application, and the unused structs of these modules."""
    operations, config = list(operations_of(app.routes)), config_of(app)
    inputs, outputs = classes_of_bodies(app)
    errors = differences(operations, config) if config and config.source_packages else ()
    return [
        *misleading_code(app),
        *(Finding(*difference) for difference in errors),
        *_output_defaults(outputs - inputs),
        *_missing_docstrings(operations, inputs | outputs),
        *_unused_structs(modules, inputs | outputs),
    ]


def misleading_code(app: Litestar) -> list[Finding]:
    """The findings in code that the server ignores. The plugin's check at startup rejects such an application."""
    return list(_ignored_constraints(list(operations_of(app.routes))))


def classes_of_bodies(app: Litestar) -> tuple[set[Any], set[Any]]:
    """The classes in request bodies, and the classes in response bodies."""
    inputs, outputs, config = Components(), Components(), config_of(app)
    error_types = [config.error_type] if config else []
    for operation in operations_of(app.routes):
        if operation.body is not None and media_type_of(operation.body) == JSON:
            inputs.schema(operation.body.raw, Direction.INPUT, operation.location)
        others = [spec.data_container for spec in (operation.handler.responses or {}).values()]
        for body in [operation.return_annotation, *others, *error_types]:
            outputs.schema(body, Direction.OUTPUT, operation.location)
    return inputs.classes, outputs.classes


def _ignored_constraints(operations: list[Operation]) -> Iterator[Finding]:
    for operation in operations:
        for parameter in operation.parameters:
            if _has_meta(parameter.declared_annotation):
                problem = "Litestar ignores msgspec.Meta here; use QueryParameter(...) or PathParameter(...)"
                yield Finding(f"the parameter {parameter.name} of {operation.location}", problem)


def _has_meta(annotation: Any) -> bool:
    """Whether the value itself has a constraint. Litestar enforces the constraints of list items."""
    if get_origin(annotation) is Annotated:
        return any(isinstance(item, Meta) for item in annotation.__metadata__) or _has_meta(annotation.__origin__)
    return type(None) in get_args(annotation) and any(map(_has_meta, get_args(annotation)))


def _output_defaults(classes: set[Any]) -> Iterator[Finding]:
    problem = "the server always sends this field; remove the default, which would hide a forgotten value"
    for cls in sorted(classes, key=qualified_name):
        for field in _struct_fields(cls):
            if not field.required and field.default is not msgspec.UNSET:
                yield Finding(f"{qualified_name(cls)}.{field.name}", problem)


def _struct_fields(cls: Any) -> tuple[msgspec.structs.FieldInfo, ...]:
    origin = getattr(cls, "__origin__", cls)
    return msgspec.structs.fields(cls) if issubclass(origin, Struct) else ()


def _missing_docstrings(operations: list[Operation], classes: set[Any]) -> Iterator[Finding]:
    for operation in operations:
        if not (operation.handler.fn.__doc__ or operation.handler.description):
            yield Finding(operation.location, "has no docstring to describe it in the document")
    errors = {error for operation in operations for error in operation.errors}
    for cls in sorted(classes | errors, key=qualified_name):
        if not getattr(cls, "__origin__", cls).__doc__:
            yield Finding(qualified_name(cls), "has no docstring to describe it in the document")


def _unused_structs(modules: Iterable[ModuleType], classes: set[Any]) -> Iterator[Finding]:
    used = {base for cls in classes for base in getattr(cls, "__origin__", cls).__mro__}
    for module in modules:
        for cls in vars(module).values():
            if _is_struct_in(cls, module) and cls not in used:
                yield Finding(qualified_name(cls), "no operation uses this struct; use it or remove it")


def _is_struct_in(value: Any, module: ModuleType) -> bool:
    return isinstance(value, type) and issubclass(value, Struct) and value.__module__ == module.__name__
