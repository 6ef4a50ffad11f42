"""The frontend and the contract: an edit of a struct causes a compile error at the right line of the frontend."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.frontend_tree import Tree, copy_tree, needs_frontend

pytestmark = needs_frontend

ARTICLES = "schemas/articles.py"
ERROR = re.compile(r"^(\S+)\((\d+),\d+\): error (TS\d+)", re.MULTILINE)


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    """A copy of the source tree for edits."""
    return copy_tree(tmp_path_factory.mktemp("gate") / "tree")


def errors(tree: Tree) -> list[tuple[str, str, str]]:
    """The compiler's errors in the frontend: the file below src/, the line and the code."""
    tsc = ["node", "node_modules/typescript/bin/tsc", "--project", "tsconfig.app.json", "--pretty", "false"]
    result = subprocess.run(tsc, cwd=tree.frontend, stdout=subprocess.PIPE, text=True, check=False)
    found = [
        (path.removeprefix("src/"), (tree.frontend / path).read_text().split("\n")[int(line) - 1].strip(), code)
        for path, line, code in ERROR.findall(result.stdout)
    ]
    assert bool(found) == bool(result.returncode), result.stdout
    return found


def generated(tree: Tree, name: str) -> str:
    return (tree.frontend / "src" / "generated" / name).read_text()


def test_frontend_compiles_against_the_current_contract(tree: Tree) -> None:
    tree.regenerate()

    assert errors(tree) == []
    check = subprocess.run(["node", "generator/cli.js", "--check"], cwd=tree.frontend, check=False)
    assert check.returncode == 0


@pytest.mark.parametrize(
    ("path", "old", "new", "expected"),
    [
        pytest.param(
            ARTICLES,
            "    favorites_count:",
            "    likes_count:",
            ("features/articles/FavoriteButton.tsx", "favoritesCount", "TS2339"),
            id="renamed",
        ),
        pytest.param(
            "schemas/profiles.py",
            "    bio: Bio | None\n",
            "",
            ("features/profiles/ProfileHead.tsx", "bio", "TS2339"),
            id="removed",
        ),
        pytest.param(
            ARTICLES,
            "    created_at: Timestamp",
            "    created_at: int",
            ("features/articles/ArticleMeta.tsx", "createdAt", "TS2322"),
            id="retyped",
        ),
        pytest.param(
            ARTICLES,
            'it."""\n\n    body: Body\n',
            'it."""\n\n    body: Body | UnsetType = UNSET\n',
            ("features/articles/ArticlePage.tsx", "<Markdown ", "TS2322"),
            id="made optional",
        ),
        pytest.param(
            ARTICLES,
            'it."""\n\n    body: Body\n',
            'it."""\n\n    body: Body | None\n',
            ("features/articles/ArticlePage.tsx", "<Markdown ", "TS2322"),
            id="made nullable",
        ),
        pytest.param(
            "schemas/comments.py",
            'to post."""\n',
            'to post."""\n\n    mood: str\n',
            ("features/comments/queries.ts", "postComment(", "TS2741"),
            id="required in requests",
        ),
        pytest.param(
            "schemas/comments.py",
            "    created_at: Timestamp",
            "    mood: str\n    created_at: Timestamp",
            ("features/comments/mocks.ts", "export const comment: Comment", "TS2741"),
            id="added without a mock",
        ),
        pytest.param(
            "app/errors/comments.py",
            '"comment_forbidden"',
            '"comment_locked"',
            ("features/comments/errors.ts", "comment_forbidden: ", "TS2353"),
            id="an error code renamed",
        ),
        pytest.param(
            "controllers/tags.py",
            'operation_id="listTags"',
            'operation_id="listLabels"',
            ("features/tags/queries.ts", "import { listTags }", "TS2305"),
            id="an operation renamed",
        ),
    ],
)
def test_contract_edit_causes_a_compile_error_where_the_frontend_uses_it(
    tree: Tree, path: str, old: str, new: str, expected: tuple[str, str, str]
) -> None:
    file, content, code = expected

    with tree.edited(path, old, new):
        found = errors(tree)

    assert [error for error in found if error[0] == file and content in error[1] and error[2] == code], found


def test_limit_reaches_forms_and_validation_without_another_edit(tree: Tree) -> None:
    with tree.edited(ARTICLES, "        max_length=200,", "        max_length=7,"):
        assert "title: { required: true, minLength: 1, maxLength: 7 }" in generated(tree, "constraints.ts")
        assert generated(tree, "schemas.ts").count("maxLength: 7,") == 4
        assert errors(tree) == []


def test_message_of_a_pattern_reaches_the_validation(tree: Tree) -> None:
    with tree.edited("schemas/users.py", "must look like name@domain", "is no address"):
        assert "errorMessage: 'is no address'" in generated(tree, "schemas.ts")


def test_out_of_date_file_is_reported_with_the_command_that_updates_it(tree: Tree) -> None:
    tree.regenerate()
    file = tree.frontend / "src" / "generated" / "types.ts"
    file.write_text(f"{file.read_text()}// by hand\n")

    check = subprocess.run(
        ["node", "generator/cli.js", "--check"], cwd=tree.frontend, stderr=subprocess.PIPE, text=True, check=False
    )

    assert check.returncode == 4
    assert check.stderr == (
        f"{Path('src/generated/types.ts')} does not match openapi.json\nRun: npm run generate (in frontend/)\n"
    )
