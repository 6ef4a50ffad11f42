"""Repositories of articles and favourites."""

from collections.abc import Mapping, Sequence

from sqlalchemy.exc import IntegrityError

from app.db.constraints import violated_constraint
from app.db_models import Article, ArticleTag, Favorite, now
from app.errors.articles import ArticleNotFoundError
from app.errors.users import TokenInvalidError
from app.queries.articles import ARTICLE, ArticleRow
from app.repositories.base import FOR_KEY_SHARE, FOR_NO_KEY_UPDATE, Repository
from app.repositories.slugs import slug_of, with_random_suffix

SLUG_CONSTRAINT = "uq_articles_slug"


class FavoriteRepository(Repository[Favorite]):
    """Stores favourites."""

    model_type = Favorite
    constraint_errors = {
        "fk_favorites_article_id_articles": ArticleNotFoundError,
        "fk_favorites_user_id_users": TokenInvalidError,
    }

    async def favorite(self, article: Article, user_id: int) -> None:
        """Add the article to the favourites of the user. An existing favourite is not an error."""
        await self.add_unless_exists(Favorite(article_id=article.id, user_id=user_id))

    async def unfavorite(self, article: Article, user_id: int) -> None:
        """Remove the article from the favourites of the user. A missing favourite is not an error."""
        await self.delete_where(article_id=article.id, user_id=user_id, sanity_check=False)


class ArticleRepository(Repository[Article]):
    """Stores articles."""

    model_type = Article
    constraint_errors = {
        "fk_articles_author_id_users": TokenInvalidError,
        "fk_article_tags_article_id_articles": ArticleNotFoundError,
        "fk_writers_user_id_users": TokenInvalidError,
    }

    async def find(self, slug: str) -> Article | None:
        """The article with this slug, locked against deletion and a new slug until this transaction ends."""
        return await self.get_one_or_none(slug=slug, with_for_update=FOR_KEY_SHARE)

    async def find_for_update(self, slug: str) -> Article | None:
        """The article with this slug, locked against changes until this transaction ends."""
        return await self.get_one_or_none(slug=slug, with_for_update=FOR_NO_KEY_UPDATE)

    async def publish(self, author_id: int, *, title: str, description: str, body: str, tags: Sequence[str]) -> Article:
        """Add an article. The slug gets a random suffix if another article has the same slug."""
        slug = slug_of(title)
        article = Article(
            author_id=author_id,
            slug=slug,
            title=title,
            description=description,
            body=body,
            tags=[ArticleTag(tag=tag) for tag in dict.fromkeys(tags)],
        )
        try:
            return await self.add_in_savepoint(article)
        except IntegrityError as error:
            if violated_constraint(error) != SLUG_CONSTRAINT:
                raise
            article.slug = with_random_suffix(slug)
            return await self.add(article)

    async def revise(self, article: Article, changes: Mapping[str, str], tags: Sequence[str] | None) -> None:
        """Set the given columns, and the tags unless `tags` is None. A new title gives the article a new slug."""
        if "title" in changes and changes["title"] != article.title:
            await self._change_slug(article, slug_of(changes["title"]))
        if tags is not None:
            await self.session.refresh(article, ["tags"])
            rows = {row.tag: row for row in article.tags}
            article.tags = [rows.get(tag) or ArticleTag(tag=tag) for tag in dict.fromkeys(tags)]
        for name, value in changes.items():
            setattr(article, name, value)
        if changes or tags is not None:
            article.updated_at = now()
        await self.session.flush()

    async def read_row(self, article: Article, viewer: int) -> ArticleRow:
        """The row of an article that this transaction has added or locked, as the viewer sees it."""
        return await ARTICLE.one(self.session, slug=article.slug, viewer=viewer)

    async def _change_slug(self, article: Article, slug: str) -> None:
        try:
            async with self.session.begin_nested():
                article.slug = slug
        except IntegrityError as error:
            if violated_constraint(error) != SLUG_CONSTRAINT:
                raise
            article.slug = with_random_suffix(slug)
