"""References to tables of the example."""

import pytest

from scaffold.references import Reference, find_reference


def test_an_article_is_identified_by_its_slug() -> None:
    assert find_reference("articles") == Reference(
        "articles", "Article", "slug", "/api/articles", "article_not_found", "article"
    )
    assert find_reference("articles").noun == "an article"


def test_a_comment_cannot_be_locked() -> None:
    with pytest.raises(LookupError, match="because CommentRepository has no method find"):
        find_reference("comments")
