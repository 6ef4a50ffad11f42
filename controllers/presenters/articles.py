"""Presenters of articles."""

import msgspec

from app.queries.articles import ArticlePage, ArticlePreviewRow, ArticleRow
from controllers.presenters.profiles import profile_of
from schemas import articles


def present_article(row: ArticleRow) -> articles.ArticleResponse:
    """The article as the viewer sees it."""
    return articles.ArticleResponse(article=articles.Article(body=row.body, **msgspec.structs.asdict(_preview(row))))


def present_page(page: ArticlePage) -> articles.ArticlesResponse:
    """The page without the bodies of its articles."""
    return articles.ArticlesResponse(articles=[_preview(row) for row in page.articles], articles_count=page.total)


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
        author=profile_of(row),
    )
