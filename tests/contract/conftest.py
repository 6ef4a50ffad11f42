"""The order of the tests of the contract package."""

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the tests of internals first: they name a changed internal before many other tests fail."""
    items.sort(key=lambda item: item.path.name != "test_internals.py")
