"""Queries for an article, for filtered lists of articles, and for feeds."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    ScalarSelect,
    Select,
    SQLColumnExpression,
    bindparam,
    cast,
    func,
    literal_column,
    select,
    true,
)
from sqlalchemy.orm import aliased

from app.db.counters import count_of
from app.db.keys import key_of
from app.db.query import Query, Row
from app.db.reads import Reads
from app.db_models import Article, ArticleTag, Favorite, Follow, User, Writer
from app.queries.profiles import PROFILE_COLUMNS
from app.queries.subqueries import array_of, exists_row, in_array
from app.queries.users import VIEWER, AccountRow


class ArticlePreviewRow(Row):
    """An article without its body, as a viewer sees it. `following` refers to its author."""

    slug: str
    title: str
    description: str
    tag_list: list[str]
    created_at: datetime
    updated_at: datetime
    favorited: bool
    favorites_count: int
    username: str
    bio: str | None
    image: str | None
    following: bool


class ArticleRow(ArticlePreviewRow):
    """An article as a viewer sees it."""

    body: str


class ListedArticleRow(ArticlePreviewRow):
    """An article of a page, with the number of all matching articles."""

    total: int


class ArticlePage(NamedTuple):
    """A page of the matching articles, and the number of all matching articles."""

    articles: Sequence[ArticlePreviewRow]
    total: int


class Filter(NamedTuple):
    """A subset of the articles: their ids, which an index stores in order, and their number."""

    id: SQLColumnExpression[int]
    condition: ColumnElement[bool]
    total: ColumnElement[int]


SLUG = bindparam("slug", type_=Article.slug.type)
TAG = bindparam("tagged", type_=ArticleTag.tag.type)
LIMIT, OFFSET = bindparam("limit", type_=BigInteger), bindparam("offset", type_=BigInteger)


def _id_of(parameter: str) -> ScalarSelect[int]:
    key = bindparam(parameter, type_=User.username_key.type)
    return select(User.id).where(User.username_key == key).scalar_subquery()


def _article_count_of(author_id: SQLColumnExpression[Any]) -> ColumnElement[int]:
    return func.coalesce(select(Writer.articles).where(Writer.user_id == author_id).scalar_subquery(), 0)


ALL_ARTICLES = Filter(Article.id, true(), count_of(Article))
# The keys are parameters of `list_articles`.
FILTERS = {
    "tagged": Filter(ArticleTag.article_id, ArticleTag.tag == TAG, count_of(ArticleTag.tag, TAG)),
    "written_by": Filter(
        Article.id, Article.author_id == _id_of("written_by"), _article_count_of(_id_of("written_by"))
    ),
    "favorited_by": Filter(
        Favorite.article_id,
        Favorite.user_id == _id_of("favorited_by"),
        count_of(Favorite.user_id, _id_of("favorited_by")),
    ),
}

# The columns of an article in every response.
PREVIEW_COLUMNS = (
    Article.slug,
    Article.title,
    Article.description,
    array_of(select(ArticleTag.tag).where(ArticleTag.article_id == Article.id).order_by(ArticleTag.tag)).label(
        "tag_list"
    ),
    Article.created_at,
    Article.updated_at,
    exists_row(Favorite.article_id == Article.id, Favorite.user_id == VIEWER).label("favorited"),
    count_of(Favorite.article_id, Article.id).label("favorites_count"),
    *PROFILE_COLUMNS,
)

ARTICLE = Query(
    ArticleRow,
    select(*PREVIEW_COLUMNS, Article.body).join(User, User.id == Article.author_id).where(Article.slug == SLUG),
)


def _page(ids: Select[int], total: ColumnElement[int]) -> Query[ListedArticleRow]:
    """The articles with these ids, newest first, each with the total. Without articles, one row has only the total."""
    page = ids.subquery("page")
    matches = select(total.label("total")).subquery("matches")
    return Query(
        ListedArticleRow,
        select(*PREVIEW_COLUMNS, matches.c.total)
        .select_from(matches)
        .outerjoin(page, true())
        .outerjoin(Article, Article.id == page.c.id)
        .outerjoin(User, User.id == Article.author_id)
        .order_by(page.c.id.desc()),
    )


@cache
def select_page(limit: int, *filters: str) -> Query[ListedArticleRow]:
    """The query for a page of articles that match all filters."""
    first, *others = [FILTERS[name] for name in filters] or [ALL_ARTICLES]
    ids: Select[*tuple[Any, ...]] = select(first.id.label("id")).where(first.condition)
    for other in others:
        ids = ids.where(first.id.in_(select(other.id).where(other.condition)))
    total = select(func.count()).select_from(ids.subquery()).scalar_subquery() if others else first.total
    # The limit is a literal: for a parameter, PostgreSQL would plan to read a tenth of the table.
    return _page(ids.order_by(first.id.desc()).limit(literal_column(str(limit))).offset(OFFSET), total)


def _feed() -> Query[ListedArticleRow]:
    """The query for a page of articles by followed users. Its cost does not depend on the number of all articles.

    The newest N articles are by the N authors who published last. No such article is older than the newest article of
    the last of these authors. With fewer than N authors, each contributes at most their newest N articles.
    """
    followed = (
        select(Writer.user_id, Writer.articles, Writer.latest_article_id)
        .where(in_array(Writer.user_id, select(Follow.followed_id).where(Follow.follower_id == VIEWER)))
        .cte("followed")
    )
    needed = LIMIT + OFFSET
    latest = followed.c.latest_article_id
    last_published = latest.desc().nulls_last()
    authors = select(followed.c.user_id).order_by(last_published).limit(needed).subquery("authors")
    latest_of_last_author = select(latest).order_by(last_published).limit(1).offset(needed - 1).scalar_subquery()
    own = aliased(Article)
    oldest_needed = (
        select(own.id)
        .where(own.author_id == authors.c.user_id)
        .order_by(own.id.desc())
        .limit(1)
        .offset(needed - 1)
        .scalar_subquery()
    )
    ids = (
        select(Article.id.label("id"))
        .select_from(authors)
        .join(Article, Article.author_id == authors.c.user_id)
        .where(Article.id >= func.coalesce(latest_of_last_author, oldest_needed, 0))
        .order_by(Article.id.desc())
        .limit(LIMIT)
        .offset(OFFSET)
    )
    return _page(ids, cast(func.coalesce(select(func.sum(followed.c.articles)).scalar_subquery(), 0), BigInteger))


FEED = _feed()


async def list_articles(
    reads: Reads,
    viewer: AccountRow | None,
    *,
    limit: int,
    offset: int,
    tagged: str | None = None,
    written_by: str | None = None,
    favorited_by: str | None = None,
) -> ArticlePage:
    """A page of articles that match all filters, newest first. The total is correct even after the last page.

    Usernames match in any case.
    """
    values = {
        "tagged": tagged,
        "written_by": written_by and key_of(written_by),
        "favorited_by": favorited_by and key_of(favorited_by),
    }
    filters = {name: value for name, value in values.items() if value is not None}
    return _article_page(
        await reads.all(select_page(limit, *filters), viewer=viewer and viewer.id, offset=offset, **filters)
    )


async def list_feed(reads: Reads, viewer: AccountRow, *, limit: int, offset: int) -> ArticlePage:
    """A page of articles by users whom the viewer follows, newest first."""
    return _article_page(await reads.all(FEED, viewer=viewer.id, limit=limit, offset=offset))


def _article_page(rows: Sequence[ListedArticleRow]) -> ArticlePage:
    # An empty page is one row that has only the total.
    return ArticlePage(rows if rows[0].slug is not None else [], rows[0].total)
