"""Queries for comments on articles."""

from datetime import datetime

from sqlalchemy import BigInteger, bindparam, select

from app.db.query import Query, Row
from app.db_models import Article, Comment, User
from app.queries.articles import SLUG
from app.queries.profiles import PROFILE_COLUMNS


class CommentRow(Row):
    """A comment as a viewer sees it. `following` refers to its author."""

    id: int
    created_at: datetime
    updated_at: datetime
    body: str
    username: str
    bio: str | None
    image: str | None
    following: bool


COMMENT_COLUMNS = (Comment.id, Comment.created_at, Comment.updated_at, Comment.body, *PROFILE_COLUMNS)

COMMENT = Query(
    CommentRow,
    select(*COMMENT_COLUMNS)
    .join(User, User.id == Comment.author_id)
    .where(Comment.id == bindparam("id", type_=BigInteger)),
)
# Newest first. An article without comments gives one row of nulls, a missing article gives no row.
COMMENTS_ON_ARTICLE = Query(
    CommentRow,
    select(*COMMENT_COLUMNS)
    .select_from(Article)
    .outerjoin(Comment, Comment.article_id == Article.id)
    .outerjoin(User, User.id == Comment.author_id)
    .where(Article.slug == SLUG)
    .order_by(Comment.id.desc()),
)
