"""Defaults of new rows, on both databases."""

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from app.db_models import User


@pytest.mark.usefixtures("client")  # deletes the user after the test
async def test_a_new_row_has_equal_times(engine: AsyncEngine) -> None:
    async with AsyncSession(engine, expire_on_commit=False) as session, session.begin():
        user = User(username="anna", email="anna@example.test", password_hash="-")
        session.add(user)
        await session.flush()

    assert user.created_at == user.updated_at
