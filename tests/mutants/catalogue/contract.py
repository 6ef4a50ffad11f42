"""Structs of request and response bodies."""

from tests.mutants.mutant import Edit, Gate, Mutant, family

ARTICLES, COMMENTS, PROFILES, TAGS = (f"schemas/{name}.py" for name in ("articles", "comments", "profiles", "tags"))
USERS, BASE, ERRORS, HEALTH = (f"schemas/{name}.py" for name in ("users", "base", "errors", "health"))

SENDS = "breaks clients that send requests"
READS = "breaks clients that read responses"

# New fields come after these lines. A field with a default comes last.
NEW_ARTICLE = '    """An article to publish."""\n\n'
NEW_USER = '    """The data of a registration."""\n\n'
COMMENT = '    """A comment as the viewer sees it."""\n\n'
NEW_COMMENT = '    """A comment to post."""\n\n'
END_OF_NEW_COMMENT = f"{NEW_COMMENT}    body: CommentBody\n"
END_OF_NEW_USER = "    username: Username\n    email: Email\n    password: Password\n"
TAG_LIST = "    tag_list: TagList = []  # noqa: RUF012 - msgspec copies the default\n"
# Fields that several mistakes change.
HEALTH_STATUS = '    status: Literal["ok"]\n'
BODY_IN_RESPONSE = '    """An article as the viewer sees it."""\n\n    body: Body\n'
CHANGED_TAG_LIST = "    tag_list: TagList | UnsetType = UNSET\n"
CHANGED_DESCRIPTION = "    description: Description | UnsetType = UNSET\n"
FAVORITES_COUNT = "    favorites_count: Annotated[int, Meta(ge=0)]\n"
ARTICLES_COUNT = '        int, Meta(ge=0, description="The number of all matching'
END_OF_ARTICLES_COUNT = 'not only of this page.")\n    ]'
COMMENT_ID = "    id: Annotated[int, Meta(ge=1)]\n"
ERROR_REASONS = "        dict[str, list[str]],\n"
TAGS_IN_USE = "    tags: list[Tag]\n"
SLUG_PATTERN = r'pattern=r"^[a-z0-9]+(-[a-z0-9]+)*\Z"'


def new_field(path: str, place: str, field: str) -> Edit:
    return Edit(path, place, f"{place}    {field}\n")


def unset_in(path: str) -> Edit:
    return Edit(path, "from msgspec import Meta\n", "from msgspec import UNSET, Meta, UnsetType\n")


def without(path: str, text: str) -> Edit:
    return Edit(path, text, "")


PROPERTIES: tuple[Mutant, ...] = (
    *family(
        "property added and removed",
        Gate.CONTRACT,
        SENDS,
        {
            "an article is published without tags": (
                without(ARTICLES, TAG_LIST),
                Edit("controllers/articles.py", "tags=new.tag_list", "tags=[]"),
            ),
            "a description cannot be changed": without(ARTICLES, CHANGED_DESCRIPTION),
            "an image cannot be changed": without(USERS, "    image: ImageUrl | None | UnsetType = UNSET\n"),
            "changed tags have another name": Edit(
                ARTICLES, CHANGED_TAG_LIST, CHANGED_TAG_LIST.replace("tag_list", "tags")
            ),
            "names have hyphens": Edit(BASE, 'rename="camel"', 'rename="kebab"'),
        },
    ),
    *family(
        "property added and removed",
        Gate.CONTRACT,
        READS,
        {
            "a field removed from a response, with everything regenerated": (
                without(PROFILES, "    bio: Bio | None\n"),
                Edit(
                    "controllers/presenters/profiles.py",
                    "(username=row.username, bio=row.bio, ",
                    "(username=row.username, ",
                ),
            ),
            "an article has no body": (
                Edit(ARTICLES, BODY_IN_RESPONSE, '    """An article as the viewer sees it."""\n'),
                Edit("controllers/presenters/articles.py", "articles.Article(body=row.body, ", "articles.Article("),
            ),
            "a preview has no description": Edit(
                ARTICLES,
                "    description: Description\n    tag_list: TagList\n    created",
                "    tag_list: TagList\n    created",
            ),
            "a comment has no time of change": Edit(COMMENTS, "    updated_at: Timestamp\n", ""),
            "a page has no count": Edit(ARTICLES, "    articles_count: Annotated[\n", "    total: Annotated[\n"),
            "an account has no token": Edit(USERS, "    token: Annotated[str, ", "    jwt: Annotated[str, "),
            "an error has no request id": Edit(ERRORS, "    request_id: Annotated[", "    trace_id: Annotated["),
            "an account has no image": Edit(
                USERS, "    bio: Bio | None\n    image: ImageUrl | None\n", "    bio: Bio | None\n"
            ),
            "a favourite is a like": Edit(ARTICLES, "    favorites_count:", "    likes_count:"),
        },
    ),
    *family(
        "required",
        Gate.CONTRACT,
        SENDS,
        {
            "a required field added to a request, with everything regenerated": new_field(
                COMMENTS, NEW_COMMENT, "language: str"
            ),
            "a registration needs an invitation": new_field(USERS, NEW_USER, "invitation: str"),
            "an article needs a summary": new_field(ARTICLES, NEW_ARTICLE, "summary: Description"),
            "an article needs tags": Edit(ARTICLES, TAG_LIST, "    tag_list: TagList\n"),
            "a change needs a title": Edit(ARTICLES, "    title: Title | UnsetType = UNSET\n", "    title: Title\n"),
            "a login needs a code": new_field(USERS, '    """An e-mail address and its password."""\n\n', "code: str"),
            "a change of an account needs an e-mail address": Edit(
                USERS, "    email: Email | UnsetType = UNSET\n", "    email: Email\n"
            ),
        },
    ),
    *family(
        "required",
        Gate.CONTRACT,
        READS,
        {
            "a body may be absent": Edit(
                ARTICLES, BODY_IN_RESPONSE, BODY_IN_RESPONSE.replace("body: Body", "body: Body | UnsetType = UNSET")
            ),
            "following may be absent": (
                unset_in(PROFILES),
                Edit(PROFILES, "    following: Annotated[bool, ", "    following: UnsetType | Annotated[bool, "),
            ),
            "an author may be absent": (
                unset_in(COMMENTS),
                Edit(COMMENTS, "    author: Profile\n", "    author: Profile | UnsetType = UNSET\n"),
            ),
            "defaults are not sent": Edit(
                HEALTH,
                'class Health(Contract):\n    """The result of a successful health check."""\n\n' + HEALTH_STATUS,
                'class Health(Contract, omit_defaults=True):\n    """The result of a check."""\n\n'
                + HEALTH_STATUS.replace("\n", ' = "ok"\n'),
            ),
        },
    ),
    *family(
        "nullable",
        Gate.CONTRACT,
        SENDS,
        {
            "a bio cannot be null": Edit(USERS, "    bio: Bio | None | UnsetType", "    bio: Bio | UnsetType"),
            "an image cannot be null": Edit(
                USERS, "    image: ImageUrl | None | UnsetType", "    image: ImageUrl | UnsetType"
            ),
        },
    ),
    *family(
        "nullable",
        Gate.CONTRACT,
        READS,
        {
            "articlesCount nullable, and rendered as text": Edit(
                ARTICLES, END_OF_ARTICLES_COUNT, f"{END_OF_ARTICLES_COUNT} | None"
            ),
            "a title may be null": Edit(
                ARTICLES, "    slug: Slug\n    title: Title\n", "    slug: Slug\n    title: Title | None\n"
            ),
            "an author may be null": Edit(COMMENTS, "    author: Profile\n", "    author: Profile | None\n"),
            "a username may be null": Edit(PROFILES, "    username: Username\n", "    username: Username | None\n"),
            "tags may be null": Edit(TAGS, TAGS_IN_USE, "    tags: list[Tag] | None\n"),
            "a token may be null": Edit(USERS, "    token: Annotated[str, ", "    token: Annotated[str | None, "),
        },
    ),
    *family(
        "closed and open object",
        Gate.CONTRACT,
        SENDS,
        {
            "a new comment has no unknown members": Edit(
                COMMENTS, "class NewComment(Contract):", "class NewComment(Contract, forbid_unknown_fields=True):"
            ),
            "no body has unknown members": Edit(
                BASE, 'rename="camel", kw_only=True', 'rename="camel", kw_only=True, forbid_unknown_fields=True'
            ),
        },
    ),
    *family(
        "closed and open object",
        Gate.CONTRACT,
        READS,
        {
            "health may have unknown members": Edit(
                HEALTH, "class Health(Contract, forbid_unknown_fields=True):", "class Health(Contract):"
            ),
        },
        given=Edit(HEALTH, "class Health(Contract):", "class Health(Contract, forbid_unknown_fields=True):"),
    ),
    *family(
        "default",
        Gate.CONTRACT,
        SENDS,
        {"an article is a draft": Edit(ARTICLES, "    draft: bool = False\n", "    draft: bool = True\n")},
        given=new_field(ARTICLES, TAG_LIST, "draft: bool = False"),
    ),
    *family(
        "default",
        Gate.CONTRACT,
        SENDS,
        {
            "the default is gone": Edit(
                ARTICLES, '    language: str = "en"\n', "    language: str | UnsetType = UNSET\n"
            )
        },
        given=new_field(ARTICLES, TAG_LIST, 'language: str = "en"'),
    ),
)

VALUES: tuple[Mutant, ...] = (
    *family(
        "type",
        Gate.CONTRACT,
        SENDS,
        {
            "the body of a comment is a list": Edit(
                COMMENTS, END_OF_NEW_COMMENT, END_OF_NEW_COMMENT.replace("CommentBody", "list[CommentBody]")
            ),
            "tags are one text": Edit(ARTICLES, CHANGED_TAG_LIST, "    tag_list: Tag | UnsetType = UNSET\n"),
            "a password is a number": Edit(
                USERS,
                END_OF_NEW_USER,
                END_OF_NEW_USER.replace("Password", "int"),
            ),
        },
    ),
    *family(
        "type",
        Gate.CONTRACT,
        READS,
        {
            "a count is text": Edit(ARTICLES, FAVORITES_COUNT, "    favorites_count: str\n"),
            "a count is a fraction": Edit(ARTICLES, FAVORITES_COUNT, FAVORITES_COUNT.replace("int", "float")),
            "a favourite is a number": Edit(
                ARTICLES, "    favorited: Annotated[bool, ", "    favorited: Annotated[int, "
            ),
            "the id of a comment is text": Edit(COMMENTS, COMMENT_ID, "    id: str\n"),
            "an author is a name": Edit(COMMENTS, "    author: Profile\n", "    author: str\n"),
            "a time is a number": Edit(COMMENTS, "    created_at: Timestamp\n", "    created_at: float\n"),
            "reasons are one text": Edit(ERRORS, ERROR_REASONS, "        str,\n"),
        },
    ),
    *family(
        "format",
        Gate.CONTRACT,
        READS,
        {
            "a time is a date": (
                Edit("schemas/base.py", "from datetime import datetime\n", "from datetime import date\n"),
                Edit(
                    "schemas/base.py",
                    'Annotated[datetime, Meta(tz=True, description="In UTC.")]',
                    'Annotated[date, Meta(description="In UTC.")]',
                ),
            ),
            "a time has no zone": Edit(
                "schemas/base.py", 'Meta(tz=True, description="In UTC.")', 'Meta(tz=False, description="In UTC.")'
            ),
            "a time may have no zone": Edit(
                "schemas/base.py", 'Meta(tz=True, description="In UTC.")', 'Meta(description="In UTC.")'
            ),
            "a request id is a UUID": (
                Edit(
                    ERRORS,
                    "    request_id: Annotated[\n        str,\n",
                    "    request_id: Annotated[\n        list[UUID],\n",
                ),
                Edit(
                    ERRORS,
                    "from typing import Annotated\n",
                    "from typing import Annotated\nfrom uuid import UUID\n",
                ),
            ),
        },
    ),
    *family(
        "format",
        Gate.CONTRACT,
        SENDS,
        {"a time to publish is a date": (Edit(ARTICLES, "publish_at: datetime |", "publish_at: date |"),)},
        given=(
            new_field(ARTICLES, TAG_LIST, "publish_at: datetime | UnsetType = UNSET"),
            Edit(
                ARTICLES,
                "from typing import Annotated\n",
                "from datetime import date, datetime\nfrom typing import Annotated\n",
            ),
        ),
    ),
    *family(
        "format",
        Gate.CONTRACT,
        SENDS,
        {
            "an invitation is a UUID": (
                Edit(USERS, "invitation: str |", "invitation: UUID |"),
                Edit(USERS, "from typing import Annotated\n", "from typing import Annotated\nfrom uuid import UUID\n"),
            )
        },
        given=new_field(USERS, END_OF_NEW_USER, "invitation: str | UnsetType = UNSET"),
    ),
    *family(
        "enum value",
        Gate.CONTRACT,
        READS,
        {
            "health may be degraded": Edit(HEALTH, HEALTH_STATUS, HEALTH_STATUS.replace('"ok"', '"degraded", "ok"')),
            "an enumeration is any text": Edit(HEALTH, HEALTH_STATUS, "    status: str\n"),
        },
    ),
    *family(
        "enum value",
        Gate.CONTRACT,
        SENDS,
        {"a tone is gone": Edit(COMMENTS, 'Literal["kind", "neutral"]', 'Literal["kind"]')},
        given=(
            Edit(COMMENTS, "from typing import Annotated\n", "from typing import Annotated, Literal\n"),
            new_field(COMMENTS, END_OF_NEW_COMMENT, 'tone: Literal["kind", "neutral"] = "kind"'),
        ),
    ),
    *family(
        "const",
        Gate.CONTRACT,
        READS,
        {"health is up": Edit(HEALTH, HEALTH_STATUS, HEALTH_STATUS.replace("ok", "up"))},
    ),
    *family(
        "const",
        Gate.CONTRACT,
        SENDS,
        {"a version is another one": Edit(COMMENTS, "version: Literal[1] |", "version: Literal[2] |")},
        given=(
            unset_in(COMMENTS),
            Edit(COMMENTS, "from typing import Annotated\n", "from typing import Annotated, Literal\n"),
            new_field(COMMENTS, END_OF_NEW_COMMENT, "version: Literal[1] | UnsetType = UNSET"),
        ),
    ),
    *family(
        "numeric bounds",
        Gate.CONTRACT,
        READS,
        {
            "a count may be negative": Edit(ARTICLES, FAVORITES_COUNT, FAVORITES_COUNT.replace("0", "-1")),
            "a count has no bound": Edit(ARTICLES, FAVORITES_COUNT, "    favorites_count: int\n"),
            "a page may have a negative count": Edit(ARTICLES, ARTICLES_COUNT, ARTICLES_COUNT.replace("ge=0, ", "")),
            "the id of a comment may be 0": Edit(COMMENTS, COMMENT_ID, COMMENT_ID.replace("1", "0")),
        },
    ),
    *family(
        "numeric bounds",
        Gate.CONTRACT,
        SENDS,
        {"a rating is at most 5": Edit(COMMENTS, "Meta(ge=1, le=10)", "Meta(ge=1, le=5)")},
        given=new_field(COMMENTS, END_OF_NEW_COMMENT, "rating: Annotated[int, Meta(ge=1, le=10)] = 1"),
    ),
    *family(
        "numeric bounds",
        Gate.CONTRACT,
        SENDS,
        {"a nullable rating has a bound": Edit(COMMENTS, "rating: int |", "rating: Annotated[int, Meta(ge=0)] |")},
        given=new_field(COMMENTS, END_OF_NEW_COMMENT, "rating: int | None = None"),
    ),
    *family(
        "multipleOf",
        Gate.CONTRACT,
        READS,
        {"a price may have cents": Edit(COMMENTS, "Meta(multiple_of=100)", "Meta(multiple_of=1)")},
        given=new_field(COMMENTS, COMMENT, "price: Annotated[int, Meta(multiple_of=100)]"),
    ),
    *family(
        "length",
        Gate.CONTRACT,
        SENDS,
        {
            "a title is at most 100 characters long": Edit(ARTICLES, "max_length=200", "max_length=100"),
            "a description is at most 999 characters long": Edit(ARTICLES, "max_length=1_000", "max_length=999"),
            "a body is at most 65,535 characters long": Edit(ARTICLES, "max_length=100_000", "max_length=65_535"),
            "a comment is at most 5,000 characters long": Edit(COMMENTS, "max_length=10_000", "max_length=5_000"),
            "a password has at least 12 characters": Edit(USERS, "min_length=8", "min_length=12"),
            "a tag is at most 32 characters long": Edit(TAGS, "max_length=64", "max_length=32"),
            "a username has at least 3 characters": Edit(
                USERS, "min_length=1,\n        max_length=64", "min_length=3,\n        max_length=64"
            ),
            "a bio is at most 500 characters long": Edit(
                "schemas/users.py",
                "Bio = Annotated[str, Meta(max_length=2_000",
                "Bio = Annotated[str, Meta(max_length=500",
            ),
        },
    ),
    *family(
        "length",
        Gate.CONTRACT,
        READS,
        {
            "a slug may have 256 characters": Edit(ARTICLES, "max_length=128", "max_length=256"),
            "a slug may be empty": Edit(
                ARTICLES,
                '        min_length=1,\n        max_length=128,\n        pattern=r"^[a-z0-9]+(-[a-z0-9]+)*',
                '        max_length=128,\n        pattern=r"^[a-z0-9]*(-[a-z0-9]+)*',
            ),
            "a title may have 300 characters": Edit(ARTICLES, "max_length=200", "max_length=300"),
            "a tag may have 100 characters": Edit(TAGS, "max_length=64", "max_length=100"),
            "a comment has no limit": Edit(COMMENTS, "min_length=1, max_length=10_000", "min_length=1"),
            "a username may have 100 characters": Edit(USERS, "max_length=64", "max_length=100"),
        },
    ),
    *family(
        "pattern",
        Gate.CONTRACT,
        SENDS,
        {
            "a username has letters only": Edit("schemas/users.py", 'pattern=r"^(?!', 'pattern=r"^[a-z]+\\Z|^(?!'),
            "a password has a digit": Edit(
                USERS, "max_length=256,\n        pattern=NOT_BLANK", 'max_length=256,\n        pattern=r"[0-9]"'
            ),
            "an e-mail address has a dot": Edit(
                USERS, r"@[^@\s\u0000-\u001f\u007f]+\Z", r"@[^@\s\u0000-\u001f\u007f]+\.[a-z]+\Z"
            ),
            "a text that is not blank has a letter": Edit(
                BASE, r'NOT_BLANK = r"^[^\u0000]*[^\s\u0000]', r'NOT_BLANK = r"^[^\u0000]*[a-z]'
            ),
        },
    ),
    *family(
        "pattern",
        Gate.CONTRACT,
        READS,
        {
            "a slug may have underscores": Edit(ARTICLES, SLUG_PATTERN, SLUG_PATTERN.replace("(-[", "([-_][")),
            "a slug has no pattern": without(ARTICLES, f"        {SLUG_PATTERN},\n"),
            "a username may have slashes": Edit("schemas/users.py", 'r"^(?!', 'r"^/?(?!'),
        },
    ),
)

COLLECTIONS: tuple[Mutant, ...] = (
    *family(
        "items",
        Gate.CONTRACT,
        SENDS,
        {
            "at most 10 tags": Edit(ARTICLES, "max_length=20,", "max_length=10,"),
            "at least one tag": Edit(
                ARTICLES,
                CHANGED_TAG_LIST,
                "    tag_list: Annotated[list[Tag], Meta(min_length=1, max_length=20)] | UnsetType = UNSET\n",
            ),
            "tags are objects": Edit(ARTICLES, "    list[Tag],\n", "    list[dict[str, Tag]],\n"),
            "a tag has at least 2 characters": Edit(TAGS, "min_length=1, ", "min_length=2, "),
        },
    ),
    *family(
        "items",
        Gate.CONTRACT,
        READS,
        {
            "an article may have 50 tags": Edit(ARTICLES, "max_length=20,", "max_length=50,"),
            "tags in use are any text": Edit(TAGS, TAGS_IN_USE, "    tags: list[str]\n"),
            "a comment of a list may be null": Edit(
                COMMENTS, "    comments: list[Comment]\n", "    comments: list[Comment | None]\n"
            ),
            "articles are not in a list": Edit(
                ARTICLES, "    articles: list[ArticlePreview]\n", "    articles: dict[str, ArticlePreview]\n"
            ),
        },
    ),
    *family(
        "items",
        Gate.CONTRACT,
        READS,
        {"a list may repeat items": Edit(TAGS, "    languages: set[Tag]\n", "    languages: list[Tag]\n")},
        given=new_field(TAGS, '    """Tags in use, most used first."""\n\n', "languages: set[Tag]"),
    ),
    *family(
        "maps",
        Gate.CONTRACT,
        READS,
        {
            "a subject has one reason": Edit(ERRORS, ERROR_REASONS, "        dict[str, str],\n"),
            "a subject may have no reasons": Edit(ERRORS, ERROR_REASONS, "        dict[str, list[str] | None],\n"),
            "reasons have codes": Edit(ERRORS, ERROR_REASONS, "        dict[str, list[str | int]],\n"),
        },
    ),
    *family(
        "maps",
        Gate.CONTRACT,
        SENDS,
        {
            "a link is at most 100 characters long": Edit(
                ARTICLES, "links: dict[str, str]", "links: dict[str, Annotated[str, Meta(max_length=100)]]"
            ),
            "at most 3 links": Edit(
                ARTICLES, "links: dict[str, str]", "links: Annotated[dict[str, str], Meta(max_length=3)]"
            ),
            "at least one link": Edit(
                ARTICLES, "links: dict[str, str]", "links: Annotated[dict[str, str], Meta(min_length=1)]"
            ),
            "the name of a link is at most 10 characters long": Edit(
                ARTICLES, "links: dict[str, str]", "links: dict[Annotated[str, Meta(max_length=10)], str]"
            ),
            "links are a list": Edit(ARTICLES, "links: dict[str, str]", "links: list[str]"),
        },
        given=new_field(ARTICLES, TAG_LIST, "links: dict[str, str] | UnsetType = UNSET"),
    ),
    *family(
        "tuples",
        Gate.CONTRACT,
        READS,
        {
            "a position has a height": Edit(COMMENTS, "position: tuple[int, int]", "position: tuple[int, int, int]"),
            "a position has fractions": Edit(COMMENTS, "position: tuple[int, int]", "position: tuple[int, float]"),
            "a position is a list": Edit(COMMENTS, "position: tuple[int, int]", "position: list[int]"),
        },
        given=new_field(COMMENTS, COMMENT, "position: tuple[int, int]"),
    ),
    *family(
        "tuples",
        Gate.CONTRACT,
        SENDS,
        {
            "a position needs a height": Edit(COMMENTS, "position: tuple[int, int]", "position: tuple[int, int, int]"),
            "a position is not negative": Edit(
                COMMENTS, "position: tuple[int, int]", "position: tuple[int, Annotated[int, Meta(ge=0)]]"
            ),
        },
        given=new_field(COMMENTS, END_OF_NEW_COMMENT, "position: tuple[int, int] | None = None"),
    ),
)

UNIONS: tuple[Mutant, ...] = (
    *family(
        "union branch",
        Gate.CONTRACT,
        READS,
        {
            "the id of a comment may be text": Edit(COMMENTS, COMMENT_ID, COMMENT_ID.replace("\n", " | str\n")),
            "following may be a time": (
                Edit(PROFILES, "    following: Annotated[bool, ", "    following: Annotated[bool | datetime, "),
                Edit(
                    PROFILES,
                    "from typing import Annotated\n",
                    "from datetime import datetime\nfrom typing import Annotated\n",
                ),
            ),
            "an author may be a name": Edit(COMMENTS, "    author: Profile\n", "    author: Profile | str\n"),
        },
    ),
    *family(
        "union branch",
        Gate.CONTRACT,
        SENDS,
        {"a rating cannot be text": Edit(COMMENTS, "rating: int | str", "rating: int")},
        given=new_field(COMMENTS, END_OF_NEW_COMMENT, "rating: int | str = 1"),
    ),
)

TEXT_AND_CODE = '''class Text(Contract, tag="text", tag_field="kind"):
    """A text."""

    text: str


class Code(Contract, tag="code", tag_field="kind"):
    """A piece of code."""

    code: str


'''
ATTACHMENTS_IN_REQUESTS = (
    Edit(COMMENTS, "class NewComment(Contract):\n", f"{TEXT_AND_CODE}class NewComment(Contract):\n"),
    new_field(COMMENTS, END_OF_NEW_COMMENT, "attachment: Text | Code | None = None"),
)
ATTACHMENTS_IN_RESPONSES = (
    Edit(COMMENTS, "class Comment(Contract):\n", f"{TEXT_AND_CODE}class Comment(Contract):\n"),
    new_field(COMMENTS, COMMENT, "attachment: Text | Code"),
)
PICTURE = '''class Picture(Contract, tag="picture", tag_field="kind"):
    """A picture."""

    url: str


'''
TAGGED: tuple[Mutant, ...] = (
    *family(
        "union branch",
        Gate.CONTRACT,
        READS,
        {
            "an attachment may be a picture": (
                Edit(COMMENTS, "class Comment(Contract):\n", f"{PICTURE}class Comment(Contract):\n"),
                Edit(COMMENTS, "attachment: Text | Code", "attachment: Text | Code | Picture"),
            ),
        },
        given=ATTACHMENTS_IN_RESPONSES,
    ),
    *family(
        "union branch",
        Gate.CONTRACT,
        SENDS,
        {
            "an attachment is not a code": (
                Edit(COMMENTS, 'class Text(Contract, tag="text", tag_field="kind"):', "class Text(Contract):"),
                Edit(COMMENTS, "attachment: Text | Code", "attachment: Text"),
            )
        },
        given=ATTACHMENTS_IN_REQUESTS,
    ),
    *family(
        "discriminator",
        Gate.CONTRACT,
        READS,
        {
            "the field of the tag is renamed": (
                Edit(COMMENTS, 'tag="text", tag_field="kind"', 'tag="text", tag_field="type"'),
                Edit(COMMENTS, 'tag="code", tag_field="kind"', 'tag="code", tag_field="type"'),
            ),
            "the tag is renamed": Edit(COMMENTS, 'tag="text", ', 'tag="note", '),
            "the tags are swapped": (
                Edit(COMMENTS, 'tag="text", ', 'tag="swapped", '),
                Edit(COMMENTS, 'tag="code", ', 'tag="text", '),
                Edit(COMMENTS, 'tag="swapped", ', 'tag="code", '),
            ),
        },
        given=ATTACHMENTS_IN_RESPONSES,
    ),
    *family(
        "discriminator",
        Gate.CONTRACT,
        SENDS,
        {
            "the field of the tag is renamed": (
                Edit(COMMENTS, 'tag="text", tag_field="kind"', 'tag="text", tag_field="type"'),
                Edit(COMMENTS, 'tag="code", tag_field="kind"', 'tag="code", tag_field="type"'),
            ),
            "the tag is renamed": Edit(COMMENTS, 'tag="code", ', 'tag="source", '),
        },
        given=ATTACHMENTS_IN_REQUESTS,
    ),
)

MUTANTS = (*PROPERTIES, *VALUES, *COLLECTIONS, *UNIONS, *TAGGED)
