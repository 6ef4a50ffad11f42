"""Rows to contracts: the only module that knows both shapes.

What a contract and a row call by the same name is the same: a new field is a new column of the statement.
"""

from collections.abc import Callable, Sequence
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

from app.db_models import User
from app.repositories.articles import SeenArticle, SeenPage, SeenPreview
from app.repositories.comments import SeenComment
from app.repositories.tags import TagInUse
from app.repositories.users import Account, SeenProfile
from app.security import Claims, Tokens
from schemas import articles, comments, profiles, tags, users
from schemas.base import Contract

Presented = TypeVar("Presented", bound=Contract)


def present_user(user: Account | User, tokens: Tokens) -> users.UserResponse:
    """The account with a fresh token."""
    token = tokens.issue(Claims(user.id, user.token_generation))
    return users.UserResponse(user=_filled(users.User, user, token=token))


def present_profile(seen: SeenProfile) -> profiles.ProfileResponse:
    """The person as the viewer sees them."""
    return profiles.ProfileResponse(profile=_filled(profiles.Profile, seen))


def present_article(seen: SeenArticle) -> articles.ArticleResponse:
    """The article as the viewer sees it."""
    return articles.ArticleResponse(article=_authored(articles.Article, seen))


def present_page(page: SeenPage) -> articles.ArticlesResponse:
    """The page without the bodies of its articles."""
    previews = [_authored(articles.ArticlePreview, seen) for seen in page.articles]
    return articles.ArticlesResponse(articles=previews, articles_count=page.total)


def present_comment(seen: SeenComment) -> comments.CommentResponse:
    """The comment as the viewer sees it."""
    return comments.CommentResponse(comment=_authored(comments.Comment, seen))


def present_comments(seen: Sequence[SeenComment]) -> comments.CommentsResponse:
    """The comments as the viewer sees them."""
    return comments.CommentsResponse(comments=[_authored(comments.Comment, each) for each in seen])


def present_tags(in_use: Sequence[TagInUse]) -> tags.TagsResponse:
    """The tags by their names."""
    return tags.TagsResponse(tags=[each.tag for each in in_use])


def _authored(contract: type[Presented], seen: SeenPreview | SeenComment) -> Presented:
    """What has an author, of whom the row holds what a profile shows."""
    return _filled(contract, seen, author=_filled(profiles.Profile, seen))


def _filled(contract: type[Presented], row: Any, **others: Any) -> Presented:
    """The contract, from what the row has under the names of its fields, and from the others."""
    names, values = _fields(contract, *others)
    return contract(**dict(zip(names, values(row), strict=True)), **others)


@cache
def _fields(contract: type[Contract], *others: str) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    names = tuple(name for name in contract.__struct_fields__ if name not in others)
    return names, attrgetter(*names)
