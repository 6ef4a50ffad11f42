"""The tables and their relationships."""

from datetime import UTC, datetime

from advanced_alchemy.base import CommonTableAttributes
from advanced_alchemy.types import DateTimeUTC
from sqlalchemy import (
    BigInteger,
    ForeignKey,
    Index,
    MetaData,
    String,
    UniqueConstraint,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship, validates

from app.db.keys import key_of

# Compared byte by byte, as SQLite does, and not by the language that the PostgreSQL server was set up with.
BYTEWISE = String().with_variant(postgresql.VARCHAR(collation="C"), "postgresql")
# SQLite numbers rows by itself only where the key is called INTEGER, and gives the number of a deleted row away again
# unless told not to. An id must stay the name of one thing: tokens hold ids of people.
Key = BigInteger().with_variant(sqlite.INTEGER(), "sqlite")
NO_REUSE = {"sqlite_autoincrement": True}


def now() -> datetime:
    """The present, in UTC, as tables store it."""
    return datetime.now(UTC)


class Base(CommonTableAttributes, DeclarativeBase):
    """Every table: constraints are named by one rule, so that migrations and refusals can speak of them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: DateTimeUTC(timezone=True)}  # noqa: RUF012


class User(Base):
    """A person. The `…_key` columns hold the case-folded text, because databases disagree about case beyond ASCII."""

    __tablename__ = "users"
    __table_args__ = (UniqueConstraint("username_key"), UniqueConstraint("email_key"), NO_REUSE)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    username: Mapped[str]
    username_key: Mapped[str]
    email: Mapped[str]
    email_key: Mapped[str]
    password_hash: Mapped[str]
    token_generation: Mapped[int] = mapped_column(default=0)
    bio: Mapped[str | None]
    image: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now)

    @validates("username", "email")
    def set_key(self, name: str, text: str) -> str:
        """Keep the key beside its text."""
        setattr(self, f"{name}_key", key_of(text))
        return text


class Follow(Base):
    """One person follows another."""

    __tablename__ = "follows"
    __table_args__ = (Index(None, "followed_id"),)

    follower_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    followed_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)


class Article(Base):
    """Something published."""

    __tablename__ = "articles"
    __table_args__ = (
        UniqueConstraint("slug"),
        Index(None, "author_id", "id"),
        NO_REUSE,
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    slug: Mapped[str]
    title: Mapped[str]
    description: Mapped[str]
    body: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now)

    author: Mapped[User] = relationship(lazy="raise")
    tags: Mapped[list["ArticleTag"]] = relationship(lazy="raise", cascade="all, delete-orphan", passive_deletes=True)


class ArticleTag(Base):
    """An article has a tag."""

    __tablename__ = "article_tags"
    __table_args__ = (Index(None, "tag", "article_id"),)

    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True)
    tag: Mapped[str] = mapped_column(BYTEWISE, primary_key=True)


class Favorite(Base):
    """An article is among a person's favourites."""

    __tablename__ = "favorites"
    __table_args__ = (Index(None, "user_id", "article_id"),)

    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)


class Comment(Base):
    """What a person says about an article."""

    __tablename__ = "comments"
    __table_args__ = (Index(None, "article_id", "id"), Index(None, "author_id"), NO_REUSE)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    body: Mapped[str]
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"))
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now)

    author: Mapped[User] = relationship(lazy="raise")


class Count(Base):
    """A part of a count that is kept: the sum of `n` over all rows of one `scope` and `key` is how many there are.

    Triggers keep it: see `app/counts.py`.
    """

    __tablename__ = "counts"
    __table_args__ = (Index(None, "scope", "key"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    scope: Mapped[str] = mapped_column(BYTEWISE)
    key: Mapped[str] = mapped_column(BYTEWISE)
    n: Mapped[int] = mapped_column(BigInteger)


class Writer(Base):
    """How many articles a person has published, and the newest of them: what a feed asks of everybody one follows.

    Triggers keep it: see `app/counts.py`.
    """

    __tablename__ = "writers"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    articles: Mapped[int] = mapped_column(BigInteger)
    latest_article_id: Mapped[int | None] = mapped_column(BigInteger)
