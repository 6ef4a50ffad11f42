"""Database tables and their relationships."""

from datetime import UTC, datetime
from typing import ClassVar

from advanced_alchemy.base import CommonTableAttributes
from advanced_alchemy.types import DateTimeUTC
from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    MetaData,
    String,
    UniqueConstraint,
    func,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship, validates

from app.db.keys import key_of


def bytewise(length: int | None = None) -> String:
    """Text that PostgreSQL compares byte by byte, as SQLite does, instead of by the locale of the server."""
    return String(length).with_variant(postgresql.VARCHAR(length, collation="C"), "postgresql")


BYTEWISE = bytewise()
# SQLite generates ids only for a primary key of type INTEGER, and reuses the id of a deleted row without AUTOINCREMENT.
# An id must not be reused, because tokens contain user ids.
Key = BigInteger().with_variant(sqlite.INTEGER(), "sqlite")
NO_REUSE = {"sqlite_autoincrement": True}


def now() -> datetime:
    """The current time in UTC, as tables store it."""
    return datetime.now(UTC)


def has_length(column: str, minimum: int, maximum: int) -> CheckConstraint:
    """A CHECK of the length of a text in code points. SQLite does not enforce the length of a VARCHAR.

    The name contains the limits, because Alembic compares CHECKs by their names.
    """
    condition = f"length({column}) BETWEEN {minimum} AND {maximum}"
    return CheckConstraint(condition, name=f"{column}_length_{minimum}_{maximum}")


def in_range(column: str, minimum: float, maximum: float) -> CheckConstraint:
    """A CHECK of the limits of a number."""
    name = f"{column}_range_{minimum}_{maximum}".replace("-", "minus_").replace(".", "_")
    return CheckConstraint(f"{column} BETWEEN {minimum} AND {maximum}", name=name)


def one_of(column: str, *values: str) -> CheckConstraint:
    """A CHECK of the values of an enum, which are words."""
    condition = f"{column} IN ({', '.join(map(repr, values))})"
    return CheckConstraint(condition, name=f"{column}_values_{'_'.join(values)}")


def creation_time(context: DefaultExecutionContext) -> datetime:
    """The `created_at` of the same new row, so that a row without changes has two equal times."""
    created_at: datetime = context.get_current_parameters()["created_at"]  # type: ignore[no-untyped-call]
    return created_at


class Base(CommonTableAttributes, DeclarativeBase):
    """The base of all tables. Migrations and exception handlers refer to constraints by these generated names."""

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


class Resource(Base):
    """The base of tables with an id that is never reused, and with the times of the creation and of the last change."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(Key, primary_key=True, sort_order=-1)
    created_at: Mapped[datetime] = mapped_column(default=now, sort_order=1)
    updated_at: Mapped[datetime] = mapped_column(default=creation_time, sort_order=1)


class User(Resource):
    """A user. The `…_key` columns store case-folded text, because databases compare non-ASCII case differently.

    A key is up to `app.db.keys.EXPANSION` times as long as its text. Keys have no limit: no response contains a key.
    """

    __tablename__ = "users"
    __table_args__ = (
        UniqueConstraint("username_key"),
        UniqueConstraint("email_key"),
        has_length("username", 1, 64),
        has_length("email", 3, 254),
        has_length("bio", 0, 2_000),
        has_length("image", 0, 2_000),
        NO_REUSE,
    )

    username: Mapped[str] = mapped_column(String(64))
    username_key: Mapped[str]
    email: Mapped[str] = mapped_column(String(254))
    email_key: Mapped[str]
    password_hash: Mapped[str]
    token_generation: Mapped[int] = mapped_column(default=0)
    bio: Mapped[str | None] = mapped_column(String(2_000))
    image: Mapped[str | None] = mapped_column(String(2_000))

    @validates("username", "email")
    def set_key(self, name: str, text: str) -> str:
        """Set the key column together with its text column."""
        setattr(self, f"{name}_key", key_of(text))
        return text


class Follow(Base):
    """A user follows another user."""

    __tablename__ = "follows"
    __table_args__ = (Index(None, "followed_id"),)

    follower_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    followed_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)


class Article(Resource):
    """A published article."""

    __tablename__ = "articles"
    __table_args__ = (
        UniqueConstraint("slug"),
        Index(None, "author_id", "id"),
        has_length("slug", 1, 128),
        has_length("title", 1, 200),
        has_length("description", 1, 1_000),
        has_length("body", 1, 100_000),
        NO_REUSE,
    )
    __counters__: ClassVar = {"articles": None}

    slug: Mapped[str] = mapped_column(String(128))
    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(String(1_000))
    body: Mapped[str] = mapped_column(String(100_000))
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))

    author: Mapped[User] = relationship(lazy="raise")
    tags: Mapped[list["ArticleTag"]] = relationship(lazy="raise", cascade="all, delete-orphan", passive_deletes=True)


class ArticleTag(Base):
    """A tag of an article."""

    __tablename__ = "article_tags"
    __table_args__ = (Index(None, "tag", "article_id"), has_length("tag", 1, 64))
    __counters__: ClassVar = {"articles_tagged": "tag"}

    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True)
    tag: Mapped[str] = mapped_column(bytewise(64), primary_key=True)


class Favorite(Base):
    """A favourite article of a user."""

    __tablename__ = "favorites"
    __table_args__ = (Index(None, "user_id", "article_id"),)
    __counters__: ClassVar = {"favorites_by": "user_id", "favorites_of": "article_id"}

    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)


class Comment(Resource):
    """A comment of a user on an article."""

    __tablename__ = "comments"
    __table_args__ = (
        Index(None, "article_id", "id"),
        Index(None, "author_id"),
        CheckConstraint("id >= 1", name="id_min_1"),
        has_length("body", 1, 10_000),
        NO_REUSE,
    )

    body: Mapped[str] = mapped_column(String(10_000))
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"))
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))

    author: Mapped[User] = relationship(lazy="raise")


class Count(Base):
    """A part of a stored count: the count is the sum of `n` over all rows with the same `scope` and `key`.

    Triggers update the rows: see `app/db/counters.py`.
    """

    __tablename__ = "counts"
    __table_args__ = (Index(None, "scope", "key"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    scope: Mapped[str] = mapped_column(BYTEWISE)
    key: Mapped[str] = mapped_column(BYTEWISE)
    n: Mapped[int] = mapped_column(BigInteger)


class Writer(Base):
    """The number of articles of an author, and the newest article. A feed reads this row of each followed user.

    Triggers update the rows: see `app/db/counters.py`.
    """

    __tablename__ = "writers"
    __aggregate__: ClassVar = select(
        Article.author_id.label("user_id"),
        func.count().label("articles"),
        func.max(Article.id).label("latest_article_id"),
    ).group_by(Article.author_id)

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    articles: Mapped[int] = mapped_column(BigInteger)
    latest_article_id: Mapped[int | None] = mapped_column(BigInteger)


class CompatibleRevision(Base):
    """A schema version whose code can use this database: see `docs/decisions/compatible-revisions.md`.

    `migrations/env.py` updates the rows with each migration.
    """

    __tablename__ = "compatible_revisions"

    revision: Mapped[str] = mapped_column(primary_key=True)
    recorded_at: Mapped[datetime] = mapped_column(server_default=func.now())
