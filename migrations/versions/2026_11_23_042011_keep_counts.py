"""store counts, and order lists by id

Revision: 8d2f6c01b7ae
Revises: 05be8cb88a93
Created: 2026-11-23 04:20:11.482913+00:00
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "8d2f6c01b7ae"
down_revision: str | Sequence[str] | None = "05be8cb88a93"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# The counters of each table: the scope, and the column whose values are counted separately.
COUNTED: dict[str, list[tuple[str, str | None]]] = {
    "articles": [("articles", None)],
    "article_tags": [("articles_tagged", "tag")],
    "favorites": [("favorites_by", "user_id"), ("favorites_of", "article_id")],
}

# A counter has several rows. To avoid waiting, a writer updates an unlocked row or inserts a row.
ADD_TO_COUNT = """
    CREATE FUNCTION add_to_count(counted varchar, about varchar, change bigint) RETURNS void LANGUAGE plpgsql AS $$
    DECLARE
        free bigint;
    BEGIN
        SELECT id INTO free FROM counts WHERE scope = counted AND key = about LIMIT 1 FOR UPDATE SKIP LOCKED;
        DELETE FROM counts WHERE id = free AND n + change = 0;
        IF NOT FOUND THEN
            UPDATE counts SET n = n + change WHERE id = free;
            IF NOT FOUND THEN
                INSERT INTO counts (scope, key, n) VALUES (counted, about, change);
            END IF;
        END IF;
    END $$
    """
# Only transactions of the same author wait for each other. The row of a deleted user is not created again.
ADD_TO_WRITER = """
    CREATE FUNCTION add_to_writer(person bigint, change bigint) RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
        IF change > 0 THEN
            INSERT INTO writers (user_id, articles) VALUES (person, 0) ON CONFLICT DO NOTHING;
        END IF;
        -- A statement of its own, so that the next one sees what was committed while this one waited.
        PERFORM FROM writers WHERE user_id = person FOR UPDATE;
        UPDATE writers
        SET articles = articles + change, latest_article_id = (SELECT max(id) FROM articles WHERE author_id = person)
        WHERE user_id = person;
    END $$
    """
ADD_TO_WRITERS = """
            PERFORM add_to_writer(author_id, sum(change)::bigint)
            FROM ({rows}) changes GROUP BY author_id HAVING sum(change) <> 0 ORDER BY author_id;"""
WRITERS_ON_SQLITE = {
    "OLD": """
        UPDATE writers
        SET articles = articles - 1, latest_article_id = (SELECT max(id) FROM articles WHERE author_id = OLD.author_id)
        WHERE user_id = OLD.author_id;""",
    "NEW": """
        INSERT INTO writers (user_id, articles)
        SELECT NEW.author_id, 0 WHERE NOT EXISTS (SELECT 1 FROM writers WHERE user_id = NEW.author_id);
        UPDATE writers
        SET articles = articles + 1, latest_article_id = (SELECT max(id) FROM articles WHERE author_id = NEW.author_id)
        WHERE user_id = NEW.author_id;""",
}
# The rows in a trigger of SQLite, with the change of the count for each row.
SQLITE_ROWS = {"insert": {"NEW": 1}, "delete": {"OLD": -1}, "update": {"OLD": -1, "NEW": 1}}
POSTGRESQL_ROWS = {
    "insert": ("REFERENCING NEW TABLE AS added", "SELECT *, 1 AS change FROM added"),
    "delete": ("REFERENCING OLD TABLE AS gone", "SELECT *, -1 AS change FROM gone"),
    "update": (
        "REFERENCING OLD TABLE AS gone NEW TABLE AS added",
        "SELECT *, 1 AS change FROM added UNION ALL SELECT *, -1 FROM gone",
    ),
}


def upgrade() -> None:
    """Apply the migration."""
    op.create_table(
        "counts",
        sa.Column("id", sa.BigInteger().with_variant(sa.INTEGER(), "sqlite"), nullable=False),
        sa.Column("scope", sa.String().with_variant(sa.VARCHAR(collation="C"), "postgresql"), nullable=False),
        sa.Column("key", sa.String().with_variant(sa.VARCHAR(collation="C"), "postgresql"), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counts")),
    )
    op.create_table(
        "writers",
        sa.Column("user_id", sa.BigInteger().with_variant(sa.INTEGER(), "sqlite"), nullable=False),
        sa.Column("articles", sa.BigInteger(), nullable=False),
        sa.Column("latest_article_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_writers_user_id_users"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_writers")),
    )
    op.create_index(op.f("ix_counts_scope_key"), "counts", ["scope", "key"], unique=False)
    op.create_index(op.f("ix_articles_author_id_id"), "articles", ["author_id", "id"], unique=False)
    op.drop_index(op.f("ix_articles_author_id_created_at_id"), table_name="articles")
    op.drop_index(op.f("ix_articles_created_at_id"), table_name="articles")
    if op.get_context().dialect.name == "postgresql":
        # The lock prevents writes between counting and the creation of the triggers.
        op.execute("LOCK TABLE articles, article_tags, favorites IN SHARE ROW EXCLUSIVE MODE")
        op.execute(ADD_TO_COUNT)
        op.execute(ADD_TO_WRITER)
    op.execute(
        "INSERT INTO writers (user_id, articles, latest_article_id)"
        " SELECT author_id, count(*), max(id) FROM articles GROUP BY author_id"
    )
    for table, counted in COUNTED.items():
        for scope, column in counted:
            key = f"CAST({column} AS VARCHAR)" if column else "''"
            op.execute(
                f"INSERT INTO counts (scope, key, n) SELECT '{scope}', {key}, count(*) FROM {table} "  # noqa: S608
                + (f"GROUP BY {column}" if column else "HAVING count(*) > 0")
            )
        for moment in ("insert", "update", "delete"):
            if op.get_context().dialect.name == "postgresql":
                count_on_postgresql(table, moment, counted)
            else:
                count_on_sqlite(table, moment, counted)


def downgrade() -> None:
    """Revert the migration."""
    for table in COUNTED:
        for moment in ("insert", "update", "delete"):
            name = f"count_{table}_{moment}"
            if op.get_context().dialect.name == "postgresql":
                op.execute(f"DROP TRIGGER {name} ON {table}")
                op.execute(f"DROP FUNCTION {name}")
            else:
                op.execute(f"DROP TRIGGER {name}")
    if op.get_context().dialect.name == "postgresql":
        op.execute("DROP FUNCTION add_to_count")
        op.execute("DROP FUNCTION add_to_writer")
    op.create_index(op.f("ix_articles_created_at_id"), "articles", ["created_at", "id"], unique=False)
    op.create_index(
        op.f("ix_articles_author_id_created_at_id"), "articles", ["author_id", "created_at", "id"], unique=False
    )
    op.drop_index(op.f("ix_articles_author_id_id"), table_name="articles")
    op.drop_table("writers")
    op.drop_table("counts")


def count_on_postgresql(table: str, moment: str, counted: list[tuple[str, str | None]]) -> None:
    """Create a statement-level trigger: a statement may change many rows."""
    name = f"count_{table}_{moment}"
    referencing, rows = POSTGRESQL_ROWS[moment]
    steps = "".join(
        f"""
            PERFORM add_to_count('{scope}', {f"CAST({column} AS VARCHAR)" if column else "''"}, sum(change))
            FROM ({rows}) changes {f"GROUP BY {column}" if column else ""} HAVING sum(change) <> 0;"""
        for scope, column in counted
    )
    if table == "articles":
        steps += ADD_TO_WRITERS.format(rows=rows)
    op.execute(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {steps} RETURN NULL; END $$")
    op.execute(
        f"CREATE TRIGGER {name} AFTER {moment.upper()} ON {table} {referencing}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
    )


def count_on_sqlite(table: str, moment: str, counted: list[tuple[str, str | None]]) -> None:
    """Create a row-level trigger. SQLite has one writer at a time, so a counter is one row."""
    steps = []
    for scope, column in counted:
        if column is None and moment == "update":
            continue
        for row, change in SQLITE_ROWS[moment].items():
            key = f"CAST({row}.{column} AS VARCHAR)" if column else "''"
            this = f"scope = '{scope}' AND key = {key}"
            found = f"SELECT 1 FROM counts WHERE {this}"  # noqa: S608
            steps += [
                f"INSERT INTO counts (scope, key, n) SELECT '{scope}', {key}, 0 WHERE NOT EXISTS ({found});",
                f"UPDATE counts SET n = n + {change} WHERE {this};",  # noqa: S608
                f"DELETE FROM counts WHERE {this} AND n = 0;",  # noqa: S608
            ]
    columns = [column for _, column in counted if column]
    if table == "articles":
        steps += [WRITERS_ON_SQLITE[row] for row in SQLITE_ROWS[moment]]
        columns.append("author_id")
    on = f"UPDATE OF {', '.join(columns)}" if moment == "update" else moment.upper()
    op.execute(f"CREATE TRIGGER count_{table}_{moment} AFTER {on} ON {table} BEGIN {' '.join(steps)} END")
