"""Articles: one of them, and pages of those that pass filters or make a feed."""

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

from app.db.counters import ARTICLES, ARTICLES_TAGGED, FAVORITES_BY, FAVORITES_OF, articles_by, count_of
from app.db.keys import key_of
from app.db.query import Query, Row
from app.db.reads import Reads
from app.db_models import Article, ArticleTag, Favorite, Follow, User, Writer
from app.queries.subqueries import array_of, exists_row, in_array
from app.queries.users import PROFILE_COLUMNS, VIEWER, AccountRow


class ArticlePreviewRow(Row):
    """An article without its body as a viewer sees it; `following` is about its author."""

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
    """An article of a page, with the number of all articles that match."""

    total: int


class ArticlePage(NamedTuple):
    """Some of the matching articles, and how many match."""

    articles: Sequence[ArticlePreviewRow]
    total: int


class Filter(NamedTuple):
    """Some of the articles: their ids, which an index has in their order, and how many they are."""

    id: SQLColumnExpression[int]
    condition: ColumnElement[bool]
    total: ColumnElement[int]


SLUG = bindparam("slug", type_=Article.slug.type)
TAG = bindparam("tagged", type_=ArticleTag.tag.type)
LIMIT, OFFSET = bindparam("limit", type_=BigInteger), bindparam("offset", type_=BigInteger)


def _id_of(parameter: str) -> ScalarSelect[int]:
    key = bindparam(parameter, type_=User.username_key.type)
    return select(User.id).where(User.username_key == key).scalar_subquery()


ALL_ARTICLES = Filter(Article.id, true(), count_of(ARTICLES))
# By the parameters of `list_articles`.
FILTERS = {
    "tagged": Filter(ArticleTag.article_id, ArticleTag.tag == TAG, count_of(ARTICLES_TAGGED, TAG)),
    "written_by": Filter(Article.id, Article.author_id == _id_of("written_by"), articles_by(_id_of("written_by"))),
    "favorited_by": Filter(
        Favorite.article_id,
        Favorite.user_id == _id_of("favorited_by"),
        count_of(FAVORITES_BY, _id_of("favorited_by")),
    ),
}

# The look of an article, wherever it is shown.
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
    count_of(FAVORITES_OF, Article.id).label("favorites_count"),
    *PROFILE_COLUMNS,
)

ARTICLE = Query(
    ArticleRow,
    select(*PREVIEW_COLUMNS, Article.body).join(User, User.id == Article.author_id).where(Article.slug == SLUG),
)


def _page(ids: Select[int], total: ColumnElement[int]) -> Query[ListedArticleRow]:
    """The articles with these ids, newest first, each with the total; a row of nothing but that if there are none."""
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
def page_of(limit: int, *filters: str) -> Query[ListedArticleRow]:
    """A page of at most so many articles that pass these filters."""
    first, *others = [FILTERS[name] for name in filters] or [ALL_ARTICLES]
    ids: Select[*tuple[Any, ...]] = select(first.id.label("id")).where(first.condition)
    for other in others:
        ids = ids.where(first.id.in_(select(other.id).where(other.condition)))
    total = select(func.count()).select_from(ids.subquery()).scalar_subquery() if others else first.total
    # A number, and no parameter: PostgreSQL would plan for a tenth of the table.
    return _page(ids.order_by(first.id.desc()).limit(literal_column(str(limit))).offset(OFFSET), total)


def _feed() -> Query[ListedArticleRow]:
    """A page of the articles of followed people, whatever else there is.

    The newest so many articles are by the so many people who wrote last. None is older than the latest of the last of
    these people; where they are fewer, all are among the newest so many of each.
    """
    followed = (
        select(Writer.user_id, Writer.articles, Writer.latest_article_id)
        .where(in_array(Writer.user_id, select(Follow.followed_id).where(Follow.follower_id == VIEWER)))
        .cte("followed")
    )
    wanted = LIMIT + OFFSET
    latest = followed.c.latest_article_id
    last_to_write = latest.desc().nulls_last()
    lately = select(followed.c.user_id).order_by(last_to_write).limit(wanted).subquery("lately")
    latest_of_last = select(latest).order_by(last_to_write).limit(1).offset(wanted - 1).scalar_subquery()
    own = aliased(Article)
    oldest_wanted = (
        select(own.id)
        .where(own.author_id == lately.c.user_id)
        .order_by(own.id.desc())
        .limit(1)
        .offset(wanted - 1)
        .scalar_subquery()
    )
    ids = (
        select(Article.id.label("id"))
        .select_from(lately)
        .join(Article, Article.author_id == lately.c.user_id)
        .where(Article.id >= func.coalesce(latest_of_last, oldest_wanted, 0))
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
    """Articles that pass all filters, without their bodies, newest first; the total is right past the last page.

    People are named by username, in any case.
    """
    given = {
        "tagged": tagged,
        "written_by": written_by and key_of(written_by),
        "favorited_by": favorited_by and key_of(favorited_by),
    }
    filters = {name: value for name, value in given.items() if value is not None}
    return _listed(await reads.all(page_of(limit, *filters), viewer=viewer and viewer.id, offset=offset, **filters))


async def list_feed(reads: Reads, viewer: AccountRow, *, limit: int, offset: int) -> ArticlePage:
    """Articles of people whom the viewer follows, as above."""
    return _listed(await reads.all(FEED, viewer=viewer.id, limit=limit, offset=offset))


def _listed(rows: Sequence[ListedArticleRow]) -> ArticlePage:
    # Nothing is listed where the one row holds the total alone.
    return ArticlePage(rows if rows[0].slug is not None else [], rows[0].total)
