"""The composition root: settings in, application out."""

import gc
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from advanced_alchemy.extensions.litestar import AsyncSessionConfig, SQLAlchemyAsyncConfig, SQLAlchemyInitPlugin
from litestar import Controller, Litestar, Router
from litestar.config.cors import CORSConfig
from litestar.di import Provide
from litestar.openapi import OpenAPIConfig
from litestar.openapi.spec import License, SecurityScheme
from sqlalchemy.ext.asyncio import AsyncEngine

from app.brand import DESCRIPTION, TITLE, VERSION
from app.db.engine import create_engine
from app.db.migrations import MigrationPlugin, head_of_code
from app.db.reads import Reads, create_reads
from app.dependencies import dependencies
from app.discovery import classes_of
from app.errors.requests import (
    BodyNotJsonError,
    BodyTooLargeError,
    BodyTypeUnsupportedError,
    InternalError,
    InvalidRequestError,
    MethodNotAllowedError,
    PathNotFoundError,
    UnavailableError,
)
from app.http.api_pages import PATH, create_assets_router, create_pages
from app.http.etags import ETAG, ETagMiddleware
from app.http.frontend import DIST, FrontendMiddleware
from app.http.request_log import REQUEST_ID_HEADER, RequestLogMiddleware, configure_logs
from app.settings import Settings, load_settings
from contract import ContractPlugin, ContractRequest, ResponseValidationMiddleware
from controllers.exception_handlers import EXCEPTION_HANDLERS, contract_violation_body, write_errors
from controllers.health import HealthController
from schemas.errors import ErrorBody

TOKEN_SCHEME = SecurityScheme(
    type="http",
    scheme="bearer",
    description="`Authorization: Bearer <token>`, or `Token <token>`, with a token from registration or login.",
)


def create_app(
    settings: Settings | None = None, *, frontend: Path = DIST, controllers: Sequence[type[Controller]] = ()
) -> Litestar:
    """The application for these settings. The default is the environment's settings and the built frontend.

    The API also has the given controllers, with the dependencies and the opt of all controllers.
    No database connection is opened before the application starts.
    """
    settings = settings or load_settings()
    engine = create_engine(settings)
    reads = create_reads(settings, engine)

    @asynccontextmanager
    async def lifespan(_: Litestar) -> AsyncIterator[None]:
        configure_logs(settings)
        # The garbage collector ignores all objects that exist here. Scanning them would block requests for a tenth of a
        # second.
        gc.freeze()
        async with reads:
            yield
        gc.unfreeze()
        # Advanced Alchemy disposes of the engine of the first application in a process only.
        await engine.dispose()

    app = Litestar(
        route_handlers=[_api(settings, reads, controllers), _health(reads), create_assets_router()],
        lifespan=[lifespan],
        request_class=ContractRequest,
        request_max_body_size=settings.max_body_bytes,
        exception_handlers=EXCEPTION_HANDLERS,
        logging_config=None,
        debug=False,
        cors_config=_cors(settings),
        openapi_config=_openapi(),
        plugins=[_contract(settings), SQLAlchemyInitPlugin(_database(engine)), MigrationPlugin(settings)],
    )
    # These middlewares wrap Litestar, because Litestar handles unknown paths and methods before its own middlewares.
    app.asgi_handler = ETagMiddleware(app.asgi_handler)
    app.asgi_handler = _with_frontend(app, settings, frontend)
    app.asgi_handler = RequestLogMiddleware(app.asgi_handler)
    if settings.contract_check != "off":
        app.asgi_handler = ResponseValidationMiddleware(
            app.asgi_handler, mode=settings.contract_check, error_body=contract_violation_body
        )
    return app


def _database(engine: AsyncEngine) -> SQLAlchemyAsyncConfig:
    return SQLAlchemyAsyncConfig(
        engine_instance=engine,
        session_config=AsyncSessionConfig(expire_on_commit=False),
        set_default_exception_handler=False,
        enable_touch_updated_timestamp_listener=False,
        enable_file_object_listener=False,
    )


def _api(settings: Settings, reads: Reads, others: Sequence[type[Controller]]) -> Router:
    controllers = [controller for controller in classes_of("controllers", Controller) if controller != HealthController]
    handlers = [*controllers, *others]
    return Router("/api", route_handlers=handlers, dependencies=dependencies(settings, reads), opt={ETAG: True})


def _health(reads: Reads) -> Router:
    return Router(
        "/",
        route_handlers=[HealthController],
        dependencies={
            "reads": Provide(lambda: reads, sync_to_thread=False),
            "schema_head": Provide(head_of_code, sync_to_thread=False, use_cache=True),
        },
    )


def _with_frontend(app: Litestar, settings: Settings, dist: Path) -> FrontendMiddleware:
    segments = {route.path.split("/")[1] for route in app.routes}
    return FrontendMiddleware(app.asgi_handler, dist, api_base_url=settings.api_base_url, api_segments=segments)


def _openapi() -> OpenAPIConfig:
    return OpenAPIConfig(
        title=TITLE,
        description=DESCRIPTION,
        license=License(name="MIT", identifier="MIT"),
        version=VERSION,
        path=PATH,
        render_plugins=[create_pages()],
        use_handler_docstrings=True,
    )


def _contract(settings: Settings) -> ContractPlugin:
    return ContractPlugin(
        error_type=ErrorBody,
        body_errors=(BodyNotJsonError, BodyTooLargeError, BodyTypeUnsupportedError),
        input_errors=(InvalidRequestError,),
        common_errors=(InternalError, UnavailableError),
        routing_errors=(MethodNotAllowedError, PathNotFoundError),
        security_scheme=("token", TOKEN_SCHEME),
        auth_dependency="current_user",
        optional_auth_dependency="viewer",
        revalidation_opt=ETAG,
        response_headers={REQUEST_ID_HEADER: "The id of the request. The server log contains the same id."},
        source_packages=("app", "controllers"),
        write_errors=write_errors(),
        # Production runs code that has been checked, and builds the document for the first client that requests it.
        check_at_start=settings.environment == "development",
    )


def _cors(settings: Settings) -> CORSConfig | None:
    if not settings.cors_origins:
        return None
    return CORSConfig(
        allow_origins=list(settings.cors_origins),
        allow_headers=["Authorization", "Content-Type", "If-None-Match", REQUEST_ID_HEADER],
        allow_methods=["GET", "POST", "PUT", "DELETE"],
        expose_headers=["Deprecation", "ETag", "Sunset", REQUEST_ID_HEADER],
        max_age=600,
    )
