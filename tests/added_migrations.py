"""A fixture that adds migrations to the existing ones, as newer code does."""

import os
from pathlib import Path
from typing import Protocol

import pytest
from alembic.config import Config
from alembic.script import Script, ScriptDirectory

from app.db.migrations import alembic_config, head_of_code
from app.settings import ROOT, Settings

VERSIONS = ROOT / "migrations" / "versions"
HEAD = str(head_of_code())
# All migrations, oldest first.
SCRIPTS = list(ScriptDirectory.from_config(Config(ROOT / "alembic.ini")).walk_revisions("base", "heads"))[::-1]
# A table with columns of many types, as `upgrade` creates it.
NEW_TABLE = """op.create_table(
        "badges",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("user_id", sa.BigInteger().with_variant(sa.INTEGER(), "sqlite"),
                  sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
        sa.Column("parent_id", sa.Integer, sa.ForeignKey("badges.id")),
        sa.Column("code", sa.String(2), nullable=False, unique=True),
        sa.Column("given", sa.Boolean, nullable=False), sa.Column("weight", sa.Numeric(5, 2), nullable=False),
        sa.Column("score", sa.Float, nullable=False), sa.Column("day", sa.Date, nullable=False),
        sa.Column("moment", sa.DateTime, nullable=False), sa.Column("hour", sa.Time, nullable=False),
        sa.Column("image", sa.LargeBinary, nullable=False), sa.Column("note", sa.JSON, nullable=False),
    )"""

# The code that adds and removes the same table with counters, and the import of this code.
COUNTERS = {"badges": None, "badges_of": "user_id"}
COUNTED_TABLE = (
    f'{NEW_TABLE}; create_count_triggers("badges", {COUNTERS})',
    f'drop_count_triggers("badges", {COUNTERS}); op.drop_table("badges")',
)
IMPORTS = "from app.db.triggers import create_count_triggers, drop_count_triggers"


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


def script_of(config: Config, revision: str = "one_more") -> Script:
    """A migration of the configuration."""
    script = ScriptDirectory.from_config(config).get_revision(revision)
    assert script is not None
    return script
