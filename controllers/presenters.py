"""Presenters turn rows into response structs. No other module knows both.

Presenters copy field by field, so that mypy compares the types of rows and structs.
"""

from collections.abc import Sequence

import msgspec

from app.auth.tokens import Claims, Tokens
from app.db_models import User
from app.queries.articles import ArticlePage, ArticlePreviewRow, ArticleRow
from app.queries.comments import CommentRow
from app.queries.tags import TagsRow
from app.queries.users import AccountRow, ProfileRow
from schemas import articles, comments, profiles, tags, users


def present_user(user: AccountRow | User, tokens: Tokens) -> users.UserResponse:
    """The account with a new token."""
    token = tokens.issue(Claims(user.id, user.token_generation))
    return users.UserResponse(
        user=users.User(email=user.email, token=token, username=user.username, bio=user.bio, image=user.image)
    )


def present_profile(row: ProfileRow) -> profiles.ProfileResponse:
    """The profile from the perspective of the viewer."""
    return profiles.ProfileResponse(profile=_profile(row))


def present_article(row: ArticleRow) -> articles.ArticleResponse:
    """The article as the viewer sees it."""
    return articles.ArticleResponse(article=articles.Article(body=row.body, **msgspec.structs.asdict(_preview(row))))


def present_page(page: ArticlePage) -> articles.ArticlesResponse:
    """The page without the bodies of its articles."""
    return articles.ArticlesResponse(articles=[_preview(row) for row in page.articles], articles_count=page.total)


def present_comment(row: CommentRow) -> comments.CommentResponse:
    """The comment as the viewer sees it."""
    return comments.CommentResponse(comment=_comment(row))


def present_comments(rows: Sequence[CommentRow]) -> comments.CommentsResponse:
    """The comments as the viewer sees them."""
    return comments.CommentsResponse(comments=[_comment(row) for row in rows])


def present_tags(row: TagsRow) -> tags.TagsResponse:
    """The tags by their names."""
    return tags.TagsResponse(tags=row.tags)


def _preview(row: ArticlePreviewRow) -> articles.ArticlePreview:
    return articles.ArticlePreview(
        slug=row.slug,
        title=row.title,
        description=row.description,
        tag_list=row.tag_list,
        created_at=row.created_at,
        updated_at=row.updated_at,
        favorited=row.favorited,
        favorites_count=row.favorites_count,
        author=_profile(row),
    )


def _comment(row: CommentRow) -> comments.Comment:
    return comments.Comment(
        id=row.id,
        created_at=row.created_at,
        updated_at=row.updated_at,
        body=row.body,
        author=_profile(row),
    )


def _profile(row: ProfileRow | ArticlePreviewRow | CommentRow) -> profiles.Profile:
    """The profile in a row: all rows use the same names for the columns of a profile."""
    return profiles.Profile(username=row.username, bio=row.bio, image=row.image, following=row.following)
