"""A journey through every operation of the API, which the code of a release makes on a newer schema.

The program runs in the folder of a release, with the database of DATABASE_URL. Its argument distinguishes the users of
several journeys on one database. A wrong status is printed, and the exit code is then 1.
"""

import asyncio
import sys
from typing import Any

import httpx

PASSWORD = "a password for the journey"


class UnexpectedStatusError(Exception):
    """A response has another status than the journey expects."""


class User:
    """A client of the API, with a token after `register`."""

    def __init__(self, client: httpx.AsyncClient, name: str) -> None:
        self._client = client
        self._headers: dict[str, str] = {}
        self.name = name

    async def send(self, status: int, method: str, path: str, body: Any = None) -> Any:
        """The body of the response. Raises `UnexpectedStatusError` for another status."""
        response = await self._client.request(method, path, json=body, headers=self._headers)
        if response.status_code != status:
            raise UnexpectedStatusError(f"{method} {path} is {response.status_code} instead of {status}")
        return response.json() if response.content else None

    async def register(self) -> None:
        """Register, and keep the token."""
        user = {"username": self.name, "email": f"{self.name}@example.test", "password": PASSWORD}
        body = await self.send(201, "POST", "/api/users", {"user": user})
        self._headers = {"Authorization": f"Token {body['user']['token']}"}


async def travel(client: httpx.AsyncClient, name: str) -> None:
    """Send requests to every operation."""
    jake, anna = User(client, f"{name}jake"), User(client, f"{name}anna")
    await jake.send(200, "GET", "/health/live")
    await jake.send(200, "GET", "/health/ready")
    await jake.register()
    await anna.register()
    credentials = {"email": f"{jake.name}@example.test", "password": PASSWORD}
    await jake.send(200, "POST", "/api/users/login", {"user": credentials})
    await jake.send(200, "GET", "/api/user")
    await jake.send(200, "PUT", "/api/user", {"user": {"bio": "Trains dragons", "image": "https://example.test/j.png"}})
    slug = await _write(jake, name)
    await _read(jake, anna, slug)
    await jake.send(204, "DELETE", f"/api/articles/{slug}")
    await anna.send(404, "GET", f"/api/articles/{slug}")


async def _write(author: User, name: str) -> str:
    new = {"title": f"{name} dragons", "description": "About", "body": "The body", "tagList": ["dragons", name]}
    published = await author.send(201, "POST", "/api/articles", {"article": new})
    change = {"title": f"{name} wyverns", "body": "Another body", "tagList": ["wyverns", name]}
    revised = await author.send(200, "PUT", f"/api/articles/{published['article']['slug']}", {"article": change})
    return str(revised["article"]["slug"])


async def _read(author: User, reader: User, slug: str) -> None:
    await reader.send(200, "GET", f"/api/profiles/{author.name}")
    await reader.send(200, "POST", f"/api/profiles/{author.name}/follow")
    await reader.send(200, "POST", f"/api/articles/{slug}/favorite")
    comment = await reader.send(201, "POST", f"/api/articles/{slug}/comments", {"comment": {"body": "Thank you!"}})
    await reader.send(200, "GET", f"/api/articles/{slug}/comments")
    await reader.send(200, "GET", f"/api/articles/{slug}")
    await reader.send(200, "GET", "/api/articles/feed")
    for query in ("", f"?author={author.name}", f"?favorited={reader.name}", "?tag=wyverns"):
        await reader.send(200, "GET", f"/api/articles{query}")
    await reader.send(200, "GET", "/api/tags")
    await reader.send(204, "DELETE", f"/api/articles/{slug}/comments/{comment['comment']['id']}")
    await reader.send(200, "DELETE", f"/api/articles/{slug}/favorite")
    await reader.send(200, "DELETE", f"/api/profiles/{author.name}/follow")


async def main(name: str) -> str | None:
    """Run the application of this folder, and travel. The result is the unexpected response, if any."""
    from app.asgi import create_app  # noqa: PLC0415 - an import error is a failure of the journey
    from app.settings import load_settings  # noqa: PLC0415

    app = create_app(load_settings())
    transport = httpx.ASGITransport(app=app)  # type: ignore[arg-type]
    async with app.lifespan(), httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        try:
            await travel(client, name)
        except UnexpectedStatusError as error:
            return str(error)
    return None


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1])))
