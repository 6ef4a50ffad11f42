"""The plugin that makes the true document the only one."""

from collections.abc import Iterable
from dataclasses import fields
from types import UnionType
from typing import Any, Union, get_origin

from litestar import Litestar
from litestar.config.app import AppConfig
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.spec import OpenAPI, Schema, SecurityScheme
from litestar.plugins import InitPlugin, OpenAPISchemaPlugin
from litestar.plugins.base import ReceiveRoutePlugin
from litestar.routes import BaseRoute
from litestar.typing import FieldDefinition

from contract.document import Rules, complete
from contract.errors import ContractError
from contract.lints import lint
from contract.names import camel
from contract.operations import operations_of


class ContractPlugin(InitPlugin, ReceiveRoutePlugin, OpenAPISchemaPlugin):
    """Makes the contract the one document: of the application, the command line, the served pages."""

    def __init__(
        self,
        *,
        error: type,
        with_body: Iterable[Any] = (),
        with_input: Iterable[Any] = (),
        always: Iterable[Any] = (),
        security_scheme: tuple[str, SecurityScheme] | None = None,
        required_by: str | None = None,
        optional_by: str | None = None,
        revalidated_by: str | None = None,
        response_headers: dict[str, str] | None = None,
        check_at_start: bool = True,
    ) -> None:
        self.rules = Rules(
            error=error,
            with_body=tuple(with_body),
            with_input=tuple(with_input),
            always=tuple(always),
            security_scheme=security_scheme,
            required_by=required_by,
            optional_by=optional_by,
            revalidated_by=revalidated_by,
            response_headers=response_headers or {},
        )
        self.check_at_start = check_at_start
        self.routes: dict[str, BaseRoute] = {}

    def on_app_init(self, app_config: AppConfig) -> AppConfig:
        """Publish the contract in place of Litestar's own document, and check it at the start, if that is wanted."""
        if app_config.openapi_config is not None:
            app_config.openapi_config = _Published(app_config.openapi_config, self)
            if self.check_at_start:
                app_config.on_startup.append(_check)
        return app_config

    def receive_route(self, route: BaseRoute) -> None:
        """Remember the route: the document is written from all of them, once it is asked for."""
        self.routes[route.path] = route

    @staticmethod
    def is_plugin_supported_type(value: Any) -> bool:
        """Take every class out of Litestar's hands: its schemas are thrown away, and may fail to be made."""
        kind = get_origin(value) or value
        return isinstance(kind, type) and kind not in (Union, UnionType)

    def to_openapi_schema(
        self,
        field_definition: FieldDefinition,  # noqa: ARG002 - Litestar calls with keywords
        schema_creator: Any,  # noqa: ARG002
    ) -> Schema:
        """Leave the place empty for msgspec's schema."""
        return Schema()


class _Published(OpenAPIConfig):
    """The application's own configuration; only the document it starts from is ours."""

    def __init__(self, config: OpenAPIConfig, plugin: ContractPlugin) -> None:
        vars(self).update(vars(config))
        self.plugin = plugin
        self.use_handler_docstrings = True
        if self.operation_id_creator is OpenAPIConfig.operation_id_creator:
            self.operation_id_creator = _named_after_handler

    def to_openapi_schema(self) -> OpenAPI:
        _refuse_shared_operation_ids(self)
        drafted = super().to_openapi_schema()
        document = _Document(**{field.name: getattr(drafted, field.name) for field in fields(drafted)})
        document.plugin = self.plugin
        return document


class _Document(OpenAPI):
    plugin: ContractPlugin
    written: dict[str, Any] | None = None

    def to_schema(self) -> dict[str, Any]:
        if self.written is None:
            self.written = complete(super().to_schema(), self.plugin.routes.values(), self.plugin.rules)
        return self.written


def _named_after_handler(handler: HTTPRouteHandler, *_: Any) -> str:
    """Moving a handler to another path leaves the client's function its name."""
    return camel(handler.handler_name)


def _refuse_shared_operation_ids(config: _Published) -> None:
    places: dict[str, list[str]] = {}
    for operation in operations_of(config.plugin.routes.values()):
        own = operation.handler.operation_id
        name = own if isinstance(own, str) else _named_after_handler(operation.handler)
        places.setdefault(name, []).append(operation.place)
    shared = {name: found for name, found in places.items() if len(found) > 1}
    if shared:
        raise ContractError(
            f"{' and '.join(found)} have the operation id {name!r}; rename one" for name, found in shared.items()
        )


def _check(app: Litestar) -> None:
    app.openapi_schema.to_schema()
    if misleading := [str(finding) for finding in lint(app) if finding.misleads]:
        raise ContractError(misleading)
