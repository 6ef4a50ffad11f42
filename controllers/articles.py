"""Handlers of articles, feeds and favourites."""

from litestar import Controller, delete, get, post, put
from litestar.di import NamedDependency
from litestar.params import JSONBody

from app.db.reads import Reads
from app.db_models import Article
from app.errors.articles import ArticleForbiddenError, ArticleNotFoundError
from app.errors.base import require
from app.queries.articles import ARTICLE, list_articles, list_feed
from app.queries.users import AccountRow
from app.repositories.articles import ArticleRepository, FavoriteRepository
from contract import waive_error
from controllers.parameters.articles import AuthorInQuery, FavoritedInQuery, SlugInPath, TagInQuery
from controllers.parameters.pages import Limit, Offset
from controllers.presenters.articles import present_article, present_page
from schemas import articles as contracts


class ArticleController(Controller):
    """Articles."""

    path = "/articles"
    tags = ("Articles",)

    @get(operation_id="listArticles")
    async def list_articles(
        self,
        viewer: NamedDependency[AccountRow | None],
        reads: NamedDependency[Reads],
        tag: TagInQuery = None,
        author: AuthorInQuery = None,
        favorited: FavoritedInQuery = None,
        limit: Limit = 20,
        offset: Offset = 0,
    ) -> contracts.ArticlesResponse:
        """List articles, newest first. An article must match all given filters."""
        page = await list_articles(
            reads,
            viewer,
            limit=limit,
            offset=offset,
            tagged=tag,
            written_by=author,
            favorited_by=favorited,
        )
        return present_page(page)

    @get("/feed", operation_id="getFeed")
    async def get_feed(
        self,
        current_user: NamedDependency[AccountRow],
        reads: NamedDependency[Reads],
        limit: Limit = 20,
        offset: Offset = 0,
    ) -> contracts.ArticlesResponse:
        """List the articles of followed users, newest first."""
        return present_page(await list_feed(reads, current_user, limit=limit, offset=offset))

    @get("/{slug:str}", operation_id="getArticle", raises=[ArticleNotFoundError])
    async def get_article(
        self,
        slug: SlugInPath,
        viewer: NamedDependency[AccountRow | None],
        reads: NamedDependency[Reads],
    ) -> contracts.ArticleResponse:
        """Get an article."""
        row = await reads.first(ARTICLE, slug=slug, viewer=viewer and viewer.id)
        return present_article(require(row, ArticleNotFoundError))

    @post(operation_id="publishArticle")
    @waive_error(ArticleNotFoundError, reason="the tags belong to an article that the same transaction adds")
    async def publish_article(
        self,
        data: JSONBody[contracts.NewArticleRequest],
        current_user: NamedDependency[AccountRow],
        articles: NamedDependency[ArticleRepository],
    ) -> contracts.ArticleResponse:
        """Publish an article."""
        new = data.article
        article = await articles.publish(
            current_user.id, title=new.title, description=new.description, body=new.body, tags=new.tag_list
        )
        return present_article(await articles.read_row(article, current_user.id))

    @put("/{slug:str}", operation_id="reviseArticle", raises=[ArticleForbiddenError, ArticleNotFoundError])
    async def revise_article(
        self,
        slug: SlugInPath,
        data: JSONBody[contracts.ArticleChangesRequest],
        current_user: NamedDependency[AccountRow],
        articles: NamedDependency[ArticleRepository],
    ) -> contracts.ArticleResponse:
        """Revise an article of the current user. A new title gives the article a new slug."""
        changes = data.article.given()
        article = await _own_article(articles, slug, current_user)
        await articles.revise(article, changes, changes.pop("tag_list", None))
        return present_article(await articles.read_row(article, current_user.id))

    @delete("/{slug:str}", operation_id="deleteArticle", raises=[ArticleForbiddenError, ArticleNotFoundError])
    async def delete_article(
        self,
        slug: SlugInPath,
        current_user: NamedDependency[AccountRow],
        articles: NamedDependency[ArticleRepository],
    ) -> None:
        """Delete an article of the current user, with its comments and favourites."""
        article = await _own_article(articles, slug, current_user)
        await articles.delete(article.id)

    @post("/{slug:str}/favorite", operation_id="favoriteArticle", status_code=200, raises=[ArticleNotFoundError])
    async def favorite_article(
        self,
        slug: SlugInPath,
        current_user: NamedDependency[AccountRow],
        articles: NamedDependency[ArticleRepository],
        favorites: NamedDependency[FavoriteRepository],
    ) -> contracts.ArticleResponse:
        """Add an article to the favourites of the current user. Repeated requests have no further effect."""
        article = require(await articles.find(slug), ArticleNotFoundError)
        await favorites.favorite(article, current_user.id)
        return present_article(await articles.read_row(article, current_user.id))

    @delete("/{slug:str}/favorite", operation_id="unfavoriteArticle", status_code=200, raises=[ArticleNotFoundError])
    async def unfavorite_article(
        self,
        slug: SlugInPath,
        current_user: NamedDependency[AccountRow],
        articles: NamedDependency[ArticleRepository],
        favorites: NamedDependency[FavoriteRepository],
    ) -> contracts.ArticleResponse:
        """Remove an article from the favourites of the current user. A missing favourite is not an error."""
        article = require(await articles.find(slug), ArticleNotFoundError)
        await favorites.unfavorite(article, current_user.id)
        return present_article(await articles.read_row(article, current_user.id))


async def _own_article(articles: ArticleRepository, slug: str, user: AccountRow) -> Article:
    """The article with this slug, locked for changes. Raises an error unless the user is its author."""
    article = require(await articles.find_for_update(slug), ArticleNotFoundError)
    if article.author_id != user.id:
        raise ArticleForbiddenError
    return article
