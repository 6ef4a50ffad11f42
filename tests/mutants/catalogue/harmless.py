"""Edits that break nobody: after them, and with everything regenerated, every gate passes."""

from tests.mutants.catalogue.migrations import TOKEN_GENERATION, migration
from tests.mutants.mutant import Edit, added, harmless, removed

ARTICLES, COMMENTS, PROFILES, TAGS = (f"schemas/{name}.py" for name in ("articles", "comments", "profiles", "tags"))
USERS, ERRORS, HEALTH = (f"schemas/{name}.py" for name in ("users", "errors", "health"))
ARTICLE_HANDLERS, TAG_HANDLERS = "controllers/articles.py", "controllers/tags.py"
COMMENT_HANDLERS, COLUMNS = "controllers/comments.py", "controllers/columns/articles.py"
MODELS = "app/db_models.py"
SRC = "frontend/src"

NEW_ARTICLE = '    """An article to publish."""\n'
NEW_COMMENT = '    """A comment to post."""\n'
TAG_LIST = "    tag_list: TagList = []  # noqa: RUF012 - msgspec copies the default\n"
LIMIT = "ge=1, le=100)]"
LIST_TAGS = '    @get("/tags", operation_id="listTags")\n'
TAG_IN_QUERY = (
    'TagInQuery = Annotated[str | None, QueryParameter(description="Only articles with this tag.", pattern=NO_NUL)]'
)
LICENCE = '''class Licence(Contract):
    """The licence of an article."""

    name: str


'''
COMMENT_TEXT = '''class CommentText(Contract):
    """The text of a comment."""

    body: CommentBody


'''
SLUG_COLUMN = "    slug: Mapped[str] = mapped_column(String(128))\n"
TITLE_COLUMN = "    title: Mapped[str] = mapped_column(String(200))\n"
CURRENT_USER = "        current_user: NamedDependency[AccountRow],\n"
LAST_FILTER = "        favorited: FavoritedInQuery = None,\n"


def not_stored(name: str) -> Edit:
    """The declaration that no column has the value of a field of a new article."""
    place = '        struct=articles.NewArticle,\n        table=Article,\n        use="insert",\n'
    return added(COLUMNS, place, f'        computed={{"{name}": "not stored"}},\n')


NOTHING = (*harmless({"no edit": ()}),)

TEXTS = (
    *harmless(
        {
            "the docstring of a handler": Edit(
                TAG_HANDLERS, '"""List the tags in use, most used first."""', '"""List all tags, most used first."""'
            ),
            "the docstring of a struct": Edit(COMMENTS, '"""A comment to post."""', '"""A comment for an article."""'),
            "the docstring of an error": Edit(
                "app/errors/articles.py", '"""No article has this slug."""', '"""There is no article with this slug."""'
            ),
            "the description of a field": Edit(
                "schemas/base.py", 'description="In UTC."', 'description="The time in UTC."'
            ),
            "the description of a parameter": Edit(
                "controllers/parameters/articles.py",
                "Only articles with this tag.",
                "Only articles that have this tag.",
            ),
            "the description of a header": Edit(
                "controllers/users.py", "No cache may store a token.", "A cache must not store a token."
            ),
            "an example": Edit(COMMENTS, 'examples=["Thank you!"]', 'examples=["Thanks!"]'),
            "the title of the document": Edit("app/brand.py", 'TITLE = "Conduit"', 'TITLE = "Conduit API"'),
            "the version of the document": Edit("app/brand.py", 'VERSION = "0.1.0"', 'VERSION = "0.2.0"'),
            "the name of a tag": Edit("controllers/users.py", 'tags = ("Accounts",)', 'tags = ("Users",)'),
            "the summary of a handler": Edit(
                TAG_HANDLERS, 'operation_id="listTags"', 'operation_id="listTags", summary="Tags"'
            ),
            "the description of the security scheme": Edit(
                "app/asgi.py", "with a token from registration or login.", "with a token of a login."
            ),
            "the message of a pattern": Edit(USERS, "must look like name@domain", "is not an e-mail address"),
            "the reason of an error": Edit("app/errors/requests.py", '"is too large"', '"has too many bytes"'),
            "a comment in the code": Edit(
                "schemas/base.py", "# JavaScript's Number", "# The constant of JavaScript, Number"
            ),
        }
    ),
)

REQUESTS = (
    *harmless(
        {
            "a request has an optional field": (
                added(ARTICLES, TAG_LIST, "    language: str | UnsetType = UNSET\n"),
                not_stored("language"),
            ),
            "a request has a field with a default": (
                added(ARTICLES, TAG_LIST, "    draft: bool = False\n"),
                not_stored("draft"),
            ),
            "a request has an optional object": (
                Edit(ARTICLES, "class NewArticle(Contract):\n", f"{LICENCE}class NewArticle(Contract):\n"),
                added(ARTICLES, TAG_LIST, "    licence: Licence | None = None\n"),
                not_stored("licence"),
                added(COLUMNS, "TIES = (\n", '    Tie(struct=articles.Licence, computed={"name": "not stored"}),\n'),
            ),
            "the object of a request may be absent": (
                Edit(
                    ARTICLES,
                    "    article: ArticleChanges\n",
                    "    article: ArticleChanges = field(default_factory=ArticleChanges)\n",
                ),
                Edit(ARTICLES, "import UNSET, Meta, UnsetType\n", "import UNSET, Meta, UnsetType, field\n"),
            ),
            "a field of a request may be null": Edit(
                ARTICLES,
                "    tag_list: TagList | UnsetType = UNSET\n",
                "    tag_list: TagList | None | UnsetType = UNSET\n",
            ),
            "a password may be shorter": Edit(USERS, "min_length=8", "min_length=6"),
            "a password may be longer": Edit(USERS, "        max_length=256,\n", "        max_length=512,\n"),
            "credentials may be longer": Edit(
                USERS,
                "password: Annotated[str, Meta(min_length=1, max_length=256",
                "password: Annotated[str, Meta(min_length=1, max_length=512",
            ),
            "credentials may be blank": Edit(
                USERS,
                "password: Annotated[str, Meta(min_length=1, max_length=256, pattern=NOT_BLANK, extra=NUL_MESSAGE)]",
                "password: Annotated[str, Meta(max_length=256)]",
            ),
            "a list may have 200 articles": Edit("controllers/parameters/pages.py", LIMIT, "ge=1, le=200)]"),
            "a list may have no articles": Edit("controllers/parameters/pages.py", LIMIT, "ge=0, le=100)]"),
            "a filter takes any text": Edit(
                "controllers/parameters/articles.py", TAG_IN_QUERY, TAG_IN_QUERY.replace(", pattern=NO_NUL", "")
            ),
            "articles have another filter": (
                Edit(ARTICLE_HANDLERS, LAST_FILTER, f"{LAST_FILTER}        untagged: TagInQuery = None,\n"),
            ),
            "the feed has a filter": Edit(
                ARTICLE_HANDLERS,
                f"{CURRENT_USER}        reads: NamedDependency[Reads],\n",
                f"{CURRENT_USER}        reads: NamedDependency[Reads],\n        tag: TagInQuery = None,\n",
            ),
            "the feed needs no token": (
                Edit(
                    ARTICLE_HANDLERS,
                    "        current_user: NamedDependency[AccountRow],\n        reads:",
                    "        viewer: NamedDependency[AccountRow | None],\n        reads:",
                ),
                Edit(
                    ARTICLE_HANDLERS,
                    "        return present_page(await list_feed(reads, current_user, ",
                    "        if viewer is None:\n"
                    "            return present_page(await list_articles(reads, None, limit=limit, offset=offset))\n"
                    "        return present_page(await list_feed(reads, viewer, ",
                ),
            ),
            "fields of a request are in another order": Edit(
                USERS,
                "    username: Username\n    email: Email\n    password: Password\n",
                "    password: Password\n    username: Username\n    email: Email\n",
            ),
        }
    ),
)

RESPONSES = (
    *harmless(
        {
            "a response has a field more": (
                Edit(HEALTH, '    status: Literal["ok"]\n', '    status: Literal["ok"]\n    version: str\n'),
                Edit(
                    "controllers/health.py",
                    'Nothing else is checked."""\n        return Health(status="ok")',
                    'Nothing else is checked."""\n        return Health(status="ok", version="1")',
                ),
                Edit(
                    "controllers/health.py",
                    'read_version(reads))]})\n        return Health(status="ok")',
                    'read_version(reads))]})\n        return Health(status="ok", version="1")',
                ),
                Edit(
                    "controllers/columns/health.py",
                    'computed={"status": "a constant"}',
                    'computed={"status": "a constant", "version": "a constant"}',
                ),
                Edit(
                    f"{SRC}/mocks/handlers.ts",
                    "  isLive: () => ok({ status: 'ok' }),",
                    "  isLive: () => ok({ status: 'ok', version: '1' }),",
                ),
                Edit(
                    f"{SRC}/mocks/handlers.ts",
                    "  isReady: () => ok({ status: 'ok' }),",
                    "  isReady: () => ok({ status: 'ok', version: '1' }),",
                ),
            ),
            "a count of favourites has a limit": Edit(
                ARTICLES,
                "    favorites_count: Annotated[int, Meta(ge=0)]\n",
                "    favorites_count: Annotated[int, Meta(ge=0, le=9_007_199_254_740_991)]\n",
            ),
            "a count of articles has a limit": Edit(
                ARTICLES,
                'int, Meta(ge=0, description="The number',
                'int, Meta(ge=0, le=1_000_000_000, description="The number',
            ),
            "reasons are not empty": Edit(
                ERRORS,
                "        dict[str, list[str]],\n",
                "        dict[str, Annotated[list[str], Meta(min_length=1)]],\n",
            ),
            "a token is not empty": Edit(
                USERS, "    token: Annotated[str, Meta(desc", "    token: Annotated[str, Meta(min_length=1, desc"
            ),
            "a request id is not empty": Edit(
                ERRORS,
                "    request_id: Annotated[\n        str,\n        Meta(\n",
                "    request_id: Annotated[\n        str,\n        Meta(\n            min_length=1,\n",
            ),
            "a response has a header more": (
                Edit(
                    TAG_HANDLERS,
                    '"listTags"',
                    '"listTags", response_headers=[ResponseHeader(name="X-A", value="a")]',
                ),
                Edit(
                    TAG_HANDLERS,
                    "from litestar.di",
                    "from litestar.datastructures import ResponseHeader\nfrom litestar.di",
                ),
            ),
            "an operation has an error less": (
                Edit(COMMENT_HANDLERS, '"listComments", raises=[ArticleNotFoundError]', '"listComments"'),
                removed(COMMENT_HANDLERS, "        if not rows:\n            raise ArticleNotFoundError\n"),
            ),
            "fields of a response are in another order": Edit(
                USERS,
                "    bio: Bio | None\n    image: ImageUrl | None\n",
                "    image: ImageUrl | None\n    bio: Bio | None\n",
            ),
        }
    ),
)

OPERATIONS = (
    *harmless(
        {
            "a new operation": (
                Edit(
                    TAG_HANDLERS,
                    LIST_TAGS,
                    '    @get("/labels", operation_id="listLabels")\n'
                    "    async def list_labels(self, reads: NamedDependency[Reads]) -> contracts.TagsResponse:\n"
                    '        """List the labels in use."""\n'
                    "        return present_tags(await reads.one(TAGS_IN_USE))\n\n" + LIST_TAGS,
                ),
                Edit(
                    f"{SRC}/features/tags/mocks.ts",
                    "  listTags: () =>",
                    "  listLabels: () => ok({ tags: [] }),\n  listTags: () =>",
                ),
            ),
            "a new write that anyone may call": (
                Edit(TAG_HANDLERS, "import Controller, get\n", "import Controller, get, post\n"),
                Edit(
                    TAG_HANDLERS,
                    "from controllers.presenters",
                    "from contract import PUBLIC\nfrom controllers.presenters",
                ),
                Edit(
                    TAG_HANDLERS,
                    LIST_TAGS,
                    '    @post("/visits", status_code=204, opt={PUBLIC: "visitors are unknown"})\n'
                    "    async def count_visit(self) -> None:\n"
                    '        """Count a visit."""\n\n' + LIST_TAGS,
                ),
                Edit(
                    f"{SRC}/features/tags/mocks.ts",
                    "  listTags: () =>",
                    "  countVisit: () => ({ status: 204, body: undefined }),\n  listTags: () =>",
                ),
            ),
            "a deprecated operation": (
                Edit(
                    TAG_HANDLERS,
                    'operation_id="listTags"',
                    'operation_id="listTags", '
                    "opt={DEPRECATION: Deprecation(since=date(2026, 1, 1), sunset=date(2030, 1, 1))}",
                ),
                Edit(
                    TAG_HANDLERS,
                    "from litestar import Controller, get\n",
                    "from datetime import date\n\nfrom litestar import Controller, get\n",
                ),
                Edit(
                    TAG_HANDLERS,
                    "from controllers.presenters",
                    "from contract import DEPRECATION, Deprecation\nfrom controllers.presenters",
                ),
            ),
            "a renamed handler": Edit(TAG_HANDLERS, "    async def list_tags(", "    async def list_tags_in_use("),
            "controllers are in another order": Edit(
                "app/discovery.py",
                "in pkgutil.iter_modules(path) if",
                "in reversed([*pkgutil.iter_modules(path)]) if",
            ),
            "a handler names its path in another way": Edit(
                "controllers/comments.py",
                '    @get(operation_id="listComments"',
                '    @get("/", operation_id="listComments"',
            ),
            "a limit is a constant": (
                Edit(ARTICLES, "        max_length=200,\n", "        max_length=MAX_TITLE,\n"),
                Edit(ARTICLES, "Title = Annotated[", "MAX_TITLE = 200\nTitle = Annotated["),
            ),
            "a base class": (
                Edit(COMMENTS, "class NewComment(Contract):\n", f"{COMMENT_TEXT}class NewComment(CommentText):\n"),
                Edit(COMMENTS, f"{NEW_COMMENT}\n    body: CommentBody\n", NEW_COMMENT),
            ),
            "a renamed alias": (
                Edit("schemas/base.py", "Timestamp = Annotated", "Moment = Annotated"),
                Edit(
                    "schemas/base.py",
                    'Annotated[datetime, Meta(tz=True, description="In UTC.")]\n',
                    'Annotated[datetime, Meta(tz=True, description="In UTC.")]\nTimestamp = Moment\n',
                ),
            ),
            "an optional type in its old form": (
                Edit(PROFILES, "    bio: Bio | None\n", "    bio: Optional[Bio]\n"),
                Edit(PROFILES, "from typing import Annotated\n", "from typing import Annotated, Optional\n"),
            ),
        }
    ),
)

TABLES = (
    *harmless(
        {
            "a nullable column": (
                added(MODELS, TOKEN_GENERATION, "    locale: Mapped[str | None]\n"),
                migration(
                    'op.add_column("users", sa.Column("locale", sa.String()))', 'op.drop_column("users", "locale")'
                ),
            ),
            "a column with a default": (
                added(MODELS, TOKEN_GENERATION, '    locale: Mapped[str] = mapped_column(server_default="en")\n'),
                migration(
                    'op.add_column("users", sa.Column("locale", sa.String(), nullable=False, server_default="en"))',
                    'op.drop_column("users", "locale")',
                ),
            ),
            "a new table": (
                added(
                    MODELS,
                    "    latest_article_id: Mapped[int | None] = mapped_column(BigInteger)\n",
                    '\n\nclass Topic(Base):\n    """A topic."""\n\n    __tablename__ = "topics"\n\n'
                    "    id: Mapped[int] = mapped_column(Key, primary_key=True)\n",
                ),
                migration(
                    'op.create_table("topics", sa.Column("id", KEY, nullable=False),'
                    ' sa.PrimaryKeyConstraint("id", name=op.f("pk_topics")))',
                    'op.drop_table("topics")',
                    variables='KEY = sa.BigInteger().with_variant(sa.INTEGER(), "sqlite")\n',
                ),
            ),
            "a migration without a change": migration("pass"),
            "columns are in another order": Edit(
                MODELS,
                f"{SLUG_COLUMN}{TITLE_COLUMN}",
                f"{TITLE_COLUMN}{SLUG_COLUMN}",
            ),
            "CHECKs are in another order": Edit(
                MODELS,
                '        has_length("bio", 0, 2_000),\n        has_length("image", 0, 2_000),\n',
                '        has_length("image", 0, 2_000),\n        has_length("bio", 0, 2_000),\n',
            ),
            "the docstring of a table": Edit(MODELS, '"""A published article."""', '"""An article."""'),
        }
    ),
)

APPLICATION = (
    *harmless(
        {
            "a repository has another method": Edit(
                "app/repositories/comments.py",
                "    async def read_row(",
                '    async def count_all(self) -> int:\n        """Count."""\n        return await self.count()\n\n'
                "    async def read_row(",
            ),
            "a presenter has a local variable": Edit(
                "controllers/presenters/tags.py",
                "    return tags.TagsResponse(tags=row.tags)\n",
                "    names = row.tags\n    return tags.TagsResponse(tags=names)\n",
            ),
            "a setting has another default": Edit("app/settings.py", "le=525_600)] = 10_080", "le=525_600)] = 20_160"),
            "a query is in another order": Edit(
                "app/queries/comments.py",
                ".order_by(Comment.id.desc()),",
                ".order_by(Comment.id.desc(), Comment.created_at),",
            ),
            "an error is raised from another one": Edit(
                ARTICLE_HANDLERS,
                "        raise ArticleForbiddenError\n",
                "        raise ArticleForbiddenError from None\n",
            ),
            "slugs are shorter": Edit("app/repositories/slugs.py", "MAX_LENGTH = 100\n", "MAX_LENGTH = 80\n"),
        }
    ),
)

PAGES = (
    *harmless(
        {
            "a text of a page": Edit(
                f"{SRC}/features/articles/HomePage.tsx", "A place to share what you know.", "A place to write."
            ),
            "a component ignores a field": Edit(
                f"{SRC}/features/articles/ArticlePage.tsx",
                '          <p className="lead">{shown.description}</p>\n',
                "",
            ),
            "a page has 20 articles": Edit(f"{SRC}/routing/pageNumbers.ts", "PAGE_SIZE = 10", "PAGE_SIZE = 20"),
            "another mock": Edit(
                f"{SRC}/features/articles/mocks.ts", "  favoritesCount: 2,\n", "  favoritesCount: 7,\n"
            ),
            "sentences are in another order": Edit(
                f"{SRC}/api/explain.ts",
                "  token_invalid: SIGNED_OUT,\n  token_missing: SIGNED_OUT,\n",
                "  token_missing: SIGNED_OUT,\n  token_invalid: SIGNED_OUT,\n",
            ),
            "a sentence of its own": Edit(
                f"{SRC}/api/explain.ts",
                "  method_not_allowed: UNKNOWN_REQUEST,\n",
                "  method_not_allowed: 'This page asked in a wrong way.',\n",
            ),
            "another position in the navigation bar": Edit(
                f"{SRC}/features/articles/routes.ts", "position: 10, label: 'Home'", "position: 11, label: 'Home'"
            ),
        }
    ),
)

EDITS = (*NOTHING, *TEXTS, *REQUESTS, *RESPONSES, *OPERATIONS, *TABLES, *APPLICATION, *PAGES)
