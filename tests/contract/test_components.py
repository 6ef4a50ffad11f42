"""Components: clean names, each once, and two sides only where the sides differ."""

from datetime import date
from typing import Any

import pytest
from msgspec import UNSET, Struct, UnsetType

from contract import ContractError
from contract.components import Components
from contract.direction import Direction
from tests.contract.shapes import Lazy, Movie, Page, Plain, PlainPage, Positional


def settled(**annotations: tuple[Direction, Any]) -> Any:
    components = Components()
    document = {name: components.schema(annotation, side, name) for name, (side, annotation) in annotations.items()}
    return components.resolve(document)


def components_of(annotation: Any, side: Direction) -> Any:
    return settled(it=(side, annotation))["components"]["schemas"]


class Draft(Struct):
    """A text to publish."""

    title: str
    tags: list[str] = []


class Envelope(Struct):
    draft: Draft


class Stamp(Struct):
    day: date


def test_both_sides_share_a_component_that_is_the_same_for_both() -> None:
    document = settled(asked=(Direction.INPUT, Stamp), sent=(Direction.OUTPUT, Stamp))
    assert list(document["components"]["schemas"]) == ["Stamp"]
    assert document["asked"] == document["sent"] == {"$ref": "#/components/schemas/Stamp"}


def test_a_default_makes_two_sides_of_the_struct_and_of_all_that_hold_it() -> None:
    document = settled(asked=(Direction.INPUT, Envelope), sent=(Direction.OUTPUT, Envelope))
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


def test_a_struct_of_one_side_keeps_its_plain_name() -> None:
    assert sorted(components_of(Envelope, Direction.INPUT)) == ["Draft", "Envelope"]
    assert sorted(components_of(Envelope, Direction.OUTPUT)) == ["Draft", "Envelope"]


def test_what_the_server_may_leave_out_is_not_required_in_a_response() -> None:
    class Partial(Struct):
        always: int
        never_null: int | UnsetType = UNSET

    assert components_of(Partial, Direction.OUTPUT)["Partial"]["required"] == ["always"]
    assert "required" not in components_of(Lazy, Direction.OUTPUT)["Lazy"]
    assert components_of(Movie, Direction.OUTPUT)["Movie"]["required"] == ["title"]


def test_a_server_sends_every_place_of_an_array_like_struct() -> None:
    assert components_of(Positional, Direction.INPUT)["Positional"]["minItems"] == 1
    sent = components_of(Positional, Direction.OUTPUT)["Positional"]
    assert (sent["minItems"], sent["maxItems"], sent["items"]) == (2, 2, False)


def test_generic_structs_have_names_without_modules() -> None:
    assert sorted(components_of(Page[Plain], Direction.OUTPUT)) == ["PageOfPlain", "Plain"]
    assert sorted(components_of(Page[list[int]], Direction.OUTPUT)) == ["PageOfListOfInt"]
    assert sorted(components_of(Page[int | None], Direction.OUTPUT)) == ["PageOfIntOrNull"]
    assert sorted(components_of(PlainPage, Direction.OUTPUT)) == ["Plain", "PlainPage"]


def test_two_structs_of_one_name_fail_the_export_with_both_places() -> None:
    class Draft(Struct):  # the same name as the one above
        other: int

    class Both(Struct):
        mine: Draft
        theirs: Envelope

    with pytest.raises(ContractError) as refused:
        components_of(Both, Direction.OUTPUT)
    assert "test_components.Draft" in str(refused.value)
    assert "<locals>.Draft" in str(refused.value)


def test_a_struct_may_not_have_the_name_that_a_side_needs() -> None:
    class DraftInput(Struct):
        other: int

    with pytest.raises(ContractError, match="DraftInput"):
        settled(
            asked=(Direction.INPUT, Envelope),
            sent=(Direction.OUTPUT, Envelope),
            taken=(Direction.INPUT, DraftInput),
        )


def test_the_order_in_a_union_does_not_depend_on_who_spelled_it_first() -> None:
    assert settled(it=(Direction.INPUT, int | str))["it"] == settled(it=(Direction.INPUT, str | int))["it"]
