"""Defaults of new articles and comments, on both databases."""

from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from app.db_models import Article, Comment, User
from tests.people import SignUp


async def test_new_articles_and_comments_have_equal_times(sign_up: SignUp, engine: AsyncEngine) -> None:
    await sign_up("jake")
    async with AsyncSession(engine, expire_on_commit=False) as session, session.begin():
        user = User(username="anna", email="anna@example.test", password_hash="-")
        session.add(user)
        await session.flush()
        article = Article(slug="a", title="A", description="A", body="A", author_id=user.id, tags=[])
        session.add(article)
        await session.flush()
        comment = Comment(body="A", article_id=article.id, author_id=user.id)
        session.add(comment)
        await session.flush()

    for row in (article, comment):
        assert row.created_at == row.updated_at
