"""Rows to contracts: the only module that knows both shapes.

Field by field, so that mypy holds the types of rows against those of contracts.
"""

from collections.abc import Sequence

import msgspec

from app.repositories.articles import SeenArticle, SeenPage, SeenPreview
from app.repositories.comments import SeenComment
from app.repositories.users import Account, SeenProfile
from app.security import Claims, Tokens
from schemas import articles, comments, profiles, tags, users


def present_user(user: Account, tokens: Tokens) -> users.UserResponse:
    """The account with a fresh token."""
    token = tokens.issue(Claims(user.id, user.token_generation))
    return users.UserResponse(
        user=users.User(email=user.email, token=token, username=user.username, bio=user.bio, image=user.image)
    )


def present_profile(seen: SeenProfile) -> profiles.ProfileResponse:
    """The person as the viewer sees them."""
    return profiles.ProfileResponse(profile=_profile(seen))


def present_article(seen: SeenArticle) -> articles.ArticleResponse:
    """The article as the viewer sees it."""
    return articles.ArticleResponse(article=articles.Article(body=seen.body, **msgspec.structs.asdict(_preview(seen))))


def present_page(page: SeenPage) -> articles.ArticlesResponse:
    """The page without the bodies of its articles."""
    return articles.ArticlesResponse(articles=[_preview(seen) for seen in page.articles], articles_count=page.total)


def present_comment(seen: SeenComment) -> comments.CommentResponse:
    """The comment as the viewer sees it."""
    return comments.CommentResponse(comment=_comment(seen))


def present_comments(seen: Sequence[SeenComment]) -> comments.CommentsResponse:
    """The comments as the viewer sees them."""
    return comments.CommentsResponse(comments=[_comment(each) for each in seen])


def present_tags(in_use: list[str]) -> tags.TagsResponse:
    """The tags by their names."""
    return tags.TagsResponse(tags=in_use)


def _preview(seen: SeenPreview) -> articles.ArticlePreview:
    return articles.ArticlePreview(
        slug=seen.slug,
        title=seen.title,
        description=seen.description,
        tag_list=seen.tag_list,
        created_at=seen.created_at,
        updated_at=seen.updated_at,
        favorited=seen.favorited,
        favorites_count=seen.favorites_count,
        author=_profile(seen),
    )


def _comment(seen: SeenComment) -> comments.Comment:
    return comments.Comment(
        id=seen.id,
        created_at=seen.created_at,
        updated_at=seen.updated_at,
        body=seen.body,
        author=_profile(seen),
    )


def _profile(seen: SeenProfile | SeenPreview | SeenComment) -> profiles.Profile:
    """Whoever it is about or from: a row has what a profile shows under the same names."""
    return profiles.Profile(username=seen.username, bio=seen.bio, image=seen.image, following=seen.following)
