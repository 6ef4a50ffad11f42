"""Fixtures of databases for migrations."""

from collections.abc import Callable

import pytest

from app.db.migrations import upgrade_to_head
from app.settings import Settings
from tests.conftest import settings_for


@pytest.fixture
def empty(new_database: Callable[[str], str], database_kind: str) -> Settings:
    """Settings for an empty database."""
    return settings_for(new_database(database_kind))


@pytest.fixture
def migrated(empty: Settings) -> Settings:
    """Settings for a database at head."""
    upgrade_to_head(empty)
    return empty
