"""The tables of books and loans, next to the tables of the application."""

from typing import ClassVar

from advanced_alchemy.base import CommonTableAttributes
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, ForeignKey, Index, MetaData, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from app.db.triggers import create_count_triggers
from app.db_models import NO_REUSE, Base, Key, User, bytewise


class LibraryBase(CommonTableAttributes, DeclarativeBase):
    """The base of the tables of the library, with the conventions of the application."""

    metadata = MetaData(naming_convention=Base.metadata.naming_convention)
    type_annotation_map = Base.type_annotation_map


class Book(LibraryBase):
    """A book of a user."""

    __tablename__ = "books"
    __table_args__ = (Index(None, "genre", "id"), Index(None, "owner_id"), NO_REUSE)
    __counters__: ClassVar = {"books": None, "books_in": "genre"}

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    title: Mapped[str]
    genre: Mapped[str] = mapped_column(bytewise(20))
    owner_id: Mapped[int] = mapped_column(ForeignKey(User.__table__.c.id, ondelete="CASCADE"))


class Loan(LibraryBase):
    """A book that a user has borrowed."""

    __tablename__ = "loans"
    __table_args__ = (Index(None, "reader_id"),)
    __counters__: ClassVar = {"loans_of": "book_id", "loans_by": "reader_id"}

    book_id: Mapped[int] = mapped_column(ForeignKey("books.id", ondelete="CASCADE"), primary_key=True)
    reader_id: Mapped[int] = mapped_column(ForeignKey(User.__table__.c.id, ondelete="CASCADE"), primary_key=True)


class Owner(LibraryBase):
    """The newest book of each owner. Only `recount` writes the table, because the library has no triggers for it."""

    __tablename__ = "owners"
    __aggregate__: ClassVar = select(
        Book.owner_id.label("user_id"), func.max(Book.id).label("newest_book_id")
    ).group_by(Book.owner_id)

    user_id: Mapped[int] = mapped_column(ForeignKey(User.__table__.c.id, ondelete="CASCADE"), primary_key=True)
    newest_book_id: Mapped[int]


def create_library(connection: Connection) -> None:
    """Create the tables and their triggers in a migrated database."""
    LibraryBase.metadata.create_all(connection)
    with Operations.context(MigrationContext.configure(connection)):
        for model in (Book, Loan):
            create_count_triggers(model.__tablename__, model.__counters__)
