"""The API of articles behind PgBouncer in transaction mode."""

import asyncio
from collections.abc import Callable
from typing import Any

import httpx

from app.db.migrations import upgrade_to_head
from app.settings import Settings
from tests.conftest import client_of
from tests.example import ARTICLE_NOT_FOUND, comment, favorite, follow, publish, read_article, titles
from tests.people import TIMESTAMP, Person, assert_error, register

USERNAMES = [f"reader{number}" for number in range(12)]


async def write(person: Person) -> str:
    """Publish, revise, favorite and comment on an article, follow anna, and return the slug."""
    slug = await publish(person, f"By {person.username}", tagList=["draft"])
    revised = {"article": {"body": f"Revised by {person.username}", "tagList": ["all", person.username]}}
    assert (await person.put(f"/articles/{slug}", revised)).status_code == 200
    await favorite(person, slug)
    await comment(person, slug, f"I am {person.username}.")
    await follow(person, "anna")
    return slug


def article_by(username: str) -> dict[str, Any]:
    """The article that `write` creates, as its author sees the article."""
    return {
        "slug": f"by-{username}",
        "title": f"By {username}",
        "description": "About it",
        "body": f"Revised by {username}",
        "tagList": ["all", username],
        "createdAt": TIMESTAMP,
        "updatedAt": TIMESTAMP,
        "favorited": True,
        "favoritesCount": 1,
        "author": {"username": username, "bio": None, "image": None, "following": False},
    }


async def use_article_api(client: httpx.AsyncClient, username: str) -> None:
    """Write an article, check every list, delete the article, and check its absence."""
    person = await register(client, username)
    slug = await write(person)

    assert await read_article(person, slug) == article_by(username)
    assert await titles(person, "/articles/feed") == ["By anna"]
    for query in (f"author={username}", f"favorited={username}", f"tag={username}"):
        assert await titles(person, f"/articles?{query}") == [f"By {username}"]
    [only] = (await person.get(f"/articles/{slug}/comments")).json()["comments"]
    assert (only["body"], only["author"]["username"]) == (f"I am {username}.", username)

    assert (await person.delete(f"/articles/{slug}")).status_code == 204
    assert_error(await person.get(f"/articles/{slug}"), *ARTICLE_NOT_FOUND)
    assert await titles(person, f"/articles?author={username}") == []


async def test_users_on_two_shared_connections_see_their_writes(new_settings: Callable[[str], Settings]) -> None:
    settings = new_settings("pgbouncer")
    await asyncio.to_thread(upgrade_to_head, settings)
    async with client_of(settings) as client:
        anna = await register(client, "anna")
        await publish(anna, "By anna")
        await asyncio.gather(*(use_article_api(client, username) for username in USERNAMES))

        assert await titles(anna, "/articles") == ["By anna"]
