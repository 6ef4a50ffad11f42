"""What the document says about query, path, header and cookie parameters.

It gives the form that a client should send. Litestar's parser takes looser spellings besides:
see docs/contract.md.
"""

from typing import Any

import msgspec
import msgspec.inspect as mi
from litestar.enums import ParamType

from contract.components import Components, type_info
from contract.direction import Direction
from contract.errors import ContractError
from contract.operations import Operation, Parameter
from contract.schemas import OBJECTS, Schema, unwrap


def parameter_schema(parameter: Parameter, components: Components, place: str) -> Schema:
    """The schema of a parameter, from the type that the signature model converts it to."""
    kind = sent_kind(parameter.annotation, place)
    if isinstance(kind, (*OBJECTS, mi.DictType, mi.FrozenDictType)):
        raise ContractError(f"{place}: an object does not fit into a parameter; take its fields one by one")
    # What the server itself would write is the strictest spelling of every type.
    schema = components.write(kind, Direction.OUTPUT, place)
    if parameter.default is not None:
        schema["default"] = msgspec.to_builtins(parameter.default)
    return schema


def sent_kind(annotation: Any, place: str) -> mi.Type:
    """The type without null: a parameter that has no value is not sent."""
    kind = unwrap(type_info(annotation, place))
    if not isinstance(kind, mi.UnionType):
        return kind
    arms = tuple(unwrap(arm) for arm in kind.types if not isinstance(unwrap(arm), mi.NoneType))
    return arms[0] if len(arms) == 1 else mi.UnionType(arms)


def can_be_invalid(operation: Operation) -> bool:
    """Whether any parameter can be refused: text without constraints that need not be there never is."""
    return any(not _fits_always(parameter, operation.place) for parameter in operation.parameters)


def _fits_always(parameter: Parameter, place: str) -> bool:
    always_there = parameter.place is ParamType.PATH or not parameter.required
    return always_there and _takes_any_text(sent_kind(parameter.annotation, place))


def _takes_any_text(kind: mi.Type) -> bool:
    if isinstance(kind, mi.ListType) and kind.min_length is kind.max_length is None:
        return _takes_any_text(unwrap(kind.item_type))
    return kind == mi.StrType()
