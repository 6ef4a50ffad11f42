"""The baseline server: conventional, competent use of FastAPI, SQLAlchemy's ORM and pydantic.

The ORM loads relationships eagerly in as few statements as possible. Counts are subqueries with an index, and responses
are pydantic models. The access log is off.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Annotated, Any

import jwt
import rich_click as click
import uvicorn
from fastapi import Depends, FastAPI, Header, HTTPException, Request
from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel
from sqlalchemy import BigInteger, ColumnElement, DateTime, ForeignKey, Select, exists, false, func, make_url, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, contains_eager, defer, mapped_column, relationship, selectinload

DRIVERS = {"postgresql": "postgresql+asyncpg", "sqlite": "sqlite+aiosqlite"}
Key = BigInteger().with_variant(sqlite.INTEGER(), "sqlite")


def now() -> datetime:
    """The current time in UTC."""
    return datetime.now(UTC)


class Base(DeclarativeBase):
    """The base of all tables."""

    type_annotation_map = {datetime: DateTime(timezone=True), int: Key}  # noqa: RUF012


class UserRow(Base):
    """A user."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str]
    token_generation: Mapped[int]
    bio: Mapped[str | None]
    image: Mapped[str | None]


class FollowRow(Base):
    """A user follows another user."""

    __tablename__ = "follows"

    follower_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    followed_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)


class ArticleRow(Base):
    """A published article."""

    __tablename__ = "articles"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str]
    title: Mapped[str]
    description: Mapped[str]
    body: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    author: Mapped[UserRow] = relationship()
    tags: Mapped[list["TagRow"]] = relationship(order_by="TagRow.tag")


class TagRow(Base):
    """A tag of an article."""

    __tablename__ = "article_tags"

    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"), primary_key=True)
    tag: Mapped[str] = mapped_column(primary_key=True)


class FavoriteRow(Base):
    """A favourite article of a user."""

    __tablename__ = "favorites"

    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)


class CommentRow(Base):
    """A comment of a user on an article."""

    __tablename__ = "comments"

    id: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[str]
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now)


class Model(BaseModel):
    """The base of all bodies, with camelCase names."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class Profile(Model):
    """The profile of a user."""

    username: str
    bio: str | None
    image: str | None
    following: bool


class ArticlePreview(Model):
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


class ArticleResponse(Model):
    """An article, in its envelope."""

    article: Article


class ArticlesResponse(Model):
    """A page of articles."""

    articles: list[ArticlePreview]
    articles_count: int


class TagsResponse(Model):
    """Tags in use."""

    tags: list[str]


class NewComment(Model):
    """A comment to post."""

    body: str


class NewCommentRequest(Model):
    """A comment to post, in its envelope."""

    comment: NewComment


class Comment(Model):
    """A comment."""

    id: int
    created_at: datetime
    updated_at: datetime
    body: str
    author: Profile


class CommentResponse(Model):
    """A comment, in its envelope."""

    comment: Comment


app = FastAPI()


async def get_session(request: Request) -> AsyncIterator[AsyncSession]:
    """The session of a request."""
    async with request.app.state.sessions() as session:
        yield session


Session = Annotated[AsyncSession, Depends(get_session)]


async def get_current_user(
    request: Request, session: Session, authorization: Annotated[str | None, Header()] = None
) -> UserRow:
    """The user of the token."""
    token = (authorization or "").partition(" ")[2]
    try:
        claims = jwt.decode(token, request.app.state.key, algorithms=["HS256"])
    except jwt.InvalidTokenError as error:
        raise HTTPException(401) from error
    user = await session.get(UserRow, int(claims["sub"]))
    if user is None or user.token_generation != claims["gen"]:
        raise HTTPException(401)
    return user


CurrentUser = Annotated[UserRow, Depends(get_current_user)]


def follows(viewer: UserRow | None) -> ColumnElement[bool]:
    """Whether the viewer follows the author."""
    if viewer is None:
        return false()
    return exists().where(FollowRow.follower_id == viewer.id, FollowRow.followed_id == UserRow.id)


def select_articles(viewer: UserRow | None) -> Select[Any]:
    """The statement for articles from the perspective of a viewer."""
    count = select(func.count()).where(FavoriteRow.article_id == ArticleRow.id).scalar_subquery()
    favorited: ColumnElement[bool] = false()
    if viewer is not None:
        favorited = exists().where(FavoriteRow.article_id == ArticleRow.id, FavoriteRow.user_id == viewer.id)
    return (
        select(ArticleRow, favorited, count, follows(viewer))
        .join(ArticleRow.author)
        .options(contains_eager(ArticleRow.author), selectinload(ArticleRow.tags))
    )


def profile_of(user: UserRow, *, following: bool) -> Profile:
    """The response model of a user."""
    return Profile(username=user.username, bio=user.bio, image=user.image, following=following)


def preview_fields(article: ArticleRow, favorited: bool, favorites_count: int, following: bool) -> dict[str, Any]:
    """The common fields of a preview and an article."""
    return {
        "slug": article.slug,
        "title": article.title,
        "description": article.description,
        "tag_list": [tag.tag for tag in article.tags],
        "created_at": in_utc(article.created_at),
        "updated_at": in_utc(article.updated_at),
        "favorited": favorited,
        "favorites_count": favorites_count,
        "author": profile_of(article.author, following=following),
    }


def in_utc(timestamp: datetime) -> datetime:
    """The timestamp with the time zone UTC, which SQLite does not store."""
    return timestamp.replace(tzinfo=UTC)


async def page(
    session: AsyncSession, viewer: UserRow | None, limit: int, offset: int, *conditions: ColumnElement[bool]
) -> ArticlesResponse:
    """A page of the matching articles, and their number."""
    statement = (
        select_articles(viewer)
        .options(defer(ArticleRow.body))
        .where(*conditions)
        .order_by(ArticleRow.id.desc())
        .limit(limit)
        .offset(offset)
    )
    rows = (await session.execute(statement)).all()
    total = await session.scalar(select(func.count()).select_from(ArticleRow).where(*conditions))
    return ArticlesResponse(
        articles=[ArticlePreview(**preview_fields(*row)) for row in rows], articles_count=total or 0
    )


@app.get("/api/articles")
async def list_articles(session: Session, limit: int = 20, offset: int = 0) -> ArticlesResponse:
    """List articles, newest first."""
    return await page(session, None, limit, offset)


@app.get("/api/articles/feed")
async def get_feed(session: Session, user: CurrentUser, limit: int = 20, offset: int = 0) -> ArticlesResponse:
    """List the articles of followed users."""
    followed = select(FollowRow.followed_id).where(FollowRow.follower_id == user.id)
    return await page(session, user, limit, offset, ArticleRow.author_id.in_(followed))


@app.get("/api/articles/{slug}")
async def get_article(slug: str, session: Session) -> ArticleResponse:
    """Get an article."""
    row = (await session.execute(select_articles(None).where(ArticleRow.slug == slug))).one_or_none()
    if row is None:
        raise HTTPException(404)
    return ArticleResponse(article=Article(**preview_fields(*row), body=row[0].body))


@app.get("/api/tags")
async def list_tags(session: Session) -> TagsResponse:
    """List the tags in use, most used first."""
    statement = select(TagRow.tag).group_by(TagRow.tag).order_by(func.count().desc(), TagRow.tag)
    return TagsResponse(tags=list(await session.scalars(statement)))


@app.post("/api/articles/{slug}/comments", status_code=201)
async def post_comment(slug: str, data: NewCommentRequest, session: Session, user: CurrentUser) -> CommentResponse:
    """Comment on an article."""
    article_id = await session.scalar(select(ArticleRow.id).where(ArticleRow.slug == slug))
    if article_id is None:
        raise HTTPException(404)
    comment = CommentRow(body=data.comment.body, article_id=article_id, author_id=user.id)
    session.add(comment)
    await session.commit()
    following = await session.scalar(select(follows(user)).select_from(UserRow).where(UserRow.id == user.id))
    return CommentResponse(
        comment=Comment(
            id=comment.id,
            created_at=in_utc(comment.created_at),
            updated_at=in_utc(comment.updated_at),
            body=comment.body,
            author=profile_of(user, following=bool(following)),
        )
    )


@click.command(help=__doc__, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--port", required=True, type=int)
def main(port: int) -> None:
    """Run the command."""
    url = make_url(os.environ["DATABASE_URL"])
    engine = create_async_engine(url.set(drivername=DRIVERS[url.drivername]), pool_size=10)
    app.state.sessions = async_sessionmaker(engine, expire_on_commit=False)
    app.state.key = os.environ["LOCKSTEP_SECRET_KEY"]
    uvicorn.run(app, port=port, http="httptools", loop="uvloop", access_log=False, log_level="warning")


if __name__ == "__main__":
    main()
