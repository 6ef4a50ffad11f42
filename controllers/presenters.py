"""Rows to contracts: the only module that knows both shapes."""

from app.db_models import User
from app.repositories.articles import SeenArticle, SeenPage
from app.repositories.comments import SeenComment
from app.repositories.users import SeenProfile
from app.security import Claims, Tokens
from schemas import articles, comments, profiles, users


def present_user(user: User, tokens: Tokens) -> users.UserResponse:
    """The account with a fresh token."""
    return users.UserResponse(
        user=users.User(
            email=user.email,
            token=tokens.issue(Claims(user.id, user.token_generation)),
            username=user.username,
            bio=user.bio,
            image=user.image,
        )
    )


def present_profile(seen: SeenProfile) -> profiles.ProfileResponse:
    """The person as the viewer sees them."""
    return profiles.ProfileResponse(profile=_profile(seen.user, following=seen.following))


def present_article(seen: SeenArticle) -> articles.ArticleResponse:
    """The article as the viewer sees it."""
    article = seen.article
    return articles.ArticleResponse(
        article=articles.Article(
            slug=article.slug,
            title=article.title,
            description=article.description,
            body=article.body,
            tag_list=[row.tag for row in article.tags],
            created_at=article.created_at,
            updated_at=article.updated_at,
            favorited=seen.favorited,
            favorites_count=seen.favorites_count,
            author=_profile(article.author, following=seen.following),
        )
    )


def present_page(page: SeenPage) -> articles.ArticlesResponse:
    """The page without the bodies of its articles."""
    return articles.ArticlesResponse(articles=[_preview(seen) for seen in page.articles], articles_count=page.total)


def present_comment(seen: SeenComment) -> comments.CommentResponse:
    """The comment as the viewer sees it."""
    return comments.CommentResponse(comment=_comment(seen))


def present_comments(seen: list[SeenComment]) -> comments.CommentsResponse:
    """The comments as the viewer sees them."""
    return comments.CommentsResponse(comments=[_comment(each) for each in seen])


def _profile(user: User, *, following: bool) -> profiles.Profile:
    return profiles.Profile(username=user.username, bio=user.bio, image=user.image, following=following)


def _preview(seen: SeenArticle) -> articles.ArticlePreview:
    article = seen.article
    return articles.ArticlePreview(
        slug=article.slug,
        title=article.title,
        description=article.description,
        tag_list=[row.tag for row in article.tags],
        created_at=article.created_at,
        updated_at=article.updated_at,
        favorited=seen.favorited,
        favorites_count=seen.favorites_count,
        author=_profile(article.author, following=seen.following),
    )


def _comment(seen: SeenComment) -> comments.Comment:
    comment = seen.comment
    return comments.Comment(
        id=comment.id,
        created_at=comment.created_at,
        updated_at=comment.updated_at,
        body=comment.body,
        author=_profile(comment.author, following=seen.following),
    )
