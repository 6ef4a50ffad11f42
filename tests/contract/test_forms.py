"""Forms: the document describes the forms that Litestar reads, and other forms stop the export."""

from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Any

import pytest
from litestar import Litestar, post
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.exceptions import ValidationException
from litestar.params import Body
from litestar.testing import TestClient
from msgspec import Meta, Struct

from contract import ContractError, ContractPlugin, build_contract, messages_by_field, request_errors

MULTIPART, URL_ENCODED = RequestEncodingType.MULTI_PART, RequestEncodingType.URL_ENCODED
FILE = {"type": "string", "contentMediaType": "application/octet-stream"}


class Colour(Enum):
    """A colour."""

    RED = "red"


@dataclass
class Upload:
    file: UploadFile
    title: Annotated[str, Meta(max_length=20)]
    count: int
    colour: Colour | None = None
    tags: Annotated[list[str], Meta(max_length=3)] | None = None
    more: list[UploadFile] | None = None


class Login(Struct, rename="camel"):
    user_name: str
    remember: bool = False


def handler_of(annotation: Any, media_type: RequestEncodingType) -> Any:
    @post("/form")
    async def send_form(data: Annotated[annotation, Body(media_type=media_type)]) -> None:
        """Send a form."""

    return send_form


def app_of(annotation: Any, media_type: RequestEncodingType = MULTIPART) -> Litestar:
    return Litestar([handler_of(annotation, media_type)], plugins=[ContractPlugin()], logging_config=None)


def content_of(annotation: Any, media_type: RequestEncodingType = MULTIPART) -> Any:
    document = build_contract(app_of(annotation, media_type))
    return document["paths"]["/form"]["post"]["requestBody"]["content"]


def test_single_file_has_a_named_field() -> None:
    schema = {"type": "object", "properties": {"data": FILE}, "required": ["data"]}
    assert content_of(UploadFile) == {"multipart/form-data": {"schema": schema}}


def test_fields_of_a_class_are_files_texts_and_lists() -> None:
    assert content_of(Upload)["multipart/form-data"]["schema"] == {
        "type": "object",
        "properties": {
            "file": FILE,
            "title": {"type": "string", "maxLength": 20},
            "count": {"type": "integer"},
            "colour": {"$ref": "#/components/schemas/Colour"},
            "tags": {"type": "array", "items": {"type": "string"}, "maxItems": 3},
            "more": {"type": "array", "items": FILE},
        },
        "required": ["file", "title", "count"],
    }


def test_url_encoded_form_has_the_names_of_the_request() -> None:
    schema = content_of(Login, URL_ENCODED)["application/x-www-form-urlencoded"]["schema"]
    assert list(schema["properties"]) == ["userName", "remember"]
    assert schema["required"] == ["userName"]


@pytest.mark.parametrize(
    ("fields", "files", "status"),
    [
        ({"title": "a", "count": "1"}, {"file": b"x"}, 201),
        ({"title": "a", "count": "1", "colour": "red", "tags": "one"}, {"file": b"x", "more": b"y"}, 201),
        ({"title": "a", "count": "1", "tags": ["one", "two"]}, {"file": b"x"}, 201),
        ({"title": "a", "count": "one"}, {"file": b"x"}, 400),
        ({"title": "a" * 21, "count": "1"}, {"file": b"x"}, 400),
        ({"title": "a", "count": "1", "colour": "blue"}, {"file": b"x"}, 400),
        ({"title": "a", "count": "1"}, {"more": b"y"}, 400),
    ],
)
def test_server_accepts_the_described_forms_only(fields: Any, files: dict[str, bytes], status: int) -> None:
    with TestClient(app_of(Upload)) as client:
        sent = {name: (f"{name}.bin", content) for name, content in files.items()}
        assert client.post("/form", data=fields, files=sent).status_code == status


class Nested(Struct):
    login: Login


class Renamed(Struct, rename="camel"):
    all_tags: list[str]


class Tags(Struct):
    tags: list[str]


class Checked(Struct):
    name: str

    def __post_init__(self) -> None:
        raise ValueError


@pytest.mark.parametrize(
    ("annotation", "media_type", "words"),
    [
        (list[UploadFile], MULTIPART, "a form cannot be described as .*; use a struct"),
        (dict[str, UploadFile], MULTIPART, "or exclude the operation with include_in_schema=False"),
        (Nested, MULTIPART, "login: a field of a form is a text, a file, or a list of these"),
        (Renamed, MULTIPART, "all_tags: Litestar finds a list of a form by its Python name; do not rename it"),
        (Tags, URL_ENCODED, "tags must be read from multipart/form-data; change the media type"),
        (Upload, URL_ENCODED, "file, tags, more must be read from multipart/form-data"),
        (Checked, MULTIPART, "the document cannot describe the checks of __post_init__"),
        (dict[str, int], RequestEncodingType.MESSAGEPACK, "msgpack bodies cannot be described; use a JSON body"),
    ],
)
def test_other_forms_stop_the_export(annotation: Any, media_type: RequestEncodingType, words: str) -> None:
    with pytest.raises(ContractError, match=words):
        content_of(annotation, media_type)


def test_errors_of_a_form_name_the_form() -> None:
    found: list[dict[str, list[str]]] = []

    def handle(request: Any, _: ValidationException) -> Any:
        found.append(messages_by_field(request_errors(request)))
        raise ValueError

    app = Litestar(
        [handler_of(Login, URL_ENCODED)],
        plugins=[ContractPlugin()],
        exception_handlers={ValidationException: handle},
        openapi_config=None,
        logging_config=None,
    )
    with TestClient(app, raise_server_exceptions=False) as client:
        client.post("/form", data={"other": "1"})
    assert found == [{"body": ["does not fit the form"]}]
