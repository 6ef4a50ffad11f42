"""Features of handlers that the document cannot describe stop the export, and the message names another way."""

from dataclasses import dataclass
from typing import Any

import attrs
import pydantic
import pytest
from litestar import Litestar, Request, Response, delete, get, head, post
from litestar.dto import DataclassDTO, DTOConfig
from litestar.exceptions import ValidationException
from litestar.pagination import OffsetPagination
from litestar.params import FromPath, JSONBody, RawBody
from litestar.response import File, Redirect, ServerSentEvent
from litestar.response.base import ASGIResponse
from litestar.security.jwt import JWTAuth
from litestar.testing import TestClient

from contract import ContractError, ContractPlugin, LitestarError, ResponseValidationMiddleware, build_contract


@dataclass
class Bird:
    """A bird."""

    name: str
    secret: str


class BirdDTO(DataclassDTO[Bird]):
    """A bird without its secret."""

    config = DTOConfig(exclude={"secret"})


class LenientRequest(Request[Any, Any, Any]):
    """A request that reads any body."""


@get("/", return_dto=BirdDTO)
async def read_bird() -> Bird:
    """Read a bird."""
    return Bird("", "")


@post("/", dto=BirdDTO, return_dto=None)
async def write_bird(data: JSONBody[Bird]) -> None:
    """Write a bird."""


@post("/", request_class=LenientRequest)
async def write_leniently(data: JSONBody[Bird]) -> None:
    """Write a bird."""


@post("/", status_code=200)
async def write_bytes(body: RawBody) -> None:
    """Write anything."""


@get("/")
async def redirect() -> Redirect:
    """Go on."""
    return Redirect("/elsewhere")


@get("/")
async def download() -> File:
    """Download a file."""
    return File(__file__)


@get("/")
async def send_anything() -> ASGIResponse:
    """Send anything."""
    return ASGIResponse()


@get("/birds/{name:str}")
async def read_by_name(name: FromPath[str]) -> None:
    """Read a bird."""


@get("/birds/{number:int}", status_code=200)
async def read_by_number(number: FromPath[int]) -> None:
    """Read a bird."""


@pytest.mark.parametrize(
    ("handlers", "words"),
    [
        ([read_bird], "a DTO changes the fields of a body; use structs"),
        ([write_bird], "a DTO changes the fields of a body; use structs"),
        ([write_leniently], "LenientRequest reads bodies that the document rejects; derive the class"),
        ([write_bytes], "a raw body may be anything; use an argument data"),
        ([redirect], "a redirect has no status 200; add status_code=302"),
        ([download], "the name of a file decides about the media type; add media_type"),
        ([send_anything], "an ASGIResponse may have any body; return a value"),
        ([read_by_name, read_by_number], "/birds/{name} and /birds/{number} differ only in the names of parameters"),
    ],
)
def test_obstacle_stops_the_export(handlers: list[Any], words: str) -> None:
    with pytest.raises(ContractError) as raised:
        build_contract(Litestar(handlers, plugins=[ContractPlugin()]))
    assert words in str(raised.value)


def test_excluded_operation_is_no_obstacle() -> None:
    excluded = get("/", include_in_schema=False)(download.fn)

    assert build_contract(Litestar([excluded], plugins=[ContractPlugin()]))["paths"] == {}


async def handle(_: Any, __: ValidationException) -> Response[str]:
    return Response("no", status_code=400)


def test_exception_handlers_need_the_struct_of_their_body() -> None:
    def document(**options: Any) -> Any:
        handlers = {ValidationException: handle}
        return build_contract(
            Litestar([read_by_name], plugins=[ContractPlugin(**options)], exception_handlers=handlers)  # type: ignore[arg-type]
        )

    with pytest.raises(
        ContractError, match=r"an exception handler may send another body than Litestar; .* error_type=…"
    ):
        document()
    assert document(error_type=LitestarError)["paths"]


def test_security_of_the_whole_application_needs_its_operations() -> None:
    auth = JWTAuth[str](retrieve_user_handler=lambda *_: None, token_secret="-" * 32, exclude=["/open"])

    with pytest.raises(ContractError, match="give the plugin auth_backend, auth_guard or auth_dependency"):
        build_contract(Litestar([read_by_name], plugins=[ContractPlugin()], on_app_init=[auth.on_app_init]))


@get("/nothing")
async def read_nothing() -> None:
    """Read nothing."""


@post("/nothing", media_type="text/plain")
async def write_nothing() -> None:
    """Write nothing."""


@delete("/nothing")
async def delete_nothing() -> None:
    """Delete nothing."""


@head("/nothing")
async def peek_at_nothing() -> None:
    """Peek at nothing."""


@pytest.mark.parametrize(
    ("handler", "method", "body", "content"),
    [
        (read_nothing, "get", b"null", {"application/json": {"schema": {"type": "null"}}}),
        (write_nothing, "post", b"", {"text/plain": {"schema": {"type": "string"}}}),
        (delete_nothing, "delete", b"", None),
        (peek_at_nothing, "head", b"", None),
    ],
)
def test_handler_without_a_result_has_the_body_of_the_server(
    handler: Any, method: str, body: bytes, content: Any
) -> None:
    app = Litestar([handler], plugins=[ContractPlugin()], logging_config=None)
    app.asgi_handler = ResponseValidationMiddleware(app.asgi_handler, mode="raise")
    with TestClient(app) as client:
        response = client.request(method, "/nothing")

    assert response.content == body
    [operation] = build_contract(app)["paths"]["/nothing"].values()
    assert operation["responses"][str(response.status_code)].get("content") == content


@attrs.define
class Nest:
    """A nest."""

    eggs: int


class Egg(pydantic.BaseModel):
    """An egg."""


def test_models_of_other_libraries_are_described_or_stop_the_export() -> None:
    @post("/nests")
    async def build_nest(data: JSONBody[Nest]) -> OffsetPagination[Nest]:
        """Build a nest."""
        return OffsetPagination([data], limit=1, offset=0, total=1)

    @get("/eggs")
    async def read_egg() -> Egg:
        """Read an egg."""
        return Egg()

    document = build_contract(Litestar([build_nest], plugins=[ContractPlugin()]))
    page = document["components"]["schemas"]["OffsetPaginationOfNest"]
    assert page["required"] == ["items", "limit", "offset", "total"]
    with pytest.raises(ContractError, match="no JSON form that msgspec validates; use a struct, a dataclass or attrs"):
        build_contract(Litestar([read_egg], plugins=[ContractPlugin()]))


def test_stream_of_events_has_its_own_media_type() -> None:
    @get("/events", sync_to_thread=False)
    def stream() -> ServerSentEvent:
        """Stream the events."""
        return ServerSentEvent(iter(["a"]))

    app = Litestar([stream], plugins=[ContractPlugin()])
    response = build_contract(app)["paths"]["/events"]["get"]["responses"]["200"]
    assert response["content"] == {"text/event-stream": {"schema": {"type": "string"}}}
    with TestClient(app) as client:
        assert client.get("/events").headers["content-type"].startswith("text/event-stream")
