"""store the tags of an article in its row

Revision: c41e7a90d3b6
Revises: 8d2f6c01b7ae
Created: 2026-11-23 09:56:15.704518+00:00
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "c41e7a90d3b6"
down_revision: str | Sequence[str] | None = "8d2f6c01b7ae"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TAGS_INTO_ARTICLES = {
    "postgresql": """
        UPDATE articles SET tag_list = tagged.list
        FROM (SELECT article_id, CAST(json_agg(tag ORDER BY position) AS varchar) AS list FROM article_tags GROUP BY 1)
        AS tagged WHERE id = article_id
        """,
    "sqlite": """
        UPDATE articles SET tag_list = (
            SELECT json_group_array(tag)
            FROM (SELECT tag FROM article_tags WHERE article_id = articles.id ORDER BY position)
        )
        """,
}
POSITIONS_INTO_TAGS = {
    "postgresql": """
        UPDATE article_tags SET position = listed.position - 1
        FROM articles, json_array_elements_text(CAST(tag_list AS json)) WITH ORDINALITY AS listed (tag, position)
        WHERE articles.id = article_id AND listed.tag = article_tags.tag
        """,
    "sqlite": """
        UPDATE article_tags SET position = (
            SELECT key FROM articles, json_each(tag_list) WHERE articles.id = article_id AND value = tag
        )
        """,
}

# Insert rows for new tags of the list, and delete rows of tags that are not in the list.
TAG = """
    DELETE FROM article_tags WHERE article_id = NEW.id AND tag NOT IN (SELECT value FROM {named});
    INSERT INTO article_tags (article_id, tag)
    SELECT NEW.id, value FROM {named} EXCEPT SELECT article_id, tag FROM article_tags WHERE article_id = NEW.id;
    """
TRIGGERS = {
    "tag_articles_insert": "AFTER INSERT ON articles FOR EACH ROW WHEN (NEW.tag_list <> '[]')",
    "tag_articles_update": "AFTER UPDATE OF tag_list ON articles FOR EACH ROW WHEN (NEW.tag_list <> OLD.tag_list)",
}


def upgrade() -> None:
    """Apply the migration."""
    dialect = op.get_context().dialect.name
    op.add_column("articles", sa.Column("tag_list", sa.String(), server_default="[]", nullable=False))
    op.execute(TAGS_INTO_ARTICLES[dialect])
    op.drop_column("article_tags", "position")
    if dialect == "postgresql":
        tag = TAG.format(named="json_array_elements_text(CAST(NEW.tag_list AS json))")
        op.execute(
            f"CREATE FUNCTION tag_article() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {tag} RETURN NULL; END $$"
        )
        action = "EXECUTE FUNCTION tag_article()"
    else:
        action = f"BEGIN {TAG.format(named='json_each(NEW.tag_list)')} END"
    for name, when in TRIGGERS.items():
        op.execute(f"CREATE TRIGGER {name} {when} {action}")


def downgrade() -> None:
    """Revert the migration."""
    dialect = op.get_context().dialect.name
    for name in TRIGGERS:
        op.execute(f"DROP TRIGGER {name}" + (" ON articles" if dialect == "postgresql" else ""))
    if dialect == "postgresql":
        op.execute("DROP FUNCTION tag_article")
    op.add_column("article_tags", sa.Column("position", sa.Integer(), server_default="0", nullable=False))
    op.execute(POSITIONS_INTO_TAGS[dialect])
    with op.batch_alter_table("article_tags") as article_tags:
        article_tags.alter_column("position", server_default=None)
    op.drop_column("articles", "tag_list")
