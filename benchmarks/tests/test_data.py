"""The data that is measured on is what the tables of figures say it is."""

from collections import Counter
from typing import Any

from benchmarks import data

SIZES = data.Sizes(articles=1_200, people=1_100, writers=1_050, favorites_each=10, follows_each=10, talked_about=True)


def rows_of(table: str, sizes: data.Sizes = SIZES) -> list[tuple[Any, ...]]:
    [rows] = [each.rows for each in data.tables(sizes) if each.name == table]
    return list(rows)


def test_the_same_sizes_give_the_same_rows() -> None:
    for table in data.tables(SIZES):
        assert rows_of(table.name) == list(table.rows), table.name


def test_there_is_as_much_as_the_sizes_say() -> None:
    counts = {table.name: len(list(table.rows)) for table in data.tables(data.RATIO)}

    assert counts == {
        "users": 1_000,
        "follows": 20_000,
        "articles": 10_000,
        "article_tags": 30_000,
        "favorites": 50_000 + 100,
        "comments": 10,
    }


def test_rare_tag_common_tag_fan_and_readers_are_what_they_are_called() -> None:
    tags = Counter(tag for _, tag in rows_of("article_tags"))
    follows = Counter(follower for follower, _ in rows_of("follows"))
    favorites = Counter(person for _, person in rows_of("favorites"))
    comments = Counter(article for _, _, article, *_ in rows_of("comments"))

    assert tags.total() == 3_600
    assert tags["common"] == 120
    assert tags["rare"] == 30
    assert follows[data.READER] == 10
    assert follows[data.AVID_READER] == 1_000
    assert favorites[data.FAN] >= 12
    assert comments == {600: 10_000, 601: 10}


def test_no_row_is_there_twice_and_each_refers_to_one_that_is_there() -> None:
    people, articles = ({row[0] for row in rows_of(table)} for table in ("users", "articles"))
    for table, owners in (("follows", people), ("article_tags", articles), ("favorites", articles)):
        rows = [row[:2] for row in rows_of(table)]
        assert len(set(rows)) == len(rows), table
        assert {row[0] for row in rows} <= owners, table

    assert {author for *_, author, _, _ in rows_of("articles")} <= people
    assert {person for _, person in rows_of("favorites")} <= people
