"""The query for the tags in use."""

from sqlalchemy import func, select

from app.db.counters import scope_of
from app.db.query import Query, Row
from app.db_models import ArticleTag, Count
from app.queries.subqueries import array_of


class TagsRow(Row):
    """The tags of all articles, most used first, then by name."""

    tags: list[str]


TAGS_IN_USE = Query(
    TagsRow,
    select(
        array_of(
            select(Count.key.label("tag"))
            .where(Count.scope == scope_of(ArticleTag.tag))
            .group_by(Count.key)
            .having(func.sum(Count.n) > 0)
            .order_by(func.sum(Count.n).desc(), Count.key)
        ).label("tags")
    ),
)
