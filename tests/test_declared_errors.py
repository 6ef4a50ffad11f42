"""The errors that the application declares are the errors that its code can raise.

Each seed adds one defect to a copy of the code. The gate must report all defects, each in a finding of its own.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from app.db_models import Comment, Follow, User
from app.errors.articles import ArticleNotFoundError
from app.errors.profiles import ProfileNotFoundError
from app.errors.users import EmailTakenError, TokenInvalidError, UsernameTakenError
from app.settings import ROOT
from controllers.exception_handlers import CONSTRAINTS, write_errors

PACKAGES = ("app", "contract", "controllers", "schemas", "scripts")


class Seed(NamedTuple):
    """A defect: a text that occurs once in a file, its replacement, and the words of the report."""

    path: str
    old: str
    new: str
    report: tuple[str, ...]
    script: str = "lint_contract.py"


RAISE = "from app.errors.{1} import {0}; raise {0}"
SEEDS = {
    "raise in a repository": Seed(
        "app/repositories/comments.py",
        "        return await self.add(",
        f"        {RAISE.format('CommentForbiddenError', 'comments')}\n        return await self.add(",
        ("POST /api/articles/{slug}/comments", "CommentRepository.post raises CommentForbiddenError"),
    ),
    "raise in a base class, three calls deep": Seed(
        "app/repositories/base.py",
        "        async with self.session.begin_nested():",
        f"        {RAISE.format('CommentForbiddenError', 'comments')}\n        async with self.session.begin_nested():",
        (
            "POST /api/profiles/{username}/follow",
            "calls FollowRepository.follow",
            "calls Repository.add_unless_exists",
            "calls Repository.add_in_savepoint",
            "raises=[CommentForbiddenError, ProfileNotFoundError]",
        ),
    ),
    "raise in a query": Seed(
        "app/queries/articles.py",
        "    # An empty page is one row that has only the total.\n",
        f"    {RAISE.format('ArticleNotFoundError', 'articles')}\n",
        ("GET /api/articles/feed (", "calls list_feed", "calls _article_page", "_article_page raises"),
    ),
    "raise in a presenter": Seed(
        "controllers/presenters/tags.py",
        '    """The tags by their names."""\n',
        f"    {RAISE.format('ArticleNotFoundError', 'articles')}\n",
        ("GET /api/tags", "present_tags raises ArticleNotFoundError", "raises=[ArticleNotFoundError]"),
    ),
    "raise in a provider": Seed(
        "app/dependencies.py",
        "        raise TokenMissingError",
        f"        {RAISE.format('CredentialsInvalidError', 'users')}\n        raise TokenMissingError",
        ("provide_current_user", "@raises(CredentialsInvalidError, TokenMissingError)"),
    ),
    "raise in a class that a provider captures": Seed(
        "app/auth/tokens.py",
        "        return claims if time.time()",
        f"        {RAISE.format('CredentialsInvalidError', 'users')}\n        return claims if time.time()",
        ("provide_viewer calls Tokens.read", "@raises(CredentialsInvalidError, TokenInvalidError)"),
    ),
    "error passed to require": Seed(
        "controllers/profiles.py",
        "        return present_profile(require(row, ProfileNotFoundError))",
        f"        {RAISE.format('CommentNotFoundError', 'comments').partition(';')[0]}\n"
        "        return present_profile(require(require(row, CommentNotFoundError), ProfileNotFoundError))",
        ("GET /api/profiles/{username}", "raises CommentNotFoundError"),
    ),
    "raise in a helper function": Seed(
        "controllers/articles.py",
        "        raise ArticleForbiddenError\n",
        f"        {RAISE.format('CommentForbiddenError', 'comments')}\n        raise ArticleForbiddenError\n",
        (
            "DELETE /api/articles/{slug} (",
            "calls _own_article",
            "raises=[ArticleForbiddenError, ArticleNotFoundError, CommentForbiddenError]",
        ),
    ),
    "row with a constraint": Seed(
        "app/repositories/comments.py",
        "        return await self.add(",
        "        from app.db_models import Follow; Follow(follower_id=1)\n        return await self.add(",
        ("POST /api/articles/{slug}/comments", "creates a row of Follow", "ProfileNotFoundError"),
    ),
    "column with a constraint": Seed(
        "app/repositories/profiles.py",
        "        await self.add_unless_exists(",
        "        followed.username = 'jake'\n        await self.add_unless_exists(",
        ("POST /api/profiles/{username}/follow", "sets User.username", "UsernameTakenError"),
    ),
    "missing declaration": Seed(
        "controllers/articles.py",
        'operation_id="getArticle", raises=[ArticleNotFoundError]',
        'operation_id="getArticle"',
        ("GET /api/articles/{slug}", "can raise ArticleNotFoundError", "raises=[ArticleNotFoundError] of the handler"),
    ),
    "declaration that nothing raises": Seed(
        "controllers/users.py",
        "opt={ETAG: False}",
        "opt={ETAG: False}, raises=[TokenInvalidError]",
        ("GET /api/user", "declares TokenInvalidError, and nothing raises it", "raises=[] of the handler"),
    ),
    "declaration of a provider that nothing raises": Seed(
        "app/dependencies.py",
        "async def provide_session(",
        "@raises(TokenMissingError)\nasync def provide_session(",
        ("provide_session", "declares TokenMissingError, and nothing raises it", "@raises() of the provider"),
    ),
    "waiver that is not needed": Seed(
        "app/repositories/articles.py",
        "tags=[ArticleTag(tag=tag) for tag in dict.fromkeys(tags)],",
        "",
        ("publish_article: the waiver of ArticleNotFoundError is not needed",),
    ),
    "write without authentication": Seed(
        "controllers/tags.py",
        '    @get("/tags", operation_id="listTags")',
        '    @__import__("litestar").delete("/tags", operation_id="deleteTags")\n'
        "    async def delete_tags(self) -> None:\n"
        '        """Delete all tags."""\n\n'
        '    @get("/tags", operation_id="listTags")',
        ("DELETE /api/tags (controllers.tags.TagController.delete_tags) writes without authentication", "PUBLIC"),
        script="generate_openapi.py",
    ),
    "public option that is not needed": Seed(
        "controllers/users.py",
        "        data: JSONBody[contracts.NewUserRequest],\n",
        "        data: JSONBody[contracts.NewUserRequest],\n        current_user: NamedDependency[AccountRow],\n",
        ("register_user) depends on current_user and needs no opt={PUBLIC: …}; remove the option",),
        script="generate_openapi.py",
    ),
}


def run(folder: Path, script: str) -> subprocess.CompletedProcess[str]:
    arguments = [sys.executable, str(folder / "scripts" / script)]
    if script == "generate_openapi.py":
        arguments.append("--check")
    return subprocess.run(arguments, cwd=folder, capture_output=True, text=True, check=False)


def findings_in(result: subprocess.CompletedProcess[str]) -> list[str]:
    """The findings. The calls of a finding are indented."""
    return re.split(r"\n(?! )", result.stderr.strip())


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package)
    shutil.copy(ROOT / "openapi.json", tmp_path)
    return tmp_path


@pytest.mark.parametrize(("script", "exit_code"), [("lint_contract.py", 4), ("generate_openapi.py", 5)])
def test_every_defect_is_reported(copy: Path, script: str, exit_code: int, subtests: pytest.Subtests) -> None:
    clean = run(copy, script)
    assert (clean.returncode, clean.stderr) == (0, "")

    seeds = {name: seed for name, seed in SEEDS.items() if seed.script == script}
    for name, seed in seeds.items():
        text = (copy / seed.path).read_text()
        assert text.count(seed.old) == 1, f"the seed {name!r} in {Path(__file__).name}: {seed.path} has changed"
        (copy / seed.path).write_text(text.replace(seed.old, seed.new))
    result = run(copy, script)

    assert result.returncode == exit_code
    for name, seed in seeds.items():
        with subtests.test(name):
            found = [finding for finding in findings_in(result) if all(words in finding for words in seed.report)]
            assert found, result.stderr


def test_a_write_can_violate_the_constraints_of_the_written_columns() -> None:
    errors = write_errors()

    assert errors[Comment] == {"article_id": [ArticleNotFoundError], "author_id": [TokenInvalidError]}
    assert errors[Follow] == {"follower_id": [TokenInvalidError], "followed_id": [ProfileNotFoundError]}
    # The validators of `username` and `email` set the unique columns.
    taken = {UsernameTakenError, EmailTakenError}
    assert set(errors[User]["username"]) == set(errors[User]["email"]) == taken
    assert (errors[User]["username_key"], errors[User]["email_key"]) == ([UsernameTakenError], [EmailTakenError])


def test_every_constraint_with_an_error_belongs_to_a_table() -> None:
    found = [error for by_attribute in write_errors().values() for errors in by_attribute.values() for error in errors]

    assert set(found) == set(CONSTRAINTS.values())
