"""What the application is."""

from typing import Any


def __getattr__(name: str) -> Any:
    """Offer `app.create_app`, which `litestar` looks for, without importing the whole application for every module."""
    if name == "create_app":
        from app.asgi import create_app  # noqa: PLC0415

        return create_app
    raise AttributeError(name)
