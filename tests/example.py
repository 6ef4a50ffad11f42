"""The vocabulary of the tests of the example: articles, comments, favourites and follows."""

from typing import Any

from tests.people import ExpectedError, Person, StringMatching

ARTICLE_FORBIDDEN: ExpectedError = (403, "article_forbidden", {"article": ["forbidden"]})
COMMENT_FORBIDDEN: ExpectedError = (403, "comment_forbidden", {"comment": ["forbidden"]})
ARTICLE_NOT_FOUND: ExpectedError = (404, "article_not_found", {"article": ["not found"]})
COMMENT_NOT_FOUND: ExpectedError = (404, "comment_not_found", {"comment": ["not found"]})
PROFILE_NOT_FOUND: ExpectedError = (404, "profile_not_found", {"profile": ["not found"]})

SLUG = StringMatching(r"[a-z0-9]+(-[a-z0-9]+)*")


async def publish(person: Person, title: str = "A title", **fields: Any) -> str:
    """Publish an article and return its slug."""
    article = {"title": title, "description": "About it", "body": "The body", **fields}
    response = await person.post("/articles", {"article": article})
    assert response.status_code == 201, response.text
    slug: str = response.json()["article"]["slug"]
    return slug


async def comment(person: Person, slug: str, body: str = "Thank you!") -> int:
    """Comment on an article and return the comment's id."""
    response = await person.post(f"/articles/{slug}/comments", {"comment": {"body": body}})
    assert response.status_code == 201, response.text
    comment_id: int = response.json()["comment"]["id"]
    return comment_id


async def favorite(person: Person, slug: str) -> None:
    assert (await person.post(f"/articles/{slug}/favorite")).status_code == 200


async def follow(person: Person, username: str) -> None:
    assert (await person.post(f"/profiles/{username}/follow")).status_code == 200


async def read_article(person: Person, slug: str) -> dict[str, Any]:
    """The article as this user sees it."""
    response = await person.get(f"/articles/{slug}")
    assert response.status_code == 200, response.text
    article: dict[str, Any] = response.json()["article"]
    return article


async def titles(person: Person, path: str) -> list[str]:
    """The titles of the articles in the list at this path."""
    response = await person.get(path)
    assert response.status_code == 200, response.text
    return [article["title"] for article in response.json()["articles"]]
