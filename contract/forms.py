"""Bodies of forms: the fields of a struct as texts, and uploaded files.

As for parameters, a schema describes only the canonical text of a value.
"""

from typing import Any

import msgspec.inspect as mi
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.params import BodyKwarg
from litestar.typing import FieldDefinition

from contract.components import Components, type_info
from contract.direction import Direction
from contract.errors import ContractError
from contract.schemas import OBJECTS, Schema, unwrap, without_null

JSON = "application/json"
MULTIPART = RequestEncodingType.MULTI_PART.value
FORMS = (MULTIPART, RequestEncodingType.URL_ENCODED.value)
FILE: Schema = {"type": "string", "contentMediaType": "application/octet-stream"}
_ADVICE = "use a struct with a field for each value, or exclude the operation with include_in_schema=False"
_LISTS = (mi.ListType, mi.SetType, mi.FrozenSetType, mi.VarTupleType)
_NESTED = (*OBJECTS, *_LISTS, mi.DictType, mi.FrozenDictType, mi.NamedTupleType, mi.TupleType)


def media_type_of(body: FieldDefinition) -> str:
    """The media type of a request body."""
    definition = body.kwarg_definition
    media_type = definition.media_type if isinstance(definition, BodyKwarg) else JSON
    return str(getattr(media_type, "value", media_type))


def form_schema(annotation: Any, media_type: str, components: Components, location: str) -> Schema:
    """The schema of a form. Litestar reads a single file from a field of any name; the document names the field."""
    if annotation is UploadFile and media_type == MULTIPART:
        return {"type": "object", "properties": {"data": FILE}, "required": ["data"]}
    kind = unwrap(type_info(annotation, location))
    if not isinstance(kind, OBJECTS):
        raise ContractError(f"{location}: a form cannot be described as {annotation}; {_ADVICE}")
    if hasattr(kind.cls, "__post_init__"):
        raise ContractError(f"{location}: the document cannot describe the checks of __post_init__; use Meta")
    if media_type != MULTIPART and (wrong := [field.name for field in kind.fields if _needs_parts(field.type)]):
        raise ContractError(f"{location}: {', '.join(wrong)} must be read from {MULTIPART}; change the media type")
    properties = {
        field.encode_name: _field_schema(field, components, f"{location}: {field.name}") for field in kind.fields
    }
    required = [field.encode_name for field in kind.fields if field.required]
    return {"type": "object", "properties": properties} | ({"required": required} if required else {})


def _needs_parts(kind: mi.Type) -> bool:
    """Whether Litestar reads the value from a multipart form only: a file, or a list, which may have one item."""
    return isinstance(without_null(kind), (*_LISTS, mi.CustomType))


def _field_schema(field: mi.Field, components: Components, location: str) -> Schema:
    kind = without_null(field.type)
    if isinstance(kind, _LISTS):
        if field.encode_name != field.name:
            raise ContractError(f"{location}: Litestar finds a list of a form by its Python name; do not rename it")
        limits = {"minItems": kind.min_length, "maxItems": kind.max_length}
        items = _value_schema(unwrap(kind.item_type), components, location)
        return {"type": "array", "items": items} | {key: value for key, value in limits.items() if value is not None}
    return _value_schema(kind, components, location)


def _value_schema(kind: Any, components: Components, location: str) -> Schema:
    if isinstance(kind, mi.CustomType) and issubclass(kind.cls, UploadFile):
        return FILE
    if isinstance(kind, (*_NESTED, mi.UnionType)):
        raise ContractError(f"{location}: a field of a form is a text, a file, or a list of these; {_ADVICE}")
    return components.write(kind, Direction.OUTPUT, location)
