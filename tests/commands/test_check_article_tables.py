"""Edits that separate the tables of articles and comments from the contract."""

from pathlib import Path

from tests.commands.drift import MODELS, Drift, check_after

STRUCTS, TIES = "schemas/articles.py", "controllers/columns/articles.py"
DRIFT = [
    Drift(MODELS, '        has_length("slug", 1, 128),\n', "", "ArticlePreview.slug", "length"),
    Drift(MODELS, '        CheckConstraint("id >= 1", name="id_min_1"),\n', "", "Comment.id", "range"),
    Drift(
        MODELS,
        "body: Mapped[str] = mapped_column(String(10_000))",
        "body: Mapped[str | None] = mapped_column(String(10_000))",
        "Comment.body",
        "null",
    ),
    Drift(MODELS, 'Index(None, "author_id"),', "", "comments.author_id", "index"),
    Drift(STRUCTS, "max_length=1_000,", "max_length=2_000,", "NewArticle.description", "length"),
    Drift(
        STRUCTS,
        "    tag_list: TagList = []",
        "    subtitle: str\n    tag_list: TagList = []",
        "NewArticle.subtitle",
        "tie",
    ),
    Drift(TIES, '        "items",', '        "length",', "ArticlePreview.tag_list", "items"),
]
# The same edits, found at another field of the same column, and at the waiver.
SAME_DRIFT = {("ArticleChanges.description", "length"), ("ArticlePreview.tag_list", "waiver")}


def test_every_drift_of_tables_and_contract_is_reported(checkout: Path) -> None:
    found, tables, migrations = check_after(checkout, DRIFT)

    assert (tables.code, migrations.code) == (4, 4)
    assert found == {(edit.location, edit.rule) for edit in DRIFT} | SAME_DRIFT
