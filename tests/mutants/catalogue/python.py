"""Python that disagrees with itself: the type checker."""

from tests.mutants.mutant import Edit, Gate, Mutant, family

ARTICLES, COMMENTS, USERS = "controllers/articles.py", "controllers/comments.py", "controllers/users.py"
PROFILES = "controllers/profiles.py"
ARTICLE_QUERIES, USER_QUERIES = "app/queries/articles.py", "app/queries/users.py"

MUTANTS: tuple[Mutant, ...] = (
    *family(
        "struct and presenter",
        Gate.PYTHON,
        "controllers/presenters/",
        {
            "a field of the struct is not presented": Edit(
                "schemas/comments.py",
                '    """A comment as the viewer sees it."""\n',
                '    """A comment as the viewer sees it."""\n\n    likes: int\n',
            ),
            "a removed field is presented": Edit("schemas/profiles.py", "    bio: Bio | None\n", ""),
            "a renamed field is presented": Edit("schemas/articles.py", "    favorites_count:", "    likes_count:"),
            "a field has another type": Edit(
                "schemas/comments.py", "    id: Annotated[int, Meta(ge=1)]\n", "    id: str\n"
            ),
            "a bio that may be null is presented as text": Edit(
                "schemas/profiles.py", "    bio: Bio | None\n", "    bio: Bio\n"
            ),
            "an image that may be null is presented as text": Edit(
                "schemas/users.py",
                "    bio: Bio | None\n    image: ImageUrl | None\n",
                "    bio: Bio | None\n    image: ImageUrl\n",
            ),
            "two fields are swapped": Edit(
                "controllers/presenters/articles.py", "favorites_count=row.favorites_count", "favorites_count=row.title"
            ),
            "a list is presented as an article": Edit(
                "controllers/presenters/comments.py",
                "comments=[_comment(row) for row in rows]",
                "comments=[row for row in rows]",
            ),
        },
    ),
    *family(
        "row and presenter",
        Gate.PYTHON,
        "controllers/presenters/",
        {
            "a column of the row is removed": Edit(ARTICLE_QUERIES, "    favorites_count: int\n", ""),
            "a column of the row may be null": Edit(ARTICLE_QUERIES, "    title: str\n", "    title: str | None\n"),
            "a column of the row has another type": Edit("app/queries/comments.py", "    id: int\n", "    id: str\n"),
            "a profile may have no name": Edit(
                "app/queries/profiles.py",
                '    """The profile of a user, from the perspective of a viewer."""\n\n    username: str\n',
                '    """The profile of a user, from the perspective of a viewer."""\n\n    username: str | None\n',
            ),
        },
    ),
    *family(
        "guard",
        Gate.PYTHON,
        "controllers/",
        {
            "a missing article is not refused": Edit(
                ARTICLES, "present_article(require(row, ArticleNotFoundError))", "present_article(row)"
            ),
            "a missing profile is not refused": Edit(
                PROFILES, "present_profile(require(row, ProfileNotFoundError))", "present_profile(row)"
            ),
            "a missing comment is not refused": Edit(
                COMMENTS,
                "require(await comments.find_for_update(article.id, id), CommentNotFoundError)",
                "await comments.find_for_update(article.id, id)",
            ),
            "a missing account is not refused": Edit(
                USERS,
                "user = require(await users.revise(current_user.id, changes), TokenInvalidError)",
                "user = await users.revise(current_user.id, changes)",
            ),
            "the viewer of a feed may be absent": Edit(
                ARTICLES,
                "        current_user: NamedDependency[AccountRow],\n        reads:",
                "        current_user: NamedDependency[AccountRow | None],\n        reads:",
            ),
            "wrong credentials are accepted": Edit(
                USERS,
                " or user is None:\n            raise CredentialsInvalidError",
                ":\n            raise CredentialsInvalidError",
            ),
        },
    ),
    *family(
        "guard",
        Gate.PYTHON,
        "app/dependencies.py",
        {
            "a missing token is not refused": Edit(
                "app/dependencies.py",
                "    if viewer is None:\n        raise TokenMissingError\n    return viewer\n",
                "    return viewer\n",
            ),
            "an invalid token is not refused": Edit(
                "app/dependencies.py",
                "viewer = claims and await",
                "viewer = await",
            ),
        },
    ),
    *family(
        "handler and its types",
        Gate.PYTHON,
        "controllers/",
        {
            "a handler returns another struct": Edit(
                COMMENTS, "-> contracts.CommentsResponse:", "-> contracts.CommentResponse:"
            ),
            "a handler forgets to await": Edit(
                "controllers/tags.py", "await reads.one(TAGS_IN_USE)", "reads.one(TAGS_IN_USE)"
            ),
            "a handler reads a field that the body does not have": Edit(
                COMMENTS, "data.comment.body", "data.comment.text"
            ),
            "an error is not a class": Edit(
                "controllers/tags.py", 'operation_id="listTags"', 'operation_id="listTags", raises=["NotFound"]'
            ),
            "health is another word": Edit(
                "controllers/health.py",
                'Nothing else is checked."""\n        return Health(status="ok")',
                'Nothing else is checked."""\n        return Health(status="up")',
            ),
        },
    ),
)
