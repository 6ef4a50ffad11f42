"""A journey through every operation of openapi.json, which the code of a release makes on a newer schema.

The program runs in the folder of a release, with the database of DATABASE_URL. Its argument is the number of the
journey: several journeys on one database create different objects. A wrong status is printed, and the exit code is
then 1.
"""

import asyncio
import itertools
import json
import sys
from pathlib import Path
from typing import Any

import httpx

from contract.examples import Api, Objects, Operation, Request

DOCUMENT = Path("openapi.json")
PASSWORD = "a password for the journey"
# Each object of a journey has a number of its own.
MAX_OBJECTS = 1_000


class UnexpectedStatusError(Exception):
    """A response has another status than the journey expects."""


class Traveller:
    """A client of the API, with a token after `register`."""

    def __init__(self, client: httpx.AsyncClient, name: str) -> None:
        self._client = client
        self._headers: dict[str, str] = {}
        self.name = name
        self._credentials = {"email": f"{name}@example.test", "password": PASSWORD}

    async def send(self, status: int, request: Request) -> Any:
        """The body of the response. Raises `UnexpectedStatusError` for another status."""
        method, path, body = request
        response = await self._client.request(method, path, json=body, headers=self._headers)
        if response.status_code != status:
            raise UnexpectedStatusError(f"{method} {path} is {response.status_code} instead of {status}")
        return response.json() if response.content else None

    async def register(self) -> None:
        """Register and log in, and use the token."""
        user = {"username": self.name, **self._credentials}
        await self.send(201, Request("POST", "/api/users", {"user": user}))
        self.use_token(await self.send(200, Request("POST", "/api/users/login", {"user": self._credentials})))

    def use_token(self, account: Any) -> None:
        """Use the token of a response with an account."""
        self._headers = {"Authorization": f"Token {account['user']['token']}"}


async def travel(client: httpx.AsyncClient, api: Api, number: int) -> None:
    """Send requests to every operation, for objects of the user who sends them, and for another user."""
    jake, anna = Traveller(client, f"{number}jake"), Traveller(client, f"{number}anna")
    await jake.register()
    await anna.register()
    # The account of an example must not be the traveller of a later journey.
    objects, numbers = Objects(username=anna.name), itertools.count((number + 1) * MAX_OBJECTS)
    for operation in api.operations:
        if operation.id not in ("registerUser", "logIn"):
            content = await jake.send(operation.status, operation.request(objects, next(numbers)))
            objects.follow(operation, content)
            for request in _queries(api, operation, objects):
                await jake.send(operation.status, request)
            if operation.id == "updateCurrentUser":
                # A new password revokes the old token.
                jake.use_token(content)


def _queries(api: Api, operation: Operation, objects: Objects) -> list[Request]:
    """A request for each parameter in the query."""
    path, parameters = operation.path_of(objects), operation.parameters_in("query")
    queries = [httpx.QueryParams({name: api.example_of(schema)}) for name, schema in parameters.items()]
    return [Request(operation.method, f"{path}?{query}") for query in queries]


async def main(document: str, number: int) -> str | None:
    """Run the application of this folder, and travel. The result is the unexpected response, if any."""
    from app.asgi import create_app  # noqa: PLC0415 - an import error is a failure of the journey
    from app.settings import load_settings  # noqa: PLC0415

    app = create_app(load_settings())
    transport = httpx.ASGITransport(app=app)  # type: ignore[arg-type]
    async with app.lifespan(), httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        try:
            await travel(client, Api(json.loads(document)), number)
        except UnexpectedStatusError as error:
            return str(error)
    return None


if __name__ == "__main__":
    sys.exit(asyncio.run(main(DOCUMENT.read_text(), int(sys.argv[1]))))
