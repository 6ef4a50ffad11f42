"""Comments on articles."""

from datetime import datetime

from sqlalchemy import BigInteger, bindparam, delete, insert, select

from app.db_models import Article, Comment, User, now
from app.repositories.articles import SLUG
from app.repositories.base import Repository
from app.repositories.users import PROFILE, VIEWER, Account, followed_by
from app.statements import ReadModel


class SeenComment(ReadModel):
    """A comment as a viewer sees it; `following` is about its author."""

    id: int
    created_at: datetime
    updated_at: datetime
    body: str
    username: str
    bio: str | None
    image: str | None
    following: bool


class Posted(ReadModel):
    """What people do not know of their new comment: its id, and whether they follow themselves."""

    id: int
    following: bool


class StoredComment(ReadModel):
    """What decides who may change a comment; nobody where the article has no such comment."""

    author_id: int | None


THIS = Comment.id == bindparam("id", type_=BigInteger)

POST = (
    insert(Comment)
    .from_select(
        ["body", "article_id", "author_id", "created_at", "updated_at"],
        select(
            bindparam("body", type_=Comment.body.type),
            Article.id,
            VIEWER,
            bindparam("moment", type_=Comment.created_at.type),
            bindparam("moment", type_=Comment.updated_at.type),
        ).where(Article.slug == SLUG),
    )
    # To look the author up, too, costs PostgreSQL a sixth more, and who posts is known.
    .returning(Comment.id, followed_by(VIEWER, VIEWER).label("following"))
)
# An article without comments is one row of nothing, no article is no row.
SEE_ALL = (
    select(Comment.id, Comment.created_at, Comment.updated_at, Comment.body, *PROFILE)
    .select_from(Article)
    .outerjoin(Comment, Comment.article_id == Article.id)
    .outerjoin(User, User.id == Comment.author_id)
    .where(Article.slug == SLUG)
    .order_by(Comment.id.desc())
)
REMOVE = (
    delete(Comment)
    .where(THIS, Comment.article_id == select(Article.id).where(Article.slug == SLUG).scalar_subquery())
    .where(Comment.author_id == VIEWER)
    .returning(Comment.author_id)
)
FIND = (
    select(Comment.author_id)
    .select_from(Article)
    .outerjoin(Comment, (Comment.article_id == Article.id) & THIS)
    .where(Article.slug == SLUG)
)


class CommentRepository(Repository[Comment]):
    """Reaches comments."""

    model_type = Comment

    async def post(self, slug: str, author: Account, body: str) -> SeenComment | None:
        """Add a comment to the article, and return it as its author sees it; None without the article."""
        moment = now()
        posted = await self.session.row(Posted, POST, slug=slug, viewer=author.id, body=body, moment=moment)
        if posted is None:
            return None
        return SeenComment(
            id=posted.id,
            created_at=moment,
            updated_at=moment,
            body=body,
            username=author.username,
            bio=author.bio,
            image=author.image,
            following=posted.following,
        )

    async def remove(self, slug: str, comment_id: int, author: Account) -> bool:
        """Delete the comment, if it is the author's own and belongs to the article; return whether that was so."""
        removed = await self.session.row(StoredComment, REMOVE, slug=slug, id=comment_id, viewer=author.id)
        return removed is not None

    async def find(self, slug: str, comment_id: int) -> StoredComment | None:
        """The comment with this id, if it belongs to the article; None without the article."""
        return await self.session.row(StoredComment, FIND, slug=slug, id=comment_id)

    async def see_all(self, slug: str, viewer: Account | None) -> list[SeenComment] | None:
        """All comments on the article as the viewer sees them, newest first; None without the article."""
        rows = await self.session.rows(SeenComment, SEE_ALL, slug=slug, viewer=viewer and viewer.id)
        return [row for row in rows if row.id is not None] if rows else None
