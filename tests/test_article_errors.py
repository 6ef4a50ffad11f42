"""The errors of the constraints of the example."""

from app.db_models import Comment, Follow
from app.errors.articles import ArticleNotFoundError
from app.errors.profiles import ProfileNotFoundError
from app.errors.users import TokenInvalidError
from controllers.exception_handlers import write_errors


def test_a_write_can_violate_the_foreign_keys_of_its_table() -> None:
    errors = write_errors()

    assert errors[Comment] == {"article_id": [ArticleNotFoundError], "author_id": [TokenInvalidError]}
    assert errors[Follow] == {"follower_id": [TokenInvalidError], "followed_id": [ProfileNotFoundError]}
