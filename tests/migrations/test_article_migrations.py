"""The migrations of articles, tags and comments, and the migration that limits the lengths of texts."""

import json
from typing import Any

import pytest
from alembic import command
from sqlalchemy.exc import DBAPIError

from app.db.migrations import InvalidRowsError, alembic_config, upgrade_to_head
from app.db_models import Base
from app.settings import Settings
from migrations.gates.report import GateError
from migrations.gates.steps import check_models, check_step
from tests.added_migrations import HEAD, ConfigWithMigration, script_of
from tests.migrations.databases import execute, insert_user, objects_in, triggers_in, version


def insert_article(number: int, author: int) -> str:
    moment = "'2026-01-02 03:04:05'"
    return (
        "INSERT INTO articles (id, slug, title, description, body, author_id, created_at, updated_at)"
        f" VALUES ({number}, 'a', 'a', 'a', 'a', {author}, {moment}, {moment})"
    )


KEEP_COUNTS, TAGS_IN_ARTICLES, TAGS_IN_ROWS = "8d2f6c01b7ae", "c41e7a90d3b6", "3f6b1d0c92e4"
BEFORE_LENGTHS, LENGTHS = "6e0b54d19c2f", "b5a90e7d41c8"


def test_tags_move_into_article_rows_and_back_in_order(empty: Settings) -> None:
    config = alembic_config(empty)
    command.upgrade(config, KEEP_COUNTS)
    execute(
        empty,
        insert_user(1, "jake"),
        insert_article(5, 1),
        insert_article(6, 1).replace("'a'", "'b'"),
        "INSERT INTO article_tags (article_id, tag, position) VALUES (5, 'training', 1), (5, 'ä \"b\"', 0)",
    )
    command.upgrade(config, TAGS_IN_ARTICLES)
    lists = execute(empty, "SELECT id, tag_list FROM articles ORDER BY id")
    execute(empty, 'UPDATE articles SET tag_list = \'["z", "training", "a"]\' WHERE id = 6')
    command.downgrade(config, KEEP_COUNTS)

    assert [(number, json.loads(text)) for number, text in lists] == [(5, ['ä "b"', "training"]), (6, [])]
    assert execute(empty, "SELECT article_id, tag, position FROM article_tags ORDER BY article_id, position") == [
        (5, 'ä "b"', 0),
        (5, "training", 1),
        (6, "z", 0),
        (6, "training", 1),
        (6, "a", 2),
    ]
    assert execute(empty, "SELECT sum(n) FROM counts WHERE key = 'training'") == [(2,)]


def test_tags_move_out_of_article_rows_and_back_in_alphabetical_order(empty: Settings) -> None:
    config = alembic_config(empty)
    command.upgrade(config, TAGS_IN_ARTICLES)
    listed = 'UPDATE articles SET tag_list = \'["z", "ä", "a b"]\' WHERE id = 6'
    execute(empty, insert_user(1, "jake"), insert_article(5, 1), insert_article(6, 1).replace("'a'", "'b'"), listed)
    command.upgrade(config, TAGS_IN_ROWS)
    rows = execute(empty, "SELECT article_id, tag FROM article_tags ORDER BY tag")
    execute(empty, "INSERT INTO article_tags (article_id, tag) VALUES (5, 'y'), (5, 'x')")
    command.downgrade(config, TAGS_IN_ARTICLES)
    lists = execute(empty, "SELECT id, tag_list FROM articles ORDER BY id")
    execute(empty, "UPDATE articles SET tag_list = '[\"new\"]' WHERE id = 5")

    assert rows == [(6, "a b"), (6, "z"), (6, "ä")]
    assert [(number, json.loads(text)) for number, text in lists] == [(5, ["x", "y"]), (6, ["a b", "z", "ä"])]
    assert execute(empty, "SELECT tag FROM article_tags WHERE article_id = 5") == [("new",)]
    assert execute(empty, "SELECT sum(n) FROM counts WHERE key = 'new'") == [(1,)]


ROWS = (
    insert_user(1, "jake"),
    insert_user(2, "anna"),
    "UPDATE users SET bio = 'likes dragons' WHERE id = 2",
    insert_article(5, 1),
    "INSERT INTO article_tags (article_id, tag) VALUES (5, 'dragons')",
    "INSERT INTO favorites (article_id, user_id) VALUES (5, 2)",
    "INSERT INTO follows (follower_id, followed_id) VALUES (2, 1)",
    "INSERT INTO comments SELECT 7, 'Thanks', 5, id, created_at, updated_at FROM users WHERE id = 2",
)


def rows_in(settings: Settings) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables, without the tables of versions."""
    names = Base.metadata.tables.keys() - {"compatible_revisions"}
    return {name: sorted(execute(settings, f"SELECT * FROM {name}"), key=repr) for name in names}


def test_limits_of_lengths_are_added_and_removed_without_a_change_of_rows(empty: Settings) -> None:
    config = alembic_config(empty)
    command.upgrade(config, BEFORE_LENGTHS)
    execute(empty, *ROWS)
    before, triggers = rows_in(empty), triggers_in(empty)
    command.upgrade(config, LENGTHS)
    limited = rows_in(empty), triggers_in(empty)
    with pytest.raises(DBAPIError):
        execute(empty, "UPDATE users SET email = 'x'")
    command.downgrade(config, BEFORE_LENGTHS)

    assert all(before.values())
    assert limited == (before, triggers)
    assert (rows_in(empty), triggers_in(empty)) == (before, triggers)
    execute(empty, "UPDATE users SET email = 'x'")
    execute(empty, "DELETE FROM users")
    assert not any(rows_in(empty).values())


def test_invalid_rows_stop_the_migration_before_any_change(empty: Settings) -> None:
    config = alembic_config(empty)
    command.upgrade(config, BEFORE_LENGTHS)
    execute(
        empty,
        *ROWS,
        *(insert_user(number, f"p@{number}") for number in range(10, 17)),
        "UPDATE users SET username = '' WHERE id > 9",
        "UPDATE articles SET title = 'An article: ' || title || description || '" + "x" * 200 + "'",
        "UPDATE article_tags SET tag = '" + "x" * 65 + "'",
    )
    before, objects = rows_in(empty), objects_in(empty)

    with pytest.raises(InvalidRowsError) as raised:
        upgrade_to_head(empty)

    assert raised.value.exit_code == 3
    assert raised.value.message.splitlines() == [
        "Rows do not meet the new limits. Nothing was changed.",
        "  users, not length(username) BETWEEN 1 AND 64: id = 10; id = 11; id = 12; id = 13; id = 14; and more",
        "  articles, not length(title) BETWEEN 1 AND 200: id = 5",
        f"  article_tags, not length(tag) BETWEEN 1 AND 64: article_id = 5, tag = '{'x' * 65}'",
        "To fix it, correct or delete these rows, and repeat the migration.",
    ]
    assert (rows_in(empty), objects_in(empty)) == (before, objects)
    assert version(empty) == BEFORE_LENGTHS
    execute(empty, "DELETE FROM users")
    upgrade_to_head(empty)
    assert version(empty) == HEAD


def test_missing_trigger_is_found(empty: Settings, config_with_migration: ConfigWithMigration) -> None:
    on = "" if empty.on_sqlite else " ON articles"
    config = config_with_migration(empty, f'op.execute("DROP TRIGGER count_articles_insert{on}")')

    with pytest.raises(GateError, match=r"one_more\.py: the triggers count_articles_insert are missing"):
        check_models(config)


def test_upgrade_that_loses_all_rows_of_a_counter_is_found(
    empty: Settings, config_with_migration: ConfigWithMigration
) -> None:
    config = config_with_migration(empty, "op.execute(\"DELETE FROM counts WHERE scope = 'articles'\")")

    with pytest.raises(GateError, match="counts of articles has 0 rows instead of "):
        check_step(config, script_of(config))
