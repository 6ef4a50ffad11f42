"""Articles: feeds, publishing, revising, favourites."""

import msgspec
from litestar import Controller, delete, get, post, put
from litestar.di import NamedDependency
from litestar.params import JSONBody

from app.errors import ArticleForbidden, ArticleNotFound, Refusal
from app.repositories.articles import ArticleRepository, SeenArticle
from app.repositories.users import Account
from controllers.parameters import (
    AuthorInQuery,
    FavoritedInQuery,
    Limit,
    Offset,
    SlugInPath,
    TagInQuery,
)
from controllers.presenters import present_article, present_page
from schemas import articles as contracts


class ArticleController(Controller):
    """Articles."""

    path = "/articles"
    tags = ("Articles",)

    @get(operation_id="listArticles")
    async def list_articles(
        self,
        viewer: NamedDependency[Account | None],
        articles: NamedDependency[ArticleRepository],
        tag: TagInQuery = None,
        author: AuthorInQuery = None,
        favorited: FavoritedInQuery = None,
        limit: Limit = 20,
        offset: Offset = 0,
    ) -> contracts.ArticlesResponse:
        """List articles, newest first. Filters combine."""
        page = await articles.see_page(
            viewer, limit=limit, offset=offset, tagged=tag, written_by=author, favorited_by=favorited
        )
        return present_page(page)

    @get("/feed", operation_id="getFeed")
    async def get_feed(
        self,
        current_user: NamedDependency[Account],
        articles: NamedDependency[ArticleRepository],
        limit: Limit = 20,
        offset: Offset = 0,
    ) -> contracts.ArticlesResponse:
        """List the articles of people one follows, newest first."""
        return present_page(await articles.see_feed(current_user, limit=limit, offset=offset))

    @get("/{slug:str}", operation_id="getArticle", raises=[ArticleNotFound])
    async def get_article(
        self,
        slug: SlugInPath,
        viewer: NamedDependency[Account | None],
        articles: NamedDependency[ArticleRepository],
    ) -> contracts.ArticleResponse:
        """Get an article."""
        return present_article(_found(await articles.see(slug, viewer)))

    @post(operation_id="publishArticle")
    async def publish_article(
        self,
        data: JSONBody[contracts.NewArticleRequest],
        current_user: NamedDependency[Account],
        articles: NamedDependency[ArticleRepository],
    ) -> contracts.ArticleResponse:
        """Publish an article."""
        new = data.article
        published = await articles.publish(
            current_user, title=new.title, description=new.description, body=new.body, tags=new.tag_list
        )
        return present_article(published)

    @put("/{slug:str}", operation_id="reviseArticle", raises=[ArticleForbidden, ArticleNotFound])
    async def revise_article(
        self,
        slug: SlugInPath,
        data: JSONBody[contracts.ArticleChangesRequest],
        current_user: NamedDependency[Account],
        articles: NamedDependency[ArticleRepository],
    ) -> contracts.ArticleResponse:
        """Revise one's own article. A new title moves it to a new slug."""
        changes = {
            name: value for name, value in msgspec.structs.asdict(data.article).items() if value is not msgspec.UNSET
        }
        revised = await articles.revise(slug, current_user, changes)
        if revised is None:
            raise await _refusal(articles, slug)
        return present_article(revised)

    @delete("/{slug:str}", operation_id="deleteArticle", raises=[ArticleForbidden, ArticleNotFound])
    async def delete_article(
        self,
        slug: SlugInPath,
        current_user: NamedDependency[Account],
        articles: NamedDependency[ArticleRepository],
    ) -> None:
        """Delete one's own article; its comments and favourites go with it."""
        if not await articles.remove(slug, current_user):
            raise await _refusal(articles, slug)

    @post("/{slug:str}/favorite", operation_id="favoriteArticle", status_code=200, raises=[ArticleNotFound])
    async def favorite_article(
        self,
        slug: SlugInPath,
        current_user: NamedDependency[Account],
        articles: NamedDependency[ArticleRepository],
    ) -> contracts.ArticleResponse:
        """Make an article a favourite. Twice is once."""
        return present_article(_found(await articles.favorite(slug, current_user)))

    @delete("/{slug:str}/favorite", operation_id="unfavoriteArticle", status_code=200, raises=[ArticleNotFound])
    async def unfavorite_article(
        self,
        slug: SlugInPath,
        current_user: NamedDependency[Account],
        articles: NamedDependency[ArticleRepository],
    ) -> contracts.ArticleResponse:
        """Make an article no favourite, if it was one."""
        return present_article(_found(await articles.unfavorite(slug, current_user)))


def _found(article: SeenArticle | None) -> SeenArticle:
    if article is None:
        raise ArticleNotFound
    return article


async def _refusal(articles: ArticleRepository, slug: str) -> Refusal:
    """Why somebody cannot change an article: it is not their own, or there is none."""
    return ArticleForbidden() if await articles.exists(slug) else ArticleNotFound()
