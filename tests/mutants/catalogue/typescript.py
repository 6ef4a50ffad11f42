"""The frontend: pages that disagree with the contract do not compile."""

from tests.mutants.catalogue.operations import NEW_CODE
from tests.mutants.mutant import Edit, Gate, Mutant, family

ARTICLES, COMMENTS, USERS = "schemas/articles.py", "schemas/comments.py", "schemas/users.py"
PROFILES, TAGS = "schemas/profiles.py", "schemas/tags.py"
SRC = "frontend/src"

CONTRACT_CHANGES: tuple[Mutant, ...] = (
    *family(
        "contract and pages",
        Gate.TYPESCRIPT,
        "TS2339",
        {
            "a field is renamed": Edit(ARTICLES, "    favorites_count:", "    likes_count:"),
            "a field is removed": Edit(PROFILES, "    bio: Bio | None\n", ""),
            "an envelope is renamed": Edit(COMMENTS, "    comments: list[Comment]\n", "    items: list[Comment]\n"),
        },
    ),
    *family(
        "contract and pages",
        Gate.TYPESCRIPT,
        "TS2322",
        {
            "a time is a number": Edit(ARTICLES, "    created_at: Timestamp", "    created_at: int"),
            "a body may be null": Edit(ARTICLES, 'it."""\n\n    body: Body\n', 'it."""\n\n    body: Body | None\n'),
            "a body may be absent": Edit(
                ARTICLES, 'it."""\n\n    body: Body\n', 'it."""\n\n    body: Body | UnsetType = UNSET\n'
            ),
            "a title may be null": Edit(
                ARTICLES, "    slug: Slug\n    title: Title\n", "    slug: Slug\n    title: Title | None\n"
            ),
        },
    ),
    *family(
        "contract and pages",
        Gate.TYPESCRIPT,
        "TS2345",
        {
            "a token may be null": Edit(USERS, "    token: Annotated[str, ", "    token: Annotated[str | None, "),
            "a username may be null": Edit(PROFILES, "    username: Username\n", "    username: Username | None\n"),
        },
    ),
    *family(
        "contract and pages",
        Gate.TYPESCRIPT,
        "TS2741",
        {
            "a request needs a field": Edit(COMMENTS, 'to post."""\n', 'to post."""\n\n    mood: str\n'),
            "a response has a field without a mock": Edit(
                COMMENTS, "    created_at: Timestamp", "    mood: str\n    created_at: Timestamp"
            ),
        },
    ),
    *family(
        "contract and pages",
        Gate.TYPESCRIPT,
        "TS2305",
        {
            "an operation is renamed": Edit("controllers/tags.py", '"listTags"', '"listLabels"'),
            "an operation is removed": Edit("controllers/tags.py", "(Controller):", ":"),
        },
    ),
    *family(
        "contract and pages",
        Gate.TYPESCRIPT,
        "error TS",
        {
            "a path parameter is renamed": (
                Edit("controllers/comments.py", '"/{id:str}"', '"/{comment_id:str}"'),
                Edit("controllers/comments.py", "        id: CommentIdInPath,", "        comment_id: CommentIdInPath,"),
            ),
            "a list is a map": Edit(TAGS, "    tags: list[Tag]\n", "    tags: dict[str, Tag]\n"),
            "a query parameter is renamed": Edit(
                "controllers/parameters/articles.py",
                'QueryParameter(description="Only articles with this tag."',
                'QueryParameter(name="label", description="Only articles with this tag."',
            ),
            "a query parameter is a number": (
                Edit(
                    "controllers/parameters/articles.py",
                    "    str | None, QueryParameter(desc",
                    "    int | None, QueryParameter(desc",
                ),
                Edit(
                    "controllers/parameters/articles.py", 'this username.", pattern=NO_NUL)\n]', 'this username.")\n]'
                ),
            ),
            "a success has another status": Edit(
                "controllers/articles.py",
                '@post(operation_id="publishArticle"',
                '@post(status_code=202, operation_id="publishArticle"',
            ),
            "a component is renamed": (
                Edit("schemas/tags.py", "class TagsResponse(", "class TagList("),
                Edit("controllers/tags.py", "contracts.TagsResponse", "contracts.TagList"),
                Edit("controllers/presenters/tags.py", "-> tags.TagsResponse", "-> tags.TagList"),
                Edit("controllers/presenters/tags.py", "return tags.TagsResponse", "return tags.TagList"),
                Edit("controllers/columns/tags.py", "struct=tags.TagsResponse", "struct=tags.TagList"),
                Edit(
                    f"{SRC}/features/tags/queries.ts",
                    "export const TAGS_KEY",
                    "import type { TagsResponse } from '../../generated/types'\nexport const TAGS_KEY",
                ),
            ),
            "a count may be null": Edit(
                ARTICLES, "    favorites_count: Annotated[int, Meta(ge=0)]\n", "    favorites_count: int | None\n"
            ),
        },
    ),
    *family(
        "sentences for errors",
        Gate.TYPESCRIPT,
        "api/explain.ts",
        {"a new error code": NEW_CODE},
    ),
    *family(
        "sentences for errors",
        Gate.TYPESCRIPT,
        "accounts/errors.ts",
        {
            "an error has another code": Edit("app/errors/users.py", '"credentials_invalid"', '"credentials_wrong"'),
            "a sentence is missing": Edit(
                f"{SRC}/features/accounts/errors.ts",
                "  email_taken: 'Another account has this e-mail address.',\n",
                "",
            ),
            "an error code that does not exist": Edit(
                f"{SRC}/features/accounts/errors.ts", "  email_taken: ", "  email_in_use: "
            ),
        },
    ),
)

PAGES: tuple[Mutant, ...] = (
    *family(
        "page",
        Gate.TYPESCRIPT,
        "error TS",
        {
            "a field in another spelling": Edit(
                f"{SRC}/features/articles/FavoriteButton.tsx",
                "const { favorited, favoritesCount, title } = article",
                "const { favorited, favouritesCount: favoritesCount, title } = article",
            ),
            "a field of the article in a preview": Edit(
                f"{SRC}/features/articles/ArticlePage.tsx", "{shown.description}</p>", "{shown.body}</p>"
            ),
            "a comment without its envelope": Edit(
                f"{SRC}/features/comments/queries.ts", "body: { comment: { body } } }", "body: { body } }"
            ),
            "a comment without a slug": Edit(
                f"{SRC}/features/comments/queries.ts",
                "deleteComment({ path: { slug, id } })",
                "deleteComment({ path: { id } })",
            ),
            "an id as text": Edit(
                f"{SRC}/features/comments/queries.ts",
                "deleteComment({ path: { slug, id } })",
                "deleteComment({ path: { slug, id: String(id) } })",
            ),
            "a misspelt filter": Edit(
                f"{SRC}/features/articles/queries.ts",
                "{ ...slice, favorited: feed.username }",
                "{ ...slice, favorite: feed.username }",
            ),
            "an offset as text": Edit(
                f"{SRC}/features/articles/queries.ts",
                "{ ...slice, tag: feed.tag }",
                "{ ...slice, offset: `${slice.offset}`, tag: feed.tag }",
            ),
            "an operation that does not exist": Edit(
                f"{SRC}/features/articles/favorites.ts",
                "import { favoriteArticle, unfavoriteArticle }",
                "import { favoriteArticle, removeFavorite as unfavoriteArticle }",
            ),
            "the response of another operation": Edit(
                f"{SRC}/features/tags/queries.ts",
                "(await listTags({}, { signal })).tags",
                "(await listTags({}, { signal })).tagList",
            ),
            "constraints of a field that does not exist": Edit(
                f"{SRC}/features/comments/CommentForm.tsx",
                "{...inputProps(NewCommentFields.body)}",
                "{...inputProps(NewCommentFields.text)}",
            ),
            "a form sends another field": Edit(
                f"{SRC}/features/comments/queries.ts",
                "body: { comment: { body } } }",
                "body: { comment: { text: body } } }",
            ),
        },
    ),
    *family(
        "mock",
        Gate.TYPESCRIPT,
        "mocks.ts",
        {
            "another status": Edit(
                f"{SRC}/features/articles/mocks.ts",
                "  publishArticle: ({ body }) => created(",
                "  publishArticle: ({ body }) => ok(",
            ),
            "a field is missing": Edit(f"{SRC}/features/profiles/mocks.ts", "following: false }\n", "}\n"),
            "a field has another type": Edit(
                f"{SRC}/features/articles/mocks.ts", "  favoritesCount: 2,\n", "  favoritesCount: '2',\n"
            ),
            "an operation that does not exist": Edit(
                f"{SRC}/features/tags/mocks.ts", "  listTags: () => ok(", "  listLabels: () => ok("
            ),
        },
    ),
    *family(
        "route",
        Gate.TYPESCRIPT,
        "routes.ts",
        {
            "a parameter in another spelling": Edit(
                f"{SRC}/features/articles/routes.ts", "page('/article/:slug', ", "page('/article/:id', "
            ),
            "a page without its parameter": Edit(
                f"{SRC}/features/articles/routes.ts", "page(['/profile/:username', ", "page(['/profile', "
            ),
            "an icon that does not exist": Edit(
                f"{SRC}/features/accounts/routes.ts", "icon: 'settings'", "icon: 'cog'"
            ),
            "an item for nobody": Edit(
                f"{SRC}/features/articles/routes.ts", "visibleTo: 'everyone'", "visibleTo: 'all'"
            ),
        },
    ),
)

MUTANTS = (*CONTRACT_CHANGES, *PAGES)
