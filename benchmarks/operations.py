"""The requests of the benchmarks, and their users."""

import json
from datetime import timedelta

import msgspec

from app.auth.tokens import Claims, Tokens
from benchmarks import data
from benchmarks.data import Sizes

SECRET_KEY = "a key for measurements, long enough to be one"  # noqa: S105


class Operation(msgspec.Struct, frozen=True, kw_only=True):
    """A request to the servers."""

    name: str
    path: str
    method: str = "GET"
    user_id: int | None = None
    """The id of the user whose token the request sends."""
    body: str = ""

    @property
    def headers(self) -> dict[str, str]:
        """The headers of the request."""
        headers = {"Accept": "application/json"}
        if self.user_id is not None:
            tokens = Tokens(key=SECRET_KEY, lifetime=timedelta(days=1))
            headers["Authorization"] = f"Token {tokens.issue(Claims(self.user_id, 0))}"
        if self.body:
            headers["Content-Type"] = "application/json"
        return headers


def compared_operations(sizes: Sizes = data.RATIO) -> list[Operation]:
    """The operations of all servers: the rows of the table of ratios."""
    slug = data.slug_of(data.article_with_few_comments(sizes))
    return [
        Operation(name="list", path="/api/articles"),
        Operation(name="article", path=f"/api/articles/{slug}"),
        Operation(name="tags", path="/api/tags"),
        Operation(name="feed", path="/api/articles/feed", user_id=data.READER),
        Operation(
            name="comment",
            method="POST",
            path=f"/api/articles/{slug}/comments",
            user_id=data.READER,
            body='{"comment": {"body": "It takes a Jacobian, and more fish than one would think."}}',
        ),
    ]


def read_operations(sizes: Sizes) -> list[Operation]:
    """All reads: the rows of the table of the scale benchmark."""
    many = data.slug_of(data.article_with_many_comments(sizes))
    few = data.slug_of(data.article_with_few_comments(sizes))
    author, fan = data.username_of(data.PROLIFIC), data.username_of(data.FAN)
    return [
        Operation(name="list, first page", path="/api/articles"),
        Operation(name="list, hundredth page", path="/api/articles?offset=1980"),
        Operation(name="list, first page, signed in", path="/api/articles", user_id=data.READER),
        Operation(name="by common tag", path=f"/api/articles?tag={data.COMMON_TAG}"),
        Operation(name="by rare tag", path=f"/api/articles?tag={data.RARE_TAG}"),
        Operation(name="by author", path=f"/api/articles?author={author}"),
        Operation(name="by favourite", path=f"/api/articles?favorited={fan}"),
        Operation(name="feed, 10 followed users", path="/api/articles/feed", user_id=data.READER),
        Operation(name="feed, 1,000 followed users", path="/api/articles/feed", user_id=data.AVID_READER),
        Operation(name="article", path=f"/api/articles/{few}"),
        Operation(name="comments, 10", path=f"/api/articles/{few}/comments"),
        Operation(name="comments, 10,000", path=f"/api/articles/{many}/comments"),
        Operation(name="tags", path="/api/tags"),
        Operation(name="profile", path=f"/api/profiles/{author}"),
    ]


def cost_operations(sizes: Sizes) -> list[Operation]:
    """The operations of costs.json: the operations of all servers, and other repeatable reads and writes."""
    slug, author = data.slug_of(data.article_with_few_comments(sizes)), data.username_of(data.PROLIFIC)
    article = {"title": "Once more", "description": "The same title", "body": "And another slug", "tagList": ["a", "b"]}
    return [
        *compared_operations(sizes),
        Operation(name="list by tag", path=f"/api/articles?tag={data.COMMON_TAG}"),
        Operation(name="comments", path=f"/api/articles/{slug}/comments", user_id=data.READER),
        Operation(name="profile", path=f"/api/profiles/{author}", user_id=data.READER),
        Operation(name="user", path="/api/user", user_id=data.READER),
        Operation(name="favorite", method="POST", path=f"/api/articles/{slug}/favorite", user_id=data.READER),
        Operation(name="follow", method="POST", path=f"/api/profiles/{author}/follow", user_id=data.READER),
        Operation(
            name="publish",
            method="POST",
            path="/api/articles",
            user_id=data.READER,
            body=json.dumps({"article": article}),
        ),
    ]
