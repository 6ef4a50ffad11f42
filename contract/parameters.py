"""The schemas of query, path, header and cookie parameters.

A schema describes only the canonical format of a value. Litestar's parser also accepts other formats, which the README
lists.
"""

from typing import Any

import msgspec
import msgspec.inspect as mi
from litestar.enums import ParamType

from contract.components import Components, type_info
from contract.direction import Direction
from contract.errors import ContractError
from contract.operations import Operation, Parameter
from contract.schemas import OBJECTS, Schema, unwrap, without_null


def parameter_schema(parameter: Parameter, components: Components, location: str) -> Schema:
    """The schema of a parameter, from its type in the signature model."""
    kind = non_null_type(parameter.annotation, location)
    if isinstance(kind, (*OBJECTS, mi.DictType, mi.FrozenDictType)):
        raise ContractError(f"{location}: a parameter cannot be an object; declare its fields one by one")
    # The output direction has the strictest format of each type.
    schema = components.write(kind, Direction.OUTPUT, location)
    if parameter.default is not None:
        schema["default"] = msgspec.to_builtins(parameter.default)
    return schema


def non_null_type(annotation: Any, location: str) -> mi.Type:
    """The type without null: a client omits a parameter that has no value."""
    return without_null(type_info(annotation, location))


def can_be_invalid(operation: Operation) -> bool:
    """Whether any parameter can be invalid. An optional text without constraints is always valid."""
    return any(not _is_always_valid(parameter, operation.location) for parameter in operation.parameters)


def _is_always_valid(parameter: Parameter, location: str) -> bool:
    never_missing = parameter.location is ParamType.PATH or not parameter.required
    return never_missing and _accepts_any_text(non_null_type(parameter.annotation, location))


def _accepts_any_text(kind: mi.Type) -> bool:
    if isinstance(kind, mi.ListType) and kind.min_length is kind.max_length is None:
        return _accepts_any_text(unwrap(kind.item_type))
    return kind == mi.StrType()
