"""Migrations that lose rows, differ from the models, or break the released code."""

from app.db.migrations import head_of_code
from tests.mutants.mutant import Edit, Gate, Mutant, added, family, removed

MODELS, COUNTERS = "app/db_models.py", "app/db/counters.py"
OLDEST = "migrations/versions/2026_11_22_202711_create_the_tables.py"
SECOND = "migrations/versions/2026_11_23_042011_keep_counts.py"
HEAD = str(head_of_code())
MIGRATION = '''"""change the tables

Revision: {revision}
Revises: {revises}
Created: 2099-01-01 00:00:00+00:00
"""

import sqlalchemy as sa
from alembic import op

revision: str = "{revision}"
down_revision: str | None = "{revises}"
{variables}

def upgrade() -> None:
    """Apply the migration."""
    {upgrade}


def downgrade() -> None:
    """Revert the migration."""
    {downgrade}
'''
TOKEN_GENERATION = "    token_generation: Mapped[int] = mapped_column(default=0)\n"


def migration(upgrade: str, downgrade: str = "pass", *, revision: str = "aaaaaaaaaaaa", variables: str = "") -> Edit:
    """A new migration after the newest one."""
    path = f"migrations/versions/2099_01_01_000000_{revision}.py"
    return Edit(
        path,
        "",
        MIGRATION.format(revision=revision, revises=HEAD, upgrade=upgrade, downgrade=downgrade, variables=variables),
    )


def new_column(name: str, annotation: str, column: str) -> Edit:
    """A column of users in the models."""
    return added(MODELS, TOKEN_GENERATION, f"    {name}: Mapped[{annotation}] = mapped_column({column})\n")


ADD_LOCALE = 'op.add_column("users", sa.Column("locale", sa.String(), nullable=True))'
DROP_LOCALE = 'op.drop_column("users", "locale")'
LOCALE = added(MODELS, TOKEN_GENERATION, "    locale: Mapped[str | None]\n")

WITHOUT_MIGRATION: tuple[Mutant, ...] = (
    *family(
        "model without a migration",
        Gate.MIGRATIONS,
        "make migration",
        {
            "String(50) on a column without length, without a migration": Edit(
                MODELS,
                "    password_hash: Mapped[str]\n",
                "    password_hash: Mapped[str] = mapped_column(String(50))\n",
            ),
            "a column is added": LOCALE,
            "a column is removed": removed(MODELS, TOKEN_GENERATION),
            "a column is renamed": Edit(
                MODELS, TOKEN_GENERATION, TOKEN_GENERATION.replace("(default", '("generation", default')
            ),
            "a column has another type": Edit(
                MODELS, TOKEN_GENERATION, TOKEN_GENERATION.replace("(default", "(BigInteger, default")
            ),
            "a column may be null": Edit(MODELS, TOKEN_GENERATION, TOKEN_GENERATION.replace("int]", "int | None]")),
            "a column may not be null": Edit(MODELS, "bio: Mapped[str | None]", "bio: Mapped[str]"),
            "an index is added": Edit(
                MODELS, 'Index(None, "followed_id"),)', 'Index(None, "followed_id"), Index(None, "follower_id"))'
            ),
            "an index is removed": Edit(MODELS, 'Index(None, "followed_id"),)', ")"),
            "a unique constraint is removed": Edit(MODELS, '        UniqueConstraint("slug"),\n', ""),
            "a foreign key does not cascade": Edit(
                MODELS,
                'follower_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE")',
                'follower_id: Mapped[int] = mapped_column(ForeignKey("users.id")',
            ),
            "a length is another one": Edit(
                MODELS,
                "slug: Mapped[str] = mapped_column(String(128))",
                "slug: Mapped[str] = mapped_column(String(120))",
            ),
        },
    ),
    *family(
        "model without a migration",
        Gate.MIGRATIONS,
        "ck_",
        {
            "a CHECK is another one": Edit(MODELS, 'has_length("slug", 1, 128)', 'has_length("slug", 1, 120)'),
            "a CHECK has another condition under the same name": Edit(
                MODELS, 'CheckConstraint("id >= 1"', 'CheckConstraint("id >= 2"'
            ),
            "a CHECK is removed": removed(MODELS, '        has_length("bio", 0, 2_000),\n'),
        },
    ),
)

BAD_MIGRATIONS: tuple[Mutant, ...] = (
    *family(
        "migration without a model",
        Gate.MIGRATIONS,
        "make migration",
        {"a column in the migration alone": migration(ADD_LOCALE, DROP_LOCALE)},
    ),
    *family(
        "several heads",
        Gate.MIGRATIONS,
        "the migrations have several heads",
        {
            "two branches are merged": (
                LOCALE,
                migration(ADD_LOCALE, DROP_LOCALE),
                migration("pass", revision="bbbbbbbbbbbb"),
            )
        },
    ),
    *family(
        "migration that loses rows",
        Gate.MIGRATIONS,
        "loses data",
        {
            "rows are deleted": migration(
                'op.execute("DELETE FROM comments WHERE id = (SELECT max(id) FROM comments)")'
            ),
            "values are overwritten": migration("op.execute(\"UPDATE users SET bio = ''\")"),
            "the downgrade deletes rows": migration("pass", 'op.execute("DELETE FROM follows")'),
        },
    ),
    *family(
        "migration that fails on rows",
        Gate.MIGRATIONS,
        "fails on tables with rows",
        {
            "a required column without a default": (
                new_column("locale", "str", "default='en'"),
                migration('op.add_column("users", sa.Column("locale", sa.String(), nullable=False))', DROP_LOCALE),
            ),
            "a column that has nulls becomes required": (
                Edit(MODELS, "bio: Mapped[str | None]", "bio: Mapped[str]"),
                migration(
                    'with op.batch_alter_table("users") as users:\n        users.alter_column("bio", nullable=False)',
                    'with op.batch_alter_table("users") as users:\n        users.alter_column("bio", nullable=True)',
                ),
            ),
            "rows that refer to nothing": migration(
                'op.execute("DELETE FROM users WHERE id = (SELECT max(id) FROM users)")'
            ),
            "a downgrade that is not written": (LOCALE, migration(ADD_LOCALE, "raise NotImplementedError")),
        },
    ),
    *family(
        "downgrade to another schema",
        Gate.MIGRATIONS,
        "the schema differs",
        {
            "a downgrade that does nothing": (LOCALE, migration(ADD_LOCALE)),
            "a downgrade that drops an index": migration("pass", 'op.drop_index("ix_comments_author_id", "comments")'),
        },
    ),
    *family(
        "trigger that a migration drops",
        Gate.MIGRATIONS,
        "count_articles_insert",
        {"a counter does not count": migration('op.execute("DROP TRIGGER count_articles_insert")')},
    ),
    *family(
        "SQL that blocks a table",
        Gate.MIGRATIONS,
        "squawk",
        {
            "an index that blocks writes": (
                Edit(MODELS, 'Index(None, "followed_id"),)', 'Index(None, "followed_id"), Index(None, "follower_id"))'),
                migration(
                    'op.create_index(op.f("ix_follows_follower_id"), "follows", ["follower_id"])',
                    'op.drop_index(op.f("ix_follows_follower_id"), "follows")',
                ),
            ),
        },
    ),
    *family(
        "migration that breaks the released code",
        Gate.MIGRATIONS,
        "the released code fails after this migration",
        {
            "a column is renamed": (
                Edit(MODELS, TOKEN_GENERATION, TOKEN_GENERATION.replace("(default", '("generation", default')),
                migration(
                    'op.alter_column("users", "token_generation", new_column_name="generation")',
                    'op.alter_column("users", "generation", new_column_name="token_generation")',
                ),
            ),
            "a column is required at once": (
                new_column("locale", "str", "default='en'"),
                migration(
                    'op.add_column("users", sa.Column("locale", sa.String(), nullable=False, server_default="en"))\n'
                    '    with op.batch_alter_table("users") as users:\n'
                    '        users.alter_column("locale", server_default=None)',
                    DROP_LOCALE,
                ),
            ),
        },
    ),
    *family(
        "released migration that is missing",
        Gate.MIGRATIONS,
        "of the release is missing",
        {
            "a revision is renamed": (
                Edit(OLDEST, '"05be8cb88a93"\ndown', '"05be8cb88a94"\ndown'),
                Edit(SECOND, '= "05be8cb88a93"', '= "05be8cb88a94"'),
            ),
        },
    ),
)

MUTANTS = (*WITHOUT_MIGRATION, *BAD_MIGRATIONS)
