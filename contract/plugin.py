"""The plugin that replaces Litestar's document with the contract."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import fields
from types import UnionType
from typing import Any, Union, get_origin

from litestar import HttpMethod, Litestar
from litestar.config.app import AppConfig
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.spec import OpenAPI, Schema, SecurityScheme
from litestar.plugins import InitPlugin, OpenAPISchemaPlugin
from litestar.plugins.base import ReceiveRoutePlugin
from litestar.routes import BaseRoute
from litestar.security.base import AbstractSecurityConfig
from litestar.types import Message, Scope
from litestar.typing import FieldDefinition

from contract.authentication import Authentication
from contract.deprecation import deprecation_of
from contract.document import ContractConfig, complete
from contract.errors import ContractError
from contract.lints import misleading_code
from contract.litestar_errors import AUTH_ERRORS, BODY_ERRORS, COMMON_ERRORS, INPUT_ERRORS, LitestarError
from contract.names import to_camel_case
from contract.operations import Operation, operations_of
from contract.raised_errors import WriteErrors
from contract.requests import ContractRequest


class ContractPlugin(InitPlugin, ReceiveRoutePlugin, OpenAPISchemaPlugin):
    """Publishes the contract as the only document: in the application, on the command line and on the pages."""

    def __init__(
        self,
        *,
        error_type: type | None = None,
        body_errors: Iterable[Any] | None = None,
        input_errors: Iterable[Any] | None = None,
        common_errors: Iterable[Any] | None = None,
        auth_errors: Iterable[Any] | None = None,
        routing_errors: Iterable[Any] = (),
        security_scheme: tuple[str, SecurityScheme] | None = None,
        auth_dependency: str | None = None,
        optional_auth_dependency: str | None = None,
        auth_guard: Callable[..., Any] | None = None,
        auth_backend: AbstractSecurityConfig[Any, Any] | None = None,
        revalidation_opt: str | None = None,
        response_headers: dict[str, str] | None = None,
        source_packages: Iterable[str] = (),
        write_errors: WriteErrors | None = None,
        check_at_start: bool = True,
    ) -> None:
        def errors(given: Iterable[Any] | None, of_litestar: tuple[Any, ...]) -> tuple[Any, ...]:
            if given is not None:
                return tuple(given)
            return of_litestar if error_type in (None, LitestarError) else ()

        self.config = ContractConfig(
            error_type=error_type or LitestarError,
            error_handlers_are_default=error_type is None,
            body_errors=errors(body_errors, BODY_ERRORS),
            input_errors=errors(input_errors, INPUT_ERRORS),
            common_errors=errors(common_errors, COMMON_ERRORS),
            auth_errors=errors(auth_errors, AUTH_ERRORS),
            routing_errors=tuple(routing_errors),
            authentication=Authentication(
                scheme=security_scheme,
                dependency=auth_dependency,
                optional_dependency=optional_auth_dependency,
                guard=auth_guard,
                backend=auth_backend,
            ),
            revalidation_opt=revalidation_opt,
            response_headers=response_headers or {},
            source_packages=tuple(source_packages),
            write_errors=write_errors or {},
        )
        self.check_at_start = check_at_start
        self.routes: dict[str, BaseRoute] = {}

    def on_app_init(self, app_config: AppConfig) -> AppConfig:
        """Replace Litestar's document with the contract, and check the contract at startup."""
        if app_config.request_class is None:
            app_config.request_class = ContractRequest
        if app_config.openapi_config is not None:
            app_config.openapi_config = _ContractOpenAPIConfig(app_config.openapi_config, self)
            app_config.on_startup.append(_announce_deprecations)
            if self.check_at_start:
                app_config.on_startup.append(_check_contract)
        return app_config

    def receive_route(self, route: BaseRoute) -> None:
        """Store the route. The first request for the document writes it from all routes."""
        self.routes[route.path] = route

    @staticmethod
    def is_plugin_supported_type(value: Any) -> bool:
        """Claim every class: Litestar's own schema is not used, and its creation may fail."""
        cls = get_origin(value) or value
        return isinstance(cls, type) and cls not in (Union, UnionType)

    def to_openapi_schema(
        self,
        field_definition: FieldDefinition,  # noqa: ARG002 - Litestar calls with keywords
        schema_creator: Any,  # noqa: ARG002
    ) -> Schema:
        """Return an empty schema, which the contract replaces."""
        return Schema()


class _ContractOpenAPIConfig(OpenAPIConfig):
    """The OpenAPI configuration of the application, with the contract as its document."""

    def __init__(self, config: OpenAPIConfig, plugin: ContractPlugin) -> None:
        vars(self).update(vars(config))
        self.plugin = plugin
        self.use_handler_docstrings = True
        if self.operation_id_creator is OpenAPIConfig.operation_id_creator:
            self.operation_id_creator = _default_operation_id

    def to_openapi_schema(self) -> OpenAPI:
        _check_operation_ids(self)
        draft = super().to_openapi_schema()
        document = _Document(**{field.name: getattr(draft, field.name) for field in fields(draft)})
        document.plugin = self.plugin
        return document


class _Document(OpenAPI):
    plugin: ContractPlugin
    written: dict[str, Any] | None = None

    def to_schema(self) -> dict[str, Any]:
        if self.written is None:
            self.written = complete(super().to_schema(), self.plugin.routes.values(), self.plugin.config)
        return self.written


def _default_operation_id(handler: HTTPRouteHandler, *_: Any) -> str:
    """The name of the handler, so that a new path does not rename the client's function."""
    return to_camel_case(handler.handler_name)


def _check_operation_ids(config: _ContractOpenAPIConfig) -> None:
    locations: dict[str, list[str]] = {}
    for operation in operations_of(config.plugin.routes.values()):
        locations.setdefault(_operation_id(operation, config), []).append(operation.location)
    duplicates = {name: found for name, found in locations.items() if len(found) > 1}
    if duplicates:
        raise ContractError(
            f"{' and '.join(found)} have the operation id {name!r}; rename one, or set its operation_id"
            for name, found in duplicates.items()
        )


def _operation_id(operation: Operation, config: OpenAPIConfig) -> str:
    explicit = operation.handler.operation_id
    if isinstance(explicit, str):
        return explicit
    create = explicit or config.operation_id_creator
    return create(operation.handler, HttpMethod(operation.method.upper()), operation.route.path_components)


def _announce_deprecations(app: Litestar) -> None:
    """Send the headers of deprecated operations. Nothing is added to an application without any."""
    headers = {
        operation.handler: deprecation.headers
        for operation in operations_of(app.routes)
        if (deprecation := deprecation_of(operation))
    }
    if headers:
        app.before_send.append(_header_sender(headers))


def _header_sender(headers: dict[Any, list[tuple[bytes, bytes]]]) -> Callable[[Message, Scope], Awaitable[None]]:
    async def add_headers(message: Message, scope: Scope) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message["headers"], *headers.get(scope.get("route_handler"), [])]

    return add_headers


def _check_contract(app: Litestar) -> None:
    app.openapi_schema.to_schema()
    if misleading := [str(finding) for finding in misleading_code(app)]:
        raise ContractError(misleading)
