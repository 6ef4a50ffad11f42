"""Operations of the released document: paths, methods, parameters, bodies, statuses, security, headers and names."""

from tests.mutants.mutant import Edit, Gate, Mutant, added, family, removed

APP, ERRORS = "app/asgi.py", "app/errors"
ARTICLES, COMMENTS, HEALTH = "controllers/articles.py", "controllers/comments.py", "controllers/health.py"
PROFILES, TAGS, USERS = "controllers/profiles.py", "controllers/tags.py", "controllers/users.py"
PARAMETERS = "controllers/parameters"

TEAPOT = """\
class TeapotError(ApiError):
    \"\"\"The server is a teapot.\"\"\"

    status_code, code, subject, reason = 418, "teapot", "server", "is a teapot"


"""
NEW_CODE = (
    Edit(f"{ERRORS}/requests.py", "class MethodNotAllowedError", f"{TEAPOT}class MethodNotAllowedError"),
    Edit(APP, "    PathNotFoundError,\n", "    PathNotFoundError,\n    TeapotError,\n"),
    Edit(APP, "(MethodNotAllowedError, PathNotFoundError)", "(MethodNotAllowedError, PathNotFoundError, TeapotError)"),
)

SENDS = "breaks clients that send requests"
READS = "breaks clients that read responses"

FEED = """\
        limit: Limit = 20,
        offset: Offset = 0,
    ) -> contracts.ArticlesResponse:
        \"\"\"List the articles of\
"""
LAST_FILTER = "        favorited: FavoritedInQuery = None,\n"
SLUG = 'SlugInPath = Annotated[str, PathParameter(description="The slug of the article.", pattern=NO_NUL)]'
COMMENT_ID = 'PathParameter(description="The id of the comment.", ge=1, le=MAX_SAFE_INTEGER)'
TAG = 'TagInQuery = Annotated[str | None, QueryParameter(description="Only articles with this tag.", pattern=NO_NUL)]'
AUTHOR = """\
    str | None, QueryParameter(description="Only articles by the user with this username.", pattern=NO_NUL)
"""
IMPORTS = "import PathParameter, QueryParameter"
LIMIT, OFFSET = "ge=1, le=100)]", "ge=0, le=MAX_SAFE_INTEGER)]\n"
LIMIT_IN_QUERY = 'Limit = Annotated[int, QueryParameter(description="The maximum number'
LIST_TAGS = "    async def list_tags(self, reads: NamedDependency[Reads])"
IMPORT_LIMIT = Edit(
    TAGS, "from controllers.presenters", "from controllers.parameters.pages import Limit\nfrom controllers.presenters"
)
IMPORT_JSON_BODY = Edit(
    PROFILES,
    "from litestar.di import NamedDependency\n",
    "from litestar.di import NamedDependency\nfrom litestar.params import JSONBody\n",
)
CURRENT_USER = "        current_user: NamedDependency[AccountRow],\n"
FOLLOW_USER = """\
    ) -> contracts.ProfileResponse:
        \"\"\"Follow\
"""
GET_ARTICLE = "        slug: SlugInPath,\n        viewer: NamedDependency[AccountRow | None],\n"

PATHS_AND_METHODS: tuple[Mutant, ...] = (
    *family(
        "path",
        Gate.CONTRACT,
        SENDS,
        {
            "articles are posts": Edit(ARTICLES, '    path = "/articles"', '    path = "/posts"'),
            "the feed is a timeline": Edit(ARTICLES, '@get("/feed"', '@get("/timeline"'),
            "a follow is a subscription": Edit(PROFILES, '@post("/follow"', '@post("/subscription"'),
            "tags are topics": Edit(TAGS, '@get("/tags"', '@get("/topics"'),
            "comments are below a profile": Edit(
                COMMENTS, '"/articles/{slug:str}/comments"', '"/posts/{slug:str}/comments"'
            ),
            "the API has a version": Edit(APP, 'Router("/api", route', 'Router("/api/v2", route'),
            "a controller is not found": Edit(TAGS, "(Controller):", ":"),
        },
    ),
    *family(
        "method",
        Gate.CONTRACT,
        SENDS,
        {
            "an article is revised with PATCH": (
                Edit(
                    ARTICLES, "import Controller, delete, get, post, put", "import Controller, delete, get, patch, post"
                ),
                Edit(ARTICLES, '@put("/{slug:str}", operation_id', '@patch("/{slug:str}", operation_id'),
            ),
            "an account is changed with POST": Edit(USERS, '@put("/user", ', '@post("/user", status_code=200, '),
            "a follow is put": (
                Edit(PROFILES, "import Controller, delete, get, post", "import Controller, delete, get, put"),
                Edit(PROFILES, '@post("/follow"', '@put("/follow"'),
            ),
            "a favourite is removed with POST": Edit(
                ARTICLES, '@delete("/{slug:str}/favorite"', '@post("/{slug:str}/unfavorite"'
            ),
        },
    ),
)

PARAMETERS_OF_REQUESTS: tuple[Mutant, ...] = (
    *family(
        "path parameter name and type",
        Gate.CONTRACT,
        SENDS,
        {
            "a slug has letters only": Edit(f"{PARAMETERS}/articles.py", SLUG, SLUG.replace("NO_NUL", 'r"^[a-z]+\\Z"')),
            "a username is at most 20 characters long": Edit(
                f"{PARAMETERS}/profiles.py",
                'username, in any case.", pattern=NO_NUL',
                'username.", pattern=NO_NUL, max_length=20',
            ),
            "a comment has a small id": Edit(
                f"{PARAMETERS}/comments.py", COMMENT_ID, COMMENT_ID.replace("MAX_SAFE_INTEGER", "1_000")
            ),
            "a comment has a UUID": (
                Edit(
                    f"{PARAMETERS}/comments.py",
                    f"Annotated[int, {COMMENT_ID}]",
                    'Annotated[UUID, PathParameter(description="The id.")]',
                ),
                Edit(
                    f"{PARAMETERS}/comments.py",
                    "from typing import Annotated\n",
                    "from typing import Annotated\nfrom uuid import UUID\n",
                ),
            ),
        },
    ),
    *family(
        "path parameter name and type",
        Gate.TYPES,
        "the path parameter id → comment_id",
        {
            "the id of a comment is renamed": (
                Edit(COMMENTS, '"/{id:str}"', '"/{comment_id:str}"'),
                Edit(COMMENTS, "        id: CommentIdInPath,", "        comment_id: CommentIdInPath,"),
                Edit(COMMENTS, "(article.id, id)", "(article.id, comment_id)"),
            ),
        },
    ),
    *family(
        "parameter added and removed",
        Gate.CONTRACT,
        SENDS,
        {
            "articles are not filtered by favourites": (
                Edit(ARTICLES, LAST_FILTER, ""),
                Edit(ARTICLES, "            favorited_by=favorited,\n", ""),
            ),
            "the feed has no offset": (
                Edit(ARTICLES, FEED, FEED.replace("        offset: Offset = 0,\n", "")),
                Edit(ARTICLES, "limit=limit, offset=offset))", "limit=limit, offset=0))"),
            ),
            "the list of tags needs a limit": (
                IMPORT_LIMIT,
                Edit(TAGS, LIST_TAGS, LIST_TAGS.replace("[Reads]", "[Reads], limit: Limit")),
            ),
            "an article needs a limit": Edit(ARTICLES, GET_ARTICLE, f"{GET_ARTICLE}        limit: Limit,\n"),
            "the limit of the feed is required": Edit(ARTICLES, FEED, FEED.replace("Limit = 20", "Limit")),
            "the limit and the offset of the feed are required": Edit(
                ARTICLES, FEED, FEED.replace(" = 20", "").replace(" = 0", "")
            ),
            "the limit has another name": Edit(
                f"{PARAMETERS}/pages.py",
                LIMIT_IN_QUERY,
                LIMIT_IN_QUERY.replace("(desc", '(name="count", desc'),
            ),
            "the tag has another name": Edit(
                f"{PARAMETERS}/articles.py", TAG, TAG.replace("(desc", '(name="label", desc')
            ),
        },
    ),
    *family(
        "parameter location",
        Gate.CONTRACT,
        SENDS,
        {
            "the tag is in a header": (
                Edit(
                    f"{PARAMETERS}/articles.py",
                    IMPORTS,
                    "import HeaderParameter, PathParameter, QueryParameter",
                ),
                Edit(
                    f"{PARAMETERS}/articles.py",
                    TAG,
                    TAG.replace("QueryParameter(", 'HeaderParameter(name="X-Tag", '),
                ),
            ),
            "the limit is in a header": (
                Edit(
                    f"{PARAMETERS}/pages.py",
                    "import QueryParameter",
                    "import HeaderParameter, QueryParameter",
                ),
                Edit(
                    f"{PARAMETERS}/pages.py",
                    LIMIT_IN_QUERY,
                    LIMIT_IN_QUERY.replace("QueryParameter(", 'HeaderParameter(name="X-Limit", '),
                ),
            ),
            "the author is in a cookie": (
                Edit(
                    f"{PARAMETERS}/articles.py",
                    IMPORTS,
                    "import CookieParameter, PathParameter, QueryParameter",
                ),
                Edit(
                    f"{PARAMETERS}/articles.py",
                    AUTHOR,
                    AUTHOR.replace("QueryParameter(", 'CookieParameter(name="author", '),
                ),
            ),
        },
    ),
    *family(
        "style and explode",
        Gate.CONTRACT,
        SENDS,
        {
            "the tag is a list of tags": Edit(
                f"{PARAMETERS}/articles.py",
                TAG,
                'TagInQuery = Annotated[list[str] | None, QueryParameter(description="Tags.")]',
            ),
        },
    ),
    *family(
        "style and explode",
        Gate.CONTRACT,
        SENDS,
        {
            "a list of tags is one tag": Edit(
                f"{PARAMETERS}/articles.py",
                "Annotated[list[str] | None, QueryParameter(desc",
                "Annotated[str | None, QueryParameter(desc",
            )
        },
        given=Edit(
            f"{PARAMETERS}/articles.py",
            TAG,
            TAG.replace("str |", "list[str] |").replace(", pattern=NO_NUL", ""),
        ),
    ),
    *family(
        "default",
        Gate.CONTRACT,
        SENDS,
        {
            "a list has 50 articles": Edit(
                ARTICLES, f"{LAST_FILTER}        limit: Limit = 20", f"{LAST_FILTER}        limit: Limit = 50"
            ),
            "the feed has 10 articles": Edit(ARTICLES, FEED, FEED.replace("20", "10")),
            "the feed skips an article": Edit(ARTICLES, FEED, FEED.replace("Offset = 0", "Offset = 1")),
        },
    ),
    *family(
        "numeric bounds",
        Gate.CONTRACT,
        SENDS,
        {
            "at most 50 articles": Edit(f"{PARAMETERS}/pages.py", LIMIT, "ge=1, le=50)]"),
            "at least 2 articles": Edit(f"{PARAMETERS}/pages.py", LIMIT, "ge=2, le=100)]"),
            "more than one article": Edit(f"{PARAMETERS}/pages.py", LIMIT, "gt=1, le=100)]"),
            "fewer than 100 articles": Edit(f"{PARAMETERS}/pages.py", LIMIT, "ge=1, lt=100)]"),
            "an offset is at most 10,000": Edit(f"{PARAMETERS}/pages.py", OFFSET, "ge=0, le=10_000)]\n"),
        },
    ),
    *family(
        "multipleOf",
        Gate.CONTRACT,
        SENDS,
        {
            "the limit is a multiple of 5": Edit(f"{PARAMETERS}/pages.py", LIMIT, "ge=1, le=100, multiple_of=5)]"),
            "the offset is a multiple of 10": Edit(
                f"{PARAMETERS}/pages.py", OFFSET, "ge=0, le=MAX_SAFE_INTEGER, multiple_of=10)]\n"
            ),
        },
    ),
    *family(
        "type",
        Gate.CONTRACT,
        SENDS,
        {
            "the author is an id": Edit(
                f"{PARAMETERS}/articles.py",
                AUTHOR,
                AUTHOR.replace("str |", "int |").replace(", pattern=NO_NUL", ""),
            )
        },
    ),
)

BODIES_AND_STATUSES: tuple[Mutant, ...] = (
    *family(
        "body present",
        Gate.CONTRACT,
        SENDS,
        {
            "a login has no body": (
                Edit(USERS, "        data: JSONBody[contracts.LoginRequest],\n", ""),
                Edit(USERS, "key_of(data.user.email)", 'key_of("")'),
                Edit(USERS, "verify(data.user.password, ", 'verify("", '),
            ),
            "a follow has a body": (
                IMPORT_JSON_BODY,
                Edit(PROFILES, FOLLOW_USER, f"        data: JSONBody[contracts.ProfileResponse],\n{FOLLOW_USER}"),
            ),
        },
    ),
    *family(
        "body required",
        Gate.CONTRACT,
        SENDS,
        {
            "the body of a follow is required": Edit(
                PROFILES,
                "        data: JSONBody[contracts.ProfileResponse | None] = None,\n",
                "        data: JSONBody[contracts.ProfileResponse],\n",
            )
        },
        given=(
            IMPORT_JSON_BODY,
            Edit(
                PROFILES,
                FOLLOW_USER,
                f"        data: JSONBody[contracts.ProfileResponse | None] = None,\n{FOLLOW_USER}",
            ),
        ),
    ),
    *family(
        "media type",
        Gate.CONTRACT,
        READS,
        {
            "tags are text": Edit(TAGS, 'operation_id="listTags"', 'operation_id="listTags", media_type="text/plain"'),
            "a profile is HAL": Edit(
                PROFILES,
                '@get(operation_id="getProfile"',
                '@get(media_type="application/hal+json", operation_id="getProfile"',
            ),
            "health is MessagePack": Edit(
                HEALTH, 'operation_id="isLive"', 'operation_id="isLive", media_type="application/vnd.msgpack"'
            ),
        },
    ),
    *family(
        "media type",
        Gate.EXPORT,
        "a field of a form is a text, a file",
        {
            "a registration is a form": (
                Edit(USERS, "import JSONBody\n", "import JSONBody, URLEncodedBody\n"),
                Edit(USERS, "JSONBody[contracts.NewUserRequest]", "URLEncodedBody[contracts.NewUserRequest]"),
            ),
            "a comment is an upload": (
                Edit(COMMENTS, "import JSONBody\n", "import MultipartBody\n"),
                Edit(COMMENTS, "JSONBody[contracts.NewCommentRequest]", "MultipartBody[contracts.NewCommentRequest]"),
            ),
        },
    ),
    *family(
        "success status",
        Gate.CONTRACT,
        READS,
        {
            "an article is published with 200": Edit(
                ARTICLES, '@post(operation_id="publishArticle"', '@post(status_code=200, operation_id="publishArticle"'
            ),
            "a comment is posted with 202": Edit(
                COMMENTS, '@post(operation_id="postComment"', '@post(status_code=202, operation_id="postComment"'
            ),
            "a favourite is removed with 202": Edit(
                ARTICLES, '"unfavoriteArticle", status_code=200', '"unfavoriteArticle", status_code=202'
            ),
            "a login is 201": Edit(
                USERS,
                'operation_id="logIn",\n        status_code=200',
                'operation_id="logIn",\n        status_code=201',
            ),
            "a deletion is 200": Edit(
                ARTICLES, '@delete("/{slug:str}", operation_id', '@delete("/{slug:str}", status_code=200, operation_id'
            ),
        },
    ),
    *family(
        "error status",
        Gate.CONTRACT,
        READS,
        {
            "a forbidden article is 404": Edit(
                f"{ERRORS}/articles.py", '403, "article_forbidden"', '404, "article_forbidden"'
            ),
            "an invalid request is 400": Edit(f"{ERRORS}/requests.py", '422, "invalid"', '400, "invalid"'),
            "wrong credentials are 403": Edit(
                f"{ERRORS}/users.py", '401, "credentials_invalid"', '403, "credentials_invalid"'
            ),
            "a taken e-mail address is 422": Edit(f"{ERRORS}/users.py", '409, "email_taken"', '422, "email_taken"'),
            "a missing article is 410": Edit(
                f"{ERRORS}/articles.py", '404, "article_not_found"', '410, "article_not_found"'
            ),
            "an unavailable server is 429": Edit(f"{ERRORS}/requests.py", '503, "unavailable"', '429, "unavailable"'),
            "the list of tags may be 404": (
                Edit(TAGS, 'operation_id="listTags"', 'operation_id="listTags", raises=[ArticleNotFoundError]'),
                Edit(
                    TAGS,
                    "from app.queries.tags",
                    "from app.errors.articles import ArticleNotFoundError\nfrom app.queries.tags",
                ),
            ),
            "a login may be 409": Edit(
                USERS, "raises=[CredentialsInvalidError]", "raises=[CredentialsInvalidError, EmailTakenError]"
            ),
        },
    ),
    *family(
        "error code set",
        Gate.CONTRACT,
        READS,
        {
            "a comment may have no profile": (
                Edit(
                    COMMENTS,
                    '@post(operation_id="postComment", raises=[ArticleNotFoundError]',
                    '@post(operation_id="postComment", raises=[ArticleNotFoundError, CommentNotFoundError]',
                ),
            ),
            "an article may have no profile": (
                Edit(
                    ARTICLES,
                    '"getArticle", raises=[ArticleNotFoundError]',
                    '"getArticle", raises=[ArticleNotFoundError, ProfileNotFoundError]',
                ),
                Edit(
                    ARTICLES,
                    "from app.errors.base import require\n",
                    "from app.errors.base import require\nfrom app.errors.profiles import ProfileNotFoundError\n",
                ),
            ),
            "a login may have no token": (
                Edit(USERS, "raises=[CredentialsInvalidError]", "raises=[CredentialsInvalidError, TokenInvalidError]"),
            ),
            "a code is renamed": Edit(f"{ERRORS}/articles.py", '"article_not_found"', '"article_missing"'),
            "a code of a registration is renamed": Edit(
                f"{ERRORS}/users.py", '409, "username_taken"', '409, "username_reserved"'
            ),
        },
    ),
)

SECURITY_AND_HEADERS: tuple[Mutant, ...] = (
    *family(
        "security",
        Gate.CONTRACT,
        SENDS,
        {
            "an article needs a token": Edit(
                ARTICLES,
                GET_ARTICLE,
                GET_ARTICLE.replace(
                    "viewer: NamedDependency[AccountRow | None]", "current_user: NamedDependency[AccountRow]"
                ),
            ),
            "a profile needs a token": Edit(
                PROFILES, "viewer: NamedDependency[AccountRow | None]", "current_user: NamedDependency[AccountRow]"
            ),
            "the tags need a token": (
                Edit(TAGS, LIST_TAGS, LIST_TAGS.replace("self, ", "self, current_user: NamedDependency[AccountRow], ")),
                Edit(
                    TAGS,
                    "from controllers.presenters",
                    "from app.queries.users import AccountRow\nfrom controllers.presenters",
                ),
            ),
            "a login needs a token": (
                added(USERS, "        data: JSONBody[contracts.LoginRequest],\n", CURRENT_USER),
                removed(USERS, '        opt={PUBLIC: "the response has the token"},\n'),
            ),
            "a registration needs a token": (
                added(USERS, "        data: JSONBody[contracts.NewUserRequest],\n", CURRENT_USER),
                removed(USERS, '        opt={PUBLIC: "a new user has no token"},\n'),
            ),
            "the scheme is another one": Edit(APP, '    scheme="bearer",\n', '    scheme="basic",\n'),
            "the token is in a header of its own": Edit(
                APP,
                '    type="http",\n    scheme="bearer",\n',
                '    type="apiKey",\n    name="X-Token",\n    security_scheme_in="header",\n',
            ),
        },
    ),
    *family(
        "response header",
        Gate.CONTRACT,
        READS,
        {
            "Cache-Control is gone": Edit(
                USERS, '"getCurrentUser", response_headers=[NO_STORE], ', '"getCurrentUser", '
            ),
            "Cache-Control may be absent": Edit(
                USERS, 'cache may store a token.", required=True', 'cache may store a token."'
            ),
            "Cache-Control is renamed": Edit(USERS, 'name="Cache-Control"', 'name="X-Cache-Control"'),
            "the request id is in another header": Edit(
                "app/http/request_log.py", 'REQUEST_ID_HEADER = "X-Request-ID"', 'REQUEST_ID_HEADER = "X-Trace-ID"'
            ),
            "an error does not say when to retry": Edit(
                f"{ERRORS}/requests.py", '    headers = {"Retry-After": "1"}  # noqa: RUF012\n', ""
            ),
            "wrong credentials have no challenge": Edit(
                f"{ERRORS}/users.py",
                '"credentials_invalid", "credentials", "invalid"\n    headers = CHALLENGE\n',
                '"credentials_invalid", "credentials", "invalid"\n',
            ),
            "tags have no entity tag": (
                Edit(TAGS, 'operation_id="listTags"', 'operation_id="listTags", opt={"etag": False}'),
            ),
        },
    ),
)

NAMES: tuple[Mutant, ...] = (
    *family(
        "operation id",
        Gate.TYPES,
        "the operation id",
        {
            "listTags is listLabels": Edit(TAGS, '"listTags"', '"listLabels"'),
            "logIn is login": Edit(USERS, '"logIn"', '"login"'),
            "registerUser is signUp": Edit(USERS, '"registerUser"', '"signUp"'),
            "deleteComment is removeComment": Edit(COMMENTS, '"deleteComment"', '"removeComment"'),
            "isLive is live": Edit(HEALTH, '"isLive"', '"live"'),
            "getFeed is listFeed": Edit(ARTICLES, '"getFeed"', '"listFeed"'),
            "reviseArticle is updateArticle": Edit(ARTICLES, '"reviseArticle"', '"updateArticle"'),
        },
    ),
    *family(
        "component name",
        Gate.TYPES,
        "the component is called",
        {
            "Health is HealthStatus": (
                Edit("schemas/health.py", "class Health(", "class HealthStatus("),
                Edit(HEALTH, "import Health\n", "import HealthStatus as Health\n"),
            ),
            "TagsResponse is TagList": (
                Edit("schemas/tags.py", "class TagsResponse(", "class TagList("),
                Edit(TAGS, "contracts.TagsResponse", "contracts.TagList"),
                Edit("controllers/presenters/tags.py", "-> tags.TagsResponse", "-> tags.TagList"),
                Edit("controllers/presenters/tags.py", "return tags.TagsResponse", "return tags.TagList"),
            ),
            "Credentials is Login": (
                Edit("schemas/users.py", "class Credentials(", "class Login("),
                Edit("schemas/users.py", "    user: Credentials\n", "    user: Login\n"),
            ),
            "NewComment is CommentDraft": (
                Edit("schemas/comments.py", "class NewComment(", "class CommentDraft("),
                Edit("schemas/comments.py", "    comment: NewComment\n", "    comment: CommentDraft\n"),
            ),
            "ArticleChanges is ArticlePatch": (
                Edit("schemas/articles.py", "class ArticleChanges(", "class ArticlePatch("),
                Edit("schemas/articles.py", "    article: ArticleChanges\n", "    article: ArticlePatch\n"),
            ),
            "NewUser is Registration": (
                Edit("schemas/users.py", "class NewUser(", "class Registration("),
                Edit("schemas/users.py", "    user: NewUser\n", "    user: Registration\n"),
            ),
        },
    ),
    *family(
        "enum member under an exhaustive switch",
        Gate.TYPES,
        "an exhaustive switch does not handle",
        {
            "an error of the server has a new code": NEW_CODE,
        },
    ),
)

MUTANTS = (
    *PATHS_AND_METHODS,
    *PARAMETERS_OF_REQUESTS,
    *BODIES_AND_STATUSES,
    *SECURITY_AND_HEADERS,
    *NAMES,
)
