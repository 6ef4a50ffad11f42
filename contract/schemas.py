"""One type of msgspec as one JSON Schema."""

import enum
import json
from collections.abc import Callable
from typing import Any

import msgspec
import msgspec.inspect as mi

from contract import formats
from contract.direction import Direction
from contract.errors import ContractError
from contract.patterns import ecma

Schema = dict[str, Any]
Refer = Callable[[Any, str], str]

OBJECTS = (mi.StructType, mi.DataclassType, mi.TypedDictType)
NAMED = (*OBJECTS, mi.NamedTupleType, mi.EnumType)
_BYTES = (mi.BytesType, mi.ByteArrayType, mi.MemoryViewType)
_DICTS = (mi.DictType, mi.FrozenDictType)
_SETS = (mi.SetType, mi.FrozenSetType)
_SIMPLE: dict[Any, Schema] = {
    mi.AnyType: {},
    mi.RawType: {},
    mi.NoneType: {"type": "null"},
    mi.BoolType: {"type": "boolean"},
    mi.DateType: {"type": "string", "format": "date", "pattern": formats.DATE},
    mi.TimeDeltaType: {"type": "string", "pattern": formats.DURATION},
}
_JSON_TYPES = {str: "string", bool: "boolean", int: "integer", type(None): "null"}
_BOUNDS = {
    "ge": "minimum",
    "gt": "exclusiveMinimum",
    "le": "maximum",
    "lt": "exclusiveMaximum",
    "multiple_of": "multipleOf",
}
# What `Meta(extra_json_schema=…)` may add: words that describe. A word that forbids would not be enforced.
_DESCRIBING = {
    "title",
    "description",
    "examples",
    "deprecated",
    "contentMediaType",
    "externalDocs",
    "default",
}


def unwrap(kind: mi.Type) -> mi.Type:
    """The type without what is merely said about it."""
    while isinstance(kind, mi.Metadata):
        kind = kind.type
    return kind


def values_schema(values: list[Any]) -> Schema:
    """A choice of scalars."""
    types = list(dict.fromkeys(_JSON_TYPES[type(value)] for value in values))
    schema: Schema = {"type": types[0] if len(types) == 1 else types}
    if len(values) == 1:
        return schema | {"const": values[0]}
    return schema | {"enum": values}


class SchemaWriter:
    """Writes the schemas of one direction. Named types become references, which `refer` gives."""

    def __init__(self, direction: Direction, refer: Refer) -> None:
        self.direction = direction
        self.refer = refer

    @property
    def sent_by_client(self) -> bool:
        return self.direction is Direction.INPUT

    def write(self, kind: Any, place: str) -> Schema:
        """The schema of any type. `place` is what an error message calls it."""
        if isinstance(kind, mi.Metadata):
            said = _described(kind.extra_json_schema or {}, place) | _error_message(kind.extra or {})
            return self.write(kind.type, place) | said
        if isinstance(kind, NAMED):
            self._refuse_optional_tag(kind, place)
            return {"$ref": self.refer(kind, place)}
        if isinstance(kind, mi.UnionType):
            return self._union(kind, place)
        if isinstance(kind, _DICTS):
            return self._mapping(kind, place)
        if isinstance(kind, (mi.CollectionType, mi.TupleType)):
            return self._array(kind, place)
        return self._scalar(kind, place)

    def _scalar(self, kind: Any, place: str) -> Schema:
        match kind:
            case mi.IntType() | mi.FloatType():
                return _number(kind, place)
            case mi.StrType():
                return _text(kind, place)
            case mi.LiteralType():
                return values_schema(list(kind.values))
        if type(kind) in _SIMPLE:
            return dict(_SIMPLE[type(kind)])
        return self._encoded(kind, place)

    def _encoded(self, kind: Any, place: str) -> Schema:
        """What JSON has no type for, and msgspec spells as text."""
        match kind:
            case mi.DecimalType():
                return self._decimal()
            case mi.UUIDType():
                return _formatted("uuid", formats.UUID, keep_format=not self.sent_by_client)
            case mi.DateTimeType():
                return _formatted("date-time", formats.datetime(kind.tz), keep_format=self._sends_aware(kind))
            case mi.TimeType():
                return _formatted("time", formats.time(kind.tz), keep_format=self._sends_aware(kind))
        if isinstance(kind, _BYTES):
            pattern = formats.base64(kind.min_length, kind.max_length)
            return {"type": "string", "contentEncoding": "base64", "pattern": pattern}
        said = getattr(kind, "cls", kind)
        raise ContractError(f"{place}: {said!r} has no JSON form that msgspec checks; use a type msgspec knows")

    def _sends_aware(self, kind: Any) -> bool:
        return kind.tz is True and not self.sent_by_client

    def _decimal(self) -> Schema:
        if not self.sent_by_client:
            return {"type": "string", "pattern": formats.DECIMAL_SENT}
        return {"anyOf": [{"type": "string", "pattern": formats.DECIMAL}, {"type": "number"}]}

    def _array(self, kind: Any, place: str) -> Schema:
        if isinstance(kind, mi.TupleType):
            return self._tuple(kind, place)
        schema: Schema = {"type": "array"}
        if not isinstance(unwrap(kind.item_type), mi.AnyType):
            schema["items"] = self.write(kind.item_type, f"{place}[]")
        if isinstance(kind, _SETS):
            self._refuse_counted_set(kind, place)
            schema |= {} if self.sent_by_client else {"uniqueItems": True}
        return schema | _limits(kind, "Items")

    def _refuse_counted_set(self, kind: Any, place: str) -> None:
        if self.sent_by_client and (kind.max_length is not None or (kind.min_length or 0) > 1):
            raise ContractError(
                f"{place}: msgspec counts a set without its repeats, JSON Schema with them; "
                "use a list, or no limit but min_length=1"
            )

    def _tuple(self, kind: mi.TupleType, place: str) -> Schema:
        size = len(kind.item_types)
        if not size:
            return {"type": "array", "maxItems": 0}
        items = [self.write(item, f"{place}[{index}]") for index, item in enumerate(kind.item_types)]
        return {"type": "array", "prefixItems": items, "items": False, "minItems": size, "maxItems": size}

    def _mapping(self, kind: Any, place: str) -> Schema:
        key = unwrap(kind.key_type)
        if (kind.min_length or kind.max_length is not None) and not isinstance(key, (mi.StrType, mi.AnyType)):
            raise ContractError(f"{place}: msgspec counts several spellings of a key as one; count text keys only")
        schema: Schema = {"type": "object"}
        if names := self._keys(key, f"{place} (its keys)"):
            schema["propertyNames"] = names
        if not isinstance(unwrap(kind.value_type), mi.AnyType):
            schema["additionalProperties"] = self.write(kind.value_type, f"{place}{{}}")
        return schema | _limits(kind, "Properties")

    def _keys(self, key: Any, place: str) -> Schema:
        match key:
            case mi.AnyType():
                return {}
            case mi.StrType():
                return {word: value for word, value in _text(key, place).items() if word != "type"}
            case mi.IntType() if _number(key, place) == {"type": "integer"}:
                return {"pattern": formats.INTEGER_KEY}
            case mi.LiteralType(values=values):
                return {"enum": [str(value) for value in values]}
            case mi.EnumType(cls=cls):
                return {"enum": [str(member.value) for member in cls]}
            case mi.DateType() | mi.DateTimeType() | mi.TimeType() | mi.UUIDType():
                return {"pattern": self._scalar(key, place)["pattern"]}
        raise ContractError(f"{place}: JSON Schema cannot say which keys msgspec takes; use text keys")

    def _union(self, kind: mi.UnionType, place: str) -> Schema:
        tagged = [arm for arm in kind.types if _is_tagged(unwrap(arm))]
        others = [arm for arm in kind.types if not _is_tagged(unwrap(arm))]
        if len(tagged) < 2:  # noqa: PLR2004
            return {"anyOf": _ordered([self.write(arm, place) for arm in kind.types])}
        choice = self._tagged_union([unwrap(arm) for arm in tagged], place)
        if not others:
            return choice
        return {"anyOf": _ordered([choice, *(self.write(arm, place) for arm in others)])}

    def _tagged_union(self, arms: list[Any], place: str) -> Schema:
        references = {arm.tag: self.refer(arm, place) for arm in sorted(arms, key=lambda arm: str(arm.tag))}
        choice: Schema = {"anyOf": [{"$ref": reference} for reference in references.values()]}
        if all(isinstance(tag, str) for tag in references):  # OpenAPI's mapping has text keys only.
            choice["discriminator"] = {"propertyName": arms[0].tag_field, "mapping": references}
        return choice

    def _refuse_optional_tag(self, kind: Any, place: str) -> None:
        if self.sent_by_client and _is_tagged(kind):
            raise ContractError(
                f"{place}: msgspec takes {kind.cls.__name__} without its tag except in a union; "
                "drop the tag, or use the union"
            )

    def body(self, kind: Any, place: str) -> Schema:
        """What stands in the component of a named type."""
        documentation = _documentation(kind)
        if isinstance(kind, mi.EnumType):
            return documentation | _enumeration(kind.cls, place)
        self._refuse_hidden_checks(kind, place)
        if isinstance(kind, mi.NamedTupleType) or getattr(kind, "array_like", False):
            return documentation | self._positional(kind, place)
        return documentation | self._object(kind, place)

    def _refuse_hidden_checks(self, kind: Any, place: str) -> None:
        if self.sent_by_client and hasattr(kind.cls, "__post_init__"):
            raise ContractError(f"{place}: the document cannot say what __post_init__ checks; use Meta")

    def _object(self, kind: Any, place: str) -> Schema:
        properties: Schema = {}
        tag_field = getattr(kind, "tag_field", None)
        if tag_field is not None:
            properties[tag_field] = values_schema([kind.tag])
        required = list(properties)
        for field in kind.fields:
            properties[field.encode_name] = self._property(field, f"{place}.{field.name}")
            if self._is_required(kind, field):
                required.append(field.encode_name)
        schema: Schema = {"type": "object", "properties": properties}
        if required:
            schema["required"] = required
        if getattr(kind, "forbid_unknown_fields", False):
            schema["additionalProperties"] = False
        return schema

    def _property(self, field: mi.Field, place: str) -> Schema:
        schema = self.write(field.type, place)
        if self.sent_by_client and not field.required:
            schema = _default(field) | schema
        return schema

    def _is_required(self, kind: Any, field: mi.Field) -> bool:
        if self.sent_by_client or not isinstance(kind, mi.StructType):
            return field.required  # msgspec sends of the others only what is set: a dataclass it made has no defaults.
        return not may_be_absent(kind, field)

    def _positional(self, kind: Any, place: str) -> Schema:
        items = [self.write(field.type, f"{place}.{field.name}") for field in kind.fields]
        least = sum(field.required for field in kind.fields)
        if getattr(kind, "tag", None) is not None:
            items, least = [values_schema([kind.tag]), *items], least + 1
        schema: Schema = {"type": "array", "prefixItems": items, "minItems": least}
        closed = isinstance(kind, mi.NamedTupleType) or kind.forbid_unknown_fields
        if not self.sent_by_client:
            closed, schema["minItems"] = True, len(items)
        return schema | ({"items": False, "maxItems": len(items)} if closed else {})


def may_be_absent(kind: Any, field: mi.Field) -> bool:
    """Whether the server may leave the field out of what it sends."""
    config = getattr(kind.cls, "__struct_config__", None)
    if config is not None and config.omit_defaults and not field.required:
        return True
    return field.encode_name in _unset_fields(kind)


def _unset_fields(kind: Any) -> set[str]:
    if not isinstance(kind, mi.StructType):
        return set()
    fields = msgspec.structs.fields(kind.cls)
    return {field.encode_name for field in fields if _mentions_unset(field)}


def _mentions_unset(field: msgspec.structs.FieldInfo) -> bool:
    arms = getattr(field.type, "__args__", ())
    return field.default is msgspec.UNSET or msgspec.UnsetType in arms


def _default(field: mi.Field) -> Schema:
    """What the server takes when a client leaves the field out.

    It is not called `default`: generators of types take that for a promise that the field is there, and make clients
    send it.
    """
    if field.default is not msgspec.NODEFAULT:
        return {"x-default": msgspec.to_builtins(field.default, str_keys=True)}
    if field.default_factory in (list, dict, set, frozenset, tuple):
        return {"x-default": msgspec.to_builtins(field.default_factory())}
    return {}


def _ordered(arms: list[Schema]) -> list[Schema]:
    """The arms of a union in an order of our own: `typing` reuses the first spelling of a union it met."""
    return sorted(arms, key=lambda arm: (arm == {"type": "null"}, json.dumps(arm, sort_keys=True)))


def _is_tagged(kind: Any) -> bool:
    return isinstance(kind, mi.StructType) and kind.tag is not None and not kind.array_like


def _described(extra: Schema, place: str) -> Schema:
    if wrong := [word for word in extra if word not in _DESCRIBING and not word.startswith("x-")]:
        raise ContractError(f"{place}: extra_json_schema says {', '.join(wrong)}, which msgspec does not check")
    return extra


def _error_message(extra: dict[str, Any]) -> Schema:
    """The words for a value of the wrong form, so that a client can say what the server would."""
    return {"x-error-message": extra["error_message"]} if "error_message" in extra else {}


def _documentation(kind: Any) -> Schema:
    own = getattr(kind.cls, "__origin__", kind.cls)
    text = own.__doc__ or ""
    generated = text.startswith(f"{own.__name__}(") or text == "An enumeration."
    return {"description": " ".join(text.split())} if text and not generated else {}


def _enumeration(cls: Any, place: str) -> Schema:
    if cls._missing_.__func__ is not enum.Enum._missing_.__func__:  # type: ignore[attr-defined]
        raise ContractError(f"{place}: _missing_ takes values that the document does not list; list them as members")
    return values_schema([member.value for member in cls])


def _formatted(name: str, pattern: str, *, keep_format: bool) -> Schema:
    """`format` only where it forbids nothing that msgspec takes."""
    return {"type": "string", "pattern": pattern} | ({"format": name} if keep_format else {})


def _number(kind: Any, place: str) -> Schema:
    whole = isinstance(kind, mi.IntType)
    step = kind.multiple_of
    if step is not None and float(step) != int(step):
        raise ContractError(f"{place}: multiples of a fraction depend on rounding; use whole numbers of a smaller unit")
    bounds = {word: getattr(kind, name) for name, word in _BOUNDS.items() if getattr(kind, name) is not None}
    return {"type": "integer" if whole else "number"} | {word: _whole(value) for word, value in bounds.items()}


def _whole(value: float) -> float:
    return int(value) if float(value).is_integer() else value


def _text(kind: mi.StrType, place: str) -> Schema:
    schema: Schema = {"type": "string"} | _limits(kind, "Length")
    if kind.pattern is not None:
        try:
            schema["pattern"] = ecma(kind.pattern)
        except ContractError as refused:
            raise ContractError(f"{place}: {refused}") from None
    return schema


def _limits(kind: Any, what: str) -> Schema:
    limits = {f"min{what}": kind.min_length, f"max{what}": kind.max_length}
    return {word: limit for word, limit in limits.items() if limit is not None}
