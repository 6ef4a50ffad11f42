"""The columns behind every field of a request or response. `scripts/check_tables.py` compares both.

A field is tied to the column of its name. This module declares the tables, the other columns, and the reasons of fields
without a column.
"""

from app.db_models import Article, ArticleTag, Comment, User
from contract.tables import Tie, Waiver
from schemas import articles, comments, errors, health, profiles, tags, users

HASHED = "password_hash is an Argon2id hash of the password"

TIES = (
    # Users
    Tie(struct=users.User, table=User, computed={"token": "signed by app/auth/tokens.py, and not stored"}),
    Tie(
        struct=users.NewUser,
        table=User,
        use="insert",
        computed={"password": HASHED},
        derived={
            "username_key": "User.set_key derives the key from the username",
            "email_key": "User.set_key derives the key from the e-mail address",
            "password_hash": HASHED,
        },
    ),
    Tie(struct=users.UserChanges, table=User, computed={"password": HASHED}),
    Tie(struct=users.Credentials, table=User, use="select", computed={"password": HASHED}),
    Tie(struct=profiles.Profile, table=User, computed={"following": "the existence of a row of follows"}),
    # Articles
    Tie(
        struct=articles.ArticlePreview,
        table=Article,
        columns={"tag_list": ArticleTag.tag, "author": Article.author_id},
        computed={
            "favorited": "the existence of a row of favorites",
            "favorites_count": "a sum over rows of counts, which tests/test_counts.py compares with count(*)",
        },
    ),
    Tie(
        struct=articles.ArticlesResponse,
        computed={"articles_count": "a sum over rows of counts or writers, see tests/test_counts.py"},
    ),
    Tie(
        struct=articles.NewArticle,
        table=Article,
        use="insert",
        columns={"tag_list": ArticleTag.tag},
        derived={"slug": "app/repositories/slugs.py derives the slug from the title", "author_id": "the current user"},
    ),
    Tie(struct=articles.ArticleChanges, table=Article, columns={"tag_list": ArticleTag.tag}),
    # A trigger copies article_tags.tag to counts.key.
    Tie(struct=tags.TagsResponse, columns={"tags": ArticleTag.tag}),
    # Comments
    Tie(struct=comments.Comment, table=Comment, columns={"author": Comment.author_id}),
    Tie(
        struct=comments.NewComment,
        table=Comment,
        use="insert",
        derived={"article_id": "the article of the path", "author_id": "the current user"},
    ),
    # Responses without a table
    Tie(
        struct=errors.ErrorBody,
        computed={
            "errors": "from app/http/errors.py and contract/messages.py",
            "code": "from app/http/errors.py",
            "request_id": "from the request",
        },
    ),
    Tie(struct=health.Health, computed={"status": "a constant"}),
)

WAIVERS = (
    Waiver(
        "ArticlePreview.tag_list",
        "items",
        "ArticleRepository stores the tags of one validated list, and replaces all tags of an article at once",
    ),
)

# Constraints that a client can violate, and that no error reports.
HANDLED = {
    "uq_articles_slug": "ArticleRepository adds a random suffix to a slug that is in use",
    "pk_article_tags": "ArticleRepository removes duplicates, and locks the article before a change of its tags",
    "pk_compatible_revisions": "only migrations write the table",
    "pk_favorites": "Repository.add_unless_exists ignores an existing favourite",
    "pk_follows": "Repository.add_unless_exists ignores an existing follow",
    "pk_writers": "the triggers of app/db/counters.py add a row only if the author has none",
}
