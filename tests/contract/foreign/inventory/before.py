"""An inventory of warehouses: controllers, msgspec structs, an API key in a guard, a file upload, a websocket."""

import csv
import io
import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID, uuid4

import msgspec
from litestar import Controller, Litestar, Request, Response, Router, delete, get, patch, post, websocket_listener
from litestar.connection import ASGIConnection
from litestar.datastructures import ResponseHeader, State, UploadFile
from litestar.di import NamedDependency, Provide
from litestar.enums import MediaType, RequestEncodingType
from litestar.exceptions import HTTPException, NotAuthorizedException, NotFoundException
from litestar.handlers import BaseRouteHandler
from litestar.openapi import OpenAPIConfig
from litestar.params import Body, CookieParameter, FromPath, FromQuery, HeaderParameter, JSONBody, QueryParameter
from litestar.response import File, Redirect, ServerSentEvent, Stream

logger = logging.getLogger(__name__)

API_KEY = "open sesame"
CACHED = ResponseHeader("Cache-Control", value="max-age=60")
T = TypeVar("T")


class Unit(StrEnum):
    PIECE = "piece"
    KILOGRAM = "kilogram"


class Order(StrEnum):
    NAME = "name"
    NEWEST = "newest"


class Warehouse(msgspec.Struct):
    id: UUID
    name: str
    city: str | None = None


class WarehouseCreate(msgspec.Struct):
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
    city: str | None = None


class Item(msgspec.Struct, rename="camel"):
    id: UUID
    warehouse_id: UUID
    name: str
    unit: Unit
    quantity: int
    price: Decimal
    created_at: datetime
    labels: list[str] = []


class ItemCreate(msgspec.Struct, rename="camel"):
    warehouse_id: UUID
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
    price: Decimal
    unit: Unit = Unit.PIECE
    quantity: Annotated[int, msgspec.Meta(ge=0)] = 0
    labels: list[str] = []


class ItemUpdate(msgspec.Struct, rename="camel"):
    name: str | msgspec.UnsetType = msgspec.UNSET
    quantity: Annotated[int, msgspec.Meta(ge=0)] | msgspec.UnsetType = msgspec.UNSET


class Received(msgspec.Struct, tag="received"):
    quantity: Annotated[int, msgspec.Meta(ge=1)]
    supplier: str


class Shipped(msgspec.Struct, tag="shipped"):
    quantity: Annotated[int, msgspec.Meta(ge=1)]
    customer: str


class Page(msgspec.Struct, Generic[T], rename="camel"):
    items: list[T]
    total: int
    next_offset: int | None


class Imported(msgspec.Struct):
    count: int


class Store:
    """All data, in memory."""

    def __init__(self) -> None:
        self.warehouses: dict[UUID, Warehouse] = {}
        self.items: dict[UUID, Item] = {}

    def warehouse(self, warehouse_id: UUID) -> Warehouse:
        if warehouse_id not in self.warehouses:
            raise NotFoundException(f"no warehouse {warehouse_id}")
        return self.warehouses[warehouse_id]

    def item(self, item_id: UUID) -> Item:
        if item_id not in self.items:
            raise HTTPException(status_code=404, detail=f"no item {item_id}")
        return self.items[item_id]


def provide_store(state: State) -> Store:
    store: Store = state.store
    return store


def requires_api_key(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    if connection.headers.get("X-API-Key") != API_KEY:
        raise NotAuthorizedException("a valid API key is required")


class WarehouseController(Controller):
    path = "/warehouses"
    tags = ["Warehouses"]  # noqa: RUF012

    @get()
    async def list(
        self,
        store: NamedDependency[Store],
        limit: Annotated[int, QueryParameter(ge=1, le=100)] = 20,
        offset: Annotated[int, QueryParameter(ge=0)] = 0,
    ) -> Page[Warehouse]:
        found = [*store.warehouses.values()]
        following = offset + limit
        return Page(found[offset:following], len(found), following if following < len(found) else None)

    @post(guards=[requires_api_key])
    async def create(self, data: JSONBody[WarehouseCreate], store: NamedDependency[Store]) -> Warehouse:
        warehouse = Warehouse(uuid4(), data.name, data.city)
        store.warehouses[warehouse.id] = warehouse
        return warehouse

    @get("/{warehouse_id:uuid}")
    async def retrieve(self, warehouse_id: FromPath[UUID], store: NamedDependency[Store]) -> Warehouse:
        return store.warehouse(warehouse_id)


class ItemController(Controller):
    path = "/items"
    tags = ["Items"]  # noqa: RUF012

    @get()
    async def list(
        self,
        store: NamedDependency[Store],
        unit: FromQuery[Unit | None] = None,
        labels: FromQuery[list[str] | None] = None,
        order: FromQuery[Order] = Order.NAME,
        limit: Annotated[int, QueryParameter(ge=1, le=100)] = 20,
        language: Annotated[str | None, HeaderParameter(name="Accept-Language")] = None,
        currency: Annotated[str, CookieParameter(name="currency", max_length=3)] = "EUR",
    ) -> list[Item]:
        logger.info("listed in %s, %s", language, currency)
        found = [item for item in store.items.values() if unit in (None, item.unit)]
        found = [item for item in found if set(labels or ()) <= set(item.labels)]
        return sorted(found, key=lambda item: item.name if order is Order.NAME else item.created_at.isoformat())[:limit]

    @post(guards=[requires_api_key])
    async def create(self, data: JSONBody[ItemCreate], store: NamedDependency[Store]) -> Response[Item]:
        warehouse = store.warehouse(data.warehouse_id)
        if any(item.name == data.name for item in store.items.values()):
            raise HTTPException(status_code=409, detail="the name is in use")
        item = Item(
            uuid4(), warehouse.id, data.name, data.unit, data.quantity, data.price, datetime.now(UTC), data.labels
        )
        store.items[item.id] = item
        return Response(item, headers={"Location": f"/api/items/{item.id}"})

    @get("/{item_id:uuid}", response_headers=[CACHED])
    async def retrieve(self, item_id: FromPath[UUID], store: NamedDependency[Store]) -> Item:
        return store.item(item_id)

    @patch("/{item_id:uuid}", guards=[requires_api_key])
    async def update(self, item_id: FromPath[UUID], data: JSONBody[ItemUpdate], store: NamedDependency[Store]) -> Item:
        item = store.item(item_id)
        changed = {name: value for name in ("name", "quantity") if (value := getattr(data, name)) is not msgspec.UNSET}
        store.items[item_id] = msgspec.structs.replace(item, **changed)
        return store.items[item_id]

    @delete("/{item_id:uuid}", guards=[requires_api_key])
    async def remove(self, item_id: FromPath[UUID], store: NamedDependency[Store]) -> None:
        del store.items[store.item(item_id).id]

    @post("/{item_id:uuid}/movements", guards=[requires_api_key], status_code=200)
    async def move(
        self, item_id: FromPath[UUID], data: JSONBody[Received | Shipped], store: NamedDependency[Store]
    ) -> Item:
        item = store.item(item_id)
        change = data.quantity if isinstance(data, Received) else -data.quantity
        if item.quantity + change < 0:
            raise HTTPException(status_code=409, detail="not enough in stock")
        store.items[item_id] = msgspec.structs.replace(item, quantity=item.quantity + change)
        return store.items[item_id]


@post("/import", guards=[requires_api_key])
async def import_items(
    data: Annotated[UploadFile, Body(media_type=RequestEncodingType.MULTI_PART)], store: NamedDependency[Store]
) -> Imported:
    rows = list(csv.reader(io.StringIO((await data.read()).decode())))
    warehouse = Warehouse(uuid4(), data.filename)
    store.warehouses[warehouse.id] = warehouse
    for name, price in rows:
        item = Item(uuid4(), warehouse.id, name, Unit.PIECE, 0, Decimal(price), datetime.now(UTC))
        store.items[item.id] = item
    return Imported(len(rows))


@get("/export", media_type="text/csv")
async def export_items(store: NamedDependency[Store]) -> Stream:
    async def lines() -> AsyncIterator[str]:
        for item in store.items.values():
            yield f"{item.name},{item.price}\n"

    return Stream(lines())


@get("/manual", media_type="text/x-python")
async def download_manual() -> File:
    return File(__file__, filename="manual.py")


@get("/changes", sync_to_thread=False)
def stream_changes() -> ServerSentEvent:
    return ServerSentEvent(iter(["nothing new"]))


@get("/latest")
async def latest(request: Request[Any, Any, Any]) -> Redirect:
    return Redirect("/api/items?order=newest")


@get("/ping", media_type=MediaType.TEXT, sync_to_thread=False)
def ping() -> str:
    return "pong"


@websocket_listener("/live")
async def live(data: str) -> str:
    return f"seen: {data}"


def create_app() -> Litestar:
    api = Router(
        "/api",
        route_handlers=[
            WarehouseController,
            ItemController,
            import_items,
            export_items,
            download_manual,
            stream_changes,
            latest,
            ping,
            live,
        ],
        dependencies={"store": Provide(provide_store, sync_to_thread=False)},
    )
    return Litestar(
        [api],
        state=State({"store": Store()}),
        openapi_config=OpenAPIConfig(title="Inventory", version="1.4.0"),
    )


app = create_app()
