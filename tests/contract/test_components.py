"""Components: one for each named type, and two only where the directions differ."""

from datetime import date
from typing import Any

import pytest
from msgspec import UNSET, Struct, UnsetType

from contract import ContractError
from contract.components import Components
from contract.direction import Direction
from tests.contract.shapes import Lazy, Movie, Page, Plain, PlainPage, Positional


def resolved(**annotations: tuple[Direction, Any]) -> Any:
    components = Components()
    document = {
        name: components.schema(annotation, direction, name) for name, (direction, annotation) in annotations.items()
    }
    return components.resolve(document)


def components_of(annotation: Any, direction: Direction) -> Any:
    return resolved(schema=(direction, annotation))["components"]["schemas"]


class Draft(Struct):
    """A text to publish."""

    title: str
    tags: list[str] = []


class Envelope(Struct):
    draft: Draft


class Stamp(Struct):
    day: date


def test_both_directions_share_an_identical_component() -> None:
    document = resolved(request=(Direction.INPUT, Stamp), response=(Direction.OUTPUT, Stamp))
    assert list(document["components"]["schemas"]) == ["Stamp"]
    assert document["request"] == document["response"] == {"$ref": "#/components/schemas/Stamp"}


def test_default_splits_the_component_of_the_struct_and_of_its_containers() -> None:
    document = resolved(request=(Direction.INPUT, Envelope), response=(Direction.OUTPUT, Envelope))
    schemas = document["components"]["schemas"]
    assert sorted(schemas) == ["DraftInput", "DraftOutput", "EnvelopeInput", "EnvelopeOutput"]
    assert schemas["DraftInput"] == {
        "description": "A text to publish.",
        "type": "object",
        "properties": {
            "title": {"type": "string"},
            "tags": {"type": "array", "items": {"type": "string"}, "x-default": []},
        },
        "required": ["title"],
    }
    assert schemas["DraftOutput"]["required"] == ["title", "tags"]
    assert "x-default" not in schemas["DraftOutput"]["properties"]["tags"]
    assert schemas["EnvelopeOutput"]["properties"]["draft"] == {"$ref": "#/components/schemas/DraftOutput"}


def test_struct_of_one_direction_has_no_suffix() -> None:
    assert sorted(components_of(Envelope, Direction.INPUT)) == ["Draft", "Envelope"]
    assert sorted(components_of(Envelope, Direction.OUTPUT)) == ["Draft", "Envelope"]


def test_omittable_field_is_not_required_in_a_response() -> None:
    class Partial(Struct):
        always: int
        never_null: int | UnsetType = UNSET

    assert components_of(Partial, Direction.OUTPUT)["Partial"]["required"] == ["always"]
    assert "required" not in components_of(Lazy, Direction.OUTPUT)["Lazy"]
    assert components_of(Movie, Direction.OUTPUT)["Movie"]["required"] == ["title"]


def test_response_has_every_item_of_an_array_like_struct() -> None:
    assert components_of(Positional, Direction.INPUT)["Positional"]["minItems"] == 1
    output = components_of(Positional, Direction.OUTPUT)["Positional"]
    assert (output["minItems"], output["maxItems"], output["items"]) == (2, 2, False)


def test_names_of_generic_structs_have_no_module() -> None:
    assert sorted(components_of(Page[Plain], Direction.OUTPUT)) == ["PageOfPlain", "Plain"]
    assert sorted(components_of(Page[list[int]], Direction.OUTPUT)) == ["PageOfListOfInt"]
    assert sorted(components_of(Page[int | None], Direction.OUTPUT)) == ["PageOfIntOrNull"]
    assert sorted(components_of(PlainPage, Direction.OUTPUT)) == ["Plain", "PlainPage"]


def test_structs_with_the_same_name_fail_the_export_with_both_locations() -> None:
    class Draft(Struct):  # the same name as the struct of the module
        other: int

    class Both(Struct):
        local: Draft
        module_level: Envelope

    with pytest.raises(ContractError) as raised:
        components_of(Both, Direction.OUTPUT)
    assert "test_components.Draft" in str(raised.value)
    assert "<locals>.Draft" in str(raised.value)


def test_struct_must_not_have_the_name_of_a_split_component() -> None:
    class DraftInput(Struct):
        other: int

    with pytest.raises(ContractError, match="DraftInput"):
        resolved(
            request=(Direction.INPUT, Envelope),
            response=(Direction.OUTPUT, Envelope),
            conflicting=(Direction.INPUT, DraftInput),
        )


def test_order_in_a_union_does_not_depend_on_the_annotation() -> None:
    assert (
        resolved(schema=(Direction.INPUT, int | str))["schema"]
        == resolved(schema=(Direction.INPUT, str | int))["schema"]
    )
