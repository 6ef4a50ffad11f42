"""The JSON Schema of an inspected msgspec type."""

import enum
import json
from collections.abc import Callable
from typing import Any

import msgspec
import msgspec.inspect as mi

from contract import formats
from contract.direction import Direction
from contract.errors import ContractError
from contract.patterns import to_ecma

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
# The keywords that `Meta(extra_json_schema=…)` may add. msgspec would not enforce a constraint.
_ANNOTATION_KEYWORDS = {
    "title",
    "description",
    "examples",
    "deprecated",
    "contentMediaType",
    "externalDocs",
    "default",
}


def unwrap(kind: mi.Type) -> mi.Type:
    """The type without its metadata."""
    while isinstance(kind, mi.Metadata):
        kind = kind.type
    return kind


def without_null(kind: mi.Type) -> mi.Type:
    """The type without its metadata, and without null."""
    kind = unwrap(kind)
    if not isinstance(kind, mi.UnionType):
        return kind
    members = tuple(unwrap(member) for member in kind.types if not isinstance(unwrap(member), mi.NoneType))
    return members[0] if len(members) == 1 else mi.UnionType(members)


def values_schema(values: list[Any]) -> Schema:
    """The schema of a fixed set of scalars."""
    types = list(dict.fromkeys(_JSON_TYPES[type(value)] for value in values))
    schema: Schema = {"type": types[0] if len(types) == 1 else types}
    if len(values) == 1:
        return schema | {"const": values[0]}
    return schema | {"enum": values}


class SchemaWriter:
    """Writes the schemas of one direction. `refer` returns the reference to a named type."""

    def __init__(self, direction: Direction, refer: Refer) -> None:
        self.direction = direction
        self.refer = refer

    @property
    def is_input(self) -> bool:
        return self.direction is Direction.INPUT

    def write(self, kind: Any, location: str) -> Schema:
        """The schema of any type. `location` identifies the type in an error message."""
        if isinstance(kind, mi.Metadata):
            extra = _extra_keywords(kind.extra_json_schema or {}, location) | _error_message(kind.extra or {})
            return self.write(kind.type, location) | extra
        if isinstance(kind, NAMED):
            self._check_tag(kind, location)
            return {"$ref": self.refer(kind, location)}
        if isinstance(kind, mi.UnionType):
            return self._union(kind, location)
        if isinstance(kind, _DICTS):
            return self._mapping(kind, location)
        if isinstance(kind, (mi.CollectionType, mi.TupleType)):
            return self._array(kind, location)
        return self._scalar(kind, location)

    def _scalar(self, kind: Any, location: str) -> Schema:
        match kind:
            case mi.IntType() | mi.FloatType():
                return _number(kind, location)
            case mi.StrType():
                return _text(kind, location)
            case mi.LiteralType():
                return values_schema(list(kind.values))
        schema = dict(_SIMPLE[type(kind)]) if type(kind) in _SIMPLE else self._encoded(kind, location)
        # A client names the form in its messages, as the server does. Both directions have it, to share a component.
        form = formats.form_name(kind)
        return schema | {"x-form": form} if form else schema

    def _encoded(self, kind: Any, location: str) -> Schema:
        """The schema of a type that msgspec encodes as text."""
        match kind:
            case mi.DecimalType():
                return self._decimal()
            case mi.UUIDType():
                return _formatted("uuid", formats.UUID, has_format=not self.is_input)
            case mi.DateTimeType():
                return _formatted("date-time", formats.datetime(kind.tz), has_format=self._sends_aware(kind))
            case mi.TimeType():
                return _formatted("time", formats.time(kind.tz), has_format=self._sends_aware(kind))
        if isinstance(kind, _BYTES):
            pattern = formats.base64(kind.min_length, kind.max_length)
            return {"type": "string", "contentEncoding": "base64", "pattern": pattern}
        unknown = getattr(kind, "cls", kind)
        raise ContractError(
            f"{location}: {unknown!r} has no JSON form that msgspec validates; use a struct, a dataclass or attrs"
        )

    def _sends_aware(self, kind: Any) -> bool:
        return kind.tz is True and not self.is_input

    def _decimal(self) -> Schema:
        if not self.is_input:
            return {"type": "string", "pattern": formats.DECIMAL_OUTPUT}
        return {"anyOf": [{"type": "string", "pattern": formats.DECIMAL}, {"type": "number"}]}

    def _array(self, kind: Any, location: str) -> Schema:
        if isinstance(kind, mi.TupleType):
            return self._tuple(kind, location)
        schema: Schema = {"type": "array"}
        if not isinstance(unwrap(kind.item_type), mi.AnyType):
            schema["items"] = self.write(kind.item_type, f"{location}[]")
        if isinstance(kind, _SETS):
            self._check_set_limits(kind, location)
            schema |= {} if self.is_input else {"uniqueItems": True}
        return schema | _limits(kind, "Items")

    def _check_set_limits(self, kind: Any, location: str) -> None:
        if self.is_input and (kind.max_length is not None or (kind.min_length or 0) > 1):
            raise ContractError(
                f"{location}: msgspec counts the distinct items of a set, and JSON Schema counts all items; "
                "use a list, or min_length=1 as the only limit"
            )

    def _tuple(self, kind: mi.TupleType, location: str) -> Schema:
        size = len(kind.item_types)
        if not size:
            return {"type": "array", "maxItems": 0}
        items = [self.write(item, f"{location}[{index}]") for index, item in enumerate(kind.item_types)]
        return {"type": "array", "prefixItems": items, "items": False, "minItems": size, "maxItems": size}

    def _mapping(self, kind: Any, location: str) -> Schema:
        key = unwrap(kind.key_type)
        if (kind.min_length or kind.max_length is not None) and not isinstance(key, (mi.StrType, mi.AnyType)):
            raise ContractError(
                f"{location}: msgspec counts different texts of the same key once; limit only a dict with text keys"
            )
        schema: Schema = {"type": "object"}
        if key_schema := self._keys(key, f"{location} (keys)"):
            schema["propertyNames"] = key_schema
        if not isinstance(unwrap(kind.value_type), mi.AnyType):
            schema["additionalProperties"] = self.write(kind.value_type, f"{location}{{}}")
        return schema | _limits(kind, "Properties")

    def _keys(self, key: Any, location: str) -> Schema:
        match key:
            case mi.AnyType():
                return {}
            case mi.StrType():
                return {keyword: value for keyword, value in _text(key, location).items() if keyword != "type"}
            case mi.IntType() if _number(key, location) == {"type": "integer"}:
                return {"pattern": formats.INTEGER_KEY}
            case mi.LiteralType(values=values):
                return {"enum": [str(value) for value in values]}
            case mi.EnumType(cls=cls):
                return {"enum": [str(member.value) for member in cls]}
            case mi.DateType() | mi.DateTimeType() | mi.TimeType() | mi.UUIDType():
                return {"pattern": self._scalar(key, location)["pattern"]}
        raise ContractError(f"{location}: JSON Schema cannot describe the keys that msgspec accepts; use text keys")

    def _union(self, kind: mi.UnionType, location: str) -> Schema:
        tagged = [member for member in kind.types if _is_tagged(unwrap(member))]
        others = [member for member in kind.types if not _is_tagged(unwrap(member))]
        if len(tagged) < 2:  # noqa: PLR2004
            return {"anyOf": _ordered([self.write(member, location) for member in kind.types])}
        choice = self._tagged_union([unwrap(member) for member in tagged], location)
        if not others:
            return choice
        return {"anyOf": _ordered([choice, *(self.write(member, location) for member in others)])}

    def _tagged_union(self, members: list[Any], location: str) -> Schema:
        references = {
            member.tag: self.refer(member, location) for member in sorted(members, key=lambda member: str(member.tag))
        }
        choice: Schema = {"anyOf": [{"$ref": reference} for reference in references.values()]}
        if all(isinstance(tag, str) for tag in references):  # OpenAPI's mapping has text keys only.
            choice["discriminator"] = {"propertyName": members[0].tag_field, "mapping": references}
        return choice

    def _check_tag(self, kind: Any, location: str) -> None:
        if self.is_input and _is_tagged(kind):
            raise ContractError(
                f"{location}: msgspec accepts {kind.cls.__name__} without its tag outside of a union; "
                "remove the tag, or use a union"
            )

    def body(self, kind: Any, location: str) -> Schema:
        """The schema in the component of a named type."""
        documentation = _documentation(kind)
        if isinstance(kind, mi.EnumType):
            return documentation | _enumeration(kind.cls, location)
        self._check_post_init(kind, location)
        if isinstance(kind, mi.NamedTupleType) or getattr(kind, "array_like", False):
            return documentation | self._positional(kind, location)
        return documentation | self._object(kind, location)

    def _check_post_init(self, kind: Any, location: str) -> None:
        if self.is_input and hasattr(kind.cls, "__post_init__"):
            raise ContractError(f"{location}: the document cannot describe the checks of __post_init__; use Meta")

    def _object(self, kind: Any, location: str) -> Schema:
        properties: Schema = {}
        tag_field = getattr(kind, "tag_field", None)
        if tag_field is not None:
            properties[tag_field] = values_schema([kind.tag])
        required = list(properties)
        for field in kind.fields:
            properties[field.encode_name] = self._property(field, f"{location}.{field.name}")
            if self._is_required(kind, field):
                required.append(field.encode_name)
        schema: Schema = {"type": "object", "properties": properties}
        if required:
            schema["required"] = required
        if getattr(kind, "forbid_unknown_fields", False):
            schema["additionalProperties"] = False
        return schema

    def _property(self, field: mi.Field, location: str) -> Schema:
        schema = self.write(field.type, location)
        if self.is_input and not field.required:
            schema = _default(field) | schema
        return schema

    def _is_required(self, kind: Any, field: mi.Field) -> bool:
        if self.is_input or not isinstance(kind, mi.StructType):
            return field.required  # msgspec omits unset fields, and does not set the defaults of a decoded dataclass.
        return not may_be_absent(kind, field)

    def _positional(self, kind: Any, location: str) -> Schema:
        items = [self.write(field.type, f"{location}.{field.name}") for field in kind.fields]
        min_items = sum(field.required for field in kind.fields)
        if getattr(kind, "tag", None) is not None:
            items, min_items = [values_schema([kind.tag]), *items], min_items + 1
        schema: Schema = {"type": "array", "prefixItems": items, "minItems": min_items}
        closed = isinstance(kind, mi.NamedTupleType) or kind.forbid_unknown_fields
        if not self.is_input:
            closed, schema["minItems"] = True, len(items)
        return schema | ({"items": False, "maxItems": len(items)} if closed else {})


def may_be_absent(kind: Any, field: mi.Field) -> bool:
    """Whether the server may omit the field in a response."""
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
    members = getattr(field.type, "__args__", ())
    return field.default is msgspec.UNSET or msgspec.UnsetType in members


def _default(field: mi.Field) -> Schema:
    """The default of a field that a client omits.

    The keyword is not `default`: type generators would make the field required, also in requests.
    """
    if field.default is not msgspec.NODEFAULT:
        return {"x-default": msgspec.to_builtins(field.default, str_keys=True)}
    if field.default_factory in (list, dict, set, frozenset, tuple):
        return {"x-default": msgspec.to_builtins(field.default_factory())}
    return {}


def _ordered(members: list[Schema]) -> list[Schema]:
    """The members of a union in a stable order: `typing` caches the first order of each union."""
    return sorted(members, key=lambda member: (member == {"type": "null"}, json.dumps(member, sort_keys=True)))


def _is_tagged(kind: Any) -> bool:
    return isinstance(kind, mi.StructType) and kind.tag is not None and not kind.array_like


def _extra_keywords(extra: Schema, location: str) -> Schema:
    if wrong := [keyword for keyword in extra if keyword not in _ANNOTATION_KEYWORDS and not keyword.startswith("x-")]:
        raise ContractError(f"{location}: extra_json_schema has {', '.join(wrong)}, which msgspec does not check")
    if extra.get("deprecated") and "x-sunset" not in extra:
        raise ContractError(f"{location} is deprecated without dates; use Deprecation(since=…, sunset=…).keywords")
    return extra


def _error_message(extra: dict[str, Any]) -> Schema:
    """The message for a value that does not match the pattern. A client can show the same message as the server."""
    return {"x-error-message": extra["error_message"]} if "error_message" in extra else {}


def _documentation(kind: Any) -> Schema:
    cls = getattr(kind.cls, "__origin__", kind.cls)
    text = cls.__doc__ or ""
    is_generated = text.startswith(f"{cls.__name__}(") or text == "An enumeration."
    return {"description": " ".join(text.split())} if text and not is_generated else {}


def _enumeration(cls: Any, location: str) -> Schema:
    if cls._missing_.__func__ is not enum.Enum._missing_.__func__:  # type: ignore[attr-defined]
        raise ContractError(
            f"{location}: _missing_ accepts values that the document does not list; add these values as members"
        )
    return values_schema([member.value for member in cls])


def _formatted(name: str, pattern: str, *, has_format: bool) -> Schema:
    """A pattern, with `format` only where `format` accepts every value that msgspec accepts."""
    return {"type": "string", "pattern": pattern} | ({"format": name} if has_format else {})


def _number(kind: Any, location: str) -> Schema:
    is_integer = isinstance(kind, mi.IntType)
    step = kind.multiple_of
    if step is not None and float(step) != int(step):
        raise ContractError(f"{location}: multiples of a fraction depend on rounding; use integers of a smaller unit")
    bounds = {keyword: getattr(kind, name) for name, keyword in _BOUNDS.items() if getattr(kind, name) is not None}
    return {"type": "integer" if is_integer else "number"} | {
        keyword: _without_fraction(value) for keyword, value in bounds.items()
    }


def _without_fraction(value: float) -> float:
    return int(value) if float(value).is_integer() else value


def _text(kind: mi.StrType, location: str) -> Schema:
    schema: Schema = {"type": "string"} | _limits(kind, "Length")
    if kind.pattern is not None:
        try:
            schema["pattern"] = to_ecma(kind.pattern)
        except ContractError as error:
            raise ContractError(f"{location}: {error}") from None
    return schema


def _limits(kind: Any, suffix: str) -> Schema:
    limits = {f"min{suffix}": kind.min_length, f"max{suffix}": kind.max_length}
    return {keyword: limit for keyword, limit in limits.items() if limit is not None}
