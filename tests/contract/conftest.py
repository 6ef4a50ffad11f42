"""Canaries come first."""

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """An internal that has changed is named before the many tests that fail because of it."""
    items.sort(key=lambda item: item.path.name != "test_internals.py")
