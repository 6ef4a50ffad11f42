"""limit the lengths of texts

Revision: b5a90e7d41c8
Revises: 6e0b54d19c2f
Created: 2026-11-24 12:48:15.306214+00:00
"""

from collections.abc import Iterator, Mapping, Sequence

import sqlalchemy as sa
from alembic import op

from app.db.migrations import require_valid_rows

revision: str = "b5a90e7d41c8"
down_revision: str | Sequence[str] | None = "6e0b54d19c2f"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

squawk_exemptions = {
    "changing-column-type": "the API has always enforced these limits, and no table of a release before 0.1.0 is large",
    "constraint-missing-not-valid": "the same statement rewrites the table, and reads every row",
}
# The minimum and the maximum length of each text that clients read.
LENGTHS: dict[str, dict[str, tuple[int, int]]] = {
    "users": {"username": (1, 64), "email": (3, 254), "bio": (0, 2_000), "image": (0, 2_000)},
    "articles": {"slug": (1, 128), "title": (1, 200), "description": (1, 1_000), "body": (1, 100_000)},
    "article_tags": {"tag": (1, 64)},
    "comments": {"body": (1, 10_000)},
}
NULLABLE = {"bio", "image"}
COLLATIONS = {"tag": "C"}


def upgrade() -> None:
    """Apply the migration. Rows with other lengths stop the migration."""
    if not op.get_context().as_sql:
        require_valid_rows(op.get_bind(), {table: list(checks(table).values()) for table in LENGTHS})
    for table, lengths in LENGTHS.items():
        alter(table, {column: maximum for column, (_, maximum) in lengths.items()}, added=checks(table))


def downgrade() -> None:
    """Revert the migration."""
    for table, lengths in LENGTHS.items():
        alter(table, dict.fromkeys(lengths), removed=checks(table))


def checks(table: str) -> dict[str, str]:
    """The new conditions of a table by the names of their CHECKs."""
    lengths = {
        f"ck_{table}_{column}_length_{minimum}_{maximum}": f"length({column}) BETWEEN {minimum} AND {maximum}"
        for column, (minimum, maximum) in LENGTHS[table].items()
    }
    return lengths | ({"ck_comments_id_min_1": "id >= 1"} if table == "comments" else {})


def alter(
    table: str, maximums: Mapping[str, int | None], added: Mapping[str, str] = {}, removed: Mapping[str, str] = {}
) -> None:
    """Change the types and the CHECKs of a table at once: PostgreSQL copies a table once for each statement."""
    if op.get_context().dialect.name == "postgresql":
        op.execute(f"ALTER TABLE {table} {', '.join(actions(maximums, added, removed))}")
        return
    with op.batch_alter_table(table) as batch:
        for name in removed:
            batch.drop_constraint(op.f(name), type_="check")
        for column, maximum in maximums.items():
            batch.alter_column(column, type_=sa.String(maximum), existing_nullable=column in NULLABLE)
        for name, condition in added.items():
            batch.create_check_constraint(op.f(name), condition)


def actions(maximums: Mapping[str, int | None], added: Mapping[str, str], removed: Mapping[str, str]) -> Iterator[str]:
    """The parts of ALTER TABLE on PostgreSQL."""
    for column, maximum in maximums.items():
        type_ = sa.String(maximum, collation=COLLATIONS.get(column)).compile(op.get_context().dialect)
        yield f"ALTER COLUMN {column} TYPE {type_}"
    yield from (f"ADD CONSTRAINT {name} CHECK ({condition})" for name, condition in added.items())
    yield from (f"DROP CONSTRAINT {name}" for name in removed)
