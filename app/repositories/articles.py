"""Articles: publishing, revising, favouring and seeing them."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from advanced_alchemy.repository import SQLAlchemyAsyncRepository
from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    delete,
    exists,
    false,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import contains_eager, defer, selectinload

from app.db_models import ROW_LOCK, Article, ArticleTag, Favorite, Follow, User, now
from app.repositories.inserts import insert_unless_there
from app.repositories.users import followed_by, key_of
from app.slugs import slug_of, unlike


class SeenArticle(NamedTuple):
    """An article as a viewer sees it: `following` is about its author."""

    article: Article
    favorited: bool
    favorites_count: int
    following: bool


class SeenPage(NamedTuple):
    """Some of the matching articles, and how many match."""

    articles: list[SeenArticle]
    total: int


def tagged(tag: str) -> ColumnElement[bool]:
    """Articles with this tag."""
    return Article.id.in_(select(ArticleTag.article_id).where(ArticleTag.tag == tag))


def written_by(username: str) -> ColumnElement[bool]:
    """Articles of this person."""
    return Article.author_id == _id_of(username)


def favorited_by(username: str) -> ColumnElement[bool]:
    """Articles among this person's favourites."""
    return Article.id.in_(select(Favorite.article_id).where(Favorite.user_id == _id_of(username)))


def followed_authors_of(user: User) -> ColumnElement[bool]:
    """Articles by people whom the user follows."""
    return Article.author_id.in_(select(Follow.followed_id).where(Follow.follower_id == user.id))


def _id_of(username: str) -> ScalarSelect[int]:
    return select(User.id).where(User.username_key == key_of(username)).scalar_subquery()


def _favorited_by(viewer: User | None) -> ColumnElement[bool]:
    if viewer is None:
        return false()
    return exists().where(Favorite.article_id == Article.id, Favorite.user_id == viewer.id)


def _seen_by(viewer: User | None) -> Select[Any]:
    """The one place that knows how an article looks to a viewer."""
    favorites = select(func.count()).where(Favorite.article_id == Article.id).scalar_subquery()
    return (
        select(Article, _favorited_by(viewer), favorites, followed_by(viewer, User.id))
        .join(Article.author)
        .options(contains_eager(Article.author), selectinload(Article.tags))
        .execution_options(populate_existing=True)
    )


class ArticleRepository(SQLAlchemyAsyncRepository[Article]):
    """Reaches articles."""

    model_type = Article

    async def publish(self, author: User, *, title: str, description: str, body: str, tags: Sequence[str]) -> str:
        """Add an article and return its slug, which is its own also when the title is not."""
        moment = now()
        columns = {
            "title": title,
            "description": description,
            "body": body,
            "author_id": author.id,
            "created_at": moment,
            "updated_at": moment,
        }
        slug = slug_of(title)
        while (article := await insert_unless_there(self.session, Article, slug=slug, **columns)) is None:
            slug = unlike(slug_of(title))
        await self._add_tags(article.id, tags)
        return slug

    async def find(self, slug: str) -> Article | None:
        """The stored article."""
        return await self.get_one_or_none(Article.slug == slug)

    async def find_to_change(self, slug: str) -> Article | None:
        """The stored article, which nobody else changes or deletes until this transaction ends."""
        return await self.get_one_or_none(Article.slug == slug, with_for_update=ROW_LOCK)

    async def revise(self, article: Article, changes: dict[str, str], tags: Sequence[str] | None) -> str:
        """Set the given columns, and the tags unless they are None; return the slug, which a new title changes."""
        if changes.get("title", article.title) != article.title:
            await self._move(article, changes["title"])
        for name, value in changes.items():
            setattr(article, name, value)
        if tags is not None:
            await self.session.execute(delete(ArticleTag).where(ArticleTag.article_id == article.id))
            await self._add_tags(article.id, tags)
        if changes or tags is not None:
            article.updated_at = now()
        await self.session.flush()
        return article.slug

    async def favorite(self, article: Article, user: User) -> None:
        """Make it a favourite; twice is once."""
        await insert_unless_there(self.session, Favorite, article_id=article.id, user_id=user.id)

    async def unfavorite(self, article: Article, user: User) -> None:
        """Make it no favourite, if it was one."""
        await self.session.execute(
            delete(Favorite).where(Favorite.article_id == article.id, Favorite.user_id == user.id)
        )

    async def see(self, slug: str, viewer: User | None) -> SeenArticle | None:
        """The article as the viewer sees it."""
        row = (await self.session.execute(_seen_by(viewer).where(Article.slug == slug))).one_or_none()
        return row and SeenArticle(*row)

    async def see_page(
        self, viewer: User | None, *conditions: ColumnElement[bool], limit: int, offset: int
    ) -> SeenPage:
        """Matching articles without their bodies, newest first; the total is right past the last page, too."""
        statement = (
            _seen_by(viewer)
            .options(defer(Article.body, raiseload=True))
            .where(*conditions)
            .order_by(Article.created_at.desc(), Article.id.desc())
            .limit(limit)
            .offset(offset)
        )
        total = select(func.count()).select_from(Article).where(*conditions)
        return SeenPage(
            articles=[SeenArticle(*row) for row in await self.session.execute(statement)],
            total=await self.session.scalar(total) or 0,
        )

    async def _move(self, article: Article, title: str) -> None:
        slug = slug_of(title)
        while not await self._take(article, slug):
            slug = unlike(slug_of(title))

    async def _take(self, article: Article, slug: str) -> bool:
        with suppress(IntegrityError):
            async with self.session.begin_nested():
                await self.session.execute(update(Article).where(Article.id == article.id).values(slug=slug))
            return True
        return False

    async def _add_tags(self, article_id: int, tags: Sequence[str]) -> None:
        rows = [
            {"article_id": article_id, "tag": tag, "position": position}
            for position, tag in enumerate(dict.fromkeys(tags))
        ]
        if rows:
            await self.session.execute(insert(ArticleTag), rows)
