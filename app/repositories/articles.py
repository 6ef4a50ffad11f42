"""Articles: publishing, revising, favouring and seeing them."""

from collections.abc import Sequence
from contextlib import suppress
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
    cast,
    delete,
    func,
    insert,
    literal_column,
    select,
    true,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased

from app.counts import ARTICLES, ARTICLES_TAGGED, FAVORITES_BY, FAVORITES_OF, articles_by, count_of
from app.db_models import ROW_LOCK, Article, ArticleTag, Favorite, Follow, User, Writer, now
from app.repositories.base import Repository
from app.repositories.inserts import insert_unless_there
from app.repositories.subqueries import among, is_there, list_of
from app.repositories.users import FOLLOWS_ONESELF, VIEWER, Account, Added, followed_by, key_of
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
PREVIEW = (
    Article.slug,
    Article.title,
    Article.description,
    list_of(select(ArticleTag.tag).where(ArticleTag.article_id == Article.id).order_by(ArticleTag.position)).label(
        "tag_list"
    ),
    Article.created_at,
    Article.updated_at,
    is_there(Favorite.article_id == Article.id, Favorite.user_id == VIEWER).label("favorited"),
    count_of(FAVORITES_OF, Article.id).label("favorites_count"),
    User.username,
    User.bio,
    User.image,
    followed_by(VIEWER, User.id).label("following"),
)

SEE = select(*PREVIEW, Article.body).join(User, User.id == Article.author_id).where(Article.slug == SLUG)


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
    Article, "slug", "title", "description", "body", "author_id", "created_at", "updated_at"
).returning(Article.id, FOLLOWS_ONESELF)
FAVORITE = insert_unless_there(
    Favorite, "article_id", "user_id", rows=select(Article.id, VIEWER).where(Article.slug == SLUG)
)
UNFAVORITE = delete(Favorite).where(
    Favorite.user_id == VIEWER, Favorite.article_id == select(Article.id).where(Article.slug == SLUG).scalar_subquery()
)
REMOVE = delete(Article).where(Article.slug == SLUG, Article.author_id == VIEWER).returning(Article.id)
UNTAG = delete(ArticleTag).where(ArticleTag.article_id == bindparam("article_id", type_=BigInteger))


@cache
def tag_with(count: int) -> Executable:
    """INSERT of so many tags of one article."""
    article_id = bindparam("article_id", type_=BigInteger)
    return insert(ArticleTag).values(
        [
            {"article_id": article_id, "tag": bindparam(f"tag_{position}"), "position": position}
            for position in range(count)
        ]
    )


class ArticleRepository(Repository[Article]):
    """Reaches articles."""

    model_type = Article

    async def publish(
        self, author: Account, *, title: str, description: str, body: str, tags: Sequence[str]
    ) -> SeenArticle:
        """Add an article, and return it as its author sees it. Its slug is its own also when the title is not."""
        moment, slug = now(), slug_of(title)
        texts = {"title": title, "description": description, "body": body}
        others = {"author_id": author.id, "viewer": author.id, "created_at": moment, "updated_at": moment}
        while (published := await self.session.row(Added, PUBLISH, slug=slug, **texts, **others)) is None:
            slug = unlike(slug_of(title))
        return SeenArticle(
            slug=slug,
            **texts,
            tag_list=await self._add_tags(published.id, tags),
            created_at=moment,
            updated_at=moment,
            favorited=False,
            favorites_count=0,
            username=author.username,
            bio=author.bio,
            image=author.image,
            following=published.following,
        )

    async def find(self, slug: str) -> Article | None:
        """The stored article."""
        return await self.entities.get_one_or_none(Article.slug == slug)

    async def find_to_change(self, slug: str) -> Article | None:
        """The stored article, which nobody else changes or deletes until this transaction ends."""
        return await self.entities.get_one_or_none(Article.slug == slug, with_for_update=ROW_LOCK)

    async def revise(self, article: Article, changes: dict[str, str], tags: Sequence[str] | None) -> str:
        """Set the given columns, and the tags unless they are None; return the slug, which a new title changes."""
        if changes.get("title", article.title) != article.title:
            await self._move(article, changes["title"])
        for name, value in changes.items():
            setattr(article, name, value)
        if changes or tags is not None:
            article.updated_at = now()
        await self.session.entities.flush()
        if tags is not None:
            await self.session.run(UNTAG, article_id=article.id)
            await self._add_tags(article.id, tags)
        return article.slug

    async def remove(self, slug: str, author: Account) -> bool:
        """Delete the article, if it is the author's own; return whether that was so."""
        return await self.session.row(_Id, REMOVE, slug=slug, viewer=author.id) is not None

    async def favorite(self, slug: str, user: Account) -> None:
        """Make the article a favourite, if there is one; twice is once."""
        await self.session.run(FAVORITE, slug=slug, viewer=user.id)

    async def unfavorite(self, slug: str, user: Account) -> None:
        """Make it no favourite, if it was one."""
        await self.session.run(UNFAVORITE, slug=slug, viewer=user.id)

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

    async def _move(self, article: Article, title: str) -> None:
        slug = slug_of(title)
        while not await self._take(article, slug):
            slug = unlike(slug_of(title))

    async def _take(self, article: Article, slug: str) -> bool:
        with suppress(IntegrityError):
            async with self.session.entities.begin_nested():
                await self.session.entities.execute(update(Article).where(Article.id == article.id).values(slug=slug))
            return True
        return False

    async def _add_tags(self, article_id: int, tags: Sequence[str]) -> list[str]:
        """Returns each tag once."""
        once = list(dict.fromkeys(tags))
        if once:
            named = {f"tag_{position}": tag for position, tag in enumerate(once)}
            await self.session.run(tag_with(len(once)), article_id=article_id, **named)
        return once
