"""Tables, constraints and indexes that disagree with the structs of the contract."""

from tests.mutants.catalogue.migrations import migration
from tests.mutants.mutant import Edit, Gate, Mutant, added, family, removed

MODELS = "app/db_models.py"
ARTICLES, COMMENTS = "schemas/articles.py", "schemas/comments.py"
PROFILES, TAGS, USERS = "schemas/profiles.py", "schemas/tags.py", "schemas/users.py"

MUTANTS: tuple[Mutant, ...] = (
    *family(
        "column and length of a field",
        Gate.TABLES,
        "[length]",
        {
            "an e-mail address has 50 characters": Edit(
                MODELS, "mapped_column(String(254))", "mapped_column(String(50))"
            ),
            "a migration that makes a column shorter than the struct allows": (
                Edit(
                    MODELS,
                    "title: Mapped[str] = mapped_column(String(200))",
                    "title: Mapped[str] = mapped_column(String(100))",
                ),
                migration(
                    'with op.batch_alter_table("articles") as articles:\n'
                    '        articles.alter_column("title", existing_type=sa.String(200), type_=sa.String(100))',
                    'with op.batch_alter_table("articles") as articles:\n'
                    '        articles.alter_column("title", existing_type=sa.String(100), type_=sa.String(200))',
                ),
            ),
            "a CHECK is narrower than a request": Edit(
                MODELS, 'has_length("description", 1, 1_000)', 'has_length("description", 1, 500)'
            ),
            "a CHECK is wider than a response": Edit(
                MODELS, 'has_length("username", 1, 64)', 'has_length("username", 1, 65)'
            ),
            "a CHECK of a slug is removed": removed(MODELS, '        has_length("slug", 1, 128),\n'),
            "a CHECK of a tag is removed": Edit(
                MODELS,
                '(Index(None, "tag", "article_id"), has_length("tag", 1, 64))',
                '(Index(None, "tag", "article_id"),)',
            ),
            "a request is wider than the column": Edit(ARTICLES, "max_length=1_000", "max_length=2_000"),
            "a bio has no limit": Edit(
                "schemas/users.py", "Bio = Annotated[str, Meta(max_length=2_000, ", "Bio = Annotated[str, Meta("
            ),
            "a comment may be empty": Edit(MODELS, 'has_length("body", 1, 10_000)', 'has_length("body", 0, 10_000)'),
        },
    ),
    *family(
        "column and null of a field",
        Gate.TABLES,
        "[null]",
        {
            "a nullable column under a field that is never null": Edit(
                MODELS,
                "body: Mapped[str] = mapped_column(String(10_000))",
                "body: Mapped[str | None] = mapped_column(String(10_000))",
            ),
            "a nullable title": Edit(MODELS, "title: Mapped[str] =", "title: Mapped[str | None] ="),
            "a bio that may be null in the table alone": Edit(PROFILES, "    bio: Bio | None\n", "    bio: Bio\n"),
            "an image that may be null in the request alone": Edit(
                MODELS, "image: Mapped[str | None]", "image: Mapped[str]"
            ),
        },
    ),
    *family(
        "column and type of a field",
        Gate.TABLES,
        "[type]",
        {
            "the id of a comment is text": Edit(COMMENTS, "    id: Annotated[int, Meta(ge=1)]\n", "    id: str\n"),
            "a time is a number": Edit(ARTICLES, "    created_at: Timestamp\n", "    created_at: int\n"),
            "a title is a number": Edit(
                MODELS,
                "title: Mapped[str] = mapped_column(String(200))",
                "title: Mapped[int] = mapped_column(BigInteger)",
            ),
        },
    ),
    *family(
        "column and range of a field",
        Gate.TABLES,
        "[range]",
        {
            "an id may be 0": removed(MODELS, '        CheckConstraint("id >= 1", name="id_min_1"),\n'),
            "an id is at least 2": Edit(
                COMMENTS, "    id: Annotated[int, Meta(ge=1)]\n", "    id: Annotated[int, Meta(ge=2)]\n"
            ),
        },
    ),
    *family(
        "field without a column",
        Gate.TABLES,
        "[tie]",
        {
            "a new field of a request": added(ARTICLES, '    """An article to publish."""\n\n', "    subtitle: str\n"),
            "a new field of a response": added(PROFILES, "    image: ImageUrl | None\n", "    homepage: str | None\n"),
            "a renamed column": Edit(
                MODELS,
                "description: Mapped[str] = mapped_column(String(1_000))",
                'description: Mapped[str] = mapped_column("summary", String(1_000))',
            ),
        },
    ),
    *family(
        "column without a value",
        Gate.TABLES,
        "[insert]",
        {
            "a new column that is not null": added(
                MODELS, "    password_hash: Mapped[str]\n", "    locale: Mapped[str]\n"
            ),
            "a default is removed": Edit(
                MODELS,
                "    token_generation: Mapped[int] = mapped_column(default=0)\n",
                "    token_generation: Mapped[int]\n",
            ),
        },
    ),
    *family(
        "constraint without an error",
        Gate.TABLES,
        "[error]",
        {
            "the error of an e-mail address is removed": removed(
                "app/repositories/users.py", '        "uq_users_email_key": EmailTakenError,\n'
            ),
            "the error has the name of another constraint": Edit(
                "app/repositories/users.py", '    "uq_users_username_key"', '    "uq_users_username"'
            ),
            "a title is unique": Edit(
                MODELS,
                '        UniqueConstraint("slug"),\n',
                '        UniqueConstraint("slug"),\n        UniqueConstraint("title"),\n',
            ),
            "a foreign key has no error": removed(
                "app/repositories/comments.py", '        "fk_comments_author_id_users": TokenInvalidError,\n'
            ),
        },
    ),
    *family(
        "foreign key without an index",
        Gate.TABLES,
        "[index]",
        {
            "an index dropped that only a cascade needs": Edit(MODELS, ' Index(None, "author_id"),', ""),
            "an index of follows dropped": Edit(
                MODELS, '__table_args__ = (Index(None, "followed_id"),)', "__table_args__ = ()"
            ),
            "an index in another order": Edit(
                MODELS, 'Index(None, "user_id", "article_id")', 'Index(None, "article_id", "user_id")'
            ),
            "an index of articles dropped": removed(MODELS, '        Index(None, "author_id", "id"),\n'),
        },
    ),
)
