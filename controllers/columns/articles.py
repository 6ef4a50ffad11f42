"""The columns of articles."""

from app.db_models import Article, ArticleTag
from contract.tables import Tie, Waiver
from schemas import articles

TIES = (
    Tie(
        struct=articles.ArticlePreview,
        table=Article,
        columns={"tag_list": ArticleTag.tag, "author": Article.author_id},
        computed={
            "favorited": "the existence of a row of favorites",
            "favorites_count": "a sum over rows of counts, which tests/test_article_counts.py compares with count(*)",
        },
    ),
    Tie(
        struct=articles.ArticlesResponse,
        computed={"articles_count": "a sum over rows of counts or writers, see tests/test_article_counts.py"},
    ),
    Tie(
        struct=articles.NewArticle,
        table=Article,
        use="insert",
        columns={"tag_list": ArticleTag.tag},
        derived={"slug": "app/repositories/slugs.py derives the slug from the title", "author_id": "the current user"},
    ),
    Tie(struct=articles.ArticleChanges, table=Article, columns={"tag_list": ArticleTag.tag}),
)

WAIVERS = (
    Waiver(
        "ArticlePreview.tag_list",
        "items",
        "ArticleRepository stores the tags of one validated list, and replaces all tags of an article at once",
    ),
)

HANDLED = {
    "uq_articles_slug": "ArticleRepository adds a random suffix to a slug that is in use",
    "pk_article_tags": "ArticleRepository removes duplicates, and locks the article before a change of its tags",
    "pk_favorites": "Repository.add_unless_exists ignores an existing favourite",
    "pk_writers": "the triggers of app/db/counters.py add a row only if the author has none",
}
