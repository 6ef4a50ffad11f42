"""Bodies of articles."""

from typing import Annotated

from msgspec import UNSET, Meta, UnsetType

from schemas.base import NOT_BLANK, NUL_MESSAGE, Changes, Contract, Timestamp
from schemas.profiles import Profile
from schemas.tags import Tag

Slug = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=128,
        pattern=r"^[a-z0-9]+(-[a-z0-9]+)*\Z",
        description="The name of the article in URLs, derived from its title.",
        examples=["how-to-train-your-dragon"],
    ),
]
Title = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=200,
        pattern=NOT_BLANK,
        examples=["How to train your dragon"],
        extra=NUL_MESSAGE,
    ),
]
Description = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=1_000,
        pattern=NOT_BLANK,
        examples=["Ever wonder how?"],
        extra=NUL_MESSAGE,
    ),
]
Body = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=100_000,
        pattern=NOT_BLANK,
        description="Markdown.",
        examples=["It takes a **Jacobian**."],
        extra=NUL_MESSAGE,
    ),
]
TagList = Annotated[
    list[Tag],
    Meta(
        max_length=20,
        description="Responses list the tags in alphabetical order, without duplicates.",
        examples=[["dragons", "training"]],
    ),
]


class ArticlePreview(Contract):
    """An article in a list, without its body."""

    slug: Slug
    title: Title
    description: Description
    tag_list: TagList
    created_at: Timestamp
    updated_at: Timestamp
    favorited: Annotated[bool, Meta(description="Whether the article is a favourite of the viewer.")]
    favorites_count: Annotated[int, Meta(ge=0)]
    author: Profile


class Article(ArticlePreview):
    """An article as the viewer sees it."""

    body: Body


class ArticleResponse(Contract):
    """An article as the viewer sees it, in its envelope."""

    article: Article


class ArticlesResponse(Contract):
    """A page of articles, newest first."""

    articles: list[ArticlePreview]
    articles_count: Annotated[
        int, Meta(ge=0, description="The number of all matching articles, not only of this page.")
    ]


class NewArticle(Contract):
    """An article to publish."""

    title: Title
    description: Description
    body: Body
    tag_list: TagList = []  # noqa: RUF012 - msgspec copies the default


class NewArticleRequest(Contract):
    """An article to publish, in its envelope."""

    article: NewArticle


class ArticleChanges(Changes):
    """Changes to an article. An absent member means no change.

    An empty `tagList` removes all tags. A new title gives the article a new slug.
    """

    title: Title | UnsetType = UNSET
    description: Description | UnsetType = UNSET
    body: Body | UnsetType = UNSET
    tag_list: TagList | UnsetType = UNSET


class ArticleChangesRequest(Contract):
    """Changes to an article, in their envelope."""

    article: ArticleChanges
