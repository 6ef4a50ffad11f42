"""Checks of the client from openapi-python-client. test_generators.py runs this file next to the generated package."""

import importlib
import pkgutil

import conduit_client  # type: ignore[import-not-found]
import httpx
from conduit_client.api.accounts import log_in  # type: ignore[import-not-found]
from conduit_client.models import (  # type: ignore[import-not-found]
    Credentials,
    LoginRequest,
    NewArticle,
    NewArticleRequest,
    Profile,
)


def return_401(_: httpx.Request) -> httpx.Response:
    return httpx.Response(401, json={"errors": {"user": ["wrong"]}, "code": "credentials_invalid", "requestId": "1"})


for module in pkgutil.walk_packages(conduit_client.__path__, "conduit_client."):
    importlib.import_module(module.name)

article = NewArticle(title="Dragons", description="How to train them", body="Slowly.")
assert "tagList" not in NewArticleRequest(article=article).to_dict()["article"]

profile = Profile.from_dict({"username": "jake", "bio": None, "image": None, "following": False})
assert profile.bio is None

client = conduit_client.Client("http://conduit.test", httpx_args={"transport": httpx.MockTransport(return_401)})
error = log_in.sync(client=client, body=LoginRequest(user=Credentials(email="jake@example.test", password="wrong")))
assert error.code == "credentials_invalid", error
assert error.request_id == "1", error
