"""The backend application."""

from typing import Any


def __getattr__(name: str) -> Any:
    """Import `app.create_app`, which the `litestar` command looks for, only when the attribute is accessed."""
    if name == "create_app":
        from app.asgi import create_app  # noqa: PLC0415

        return create_app
    raise AttributeError(name)
