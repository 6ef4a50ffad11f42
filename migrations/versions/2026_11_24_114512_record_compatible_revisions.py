"""record compatible revisions

Revision: 6e0b54d19c2f
Revises: 3f6b1d0c92e4
Created: 2026-11-24 11:45:12.903377+00:00
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "6e0b54d19c2f"
down_revision: str | Sequence[str] | None = "3f6b1d0c92e4"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Apply the migration. Alembic's environment then inserts the row of each revision up to this one."""
    op.create_table(
        "compatible_revisions",
        sa.Column("revision", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.PrimaryKeyConstraint("revision", name=op.f("pk_compatible_revisions")),
    )


def downgrade() -> None:
    """Revert the migration."""
    op.drop_table("compatible_revisions")
