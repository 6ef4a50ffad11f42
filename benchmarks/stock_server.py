"""The stock server: Litestar with Advanced Alchemy's plugin, used as in their documentation.

Repositories return entities with eagerly loaded relationships, and msgspec converts the entities into response structs.
The plugin provides the session of a request, and commits before a 2xx response is sent
(`before_send_handler="autocommit"`). Litestar's `JWTAuth` reads tokens. Only lists are tuned: a list omits the bodies
of articles, and counts in a separate statement.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import os
from datetime import datetime
from typing import Any

import msgspec
import rich_click as click
import uvicorn
from advanced_alchemy.base import BigIntAuditBase, DefaultBase
from advanced_alchemy.extensions.litestar import (
    AsyncSessionConfig,
    EngineConfig,
    SQLAlchemyAsyncConfig,
    SQLAlchemyPlugin,
)
from advanced_alchemy.filters import LimitOffset, OrderBy
from advanced_alchemy.repository import SQLAlchemyAsyncRepository
from litestar import Controller, Litestar, Request, get, post
from litestar.connection import ASGIConnection
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.security.jwt import JWTAuth, Token
from sqlalchemy import ForeignKey, exists, false, func, make_url, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import (
    Mapped,
    defer,
    joinedload,
    mapped_column,
    query_expression,
    relationship,
    selectinload,
    with_expression,
)
from sqlalchemy.sql.base import ExecutableOption

DRIVERS = {"postgresql": "postgresql+asyncpg", "sqlite": "sqlite+aiosqlite"}


class UserModel(BigIntAuditBase):
    """A user."""

    __tablename__ = "users"

    username: Mapped[str]
    token_generation: Mapped[int]
    bio: Mapped[str | None]
    image: Mapped[str | None]
    following: Mapped[bool] = query_expression(false())


class FollowModel(DefaultBase):
    """A user follows another user."""

    __tablename__ = "follows"

    follower_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    followed_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)


class TagModel(DefaultBase):
    """A tag of an article."""

    __tablename__ = "article_tags"

    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"), primary_key=True)
    tag: Mapped[str] = mapped_column(primary_key=True)


class FavoriteModel(DefaultBase):
    """A favourite article of a user."""

    __tablename__ = "favorites"

    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)


class ArticleModel(BigIntAuditBase):
    """A published article."""

    __tablename__ = "articles"

    slug: Mapped[str]
    title: Mapped[str]
    description: Mapped[str]
    body: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    author: Mapped[UserModel] = relationship()
    tags: Mapped[list[TagModel]] = relationship(order_by=TagModel.tag)
    favorited: Mapped[bool] = query_expression(false())
    favorites_count: Mapped[int] = query_expression()

    @property
    def tag_list(self) -> list[str]:
        """The tags by their names."""
        return [tag.tag for tag in self.tags]


class CommentModel(BigIntAuditBase):
    """A comment of a user on an article."""

    __tablename__ = "comments"

    body: Mapped[str]
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))


class UserRepository(SQLAlchemyAsyncRepository[UserModel]):
    """Stores users."""

    model_type = UserModel


class FollowRepository(SQLAlchemyAsyncRepository[FollowModel]):
    """Stores follows."""

    model_type = FollowModel


class ArticleRepository(SQLAlchemyAsyncRepository[ArticleModel]):
    """Stores articles."""

    model_type = ArticleModel
    # For every page, a window function would count the favourites of all articles.
    count_with_window_function = False


class CommentRepository(SQLAlchemyAsyncRepository[CommentModel]):
    """Stores comments."""

    model_type = CommentModel


async def provide_articles(db_session: NamedDependency[AsyncSession]) -> ArticleRepository:
    """The article repository, in the session of the request."""
    return ArticleRepository(session=db_session)


async def provide_comments(db_session: NamedDependency[AsyncSession]) -> CommentRepository:
    """The comment repository, in the session of the request."""
    return CommentRepository(session=db_session)


async def provide_follows(db_session: NamedDependency[AsyncSession]) -> FollowRepository:
    """The follow repository, in the session of the request."""
    return FollowRepository(session=db_session)


FAVORITES_COUNT = select(func.count()).where(FavoriteModel.article_id == ArticleModel.id).scalar_subquery()
# The loader options of an article for an anonymous viewer.
DETAILS = (
    joinedload(ArticleModel.author, innerjoin=True),
    selectinload(ArticleModel.tags),
    with_expression(ArticleModel.favorites_count, FAVORITES_COUNT),
)
PREVIEW = (*DETAILS, defer(ArticleModel.body))
NEWEST_FIRST = OrderBy("id", "desc")


def viewer_options(viewer: UserModel) -> list[ExecutableOption]:
    """The loader options of the favourites and follows of the viewer."""
    favorited = exists().where(FavoriteModel.article_id == ArticleModel.id, FavoriteModel.user_id == viewer.id)
    following = exists().where(FollowModel.follower_id == viewer.id, FollowModel.followed_id == UserModel.id)
    return [
        with_expression(ArticleModel.favorited, favorited),
        joinedload(ArticleModel.author, innerjoin=True).options(with_expression(UserModel.following, following)),
    ]


class Contract(msgspec.Struct, rename="camel"):
    """The base of all bodies, with camelCase names."""


class Profile(Contract):
    """The profile of a user."""

    username: str
    bio: str | None
    image: str | None
    following: bool


class ArticlePreview(Contract):
    """An article in a list."""

    slug: str
    title: str
    description: str
    tag_list: list[str]
    created_at: datetime
    updated_at: datetime
    favorited: bool
    favorites_count: int
    author: Profile


class Article(ArticlePreview):
    """An article."""

    body: str


class ArticleResponse(Contract):
    """An article, in its envelope."""

    article: Article


class ArticlesResponse(Contract):
    """A page of articles."""

    articles: list[ArticlePreview]
    articles_count: int


class TagsResponse(Contract):
    """Tags in use."""

    tags: list[str]


class NewComment(Contract):
    """A comment to post."""

    body: str


class NewCommentRequest(Contract):
    """A comment to post, in its envelope."""

    comment: NewComment


class Comment(Contract):
    """A comment."""

    id: int
    created_at: datetime
    updated_at: datetime
    body: str
    author: Profile


class CommentResponse(Contract):
    """A comment, in its envelope."""

    comment: Comment


class ArticleController(Controller):
    """Articles, and comments on them."""

    path = "/api/articles"
    dependencies = {  # noqa: RUF012 - Litestar declares the attribute so
        "articles": Provide(provide_articles),
        "comments": Provide(provide_comments),
        "follows": Provide(provide_follows),
    }

    @get(exclude_from_auth=True)
    async def list_articles(
        self, articles: NamedDependency[ArticleRepository], limit: FromQuery[int] = 20, offset: FromQuery[int] = 0
    ) -> ArticlesResponse:
        """List articles, newest first."""
        page = LimitOffset(limit, offset)
        rows, total = await articles.get_many_and_count(page, NEWEST_FIRST, load=PREVIEW)
        return ArticlesResponse(msgspec.convert(rows, list[ArticlePreview], from_attributes=True), total)

    @get("/feed")
    async def get_feed(
        self,
        articles: NamedDependency[ArticleRepository],
        request: Request[UserModel, Token, Any],
        limit: FromQuery[int] = 20,
        offset: FromQuery[int] = 0,
    ) -> ArticlesResponse:
        """List the articles of followed users."""
        followed = select(FollowModel.followed_id).where(FollowModel.follower_id == request.user.id)
        rows, total = await articles.get_many_and_count(
            ArticleModel.author_id.in_(followed),
            LimitOffset(limit, offset),
            NEWEST_FIRST,
            load=[*PREVIEW, *viewer_options(request.user)],
        )
        return ArticlesResponse(msgspec.convert(rows, list[ArticlePreview], from_attributes=True), total)

    @get("/{slug:str}", exclude_from_auth=True)
    async def get_article(self, slug: FromPath[str], articles: NamedDependency[ArticleRepository]) -> ArticleResponse:
        """Get an article."""
        article = await articles.get_one(slug=slug, load=DETAILS)
        return ArticleResponse(msgspec.convert(article, Article, from_attributes=True))

    @post("/{slug:str}/comments")
    async def post_comment(
        self,
        slug: FromPath[str],
        data: JSONBody[NewCommentRequest],
        articles: NamedDependency[ArticleRepository],
        comments: NamedDependency[CommentRepository],
        follows: NamedDependency[FollowRepository],
        request: Request[UserModel, Token, Any],
    ) -> CommentResponse:
        """Comment on an article."""
        author = request.user
        article = await articles.get_one(slug=slug)
        comment = await comments.add(CommentModel(body=data.comment.body, article_id=article.id, author_id=author.id))
        following = await follows.exists(follower_id=author.id, followed_id=author.id)
        return CommentResponse(
            Comment(
                id=comment.id,
                created_at=comment.created_at,
                updated_at=comment.updated_at,
                body=comment.body,
                author=Profile(author.username, author.bio, author.image, following),
            )
        )


@get("/api/tags", exclude_from_auth=True)
async def list_tags(db_session: NamedDependency[AsyncSession]) -> TagsResponse:
    """List the tags in use, most used first."""
    statement = select(TagModel.tag).group_by(TagModel.tag).order_by(func.count().desc(), TagModel.tag)
    return TagsResponse(list(await db_session.scalars(statement)))


def create_app(database_url: str, key: str) -> Litestar:
    """The Litestar application."""
    url = make_url(database_url)
    alchemy = SQLAlchemyAsyncConfig(
        connection_string=url.set(drivername=DRIVERS[url.drivername]).render_as_string(hide_password=False),
        before_send_handler="autocommit",
        session_config=AsyncSessionConfig(expire_on_commit=False),
        engine_config=EngineConfig(pool_size=10),
    )

    async def retrieve_user(token: Token, connection: ASGIConnection[Any, Any, Any, Any]) -> UserModel | None:
        session = alchemy.provide_session(connection.app.state, connection.scope)
        return await UserRepository(session=session).get_one_or_none(
            id=int(token.sub), token_generation=token.extras["gen"]
        )

    auth = JWTAuth[UserModel](retrieve_user_handler=retrieve_user, token_secret=key)
    return Litestar(
        [ArticleController, list_tags], on_app_init=[auth.on_app_init], plugins=[SQLAlchemyPlugin(config=alchemy)]
    )


@click.command(help=__doc__, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--port", required=True, type=int)
def main(port: int) -> None:
    """Run the command."""
    app = create_app(os.environ["DATABASE_URL"], os.environ["LOCKSTEP_SECRET_KEY"])
    uvicorn.run(app, port=port, http="httptools", loop="uvloop", access_log=False, log_level="warning")


if __name__ == "__main__":
    main()
