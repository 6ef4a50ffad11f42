"""What is asked of the servers, and who asks."""

import json
from datetime import timedelta

import msgspec

from app.auth.tokens import Claims, Tokens
from benchmarks import data
from benchmarks.data import Sizes

SECRET_KEY = "a key for measurements, long enough to be one"  # noqa: S105


class Operation(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of request."""

    name: str
    path: str
    method: str = "GET"
    asked_by: int | None = None
    """The id of the person whose token goes along."""
    body: str = ""

    @property
    def headers(self) -> dict[str, str]:
        """The headers that go along."""
        headers = {"Accept": "application/json"}
        if self.asked_by is not None:
            tokens = Tokens(key=SECRET_KEY, lifetime=timedelta(days=1))
            headers["Authorization"] = f"Token {tokens.issue(Claims(self.asked_by, 0))}"
        if self.body:
            headers["Content-Type"] = "application/json"
        return headers


def compared(sizes: Sizes = data.RATIO) -> list[Operation]:
    """What every server can answer: the rows of the table of ratios."""
    slug = data.slug_of(data.with_few_comments(sizes))
    return [
        Operation(name="list", path="/api/articles"),
        Operation(name="article", path=f"/api/articles/{slug}"),
        Operation(name="tags", path="/api/tags"),
        Operation(name="feed", path="/api/articles/feed", asked_by=data.READER),
        Operation(
            name="comment",
            method="POST",
            path=f"/api/articles/{slug}/comments",
            asked_by=data.READER,
            body='{"comment": {"body": "It takes a Jacobian, and more fish than one would think."}}',
        ),
    ]


def reads(sizes: Sizes) -> list[Operation]:
    """Every read: the rows of the table of flatness."""
    many, few = data.slug_of(data.with_many_comments(sizes)), data.slug_of(data.with_few_comments(sizes))
    author, fan = data.username_of(data.PROLIFIC), data.username_of(data.FAN)
    return [
        Operation(name="list, first page", path="/api/articles"),
        Operation(name="list, hundredth page", path="/api/articles?offset=1980"),
        Operation(name="list, first page, signed in", path="/api/articles", asked_by=data.READER),
        Operation(name="by common tag", path=f"/api/articles?tag={data.COMMON_TAG}"),
        Operation(name="by rare tag", path=f"/api/articles?tag={data.RARE_TAG}"),
        Operation(name="by author", path=f"/api/articles?author={author}"),
        Operation(name="by favourite", path=f"/api/articles?favorited={fan}"),
        Operation(name="feed of one who follows 10", path="/api/articles/feed", asked_by=data.READER),
        Operation(name="feed of one who follows 1,000", path="/api/articles/feed", asked_by=data.AVID_READER),
        Operation(name="article", path=f"/api/articles/{few}"),
        Operation(name="comments, 10", path=f"/api/articles/{few}/comments"),
        Operation(name="comments, 10,000", path=f"/api/articles/{many}/comments"),
        Operation(name="tags", path="/api/tags"),
        Operation(name="profile", path=f"/api/profiles/{author}"),
    ]


def costed(sizes: Sizes) -> list[Operation]:
    """Those whose cost is kept: what every server can answer, and other reads and writes that can be repeated."""
    slug, author = data.slug_of(data.with_few_comments(sizes)), data.username_of(data.PROLIFIC)
    article = {"title": "Once more", "description": "The same title", "body": "And another slug", "tagList": ["a", "b"]}
    return [
        *compared(sizes),
        Operation(name="list by tag", path=f"/api/articles?tag={data.COMMON_TAG}"),
        Operation(name="comments", path=f"/api/articles/{slug}/comments", asked_by=data.READER),
        Operation(name="profile", path=f"/api/profiles/{author}", asked_by=data.READER),
        Operation(name="user", path="/api/user", asked_by=data.READER),
        Operation(name="favorite", method="POST", path=f"/api/articles/{slug}/favorite", asked_by=data.READER),
        Operation(name="follow", method="POST", path=f"/api/profiles/{author}/follow", asked_by=data.READER),
        Operation(
            name="publish",
            method="POST",
            path="/api/articles",
            asked_by=data.READER,
            body=json.dumps({"article": article}),
        ),
    ]
