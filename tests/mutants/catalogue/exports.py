"""Code without an exact document: the export stops."""

from tests.mutants.mutant import Edit, Gate, Mutant, added, family

ARTICLES, COMMENTS = "schemas/articles.py", "schemas/comments.py"
SLUG_PATTERN = r'r"^[a-z0-9]+(-[a-z0-9]+)*\Z"'
NEW_COMMENT = '    """A comment to post."""\n\n    body: CommentBody\n'
NEW_COMMENT_REQUEST = "    comment: NewComment\n"
ANOTHER_NEW_COMMENT = '''class Comments:
    class NewComment(Contract):
        """Another one."""

        text: str


'''
COMMENT_ID = "    id: Annotated[int, Meta(ge=1)]\n"

MUTANTS: tuple[Mutant, ...] = (
    *family(
        "type without an exact schema",
        Gate.EXPORT,
        "__post_init__",
        {
            "a check in code": added(
                COMMENTS,
                NEW_COMMENT,
                "\n    def __post_init__(self) -> None:\n        self.body = self.body.strip()\n",
            ),
        },
    ),
    *family(
        "type without an exact schema",
        Gate.EXPORT,
        "set",
        {"a limit on the size of a set": Edit(ARTICLES, "    list[Tag],\n", "    set[Tag],\n")},
    ),
    *family(
        "type without an exact schema",
        Gate.EXPORT,
        "multiples of a fraction",
        {"multiples of a fraction": Edit(COMMENTS, COMMENT_ID, "    id: Annotated[float, Meta(multiple_of=0.1)]\n")},
    ),
    *family(
        "type without an exact schema",
        Gate.EXPORT,
        "pattern",
        {
            "a pattern of Python alone": Edit(ARTICLES, SLUG_PATTERN, r'r"^\d+\Z"'),
            "a pattern with a flag": Edit(ARTICLES, SLUG_PATTERN, r'r"(?i)^[a-z0-9]+\Z"'),
            "a pattern without backtracking": Edit(ARTICLES, SLUG_PATTERN, r'r"^[a-z]++\Z"'),
        },
    ),
    *family(
        "type without an exact schema",
        Gate.EXPORT,
        "no JSON form",
        {
            "an object of the standard library": (
                Edit(COMMENTS, COMMENT_ID, "    id: Fraction\n"),
                Edit(
                    COMMENTS,
                    "from typing import Annotated\n",
                    "from fractions import Fraction\nfrom typing import Annotated\n",
                ),
            )
        },
    ),
    *family(
        "type without an exact schema",
        Gate.EXPORT,
        "union",
        {
            "a tag outside of a union": Edit(
                COMMENTS, "class NewComment(Contract):", 'class NewComment(Contract, tag="comment"):'
            )
        },
    ),
    *family(
        "type without an exact schema",
        Gate.EXPORT,
        "use text keys",
        {"keys that are numbers": Edit(COMMENTS, NEW_COMMENT, f"{NEW_COMMENT}    votes: dict[float, int]\n")},
    ),
    *family(
        "name used twice",
        Gate.EXPORT,
        "NewComment",
        {
            "two structs have one name": (
                Edit(COMMENTS, "class NewComment(Contract):\n", f"{ANOTHER_NEW_COMMENT}class NewComment(Contract):\n"),
                Edit(COMMENTS, NEW_COMMENT_REQUEST, f"{NEW_COMMENT_REQUEST}    reply: Comments.NewComment\n"),
            )
        },
    ),
    *family(
        "name used twice",
        Gate.EXPORT,
        "have the operation id",
        {
            "two operations have one id": Edit("controllers/tags.py", '"listTags"', '"listArticles"'),
            "a copied handler": Edit("controllers/profiles.py", '"unfollowUser"', '"followUser"'),
        },
    ),
    *family(
        "name used twice",
        Gate.EXPORT,
        "both have the code",
        {"two errors have one code": Edit("app/errors/users.py", '409, "email_taken"', '409, "username_taken"')},
    ),
    *family(
        "deprecation without dates",
        Gate.EXPORT,
        "without dates",
        {
            "an operation": Edit(
                "controllers/tags.py", 'operation_id="listTags"', 'operation_id="listTags", deprecated=True'
            ),
            "a field": Edit(
                COMMENTS, COMMENT_ID, '    id: Annotated[int, Meta(ge=1, extra_json_schema={"deprecated": True})]\n'
            ),
        },
    ),
    *family(
        "keyword that nobody enforces",
        Gate.EXPORT,
        "which msgspec does not check",
        {
            "a limit in the schema alone": Edit(
                COMMENTS, COMMENT_ID, '    id: Annotated[int, Meta(extra_json_schema={"maximum": 9})]\n'
            ),
        },
    ),
    *family(
        "keyword that nobody enforces",
        Gate.LINT,
        "msgspec.Meta",
        {
            "Meta on a query parameter": (
                Edit(
                    "controllers/parameters/pages.py",
                    'QueryParameter(description="The maximum number of items.", ',
                    "Meta(",
                ),
                Edit(
                    "controllers/parameters/pages.py",
                    "from litestar.params",
                    "from msgspec import Meta\nfrom litestar.params",
                ),
            ),
        },
    ),
    *family(
        "parameter that the handler does not read",
        Gate.EXPORT,
        "the handler does not read it",
        {
            "the path has another name": Edit("controllers/comments.py", '"/{id:str}"', '"/{comment_id:str}"'),
        },
    ),
    *family(
        "parameter that the handler does not read",
        Gate.EXPORT,
        "a parameter cannot be an object",
        {
            "an object in the query": (
                Edit(
                    "controllers/parameters/pages.py",
                    'Annotated[int, QueryParameter(description="The maximum number of items.", ge=1, le=100)]',
                    'Annotated[dict[str, int], QueryParameter(description="Limits.")]',
                ),
            )
        },
    ),
)
