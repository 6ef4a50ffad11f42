"""The document: identical everywhere, and correct for every operation."""

import json
import os
import subprocess
import sys
from functools import cache
from typing import Annotated, Any

import msgspec
import pytest
from click.testing import CliRunner
from litestar import Litestar, get, post, put
from litestar.cli.main import litestar_group
from litestar.datastructures import ResponseHeader
from litestar.exceptions import HTTPException, NotFoundException
from litestar.openapi.config import OpenAPIConfig
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from litestar.testing import TestClient
from openapi_spec_validator import validate

from contract import PUBLIC, ContractError, ContractPlugin, build_contract, encode
from tests.contract.library import HANDLERS, Book, ShelfFullError, library, plugin


@cache
def library_document() -> Any:
    """Built in a test: an error at import would hide the tests of test_internals.py."""
    return build_contract(library())


def operation(method: str, path: str) -> Any:
    return library_document()["paths"][path][method]


def response(method: str, path: str, status: int) -> Any:
    response = operation(method, path)["responses"][str(status)]
    if "$ref" not in response:
        return response
    return library_document()["components"]["responses"][response["$ref"].rpartition("/")[2]]


def parameter(method: str, path: str, name: str) -> Any:
    return next(item for item in operation(method, path)["parameters"] if item["name"] == name)


def test_document_is_valid_openapi() -> None:
    validate(json.loads(encode(library_document())))


def test_served_document_is_the_built_document() -> None:
    app = library()
    with TestClient(app) as client:
        assert client.get("/schema/openapi.json").json() == build_contract(app)
        assert '"operationId":"listBooks"' in client.get("/schema/swagger").text


def test_command_line_exports_the_built_document(tmp_path: Any) -> None:
    target = tmp_path / "openapi.json"
    arguments = ["--app", "tests.contract.library_app:app", "schema", "openapi", "--output", str(target)]
    result = CliRunner().invoke(litestar_group, arguments)
    assert result.exit_code == 0, result.output
    assert json.loads(target.read_bytes()) == json.loads(encode(library_document()))


def test_encoding_is_canonical() -> None:
    assert encode({"b": [1], "a": "é"}) == '{\n  "a": "é",\n  "b": [\n    1\n  ]\n}\n'.encode()


def test_order_of_handlers_does_not_change_the_document() -> None:
    assert encode(build_contract(library(HANDLERS[::-1]))) == encode(library_document())


@pytest.mark.parametrize(
    "environment", [{"PYTHONHASHSEED": "0"}, {"PYTHONHASHSEED": "9", "TZ": "Asia/Tokyo", "LC_ALL": "C"}]
)
def test_document_is_identical_in_another_process(environment: dict[str, str]) -> None:
    process = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.contract.library_app"],
        env={**os.environ, **environment},
        capture_output=True,
        check=True,
    )
    assert process.stdout == encode(library_document())


def test_operations_are_named_after_their_handlers() -> None:
    assert operation("get", "/books")["operationId"] == "listBooks"
    assert operation("get", "/books")["summary"] == "List books"
    assert operation("get", "/books")["description"] == "List the books."


def test_descriptions_of_structs_and_fields_are_in_the_document() -> None:
    schemas = library_document()["components"]["schemas"]
    assert schemas["Book"]["description"] == "A book on the shelf."
    assert schemas["Genre"]["description"] == "The genre of a book."
    assert schemas["Book"]["properties"]["title"] == {
        "type": "string",
        "minLength": 1,
        "maxLength": 20,
        "description": "The title on the cover.",
        "examples": ["Emma"],
    }


def test_query_parameter_has_bounds_default_and_description() -> None:
    assert repr(parameter("get", "/books", "limit")["schema"]) == (
        "{'type': 'integer', 'minimum': 1, 'maximum': 100, 'default': 20}"
    )
    assert parameter("get", "/books", "limit")["description"] == "The maximum number of books."
    assert parameter("get", "/books", "limit")["required"] is False


def test_optional_parameter_is_not_nullable() -> None:
    assert parameter("get", "/books", "after")["schema"] == {"type": "integer", "minimum": 0}
    assert parameter("get", "/books", "after")["required"] is False


def test_parameter_has_its_name_from_the_request() -> None:
    assert parameter("get", "/books", "soldOut")["schema"] == {"type": "boolean"}


def test_repeated_parameter_is_a_list() -> None:
    assert parameter("get", "/books", "genre")["schema"] == {
        "type": "array",
        "items": {"$ref": "#/components/schemas/Genre"},
    }


def test_path_parameter_has_limits() -> None:
    assert parameter("get", "/books/{title}", "title") == {
        "name": "title",
        "in": "path",
        "required": True,
        "schema": {"type": "string", "maxLength": 20},
    }


def test_request_body_refers_to_its_component() -> None:
    assert operation("post", "/books")["requestBody"] == {
        "required": True,
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/NewBookRequest"}}},
    }


def test_success_response_has_the_schema_of_the_annotation() -> None:
    body = {"application/json": {"schema": {"$ref": "#/components/schemas/Book"}}}
    assert response("get", "/books/{title}", 200)["content"] == body
    assert response("post", "/books", 201)["content"] == body
    assert response("get", "/books", 200)["content"]["application/json"]["schema"] == {
        "type": "array",
        "items": {"$ref": "#/components/schemas/Book"},
    }
    assert "content" not in response("delete", "/books/{title}", 204)


def test_declared_header_is_text_and_required_if_declared_so() -> None:
    @get("/drawer", response_headers=[ResponseHeader("Max-Age", value="60", description="In seconds.", required=True)])
    async def open_drawer() -> str:
        """Open the drawer."""
        return ""

    response = build_contract(library([open_drawer]))["paths"]["/drawer"]["get"]["responses"]["200"]
    assert response["headers"] == {
        "Max-Age": {"description": "In seconds.", "required": True, "schema": {"type": "string"}}
    }


@get("/lamp", opt={"revalidated": True})
async def light_lamp(bright: FromQuery[bool]) -> str:
    """Light the lamp."""
    return ""


@put("/lamp", opt={"revalidated": True, PUBLIC: "a test"})
async def move_lamp() -> str:
    """Move the lamp."""
    return ""


@get("/candle")
async def light_candle() -> str:
    """Light the candle."""
    return ""


@get("/wick", opt={"revalidated": True}, status_code=202)
async def trim_wick() -> str:
    """Trim the wick."""
    return ""


def test_revalidated_get_documents_etag_if_none_match_and_304() -> None:
    contract = plugin(revalidation_opt="revalidated", response_headers={"X-Request-ID": "Which request this was."})
    document = build_contract(library([light_lamp, move_lamp, light_candle, trim_wick], contract=contract))
    lamp = document["paths"]["/lamp"]["get"]
    headers = {
        "ETag": {"$ref": "#/components/headers/ETag"},
        "X-Request-ID": {"$ref": "#/components/headers/X-Request-ID"},
    }

    validate(json.loads(encode(document)))
    assert [item.get("$ref", item.get("name")) for item in lamp["parameters"]] == [
        "bright",
        "#/components/parameters/If-None-Match",
    ]
    assert lamp["responses"]["200"]["headers"] == headers
    assert lamp["responses"]["304"] == {"$ref": "#/components/responses/NotModified"}
    assert document["components"]["responses"]["NotModified"] == {
        "description": "The client has the answer already.",
        "headers": headers,
    }
    assert document["components"]["headers"]["ETag"]["required"] is True
    assert document["components"]["parameters"]["If-None-Match"] == {
        "name": "If-None-Match",
        "in": "header",
        "description": "The tags of the answers that the client has: if it has this one, it gets 304.",
        "required": False,
        "schema": {"type": "string"},
    }
    others = (
        document["paths"]["/lamp"]["put"],
        *document["paths"]["/candle"].values(),
        *document["paths"]["/wick"].values(),
    )
    assert [other for other in others if "304" in other["responses"] or "parameters" in other] == []


def test_operation_has_the_statuses_of_all_its_declared_errors() -> None:
    assert sorted(operation("post", "/books")["responses"]) == ["201", "400", "401", "409", "422", "500"]
    assert sorted(operation("get", "/books/{title}")["responses"]) == ["200", "401", "404", "422", "500"]
    assert sorted(operation("delete", "/books/{title}")["responses"]) == ["204", "401", "500"]


def test_parameters_that_are_always_valid_add_no_422() -> None:
    @get("/free/{name:str}")
    async def free(name: FromPath[str], text: FromQuery[str | None], words: FromQuery[list[str] | None]) -> None:
        """Accept any text."""

    @get("/bound/{name:str}")
    async def bound(name: FromPath[str], limit: FromQuery[int | None]) -> None:
        """Accept any text, and a number."""

    @get("/needed")
    async def needed(text: FromQuery[str]) -> None:
        """Accept a required text."""

    paths = build_contract(library([free, bound, needed]))["paths"]
    assert {path: sorted(operations["get"]["responses"]) for path, operations in paths.items()} == {
        "/free/{name}": ["200", "500"],
        "/bound/{name}": ["200", "422", "500"],
        "/needed": ["200", "422", "500"],
    }


def test_error_response_narrows_the_code_to_the_possible_codes() -> None:
    assert response("post", "/books", 401) == {
        "description": "- `token_bad`: The token is unknown.\n- `token_missing`: A token is required.",
        "headers": {"WWW-Authenticate": {"required": False, "schema": {"type": "string"}}},
        "content": {
            "application/json": {
                "schema": {
                    "allOf": [
                        {"$ref": "#/components/schemas/Error"},
                        {
                            "type": "object",
                            "properties": {"code": {"type": "string", "enum": ["token_bad", "token_missing"]}},
                            "required": ["code"],
                        },
                    ]
                }
            }
        },
    }


class AnyCodeError(msgspec.Struct):
    code: Annotated[str, msgspec.Meta(description="For programs.")]


class PathMissingError(HTTPException):
    """No operation has this path."""

    status_code, code = 404, "path_missing"


def test_error_body_with_a_text_lists_the_codes_of_all_declared_errors() -> None:
    contract = plugin(error_type=AnyCodeError, routing_errors=(PathMissingError,))
    document = build_contract(library(contract=contract))
    assert document["components"]["schemas"]["AnyCodeError"]["properties"]["code"] == {
        "type": "string",
        "description": "For programs.",
        "enum": ["book_missing", "broken", "full", "invalid", "not_json", "path_missing", "token_bad", "token_missing"],
    }
    assert not any("PathMissing" in name for name in document["components"]["responses"])


def test_error_body_with_a_literal_keeps_its_codes() -> None:
    assert "gone_wrong" in library_document()["components"]["schemas"]["Error"]["properties"]["code"]["enum"]


def test_routing_errors_follow_the_rules_of_all_errors() -> None:
    with pytest.raises(ContractError, match="PathMissingError has the code 'path_missing', which the error body does"):
        build_contract(library(contract=plugin(routing_errors=(PathMissingError,))))

    class OtherError(HTTPException):
        """Another error with a code that is in use."""

        status_code, code = 404, "book_missing"

    contract = plugin(error_type=AnyCodeError, routing_errors=(OtherError,))
    with pytest.raises(ContractError, match="both have the code 'book_missing'"):
        build_contract(library(contract=contract))


@pytest.mark.parametrize("annotation", [str | None, int, str | msgspec.UnsetType])
def test_code_of_an_error_body_is_a_required_text(annotation: Any) -> None:
    error_type = msgspec.defstruct("AnyError", [("code", annotation)])

    with pytest.raises(ContractError, match="AnyError: the code of the error body must be a required text"):
        build_contract(library(contract=plugin(error_type=error_type)))


def test_error_without_a_code_is_not_exported_in_a_body_with_a_code() -> None:
    contract = plugin(common_errors=(NotFoundException,))

    with pytest.raises(ContractError, match="NotFoundException has no code, and the error body has one; add the code"):
        build_contract(library(contract=contract))


def test_application_without_options_has_the_errors_of_litestar() -> None:
    @get("/text", media_type="text/plain", raises=[NotFoundException])
    async def read_text(limit: FromQuery[int]) -> str:
        """Read a text."""
        return ""

    @post("/thing", raises=[NotFoundException, GoneException])
    async def send_thing(data: JSONBody[Book]) -> None:
        """Send a thing."""

    document = build_contract(Litestar([read_text, send_thing], plugins=[ContractPlugin()]))
    validate(json.loads(encode(document)))
    error = {"application/json": {"schema": {"$ref": "#/components/schemas/LitestarError"}}}
    responses = document["components"]["responses"]
    assert sorted(responses) == [
        "Gone", "InternalServer", "NotFound", "RequestEntityTooLarge", "UnsupportedMediaType", "Validation",
    ]  # fmt: skip
    assert all(response["content"] == error for response in responses.values())
    assert responses["Gone"]["description"] == "Gone"
    text = document["paths"]["/text"]["get"]["responses"]["404"]
    assert text["content"] == {"text/plain": {"schema": {"type": "string"}}}


def test_error_without_a_status_of_its_own_is_not_exported() -> None:
    @get("/thing", raises=[HTTPException])
    async def read_thing() -> None:
        """Read a thing."""

    with pytest.raises(ContractError, match="HTTPException has no status of its own"):
        build_contract(Litestar([read_thing], plugins=[ContractPlugin()]))


class GoneException(HTTPException):
    status_code = 410


def test_operation_id_of_the_application_names_the_operation() -> None:
    def by_path(handler: Any, method: Any, parts: Any) -> str:
        return "".join([method.value.lower(), *(str(getattr(part, "name", part)).capitalize() for part in parts)])

    @get(["/birds", "/birds/{name:str}"], operation_id=by_path)
    async def read(name: FromPath[str | None]) -> None:
        """Read."""

    paths = build_contract(library([read]))["paths"]
    ids = [operation["operationId"] for path in paths.values() for operation in path.values()]
    assert ids == ["getBirds", "getBirdsName"]
    config = OpenAPIConfig(title="Birds", version="1", operation_id_creator=by_path)
    unnamed = get(["/birds", "/birds/{name:str}"])(read.fn)
    app = Litestar([unnamed], plugins=[ContractPlugin()], openapi_config=config)
    assert list(build_contract(app)["paths"]) == ["/birds", "/birds/{name}"]


def test_security_follows_the_authentication_dependencies() -> None:
    assert operation("post", "/books")["security"] == [{"token": []}]
    assert operation("get", "/books/{title}")["security"] == [{}, {"token": []}]
    assert operation("get", "/books")["security"] == []
    assert library_document()["components"]["securitySchemes"] == {
        "token": {"type": "apiKey", "name": "Authorization", "in": "header"}
    }


def test_response_headers_of_the_plugin_are_on_every_response() -> None:
    document = build_contract(library(contract=plugin(response_headers={"X-Request-ID": "Which request this was."})))
    reference = {"X-Request-ID": {"$ref": "#/components/headers/X-Request-ID"}}
    assert document["paths"]["/books"]["get"]["responses"]["200"]["headers"] == reference
    assert document["components"]["responses"]["Broken"]["headers"] == reference
    assert document["components"]["headers"]["X-Request-ID"]["description"] == "Which request this was."


def test_changed_limit_changes_the_document() -> None:
    def document(limit: int) -> bytes:
        body = msgspec.defstruct("Body", [("tags", list[Annotated[str, msgspec.Meta(max_length=limit)]])])

        @post("/tags", opt={PUBLIC: "a test"})
        async def add_tags(data: JSONBody[body]) -> None:  # type: ignore[valid-type]
            """Add tags."""

        return encode(build_contract(library([add_tags])))

    assert document(5) != document(6)


class DuplicateCodeError(HTTPException):
    """A different error with the same code."""

    status_code, code = 409, "full"


@get("/one", operation_id="same", raises=[ShelfFullError])
async def one() -> None:
    """One."""


@get("/two", operation_id="same")
async def two() -> None:
    """Two."""


@get("/three", raises=[DuplicateCodeError])
async def three() -> None:
    """Three."""


class UnlistedCodeError(HTTPException):
    """An error with a code that the error body does not list."""

    status_code, code = 418, "unlisted"


@get("/six", raises=[UnlistedCodeError])
async def six() -> None:
    """Six."""


@get("/four")
async def four(filters: FromQuery[Book]) -> None:
    """Four."""


@get("/five")
async def five() -> complex:
    """Five."""
    return 1j


@pytest.mark.parametrize(
    ("handlers", "words"),
    [
        ([one, two], ["GET /one", "test_document.one", "GET /two", "'same'"]),
        ([one, three], ["library.ShelfFullError", "test_document.DuplicateCodeError", "'full'"]),
        ([four], ["the query parameter filters of GET /four", "one by one"]),
        ([five], ["the response of GET /five", "complex"]),
        ([six], ["test_document.UnlistedCodeError", "'unlisted'", "add it"]),
        ([three, four, five], ["/four", "/five"]),
    ],
)
def test_incorrect_document_is_not_exported(handlers: Any, words: list[str]) -> None:
    with pytest.raises(ContractError) as raised:
        build_contract(library(handlers))
    for word in words:
        assert word in str(raised.value)


def test_application_with_an_invalid_contract_does_not_start() -> None:
    with pytest.RaisesGroup(ContractError), TestClient(library([five])):
        pass


def test_application_without_the_check_starts_and_fails_when_the_document_is_built() -> None:
    app = library([five], contract=plugin(check_at_start=False))
    with TestClient(app):
        pass
    with pytest.raises(ContractError):
        build_contract(app)


def test_application_without_the_plugin_has_litestars_document() -> None:
    @get("/plain")
    async def plain(limit: Annotated[int, QueryParameter(ge=1)] = 1) -> None: ...

    assert (
        repr(build_contract(Litestar([plain]))["paths"]["/plain"]["get"]["parameters"][0]["schema"]["minimum"]) == "1.0"
    )
