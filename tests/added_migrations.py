"""A fixture that adds migrations to the existing ones, as newer code does."""

import os
from pathlib import Path
from typing import Protocol

import pytest
from alembic.config import Config

from app.db.migrations import alembic_config, head_of_code
from app.settings import ROOT, Settings

VERSIONS = ROOT / "migrations" / "versions"
HEAD = str(head_of_code())


class ConfigWithMigration(Protocol):
    """Alembic's configuration with one more migration, whose functions run the given code."""

    def __call__(
        self,
        settings: Settings,
        upgrade: str = "pass",
        downgrade: str = "pass",
        *,
        variables: str = "",
        revision: str = "one_more",
        down_revision: str = HEAD,
    ) -> Config: ...


@pytest.fixture
def config_with_migration(tmp_path: Path) -> ConfigWithMigration:
    """A function that returns Alembic's configuration with one more migration, after all earlier calls."""
    folder = tmp_path / "versions"
    folder.mkdir()

    def create(
        settings: Settings,
        upgrade: str = "pass",
        downgrade: str = "pass",
        *,
        variables: str = "",
        revision: str = "one_more",
        down_revision: str = HEAD,
    ) -> Config:
        (folder / f"{revision}.py").write_text(
            f'"""one more"""\n'
            f"import sqlalchemy as sa\nfrom alembic import op\n"
            f"revision, down_revision = {revision!r}, {down_revision!r}\n{variables}\n"
            f"def upgrade():\n    {upgrade}\n"
            f"def downgrade():\n    {downgrade}\n"
        )
        config = alembic_config(settings)
        # As in alembic.ini: path_separator = os.
        config.set_main_option("version_locations", os.pathsep.join([str(VERSIONS), str(folder)]))
        return config

    return create
