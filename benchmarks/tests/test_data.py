"""The benchmark data has the documented sizes and contents."""

from collections import Counter
from typing import Any

from benchmarks import data

SIZES = data.Sizes(
    articles=1_200, users=1_100, writers=1_050, favorites_each=10, follows_each=10, has_many_comments=True
)


def rows_of(table: str, sizes: data.Sizes = SIZES) -> list[tuple[Any, ...]]:
    [rows] = [each.rows for each in data.tables(sizes) if each.name == table]
    return list(rows)


def test_the_same_sizes_give_the_same_rows() -> None:
    for table in data.tables(SIZES):
        assert rows_of(table.name) == list(table.rows), table.name


def test_the_numbers_of_rows_equal_the_sizes() -> None:
    counts = {table.name: len(list(table.rows)) for table in data.tables(data.RATIO)}

    assert counts == {
        "users": 1_000,
        "follows": 20_000,
        "articles": 10_000,
        "article_tags": 30_000,
        "favorites": 50_000 + 100,
        "comments": 10,
    }


def test_tags_fan_and_readers_have_the_numbers_of_their_names() -> None:
    tags = Counter(tag for _, tag in rows_of("article_tags"))
    follows = Counter(follower for follower, _ in rows_of("follows"))
    favorites = Counter(user for _, user in rows_of("favorites"))
    comments = Counter(article for _, _, article, *_ in rows_of("comments"))

    assert tags.total() == 3_600
    assert tags["common"] == 120
    assert tags["rare"] == 30
    assert follows[data.READER] == 10
    assert follows[data.AVID_READER] == 1_000
    assert favorites[data.FAN] >= 12
    assert comments == {600: 10_000, 601: 10}


def test_rows_are_unique_and_refer_to_existing_rows() -> None:
    user_ids, articles = ({row[0] for row in rows_of(table)} for table in ("users", "articles"))
    for table, owners in (("follows", user_ids), ("article_tags", articles), ("favorites", articles)):
        rows = [row[:2] for row in rows_of(table)]
        assert len(set(rows)) == len(rows), table
        assert {row[0] for row in rows} <= owners, table

    assert {author for *_, author, _, _ in rows_of("articles")} <= user_ids
    assert {user for _, user in rows_of("favorites")} <= user_ids
