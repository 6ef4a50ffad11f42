"""Edits of a schema, in both directions, with the decision about each."""

from typing import Any, NamedTuple

import pytest

from contract.compatibility import changes_between
from contract.compatibility.subsets import Subsets
from contract.compatibility.value_sets import ValueSets
from contract.direction import Direction
from tests.contract.compatibility.documents import exchanged, thing

Decision = tuple[str, str, str]
"""A difference, its effect on requests, and its effect on responses."""


class Row(NamedTuple):
    """An edit of a schema that requests and responses share, and its reversal."""

    family: str
    old: Any
    new: Any
    decisions: list[Decision]
    reversed: list[Decision]


TEXT = {"type": "string"}
WHOLE = {"type": "integer"}
NUMBER = {"type": "number"}
NULL = {"type": "null"}
MAP = {"type": "object", "additionalProperties": WHOLE}
CAT: dict[str, Any] = {"type": "object", "properties": {"kind": {"const": "cat"}, "age": WHOLE}, "required": ["kind"]}
DOG: dict[str, Any] = {"type": "object", "properties": {"kind": {"const": "dog"}}, "required": ["kind"]}


def fixed(*items: Any) -> Any:
    """A tuple."""
    return {"type": "array", "prefixItems": list(items), "minItems": len(items), "maxItems": len(items)}


def coded(*codes: str) -> Any:
    """An error whose code is narrowed, as in the responses of the contract."""
    error = {"type": "object", "properties": {"code": {"enum": ["a", "b", "c"]}, "why": TEXT}, "required": ["code"]}
    return {"allOf": [error, {"type": "object", "properties": {"code": {"enum": list(codes)}}}]}


ROWS = (
    Row(
        "type",
        TEXT,
        WHOLE,
        [("Thing.value: string → integer", "incomparable breaks", "incomparable breaks")],
        [("Thing.value: integer → string", "incomparable breaks", "incomparable breaks")],
    ),
    Row(
        "type",
        WHOLE,
        NUMBER,
        [("Thing.value: type integer → number", "widens", "widens breaks")],
        [("Thing.value: type number → integer", "narrows breaks", "narrows")],
    ),
    Row(
        "type",
        TEXT,
        {"type": "array", "items": TEXT},
        [("Thing.value: string → array", "incomparable breaks", "incomparable breaks")],
        [("Thing.value: array → string", "incomparable breaks", "incomparable breaks")],
    ),
    Row(
        "nullable",
        TEXT,
        {"anyOf": [TEXT, NULL]},
        [("Thing.value: null newly possible", "widens", "widens breaks")],
        [("Thing.value: null no longer possible", "narrows breaks", "narrows")],
    ),
    Row(
        "format",
        TEXT,
        TEXT | {"format": "date"},
        [("Thing.value: format none → date", "narrows breaks", "narrows")],
        [("Thing.value: format date → none", "widens", "widens breaks")],
    ),
    Row(
        "format",
        TEXT | {"format": "date"},
        TEXT | {"format": "date-time"},
        [("Thing.value: format date → date-time", "incomparable breaks", "incomparable breaks")],
        [("Thing.value: format date-time → date", "incomparable breaks", "incomparable breaks")],
    ),
    Row(
        "format",
        WHOLE,
        WHOLE | {"format": "int32"},
        [("Thing.value: format none → int32", "narrows breaks", "narrows")],
        [("Thing.value: format int32 → none", "widens", "widens breaks")],
    ),
    Row(
        "enum value",
        {"enum": ["a", "b"]},
        {"enum": ["a"]},
        [('Thing.value: "b" no longer possible', "narrows breaks", "narrows")],
        [('Thing.value: "b" newly possible', "widens", "widens breaks")],
    ),
    Row(
        "enum value",
        {"enum": ["a", "b"]},
        {"enum": ["a", "c"]},
        [
            ('Thing.value: "b" no longer possible', "narrows breaks", "narrows"),
            ('Thing.value: "c" newly possible', "widens", "widens breaks"),
        ],
        [
            ('Thing.value: "b" newly possible', "widens", "widens breaks"),
            ('Thing.value: "c" no longer possible', "narrows breaks", "narrows"),
        ],
    ),
    Row(
        "enum value",
        {"enum": ["a"]},
        TEXT,
        [("Thing.value: string newly possible", "widens", "widens breaks")],
        [("Thing.value: string no longer possible", "narrows breaks", "narrows")],
    ),
    Row(
        "const",
        {"const": "a"},
        {"const": "b"},
        [
            ('Thing.value: "a" no longer possible', "narrows breaks", "narrows"),
            ('Thing.value: "b" newly possible', "widens", "widens breaks"),
        ],
        [
            ('Thing.value: "a" newly possible', "widens", "widens breaks"),
            ('Thing.value: "b" no longer possible', "narrows breaks", "narrows"),
        ],
    ),
    Row(
        "default",
        TEXT,
        TEXT | {"default": "a"},
        [('Thing.value: default none → "a"', "incomparable breaks", "incomparable breaks")],
        [('Thing.value: default "a" → none', "incomparable breaks", "incomparable breaks")],
    ),
    Row(
        "default",
        TEXT | {"x-default": "a"},
        TEXT | {"x-default": "b"},
        [('Thing.value: default "a" → "b"', "incomparable breaks", "incomparable breaks")],
        [('Thing.value: default "b" → "a"', "incomparable breaks", "incomparable breaks")],
    ),
    Row(
        "numeric bounds",
        WHOLE | {"minimum": 1},
        WHOLE | {"minimum": 2},
        [("Thing.value: minimum 1 → 2", "narrows breaks", "narrows")],
        [("Thing.value: minimum 2 → 1", "widens", "widens breaks")],
    ),
    Row(
        "numeric bounds",
        WHOLE | {"maximum": 9},
        WHOLE,
        [("Thing.value: maximum 9 → none", "widens", "widens breaks")],
        [("Thing.value: maximum none → 9", "narrows breaks", "narrows")],
    ),
    Row(
        "numeric bounds",
        NUMBER | {"exclusiveMinimum": 0},
        NUMBER | {"minimum": 0},
        [("Thing.value: minimum 0 (exclusive) → 0", "widens", "widens breaks")],
        [("Thing.value: minimum 0 → 0 (exclusive)", "narrows breaks", "narrows")],
    ),
    Row(
        "numeric bounds",
        NUMBER | {"maximum": 9},
        NUMBER | {"exclusiveMaximum": 9},
        [("Thing.value: maximum 9 → 9 (exclusive)", "narrows breaks", "narrows")],
        [("Thing.value: maximum 9 (exclusive) → 9", "widens", "widens breaks")],
    ),
    Row(
        "multipleOf",
        NUMBER,
        NUMBER | {"multipleOf": 0.1},
        [("Thing.value: multipleOf none → 0.1", "narrows breaks", "narrows")],
        [("Thing.value: multipleOf 0.1 → none", "widens", "widens breaks")],
    ),
    Row(
        "multipleOf",
        WHOLE | {"multipleOf": 2},
        WHOLE | {"multipleOf": 4},
        [("Thing.value: multipleOf 2 → 4", "narrows breaks", "narrows")],
        [("Thing.value: multipleOf 4 → 2", "widens", "widens breaks")],
    ),
    Row(
        "multipleOf",
        WHOLE | {"multipleOf": 2},
        WHOLE | {"multipleOf": 3},
        [("Thing.value: multipleOf 2 → 3", "incomparable breaks", "incomparable breaks")],
        [("Thing.value: multipleOf 3 → 2", "incomparable breaks", "incomparable breaks")],
    ),
    Row(
        "length",
        TEXT | {"minLength": 1},
        TEXT | {"minLength": 2},
        [("Thing.value: minLength 1 → 2", "narrows breaks", "narrows")],
        [("Thing.value: minLength 2 → 1", "widens", "widens breaks")],
    ),
    Row(
        "length",
        TEXT | {"maxLength": 9},
        TEXT,
        [("Thing.value: maxLength 9 → none", "widens", "widens breaks")],
        [("Thing.value: maxLength none → 9", "narrows breaks", "narrows")],
    ),
    Row(
        "pattern",
        TEXT,
        TEXT | {"pattern": "^a"},
        [("Thing.value: pattern none → ^a", "narrows breaks", "narrows")],
        [("Thing.value: pattern ^a → none", "widens", "widens breaks")],
    ),
    Row(
        "pattern",
        TEXT | {"pattern": "^a"},
        TEXT | {"pattern": "^b"},
        [("Thing.value: pattern ^a → ^b", "incomparable breaks", "incomparable breaks")],
        [("Thing.value: pattern ^b → ^a", "incomparable breaks", "incomparable breaks")],
    ),
    Row(
        "items",
        {"type": "array", "items": TEXT},
        {"type": "array", "items": WHOLE},
        [("Thing.value[]: string → integer", "incomparable breaks", "incomparable breaks")],
        [("Thing.value[]: integer → string", "incomparable breaks", "incomparable breaks")],
    ),
    Row(
        "items",
        {"type": "array", "items": TEXT},
        {"type": "array", "items": TEXT | {"maxLength": 5}},
        [("Thing.value[]: maxLength none → 5", "narrows breaks", "narrows")],
        [("Thing.value[]: maxLength 5 → none", "widens", "widens breaks")],
    ),
    Row(
        "minItems and maxItems",
        {"type": "array", "items": TEXT},
        {"type": "array", "items": TEXT, "minItems": 1},
        [("Thing.value: minItems 0 → 1", "narrows breaks", "narrows")],
        [("Thing.value: minItems 1 → 0", "widens", "widens breaks")],
    ),
    Row(
        "minItems and maxItems",
        {"type": "array", "items": TEXT, "maxItems": 3},
        {"type": "array", "items": TEXT, "maxItems": 4},
        [("Thing.value: maxItems 3 → 4", "widens", "widens breaks")],
        [("Thing.value: maxItems 4 → 3", "narrows breaks", "narrows")],
    ),
    Row(
        "uniqueItems",
        {"type": "array", "items": TEXT},
        {"type": "array", "items": TEXT, "uniqueItems": True},
        [("Thing.value: uniqueItems no → yes", "narrows breaks", "narrows")],
        [("Thing.value: uniqueItems yes → no", "widens", "widens breaks")],
    ),
    Row(
        "map values",
        MAP,
        MAP | {"additionalProperties": NUMBER},
        [("Thing.value.*: type integer → number", "widens", "widens breaks")],
        [("Thing.value.*: type number → integer", "narrows breaks", "narrows")],
    ),
    Row(
        "map sizes",
        MAP,
        MAP | {"maxProperties": 3},
        [("Thing.value: maxProperties none → 3", "narrows breaks", "narrows")],
        [("Thing.value: maxProperties 3 → none", "widens", "widens breaks")],
    ),
    Row(
        "map sizes",
        MAP | {"minProperties": 2},
        MAP | {"minProperties": 1},
        [("Thing.value: minProperties 2 → 1", "widens", "widens breaks")],
        [("Thing.value: minProperties 1 → 2", "narrows breaks", "narrows")],
    ),
    Row(
        "map names",
        MAP,
        MAP | {"propertyNames": {"pattern": "^[a-z]+$"}},
        [("Thing.value (names): pattern none → ^[a-z]+$", "narrows breaks", "narrows")],
        [("Thing.value (names): pattern ^[a-z]+$ → none", "widens", "widens breaks")],
    ),
    Row(
        "tuple",
        fixed(TEXT, WHOLE),
        fixed(TEXT, TEXT),
        [("Thing.value[1]: integer → string", "incomparable breaks", "incomparable breaks")],
        [("Thing.value[1]: string → integer", "incomparable breaks", "incomparable breaks")],
    ),
    Row(
        "tuple",
        fixed(TEXT, WHOLE),
        fixed(TEXT, WHOLE, WHOLE),
        [
            ("Thing.value: maxItems 2 → 3", "widens", "widens breaks"),
            ("Thing.value: minItems 2 → 3", "narrows breaks", "narrows"),
            ("Thing.value[2]: integer newly possible", "widens", "widens breaks"),
        ],
        [
            ("Thing.value: maxItems 3 → 2", "narrows breaks", "narrows"),
            ("Thing.value: minItems 3 → 2", "widens", "widens breaks"),
            ("Thing.value[2]: integer no longer possible", "narrows breaks", "narrows"),
        ],
    ),
    Row(
        "union branch",
        {"anyOf": [CAT]},
        {"anyOf": [CAT, DOG]},
        [('Thing.value: object kind="dog" newly possible', "widens", "widens breaks")],
        [('Thing.value: object kind="dog" no longer possible', "narrows breaks", "narrows")],
    ),
    Row(
        "union branch",
        {"anyOf": [TEXT, WHOLE]},
        {"anyOf": [TEXT, {"type": "boolean"}]},
        [("Thing.value: integer → boolean", "incomparable breaks", "incomparable breaks")],
        [("Thing.value: boolean → integer", "incomparable breaks", "incomparable breaks")],
    ),
    Row(
        "tag",
        {"anyOf": [CAT, DOG]},
        {"anyOf": [CAT, {**DOG, "properties": {"kind": {"const": "wolf"}}}]},
        [('Thing.value: object kind="dog" → object kind="wolf"', "incomparable breaks", "incomparable breaks")],
        [('Thing.value: object kind="wolf" → object kind="dog"', "incomparable breaks", "incomparable breaks")],
    ),
    Row(
        "union branch, inside",
        {"anyOf": [CAT, DOG]},
        {"anyOf": [DOG, {**CAT, "properties": {"kind": {"const": "cat"}, "age": NUMBER}}]},
        [("Thing.value.age: type integer → number", "widens", "widens breaks")],
        [("Thing.value.age: type number → integer", "narrows breaks", "narrows")],
    ),
    Row(
        "property added",
        CAT,
        {**CAT, "properties": {**CAT["properties"], "name": TEXT}},
        [("Thing.value.name: is new", "widens", "narrows")],
        [("Thing.value.name: is removed", "narrows breaks", "widens breaks")],
    ),
    Row(
        "property added",
        CAT,
        {**CAT, "properties": {**CAT["properties"], "name": TEXT}, "required": ["kind", "name"]},
        [("Thing.value.name: is new and required", "incomparable breaks", "narrows")],
        [("Thing.value.name: is removed", "incomparable breaks", "widens breaks")],
    ),
    Row(
        "required",
        CAT,
        {**CAT, "required": ["kind", "age"]},
        [("Thing.value.age: became required", "narrows breaks", "narrows")],
        [("Thing.value.age: may be absent now", "widens", "widens breaks")],
    ),
    Row(
        "closed",
        CAT,
        {**CAT, "additionalProperties": False},
        [("Thing.value: undeclared members are refused now", "narrows breaks", "narrows")],
        [("Thing.value: undeclared members are accepted now", "widens", "widens breaks")],
    ),
    Row(
        "error code set",
        coded("a", "b"),
        coded("a"),
        [('Thing.value.code: "b" no longer possible', "narrows breaks", "narrows")],
        [('Thing.value.code: "b" newly possible', "widens", "widens breaks")],
    ),
    Row(
        "deep recursion",
        {"type": "array", "items": CAT},
        {"type": "array", "items": DOG},
        [
            ("Thing.value[].age: is removed", "narrows breaks", "widens breaks"),
            ('Thing.value[].kind: "cat" no longer possible', "narrows breaks", "narrows"),
            ('Thing.value[].kind: "dog" newly possible', "widens", "widens breaks"),
        ],
        [
            ("Thing.value[].age: is new", "widens", "narrows"),
            ('Thing.value[].kind: "cat" newly possible', "widens", "widens breaks"),
            ('Thing.value[].kind: "dog" no longer possible', "narrows breaks", "narrows"),
        ],
    ),
)


def decisions(old: Any, new: Any) -> list[Decision]:
    found: dict[str, dict[Direction, str]] = {}
    for change in changes_between(old, new):
        difference = change.difference
        effect = f"{difference.effect.value}{' breaks' if change.breaking else ''}"
        found.setdefault(f"{difference.location}: {difference.text}", {})[change.direction] = effect
    return [
        (name, effects.get(Direction.INPUT, "-"), effects.get(Direction.OUTPUT, "-"))
        for name, effects in sorted(found.items())
    ]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.family)
def test_an_edit_has_its_location_its_effect_and_its_decision(row: Row) -> None:
    assert decisions(thing(row.old), thing(row.new)) == row.decisions


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.family)
def test_the_reversed_edit_has_the_opposite_effect(row: Row) -> None:
    assert decisions(thing(row.new), thing(row.old)) == row.reversed


def test_a_size_of_an_open_object_counts_undeclared_members() -> None:
    assert decisions(thing(CAT), thing(CAT | {"maxProperties": 2})) == [
        ("Thing.value: maxProperties none → 2", "narrows breaks", "narrows"),
    ]


# --- Other spellings of the same values

PLAIN = {"type": "object", "properties": {"a": TEXT, "b": WHOLE}, "required": ["a", "b"]}
SPELLINGS: dict[str, tuple[Any, Any]] = {
    "anyOf with null and a list of types": ({"anyOf": [TEXT, NULL]}, {"type": ["null", "string"]}),
    "the order of branches": ({"anyOf": [CAT, DOG, NULL]}, {"anyOf": [NULL, DOG, CAT]}),
    "the order of members": (
        PLAIN,
        {"required": ["b", "a"], "type": "object", "properties": {"b": WHOLE, "a": TEXT}},
    ),
    "const and an enum of one": ({"const": "a"}, {"type": "string", "enum": ["a"]}),
    "the order of an enum": ({"enum": ["a", "b"]}, {"enum": ["b", "a"]}),
    "a boolean and its values": ({"type": "boolean"}, {"enum": [True, False]}),
    "a reference and its target": ({"$ref": "#/components/schemas/Name"}, TEXT | {"maxLength": 9}),
    "another name": ({"$ref": "#/components/schemas/Name"}, {"$ref": "#/components/schemas/Title"}),
    "allOf of one": ({"allOf": [TEXT]}, TEXT),
    "nested allOf": ({"allOf": [{"allOf": [PLAIN, coded("a")]}]}, {"allOf": [coded("a"), PLAIN]}),
    "allOf and the merged object": (coded("a"), coded("a", "b") | {"properties": {"code": {"const": "a"}}}),
    "limits in two parts": (
        {"allOf": [TEXT | {"minLength": 1}, {"maxLength": 9}]},
        TEXT | {"minLength": 1, "maxLength": 9},
    ),
    "limits that limit nothing": (TEXT | {"minLength": 0}, TEXT),
    "a size that the required members imply": (PLAIN, PLAIN | {"minProperties": 2}),
    "a size that a closed object implies": (
        PLAIN | {"additionalProperties": False},
        PLAIN | {"additionalProperties": False, "maxProperties": 2},
    ),
    "unique items of a list of one": (
        {"type": "array", "maxItems": 1},
        {"type": "array", "maxItems": 1, "uniqueItems": True},
    ),
    "a multiple of every whole number": (WHOLE | {"multipleOf": 0.5}, WHOLE),
    "a value of another branch": ({"anyOf": [TEXT, {"const": "a"}]}, {"anyOf": [{"enum": ["b", "c"]}, TEXT]}),
    "whole numbers": (WHOLE, NUMBER | {"multipleOf": 1}),
    "an exclusive bound of whole numbers": (WHOLE | {"exclusiveMinimum": 0}, WHOLE | {"minimum": 1}),
    "1 and 1.0": (NUMBER | {"minimum": 1}, NUMBER | {"minimum": 1.0}),
    "a tuple without other items": (fixed(TEXT, WHOLE), fixed(TEXT, WHOLE) | {"items": False}),
    "names that are strings": (MAP, MAP | {"propertyNames": {"type": "string"}}),
    "true and an empty schema": (True, {}),
    "annotations": (TEXT, TEXT | {"description": "Words.", "title": "T", "examples": ["a"], "deprecated": True}),
}


@pytest.mark.parametrize("name", SPELLINGS)
def test_another_spelling_is_no_difference(name: str) -> None:
    old, new = SPELLINGS[name]
    named = {"Name": TEXT | {"maxLength": 9}, "Title": TEXT | {"maxLength": 9}}

    def written(schema: Any) -> Any:
        return exchanged({"type": "object", "properties": {"value": schema}, "required": ["value"]}, **named)

    assert decisions(written(old), written(new)) == []
    assert decisions(written(new), written(old)) == []


# --- Recursion

TREE = {"$ref": "#/components/schemas/Tree"}


def tree(value: Any, **others: Any) -> Any:
    properties = {"value": value, "children": {"type": "array", "items": TREE}, **others}
    return exchanged(TREE, Tree={"type": "object", "properties": properties, "required": ["value"]})


def test_a_recursive_component_that_stays_is_no_difference() -> None:
    assert decisions(tree(TEXT), tree(TEXT | {"description": "Words."})) == []


def test_a_change_in_a_recursive_component_is_named_once() -> None:
    assert decisions(tree(WHOLE), tree(NUMBER)) == [
        ("Tree.value: type integer → number", "widens", "widens breaks"),
    ]


def test_two_components_that_refer_to_each_other_are_compared_to_their_end() -> None:
    def documents(leaf: Any) -> Any:
        a = {"type": "object", "properties": {"b": {"$ref": "#/components/schemas/B"}}}
        b = {"type": "object", "properties": {"a": {"$ref": "#/components/schemas/A"}, "leaf": leaf}}
        return exchanged({"$ref": "#/components/schemas/A"}, A=a, B=b)

    assert decisions(documents(TEXT), documents(WHOLE)) == [
        ("B.leaf: string → integer", "incomparable breaks", "incomparable breaks"),
    ]


def test_what_was_proved_with_a_refuted_pair_is_proved_again() -> None:
    """`A` and `B` refer to each other. `B` is first compared while `A` counts as proved."""
    a, b = {"$ref": "#/components/schemas/A"}, {"$ref": "#/components/schemas/B"}

    def sets(value: Any) -> ValueSets:
        schemas = {
            "A": {"type": "object", "properties": {"b": b, "value": value}},
            "B": {"type": "object", "properties": {"a": a}},
        }
        return ValueSets(exchanged(a, **schemas))

    subsets = Subsets(sets(WHOLE), sets(TEXT))

    assert not subsets.holds(a, a)
    assert not subsets.holds(b, b)


def test_intersections_of_recursive_components_end() -> None:
    def documents(value: Any) -> Any:
        linked = {"type": "object", "properties": {"next": {"$ref": "#/components/schemas/Linked"}, "value": value}}
        both = {"allOf": [{"$ref": "#/components/schemas/Linked"}, {"$ref": "#/components/schemas/Both"}]}
        return exchanged(both, Linked=linked, Both={"type": "object", "properties": {"next": both}})

    found = decisions(documents(TEXT), documents(WHOLE))

    assert found
    assert {decision[1:] for decision in found} == {("incomparable breaks", "incomparable breaks")}


# --- Components


def test_a_change_of_a_component_is_named_once_wherever_the_component_is_used() -> None:
    def documents(age: Any) -> Any:
        cat = {**CAT, "properties": {**CAT["properties"], "age": age}}
        used = {"$ref": "#/components/schemas/Cat"}
        uses = {
            "plain": used,
            "nullable": {"anyOf": [used, NULL]},
            "one of": {"anyOf": [used, DOG]},
            "narrowed": {"allOf": [used, {"required": ["age"]}]},
        }
        return exchanged({"type": "object", "properties": uses}, Cat=cat)

    assert decisions(documents(WHOLE), documents(NUMBER)) == [
        ("Cat.age: type integer → number", "widens", "widens breaks")
    ]


def test_a_new_error_code_that_no_response_has_is_no_difference() -> None:
    def documents(*codes: str) -> Any:
        error = {"type": "object", "properties": {"code": {"enum": list(codes)}}, "required": ["code"]}
        narrowed = {"type": "object", "properties": {"code": {"enum": ["a"]}}}
        return exchanged({"allOf": [{"$ref": "#/components/schemas/Error"}, narrowed]}, Error=error)

    assert decisions(documents("a", "b"), documents("a", "b", "c")) == []


# --- Whatever cannot be read

UNKNOWN = {"type": "string", "x-invented": 1}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (TEXT, UNKNOWN),
        (UNKNOWN, UNKNOWN | {"x-invented": 2}),
        ({"anyOf": [UNKNOWN, NULL]}, {"anyOf": [UNKNOWN | {"x-invented": 2}, NULL]}),
        ({"allOf": [UNKNOWN, {"maxLength": 1}]}, {"allOf": [UNKNOWN, {"maxLength": 2}]}),
        ({"oneOf": [TEXT, NULL]}, {"anyOf": [TEXT, NULL]}),
        ({"type": "array", "contains": TEXT}, {"type": "array", "contains": WHOLE}),
        ({"enum": [["a"]]}, {"enum": [["a"], ["b"]]}),
        ({"type": "string", "format": "date", "enum": ["a"]}, {"type": "string", "enum": ["a"]}),
        ({"enum": ["a"]}, {"type": "string", "format": "date"}),
        ({"enum": [1]}, {"type": "integer", "format": "int32"}),
        ({"type": "string", "pattern": "("}, {"type": "string", "pattern": ")"}),
        ({"type": "text"}, {"type": "words"}),
    ],
)
def test_a_schema_that_cannot_be_read_breaks_clients_on_both_sides_when_it_changes(old: Any, new: Any) -> None:
    changes = changes_between(thing(old), thing(new))

    assert {change.direction for change in changes if change.breaking} == {Direction.INPUT, Direction.OUTPUT}


def test_a_schema_that_cannot_be_read_and_stays_is_no_difference() -> None:
    assert decisions(thing(UNKNOWN), thing(UNKNOWN)) == []


@pytest.mark.parametrize("around", [lambda one: {"not": one}, lambda one: {"oneOf": [one]}, lambda one: {"if": one}])
def test_a_schema_that_cannot_be_read_has_changed_when_a_target_of_its_references_has(around: Any) -> None:
    def documents(target: Any) -> Any:
        return exchanged(around({"$ref": "#/components/schemas/Name"}), Name=target)

    assert decisions(documents(TEXT), documents(TEXT)) == []
    assert [one[1:] for one in decisions(documents(TEXT), documents(WHOLE))] == [
        ("incomparable breaks", "incomparable breaks")
    ]


def test_a_default_that_changes_in_a_component_is_found() -> None:
    def documents(default: int) -> Any:
        return exchanged(
            {"type": "object", "properties": {"size": {"$ref": "#/components/schemas/Size"}}},
            Size=WHOLE | {"x-default": default},
        )

    assert decisions(documents(1), documents(2)) == [
        ("Size: default 1 → 2", "incomparable breaks", "incomparable breaks"),
    ]


def test_patterns_are_those_of_ecma_262() -> None:
    """In Python, `$` matches before a final line break as well."""
    assert decisions(thing({"enum": ["a\n"]}), thing({"enum": ["a\n"], "pattern": "a$"})) == [
        ('Thing.value: "a\\n" no longer possible', "narrows breaks", "narrows"),
    ]


def test_multiples_are_exact() -> None:
    assert decisions(thing({"enum": [0.3]}), thing({"enum": [0.3], "multipleOf": 0.1})) == []
