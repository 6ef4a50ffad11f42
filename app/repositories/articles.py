"""Articles: publishing, revising, favouring and seeing them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Executable,
    ScalarSelect,
    Select,
    SQLColumnExpression,
    bindparam,
    case,
    cast,
    delete,
    false,
    func,
    literal_column,
    select,
    true,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased

from app.counts import ARTICLES, ARTICLES_TAGGED, FAVORITES_BY, FAVORITES_OF, articles_by, count_of
from app.db_models import Article, ArticleTag, Favorite, Follow, User, Writer, now
from app.repositories.base import Repository
from app.repositories.inserts import insert_unless_there
from app.repositories.subqueries import among, is_there, looked_up
from app.repositories.users import PROFILE, VIEWER, Account, key_of
from app.slugs import slug_of, unlike
from app.statements import ReadModel


class SeenPreview(ReadModel):
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


class SeenArticle(SeenPreview):
    """An article as a viewer sees it."""

    body: str


class _Listed(SeenPreview):
    total: int


class _Id(ReadModel):
    id: int


class SeenPage(NamedTuple):
    """Some of the matching articles, and how many match."""

    articles: Sequence[SeenPreview]
    total: int


class Filter(NamedTuple):
    """Some of the articles: their ids, which an index has in their order, and how many they are."""

    id: SQLColumnExpression[int]
    condition: ColumnElement[bool]
    total: ColumnElement[int]


SLUG = bindparam("slug", type_=Article.slug.type)
LIMIT, OFFSET = bindparam("limit", type_=BigInteger), bindparam("offset", type_=BigInteger)
TAG = bindparam("tagged", type_=ArticleTag.tag.type)


def _id_of(parameter: str) -> ScalarSelect[int]:
    key = bindparam(parameter, type_=User.username_key.type)
    return select(User.id).where(User.username_key == key).scalar_subquery()


EVERY_ARTICLE = Filter(Article.id, true(), count_of(ARTICLES))
# By the parameters of `see_page`.
FILTERS = {
    "tagged": Filter(ArticleTag.article_id, ArticleTag.tag == TAG, count_of(ARTICLES_TAGGED, TAG)),
    "written_by": Filter(Article.id, Article.author_id == _id_of("written_by"), articles_by(_id_of("written_by"))),
    "favorited_by": Filter(
        Favorite.article_id,
        Favorite.user_id == _id_of("favorited_by"),
        count_of(FAVORITES_BY, _id_of("favorited_by")),
    ),
}

# The one place that knows how an article looks to a viewer.
STORED = (
    Article.slug,
    Article.title,
    Article.description,
    Article.tag_list,
    Article.created_at,
    Article.updated_at,
)


def _favor_of(article: SQLColumnExpression[int]) -> tuple[ColumnElement[Any], ...]:
    return (
        is_there(Favorite.article_id == article, Favorite.user_id == VIEWER).label("favorited"),
        count_of(FAVORITES_OF, article).label("favorites_count"),
    )


PREVIEW = (*STORED, *_favor_of(Article.id), *PROFILE)
SEE = select(*PREVIEW, Article.body).join(User, User.id == Article.author_id).where(Article.slug == SLUG)
# The same of an article that is written.
WRITTEN = (
    *STORED,
    *_favor_of(literal_column("articles.id", BigInteger)),
    *looked_up(PROFILE, User.id == literal_column("articles.author_id")),
    Article.body,
)


def _favored(favorited: ColumnElement[bool], change: int) -> Sequence[ColumnElement[Any]]:
    """The same of an article one of whose favourites is written, before triggers have counted it."""
    article_id = literal_column("favorites.article_id", BigInteger)
    this = Article.id == article_id
    author_id = select(Article.author_id).where(this).scalar_subquery()
    return (
        *looked_up(STORED, this),
        favorited.label("favorited"),
        (count_of(FAVORITES_OF, article_id) + change).label("favorites_count"),
        *looked_up(PROFILE, User.id == author_id),
        *looked_up([Article.body], this),
    )


def _page(ids: Select[int], total: ColumnElement[int]) -> Select[*tuple[Any, ...]]:
    """The articles with these ids, newest first, each with the total; a row of nothing but that if there are none."""
    page = ids.subquery("page")
    matches = select(total.label("total")).subquery("matches")
    return (
        select(*PREVIEW, matches.c.total)
        .select_from(matches)
        .outerjoin(page, true())
        .outerjoin(Article, Article.id == page.c.id)
        .outerjoin(User, User.id == Article.author_id)
        .order_by(page.c.id.desc())
    )


@cache
def page_of(limit: int, *names: str) -> Select[*tuple[Any, ...]]:
    """A page of at most so many articles that pass these filters."""
    first, *others = [FILTERS[name] for name in names] or [EVERY_ARTICLE]
    ids: Select[*tuple[Any, ...]] = select(first.id.label("id")).where(first.condition)
    for other in others:
        ids = ids.where(first.id.in_(select(other.id).where(other.condition)))
    total = select(func.count()).select_from(ids.subquery()).scalar_subquery() if others else first.total
    # A number, and no parameter: PostgreSQL would plan for a tenth of the table.
    return _page(ids.order_by(first.id.desc()).limit(literal_column(str(limit))).offset(OFFSET), total)


def _feed() -> Select[*tuple[Any, ...]]:
    """A page of what people one follows have written, whatever else there is.

    The newest so many articles are by the so many people who wrote last. None is older than the latest of the last of
    these people; where they are fewer, all are among the newest so many of each.
    """
    followed = (
        select(Writer.user_id, Writer.articles, Writer.latest_article_id)
        .where(among(Writer.user_id, select(Follow.followed_id).where(Follow.follower_id == VIEWER)))
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

PUBLISH = insert_unless_there(
    Article, "slug", "title", "description", "body", "tag_list", "author_id", "created_at", "updated_at"
).returning(*WRITTEN)
FAVORITE = insert_unless_there(
    Favorite, "article_id", "user_id", rows=select(Article.id, VIEWER).where(Article.slug == SLUG)
).returning(*_favored(true(), 1))
UNFAVORITE = (
    delete(Favorite)
    .where(
        Favorite.user_id == VIEWER,
        Favorite.article_id == select(Article.id).where(Article.slug == SLUG).scalar_subquery(),
    )
    .returning(*_favored(false(), -1))
)
REMOVE = delete(Article).where(Article.slug == SLUG, Article.author_id == VIEWER).returning(Article.id)


@cache
def revise_with(*columns: str) -> Executable:
    """UPDATE of these columns of one's own article, and of none without them. A new title moves it to a new slug."""
    values: dict[str, Any] = {column: bindparam(column) for column in columns}
    if "title" in columns:
        values["slug"] = case(
            (Article.title == values["title"], Article.slug), else_=bindparam("moved_to", type_=Article.slug.type)
        )
    own = (Article.slug == SLUG, Article.author_id == VIEWER)
    return update(Article).where(*own).values(values or {"slug": Article.slug}).returning(*WRITTEN)


class ArticleRepository(Repository[Article]):
    """Reaches articles."""

    model_type = Article

    async def publish(
        self, author: Account, *, title: str, description: str, body: str, tags: Sequence[str]
    ) -> SeenArticle:
        """Add an article, and return it as its author sees it. Its slug is its own also when the title is not."""
        moment, slug = now(), slug_of(title)
        columns = {
            "title": title,
            "description": description,
            "body": body,
            "tag_list": _once(tags),
            "author_id": author.id,
            "created_at": moment,
            "updated_at": moment,
        }
        while (row := await self.session.row(SeenArticle, PUBLISH, slug=slug, viewer=author.id, **columns)) is None:
            slug = unlike(slug_of(title))
        return row

    async def exists(self, slug: str) -> bool:
        """Whether there is the article, whoever has written it."""
        return await self.entities.exists(Article.slug == slug)

    async def revise(self, slug: str, author: Account, changes: Mapping[str, Any]) -> SeenArticle | None:
        """Set the given columns, if it is the author's own article.

        Returns it as its author sees it, or None if it is not theirs. A new title moves it to a new slug.
        """
        columns = {**changes, "updated_at": now()} if changes else {}
        if "tag_list" in columns:
            columns["tag_list"] = _once(columns["tag_list"])
        statement, parameters = revise_with(*columns), {"slug": slug, "viewer": author.id, **columns}
        if "title" not in changes:
            return await self.session.row(SeenArticle, statement, **parameters)
        wanted = slug_of(changes["title"])
        try:
            return await self.session.attempt(SeenArticle, statement, moved_to=wanted, **parameters)
        except IntegrityError:
            return await self.session.row(SeenArticle, statement, moved_to=unlike(wanted), **parameters)

    async def remove(self, slug: str, author: Account) -> bool:
        """Delete the article, if it is the author's own; return whether that was so."""
        return await self.session.row(_Id, REMOVE, slug=slug, viewer=author.id) is not None

    async def favorite(self, slug: str, user: Account) -> SeenArticle | None:
        """Make the article a favourite, if there is one, and return it as the user sees it; twice is once."""
        return await self._see_written(FAVORITE, slug, user)

    async def unfavorite(self, slug: str, user: Account) -> SeenArticle | None:
        """Make the article no favourite, if there is one and it was one, and return it as the user sees it."""
        return await self._see_written(UNFAVORITE, slug, user)

    async def see(self, slug: str, viewer: Account | None) -> SeenArticle | None:
        """The article as the viewer sees it."""
        return await self.session.row(SeenArticle, SEE, slug=slug, viewer=viewer and viewer.id)

    async def see_page(
        self,
        viewer: Account | None,
        *,
        limit: int,
        offset: int,
        tagged: str | None = None,
        written_by: str | None = None,
        favorited_by: str | None = None,
    ) -> SeenPage:
        """Articles that pass all filters, without their bodies, newest first; the total is right past the last page.

        People are named by username, in any case.
        """
        given = {
            "tagged": tagged,
            "written_by": written_by and key_of(written_by),
            "favorited_by": favorited_by and key_of(favorited_by),
        }
        filters = {name: value for name, value in given.items() if value is not None}
        return await self._see(page_of(limit, *filters), viewer, offset=offset, **filters)

    async def see_feed(self, viewer: Account, *, limit: int, offset: int) -> SeenPage:
        """Articles of people whom the viewer follows, as above."""
        return await self._see(FEED, viewer, limit=limit, offset=offset)

    async def _see(self, statement: Select[*tuple[Any, ...]], viewer: Account | None, **parameters: Any) -> SeenPage:
        rows = await self.session.rows(_Listed, statement, viewer=viewer and viewer.id, **parameters)
        # Nothing is listed where the one row holds the total alone.
        return SeenPage(rows if rows[0].slug is not None else [], rows[0].total)

    async def _see_written(self, statement: Executable, slug: str, viewer: Account) -> SeenArticle | None:
        """The article as the statement returns it, or as it was if nothing is written."""
        written = await self.session.row(SeenArticle, statement, slug=slug, viewer=viewer.id)
        return written or await self.see(slug, viewer)


def _once(tags: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(tags))
