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
                Edit(
                    f"{SRC}/queries/tags.ts",
                    "import { keys }",
                    "import type { TagsResponse } from '../generated/types'\nimport { keys }",
                ),
            ),
            "a count may be null": Edit(
                ARTICLES, "    favorites_count: Annotated[int, Meta(ge=0)]\n", "    favorites_count: int | None\n"
            ),
        },
    ),
    *family(
        "exhaustive switch",
        Gate.TYPESCRIPT,
        "api/explain.ts",
        {
            "a new error code": NEW_CODE,
            "a removed case": Edit(
                f"{SRC}/api/explain.ts",
                "    case 'email_taken':\n      return 'Another account has this e-mail address.'\n",
                "",
            ),
            "an error code that does not exist": Edit(
                f"{SRC}/api/explain.ts", "    case 'email_taken':\n", "    case 'email_in_use':\n"
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
                f"{SRC}/components/FavoriteButton.tsx",
                "const { favorited, favoritesCount, title } = article",
                "const { favorited, favouritesCount: favoritesCount, title } = article",
            ),
            "a field of the article in a preview": Edit(
                f"{SRC}/pages/ArticlePage.tsx", "{shown.description}</p>", "{shown.body}</p>"
            ),
            "a comment without its envelope": Edit(
                f"{SRC}/queries/comments.ts", "body: { comment: { body } } }", "body: { body } }"
            ),
            "a comment without a slug": Edit(
                f"{SRC}/queries/comments.ts", "deleteComment({ path: { slug, id } })", "deleteComment({ path: { id } })"
            ),
            "an id as text": Edit(
                f"{SRC}/queries/comments.ts",
                "deleteComment({ path: { slug, id } })",
                "deleteComment({ path: { slug, id: String(id) } })",
            ),
            "a misspelt filter": Edit(
                f"{SRC}/queries/articles.ts",
                "{ ...slice, favorited: feed.username }",
                "{ ...slice, favorite: feed.username }",
            ),
            "an offset as text": Edit(
                f"{SRC}/queries/articles.ts",
                "offset: (page - 1) * PAGE_SIZE }",
                "offset: `${(page - 1) * PAGE_SIZE}` }",
            ),
            "an operation that does not exist": Edit(
                f"{SRC}/queries/favorites.ts",
                "import { favoriteArticle, unfavoriteArticle }",
                "import { favoriteArticle, removeFavorite as unfavoriteArticle }",
            ),
            "the response of another operation": Edit(
                f"{SRC}/queries/tags.ts",
                "(await listTags({}, { signal })).tags",
                "(await listTags({}, { signal })).tagList",
            ),
            "constraints of a field that does not exist": Edit(
                f"{SRC}/components/CommentForm.tsx",
                "{...inputProps(NewCommentFields.body)}",
                "{...inputProps(NewCommentFields.text)}",
            ),
            "a form sends another field": Edit(
                f"{SRC}/queries/comments.ts", "body: { comment: { body } } }", "body: { comment: { text: body } } }"
            ),
        },
    ),
    *family(
        "mock",
        Gate.TYPESCRIPT,
        "mocks/handlers.ts",
        {
            "an operation without a mock": Edit(
                f"{SRC}/mocks/handlers.ts", "  listTags: () => ok({ tags: ['dragons', 'training'] }),\n", ""
            ),
            "another status": Edit(
                f"{SRC}/mocks/handlers.ts",
                "  publishArticle: ({ body }) => created(",
                "  publishArticle: ({ body }) => ok(",
            ),
            "a field is missing": Edit(f"{SRC}/mocks/handlers.ts", "following: false }\n", "}\n"),
            "a field has another type": Edit(
                f"{SRC}/mocks/handlers.ts", "  favoritesCount: 2,\n", "  favoritesCount: '2',\n"
            ),
        },
    ),
)

MUTANTS = (*CONTRACT_CHANGES, *PAGES)
