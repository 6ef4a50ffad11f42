"""Edits of operations, with the decision about each."""

import copy
from typing import Any

import pytest

from contract.compatibility import DocumentError, changes_between, parse_document
from tests.contract.compatibility.documents import Json, document

TEXT = {"type": "string"}
OK = {"200": {"description": "", "content": {"application/json": {"schema": TEXT}}}}
JSON_BODY = {"required": True, "content": {"application/json": {"schema": TEXT}}}
PAGE: Json = {"name": "page", "in": "query", "schema": {"type": "integer"}}
NAME = "POST /things/{id}"


def decisions(old: Json, new: Json) -> list[str]:
    return [
        f"{change.direction.value}: {change.difference.location}: {change.difference.text} "
        f"({change.difference.effect.value}{', breaks' if change.breaking else ''})"
        for change in changes_between(old, new)
    ]


def with_parameter(**others: Any) -> Json:
    return document({"parameters": [PAGE | others]})


def responding(status: str = "200", **others: Any) -> Json:
    return document({"responses": {status: OK["200"] | others}})


def with_headers(**headers: Any) -> Json:
    return responding(headers=headers)


TAG = {"required": True, "schema": TEXT}
FAMILIES: dict[str, tuple[Json, Json, list[str], list[str]]] = {
    "path": (
        document(),
        document(path="/objects/{id}"),
        [
            "Input: POST /things/{id}: is removed (narrows, breaks)",
            "Input: POST /objects/{id}: is new (widens)",
        ],
        [
            "Input: POST /objects/{id}: is removed (narrows, breaks)",
            "Input: POST /things/{id}: is new (widens)",
        ],
    ),
    "method": (
        document(),
        document(method="put"),
        ["Input: POST /things/{id}: is removed (narrows, breaks)", "Input: PUT /things/{id}: is new (widens)"],
        ["Input: PUT /things/{id}: is removed (narrows, breaks)", "Input: POST /things/{id}: is new (widens)"],
    ),
    "path parameter's type": (
        document({"parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}]}),
        document({"parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "number"}}]}),
        [f"Input: {NAME}, path parameter id: type integer → number (widens)"],
        [f"Input: {NAME}, path parameter id: type number → integer (narrows, breaks)"],
    ),
    "parameter added": (
        document(),
        with_parameter(),
        [f"Input: {NAME}, query parameter page: is new (widens)"],
        [f"Input: {NAME}, query parameter page: is removed (narrows, breaks)"],
    ),
    "required parameter added": (
        document(),
        with_parameter(required=True),
        [f"Input: {NAME}, query parameter page: is new and required (narrows, breaks)"],
        [f"Input: {NAME}, query parameter page: is removed (narrows, breaks)"],
    ),
    "parameter required": (
        with_parameter(),
        with_parameter(required=True),
        [f"Input: {NAME}, query parameter page: became required (narrows, breaks)"],
        [f"Input: {NAME}, query parameter page: may be absent now (widens)"],
    ),
    "parameter's name": (
        with_parameter(),
        with_parameter(name="offset"),
        [
            f"Input: {NAME}, query parameter page: is removed (narrows, breaks)",
            f"Input: {NAME}, query parameter offset: is new (widens)",
        ],
        [
            f"Input: {NAME}, query parameter offset: is removed (narrows, breaks)",
            f"Input: {NAME}, query parameter page: is new (widens)",
        ],
    ),
    "parameter location": (
        with_parameter(),
        with_parameter(**{"in": "header"}),
        [
            f"Input: {NAME}, query parameter page: is removed (narrows, breaks)",
            f"Input: {NAME}, header parameter page: is new (widens)",
        ],
        [
            f"Input: {NAME}, header parameter page: is removed (narrows, breaks)",
            f"Input: {NAME}, query parameter page: is new (widens)",
        ],
    ),
    "style and explode": (
        with_parameter(),
        with_parameter(explode=False),
        [f"Input: {NAME}, query parameter page: style form exploded → form (incomparable, breaks)"],
        [f"Input: {NAME}, query parameter page: style form → form exploded (incomparable, breaks)"],
    ),
    "body present": (
        document(),
        document({"requestBody": JSON_BODY | {"required": False}}),
        [f"Input: {NAME}, request body: is new (widens)"],
        [f"Input: {NAME}, request body: is removed (narrows, breaks)"],
    ),
    "required body": (
        document(),
        document({"requestBody": JSON_BODY}),
        [f"Input: {NAME}, request body: is new and required (narrows, breaks)"],
        [f"Input: {NAME}, request body: is removed (narrows, breaks)"],
    ),
    "body required": (
        document({"requestBody": JSON_BODY | {"required": False}}),
        document({"requestBody": JSON_BODY}),
        [f"Input: {NAME}, request body: became required (narrows, breaks)"],
        [f"Input: {NAME}, request body: may be absent now (widens)"],
    ),
    "media type of a request": (
        document({"requestBody": {"content": {"application/json": {}}}}),
        document({"requestBody": {"content": {"application/json": {}, "application/cbor": {}}}}),
        [f"Input: {NAME}, request body, media type application/cbor: is new (widens)"],
        [f"Input: {NAME}, request body, media type application/cbor: is removed (narrows, breaks)"],
    ),
    "media type of a response": (
        document({"responses": {"200": {"content": {"application/json": {}}}}}),
        document({"responses": {"200": {"content": {"application/json": {}, "application/cbor": {}}}}}),
        [f"Output: {NAME}, response 200, media type application/cbor: is new (widens, breaks)"],
        [f"Output: {NAME}, response 200, media type application/cbor: is removed (narrows)"],
    ),
    "response without a body": (
        responding(),
        document({"responses": {"200": {"description": ""}}}),
        [
            f"Output: {NAME}, response 200, media type no body: is new (widens, breaks)",
            f"Output: {NAME}, response 200, media type application/json: is removed (narrows)",
        ],
        [
            f"Output: {NAME}, response 200, media type application/json: is new (widens, breaks)",
            f"Output: {NAME}, response 200, media type no body: is removed (narrows)",
        ],
    ),
    "success status": (
        responding("200"),
        responding("201"),
        [
            f"Output: {NAME}, response 201: is new (widens, breaks)",
            f"Output: {NAME}, response 200: is removed (narrows)",
        ],
        [
            f"Output: {NAME}, response 200: is new (widens, breaks)",
            f"Output: {NAME}, response 201: is removed (narrows)",
        ],
    ),
    "error status": (
        document({"responses": OK}),
        document({"responses": OK | {"404": {"description": ""}}}),
        [f"Output: {NAME}, response 404: is new (widens, breaks)"],
        [f"Output: {NAME}, response 404: is removed (narrows)"],
    ),
    "response header": (
        with_headers(),
        with_headers(ETag=TAG),
        [f"Output: {NAME}, response 200, header etag: is new (narrows)"],
        [f"Output: {NAME}, response 200, header etag: is removed (widens, breaks)"],
    ),
    "response header required": (
        with_headers(ETag=TAG),
        with_headers(ETag=TAG | {"required": False}),
        [f"Output: {NAME}, response 200, header etag: may be absent now (widens, breaks)"],
        [f"Output: {NAME}, response 200, header etag: became required (narrows)"],
    ),
    "response header's schema": (
        with_headers(ETag=TAG),
        with_headers(ETag=TAG | {"schema": TEXT | {"maxLength": 9}}),
        [f"Output: {NAME}, response 200, header etag: maxLength none → 9 (narrows)"],
        [f"Output: {NAME}, response 200, header etag: maxLength 9 → none (widens, breaks)"],
    ),
}


@pytest.mark.parametrize("family", FAMILIES)
def test_an_edit_has_its_location_its_effect_and_its_decision(family: str) -> None:
    old, new, expected, _ = FAMILIES[family]

    assert decisions(old, new) == expected


@pytest.mark.parametrize("family", FAMILIES)
def test_the_reversed_edit_has_its_own_decision(family: str) -> None:
    old, new, _, expected = FAMILIES[family]

    assert decisions(new, old) == expected


# --- Security

TOKEN = {"type": "apiKey", "in": "header", "name": "Authorization"}


def secured(*alternatives: dict[str, list[str]], **schemes: Any) -> Json:
    return document({"security": list(alternatives)}, securitySchemes=schemes or {"token": TOKEN})


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (secured(), secured({"token": []}), "none → token (narrows, breaks)"),
        (secured({"token": []}), secured(), "token → none (widens)"),
        (secured({"token": []}), secured({}, {"token": []}), "token → none or token (widens)"),
        (secured({"token": []}), secured({"token": ["admin"]}), "token → token and token:admin (narrows, breaks)"),
        (secured({"token": ["admin"]}), secured({"token": []}), "token and token:admin → token (widens)"),
        (
            secured({"token": ["a"]}),
            secured({"token": ["b"]}),
            "token and token:a → token and token:b (incomparable, breaks)",
        ),
        (secured({"token": []}), secured({"key": []}), "token → key (incomparable, breaks)"),
        (secured({"token": []}), secured({"token": []}, {"key": []}), "token → token or key (widens)"),
        (secured({"token": []}), secured({"token": [], "key": []}), "token → key and token (narrows, breaks)"),
    ],
)
def test_security_is_compared_by_the_ways_to_be_authorized(old: Json, new: Json, expected: str) -> None:
    assert decisions(old, new) == [f"Input: {NAME}: security {expected}"]


def test_security_of_the_document_is_that_of_operations_without_their_own() -> None:
    old = document() | {"security": []}
    new = document() | {"security": [{"token": []}]}

    assert decisions(old, new) == [f"Input: {NAME}: security none → token (narrows, breaks)"]


def test_another_definition_of_a_scheme_breaks_clients() -> None:
    [decision] = decisions(secured({"token": []}), secured({"token": []}, token=TOKEN | {"name": "X-Token"}))

    assert decision.startswith("Input: security scheme token: the scheme ")
    assert decision.endswith(" (incomparable, breaks)")


def test_another_name_of_a_scheme_and_another_description_are_no_difference() -> None:
    renamed = secured({"apiKey": []}, apiKey=TOKEN | {"description": "Words."})

    assert decisions(secured({"token": []}), renamed) == []


# --- No difference


def test_the_name_of_a_path_parameter_is_not_on_the_wire() -> None:
    def documents(name: str) -> Json:
        return document(
            {"parameters": [{"name": name, "in": "path", "required": True, "schema": TEXT}]}, path=f"/a/{{{name}}}"
        )

    assert decisions(documents("id"), documents("thing-id")) == []


def test_references_to_parameters_bodies_responses_and_headers_are_their_targets() -> None:
    written = document(
        {"parameters": [PAGE], "requestBody": JSON_BODY, "responses": {"200": OK["200"] | {"headers": {"ETag": TAG}}}}
    )
    referred = document(
        {
            "parameters": [{"$ref": "#/components/parameters/Page"}],
            "requestBody": {"$ref": "#/components/requestBodies/Body"},
            "responses": {"200": {"$ref": "#/components/responses/Ok"}},
        },
        parameters={"Page": PAGE},
        requestBodies={"Body": JSON_BODY},
        responses={"Ok": OK["200"] | {"headers": {"etag": {"$ref": "#/components/headers/Tag"}}}},
        headers={"Tag": TAG},
    )

    assert decisions(written, referred) == []
    assert decisions(referred, written) == []


def test_a_parameter_of_the_path_is_one_of_each_operation() -> None:
    shared = document()
    shared["paths"]["/things/{id}"]["parameters"] = [PAGE]

    assert decisions(with_parameter(), shared) == []


def test_words_are_no_difference() -> None:
    described = copy.deepcopy(document({"responses": OK}))
    described["info"] = {"title": "Things"}
    described["paths"]["/things/{id}"]["post"] |= {"summary": "Words.", "tags": ["Things"], "operationId": "x"}
    described["paths"]["/things/{id}"]["post"]["responses"]["200"]["description"] = "Words."

    assert decisions(document({"responses": OK}), described) == []


def test_a_shared_response_is_named_once_with_all_its_operations() -> None:
    def documents(limit: int) -> Json:
        used = {"responses": {"200": {"$ref": "#/components/responses/Ok"}}}
        schema = TEXT | {"maxLength": limit}
        ok = {"description": "", "content": {"application/json": {"schema": schema}}}
        return document(responses={"Ok": ok}) | {"paths": {"/a": {"get": used, "put": used}, "/b": {"get": used}}}

    [change] = changes_between(documents(1), documents(2))

    assert change.difference.location == "response Ok"
    assert change.operations == ("GET /a", "PUT /a", "GET /b")


def test_a_class_of_statuses_and_the_default_describe_their_statuses() -> None:
    def documents(**responses: Any) -> Json:
        return document({"responses": {name.removeprefix("_"): value for name, value in responses.items()}})

    one: Json = OK["200"]
    other: Json = {"description": "", "content": {"application/json": {"schema": {"type": "integer"}}}}

    assert decisions(documents(default=one), documents(default=one, _404=one)) == []
    assert decisions(documents(_4XX=one), documents(_4XX=one, _404=one)) == []
    assert decisions(documents(_404=one, default=other), documents(default=other)) == [
        f"Output: {NAME}, response 404: string → integer (incomparable, breaks)"
    ]


# --- Whatever cannot be read


def with_keyword(part: str, *keywords: str) -> Json:
    """A document with unknown keywords at a part, which refer to a component."""
    made = copy.deepcopy(
        document({"parameters": [PAGE], "requestBody": JSON_BODY, "responses": OK}, schemas={"Name": TEXT})
    )
    operation = made["paths"]["/things/{id}"]["post"]
    parts: dict[str, Json] = {
        "document": made,
        "path": made["paths"]["/things/{id}"],
        "operation": operation,
        "parameter": operation["parameters"][0],
        "request body": operation["requestBody"],
        "request content": operation["requestBody"]["content"]["application/json"],
        "response": operation["responses"]["200"],
        "response content": operation["responses"]["200"]["content"]["application/json"],
    }
    parts[part].update({keyword: {"$ref": "#/components/schemas/Name"} for keyword in keywords})
    return made


PARTS = (
    "document",
    "path",
    "operation",
    "parameter",
    "request body",
    "request content",
    "response",
    "response content",
)


@pytest.mark.parametrize("part", PARTS)
def test_an_unknown_keyword_breaks_clients_when_it_changes(part: str) -> None:
    old, new = with_keyword(part), with_keyword(part, "invented")

    for decision in (*decisions(old, new), *decisions(new, old)):
        assert "unknown keyword invented: " in decision
        assert decision.endswith("(incomparable, breaks)")
    assert len(decisions(old, new)) == len(decisions(new, old)) == 1
    assert decisions(new, new) == []


@pytest.mark.parametrize("part", PARTS)
def test_an_unknown_keyword_has_changed_when_a_target_of_its_references_has(part: str) -> None:
    old = with_keyword(part, "invented")
    new = copy.deepcopy(old) | {"components": {"schemas": {"Name": {"type": "integer"}}}}

    [decision] = decisions(old, new)

    assert decision.endswith("(incomparable, breaks)")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<<<<<<< HEAD", "x is not JSON: "),
        ("[]", "x is not an OpenAPI document of version 3.1.x"),
        ("{}", "x is not an OpenAPI document of version 3.1.x"),
        ('{"openapi": "3.0.3", "paths": {}}', "x is not an OpenAPI document of version 3.1.x"),
        ('{"openapi": "3.1.0"}', "x has no paths"),
    ],
)
def test_a_text_that_is_no_document_is_refused(text: str, reason: str) -> None:
    with pytest.raises(DocumentError, match=f"^{reason}"):
        parse_document(text, "x")


@pytest.mark.parametrize(
    ("schema", "reason"),
    [
        ({"$ref": "#/components/schemas/Missing"}, "has no #/components/schemas/Missing"),
        ({"$ref": "#/components/schemas/Loop"}, "#/components/schemas/Loop refers to itself"),
        ({"$ref": "other.json"}, "has no other.json"),
    ],
)
def test_a_reference_that_leads_nowhere_is_named(schema: Json, reason: str) -> None:
    broken = document(
        {"parameters": [PAGE | {"schema": schema}]}, schemas={"Loop": {"$ref": "#/components/schemas/Loop"}}
    )

    with pytest.raises(DocumentError, match=reason):
        changes_between(broken, broken)
