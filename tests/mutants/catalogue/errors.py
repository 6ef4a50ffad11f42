"""Errors and guards: declared errors that differ from the raised ones, and writes without authentication."""

from tests.mutants.mutant import Edit, Gate, Mutant, added, family, removed

ARTICLES, COMMENTS, PROFILES = "controllers/articles.py", "controllers/comments.py", "controllers/profiles.py"
TAGS, USERS, DEPENDENCIES = "controllers/tags.py", "controllers/users.py", "app/dependencies.py"
ARTICLE_REPOSITORY, USER_REPOSITORY = "app/repositories/articles.py", "app/repositories/users.py"
COMMENT_REPOSITORY = "app/repositories/comments.py"

CURRENT_USER = "        current_user: NamedDependency[AccountRow],\n"
VIEWER = "        viewer: NamedDependency[AccountRow | None],\n"
NEW_ARTICLE = "        data: JSONBody[contracts.NewArticleRequest],\n"
NEW_COMMENT = "        data: JSONBody[contracts.NewCommentRequest],\n"
END_OF_PUBLISH = """\
tags=new.tag_list
        )
        return present_article(await articles.read_row(article, \
"""
LIST_TAGS = '    @get("/tags", operation_id="listTags")\n'
IMPORT_ERROR = Edit(
    COMMENT_REPOSITORY,
    "from app.queries.comments",
    "from app.errors.comments import CommentForbiddenError\nfrom app.queries.comments",
)

UNDECLARED: tuple[Mutant, ...] = (
    *family(
        "error raised and not declared",
        Gate.LINT,
        "and does not declare it",
        {
            "an error raised and not declared, on a path that no test takes": added(
                ARTICLES,
                "        new = data.article\n",
                '        if new.title == "No test publishes this title":\n            raise ArticleForbiddenError\n',
            ),
            "a missing article": Edit(
                ARTICLES, 'operation_id="getArticle", raises=[ArticleNotFoundError]', 'operation_id="getArticle"'
            ),
            "a missing comment": Edit(
                COMMENTS, "CommentForbiddenError, CommentNotFoundError],", "CommentForbiddenError],"
            ),
            "a missing profile": Edit(
                PROFILES,
                '"unfollowUser", status_code=200, raises=[ProfileNotFoundError]',
                '"unfollowUser", status_code=200',
            ),
            "another author": Edit(
                ARTICLES,
                '"deleteArticle", raises=[ArticleForbiddenError, ArticleNotFoundError]',
                '"deleteArticle", raises=[ArticleNotFoundError]',
            ),
            "wrong credentials": removed(USERS, "        raises=[CredentialsInvalidError],\n"),
            "a taken username": Edit(
                USERS,
                '"updateCurrentUser", raises=[EmailTakenError, UsernameTakenError]',
                '"updateCurrentUser", raises=[EmailTakenError]',
            ),
            "a missing token, of a dependency": removed(DEPENDENCIES, "@raises(TokenMissingError)\n"),
            "an invalid token, of a dependency": removed(DEPENDENCIES, "    @raises(TokenInvalidError)\n"),
            "an error of a helper": (
                Edit(
                    ARTICLES,
                    "from app.errors.base import require\n",
                    "from app.errors.base import require\nfrom app.errors.profiles import ProfileNotFoundError\n",
                ),
                added(
                    ARTICLES,
                    "        raise ArticleForbiddenError\n",
                    "    require(article.title, ProfileNotFoundError)\n",
                ),
            ),
            "an error of a repository": (
                IMPORT_ERROR,
                Edit(
                    COMMENT_REPOSITORY,
                    "        return await self.add(",
                    "        if not body:\n            raise CommentForbiddenError\n        return await self.add(",
                ),
            ),
            "an error of a presenter": (
                Edit(
                    "controllers/presenters/tags.py",
                    "from app.queries.tags",
                    "from app.errors.articles import ArticleNotFoundError\n"
                    "from app.errors.base import require\nfrom app.queries.tags",
                ),
                Edit(
                    "controllers/presenters/tags.py",
                    "tags.TagsResponse(tags=row.tags)",
                    "tags.TagsResponse(tags=require(row.tags, ArticleNotFoundError))",
                ),
            ),
            "an error of a query": (
                Edit(
                    "app/queries/articles.py",
                    "from app.db_models import Article",
                    "from app.errors.profiles import ProfileNotFoundError\nfrom app.db_models import Article",
                ),
                added(
                    "app/queries/articles.py",
                    "    filters = {name: value for name, value in values.items() if value is not None}\n",
                    "    if viewer is None and filters:\n        raise ProfileNotFoundError\n",
                ),
            ),
            "an error of a constraint": (
                Edit(
                    COMMENT_REPOSITORY,
                    '"fk_comments_article_id_articles": ArticleNotFoundError',
                    '"fk_comments_article_id_articles": ProfileNotFoundError',
                ),
                Edit(
                    COMMENT_REPOSITORY,
                    "from app.errors.articles import ArticleNotFoundError\n",
                    "from app.errors.profiles import ProfileNotFoundError\n",
                ),
            ),
            "an error of a new row": (
                Edit(
                    COMMENT_REPOSITORY,
                    "from app.db_models import Comment\n",
                    "from app.db_models import Comment, Follow\n",
                ),
                Edit(
                    COMMENT_REPOSITORY,
                    "        return await self.add(",
                    "        self.session.add(Follow(follower_id=author_id, followed_id=author_id))\n"
                    "        return await self.add(",
                ),
            ),
        },
    ),
)

NEVER_RAISED: tuple[Mutant, ...] = (
    *family(
        "error declared and not raised",
        Gate.LINT,
        "and nothing raises it",
        {
            "an error of another operation": (
                Edit(TAGS, 'operation_id="listTags"', 'operation_id="listTags", raises=[ArticleNotFoundError]'),
                Edit(
                    TAGS,
                    "from app.queries.tags",
                    "from app.errors.articles import ArticleNotFoundError\nfrom app.queries.tags",
                ),
            ),
            "an error of a copied handler": Edit(
                COMMENTS,
                '@post(operation_id="postComment", raises=[ArticleNotFoundError]',
                '@post(operation_id="postComment", raises=[ArticleNotFoundError, CommentForbiddenError]',
            ),
        },
    ),
    *family(
        "guard",
        Gate.LINT,
        "and nothing raises it",
        {
            "the author of an article is not compared": removed(
                ARTICLES, "    if article.author_id != user.id:\n        raise ArticleForbiddenError\n"
            ),
            "the author of a comment is not compared": removed(
                COMMENTS, "        if comment.author_id != current_user.id:\n            raise CommentForbiddenError\n"
            ),
            "a token is not required": Edit(
                DEPENDENCIES,
                "    if viewer is None:\n        raise TokenMissingError\n    return viewer\n",
                "    return viewer  # type: ignore[return-value]\n",
            ),
            "an invalid token is ignored": removed(
                DEPENDENCIES, "        if viewer is None:\n            raise TokenInvalidError\n"
            ),
            "an article without comments is found": removed(
                COMMENTS, "        if not rows:\n            raise ArticleNotFoundError\n"
            ),
            "a missing profile is not refused": Edit(
                PROFILES,
                "present_profile(require(row, ProfileNotFoundError))",
                "present_profile(row)  # type: ignore[arg-type]",
            ),
            "a missing comment is not refused": Edit(
                COMMENTS,
                "require(await comments.find_for_update(article.id, id), CommentNotFoundError)",
                "await comments.get_one(article_id=article.id, id=id)",
            ),
        },
    ),
)

WRITES: tuple[Mutant, ...] = (
    *family(
        "write without authentication",
        Gate.EXPORT,
        "writes without authentication",
        {
            "a new write without current_user": (
                Edit(TAGS, "import Controller, get\n", "import Controller, delete, get\n"),
                Edit(
                    TAGS,
                    LIST_TAGS,
                    '    @delete("/tags", operation_id="deleteTags")\n'
                    "    async def delete_tags(self, articles: NamedDependency[ArticleRepository]) -> None:\n"
                    '        """Delete all articles with tags."""\n'
                    "        await articles.delete_where()\n\n" + LIST_TAGS,
                ),
                Edit(
                    TAGS,
                    "from controllers.presenters",
                    "from app.repositories.articles import ArticleRepository\nfrom controllers.presenters",
                ),
            ),
            "a comment of an anonymous viewer": (
                Edit(COMMENTS, f"{NEW_COMMENT}{CURRENT_USER}", f"{NEW_COMMENT}{VIEWER}"),
                Edit(
                    COMMENTS,
                    "comments.post(article.id, current_user.id, data.comment.body)",
                    "comments.post(article.id, viewer.id if viewer else 1, data.comment.body)",
                ),
                Edit(
                    COMMENTS,
                    "comments.read_row(comment, current_user.id)",
                    "comments.read_row(comment, comment.author_id)",
                ),
            ),
            "a deletion without a user": (
                Edit(
                    COMMENTS,
                    f"        id: CommentIdInPath,\n{CURRENT_USER}",
                    "        id: CommentIdInPath,\n",
                ),
                removed(
                    COMMENTS,
                    "        if comment.author_id != current_user.id:\n            raise CommentForbiddenError\n",
                ),
            ),
            "an article without an author": (
                Edit(ARTICLES, f"{NEW_ARTICLE}{CURRENT_USER}", f"{NEW_ARTICLE}{VIEWER}"),
                Edit(ARTICLES, "            current_user.id, title=", "            viewer.id if viewer else 1, title="),
                Edit(
                    ARTICLES,
                    f"{END_OF_PUBLISH}current_user.id))",
                    f"{END_OF_PUBLISH}article.author_id))",
                ),
            ),
            "a registration without a reason": removed(USERS, '        opt={PUBLIC: "a new user has no token"},\n'),
        },
    ),
    *family(
        "write without authentication",
        Gate.EXPORT,
        "add the reason",
        {
            "a login with an empty reason": Edit(
                USERS, 'opt={PUBLIC: "the response has the token"}', 'opt={PUBLIC: " "}'
            )
        },
    ),
    *family(
        "write without authentication",
        Gate.EXPORT,
        "remove the option",
        {
            "a public write needs a token": added(
                USERS, "        data: JSONBody[contracts.NewUserRequest],\n", CURRENT_USER
            )
        },
    ),
)

MUTANTS = (*UNDECLARED, *NEVER_RAISED, *WRITES)
