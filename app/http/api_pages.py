"""Swagger UI pages, served from installed files, so that the pages work offline."""

import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from litestar import Router
from litestar.connection import ASGIConnection
from litestar.exceptions import NotFoundException
from litestar.handlers import BaseRouteHandler
from litestar.openapi.plugins import SwaggerRenderPlugin
from litestar.static_files import create_static_files_router

PATH = "/schema"
ASSETS_PATH = "/schema-assets"
FILE_NAME = re.compile(r"/?[\w.-]{1,255}")


def create_pages() -> SwaggerRenderPlugin:
    """The renderer of the Swagger UI page."""
    return SwaggerRenderPlugin(
        path=["/swagger", "/"],
        js_url=f"{ASSETS_PATH}/swagger-ui-bundle.js",
        standalone_preset_js_url=f"{ASSETS_PATH}/swagger-ui-standalone-preset.js",
        css_url=f"{ASSETS_PATH}/swagger-ui.css",
        favicon=f'<link rel="icon" href="{ASSETS_PATH}/favicon-32x32.png">',
    )


def require_file_name(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """Reject paths that the operating system would reject with an error, such as a NUL character."""
    if not FILE_NAME.fullmatch(str(connection.path_params["file_path"])):
        raise NotFoundException


def create_assets_router() -> Router:
    """The router of the scripts and styles of Swagger UI."""
    package = find_spec("swagger_ui")
    if package is None or package.origin is None:
        raise RuntimeError("swagger-ui-py is not installed: run make setup")
    return create_static_files_router(
        path=ASSETS_PATH,
        directories=[Path(package.origin).parent / "static"],
        include_in_schema=False,
        guards=[require_file_name],
        name="schema-assets",
    )
