"""The statements of the limit server. Each statement returns the JSON of a whole response.

Totals of lists are `count(*)`. Tags come from the stored counts of the application, because counting all tags of all
articles would not be the fastest way.
"""

from typing import NamedTuple


class Statements(NamedTuple):
    """One statement for each operation, in the dialect of a database."""

    page: str
    article: str
    tags: str
    feed: str
    """Parameters: the user id and the generation of the token."""
    comment: str
    """Parameters: the user id and the generation of the token, the slug, the body and the timestamp."""


PG_AUTHOR = "json_build_object('username', u.username, 'bio', u.bio, 'image', u.image, 'following', {following})"
PG_TIMESTAMP = """to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""
PG_ARTICLE = f"""
json_build_object(
    'slug', a.slug, 'title', a.title, 'description', a.description,
    'tagList', (SELECT coalesce(json_agg(tag ORDER BY tag), '[]') FROM article_tags WHERE article_id = a.id),
    'createdAt', {PG_TIMESTAMP.format("a.created_at")}, 'updatedAt', {PG_TIMESTAMP.format("a.updated_at")},
    'favorited', {{favorited}},
    'favoritesCount', (SELECT count(*) FROM favorites WHERE article_id = a.id),
    'author', {PG_AUTHOR}{{body}}
)"""
PG_FAVORITED = "EXISTS (SELECT FROM favorites WHERE article_id = a.id AND user_id = v.id)"
PG_FOLLOWING = "EXISTS (SELECT FROM follows WHERE follower_id = v.id AND followed_id = u.id)"
PG_FOLLOWED = "author_id IN (SELECT followed_id FROM follows WHERE follower_id = v.id)"
PG_FOLLOWING_SELF = "EXISTS (SELECT FROM follows WHERE follower_id = u.id AND followed_id = u.id)"
PG_PAGE = f"""
json_build_object(
    'articles', (
        SELECT coalesce(json_agg({PG_ARTICLE} ORDER BY a.id DESC), '[]')
        FROM (SELECT * FROM articles {{where}} ORDER BY id DESC LIMIT 20) a
        JOIN users u ON u.id = a.author_id
    ),
    'articlesCount', (SELECT count(*) FROM articles {{where}})
)::text"""

ON_POSTGRESQL = Statements(
    page="SELECT " + PG_PAGE.format(favorited="false", following="false", body="", where=""),
    article=f"""
SELECT json_build_object('article', {PG_ARTICLE.format(favorited="false", following="false", body=", 'body', a.body")})
::text
FROM articles a JOIN users u ON u.id = a.author_id
WHERE a.slug = $1""",
    tags="""
SELECT json_build_object('tags', coalesce(json_agg(tag ORDER BY uses DESC, tag), '[]'))::text
FROM (
    SELECT key AS tag, sum(n) AS uses FROM counts WHERE scope = 'articles_tagged' GROUP BY key HAVING sum(n) > 0
) t""",
    feed=f"""
SELECT {PG_PAGE.format(favorited=PG_FAVORITED, following=PG_FOLLOWING, body="", where=f"WHERE {PG_FOLLOWED}")}
FROM users v
WHERE v.id = $1 AND v.token_generation = $2""",
    comment=f"""
WITH posted AS (
    INSERT INTO comments (body, article_id, author_id, created_at, updated_at)
    SELECT $4, a.id, v.id, $5, $5 FROM users v, articles a
    WHERE v.id = $1 AND v.token_generation = $2 AND a.slug = $3
    RETURNING *
)
SELECT json_build_object('comment', json_build_object(
    'id', c.id, 'createdAt', {PG_TIMESTAMP.format("c.created_at")}, 'updatedAt', {PG_TIMESTAMP.format("c.updated_at")},
    'body', c.body,
    'author', {PG_AUTHOR.format(following=PG_FOLLOWING_SELF)}
))::text
FROM posted c JOIN users u ON u.id = c.author_id""",
)

LITE_AUTHOR = "json_object('username', u.username, 'bio', u.bio, 'image', u.image, 'following', {following})"
LITE_TIMESTAMP = "replace({}, ' ', 'T') || 'Z'"
LITE_TRUE = "json(CASE WHEN {} THEN 'true' ELSE 'false' END)"
LITE_ARTICLE = f"""
json_object(
    'slug', a.slug, 'title', a.title, 'description', a.description,
    'tagList', json((
        SELECT json_group_array(tag) FROM (SELECT tag FROM article_tags WHERE article_id = a.id ORDER BY tag)
    )),
    'createdAt', {LITE_TIMESTAMP.format("a.created_at")}, 'updatedAt', {LITE_TIMESTAMP.format("a.updated_at")},
    'favorited', {{favorited}},
    'favoritesCount', (SELECT count(*) FROM favorites WHERE article_id = a.id),
    'author', {LITE_AUTHOR}{{body}}
)"""
LITE_FAVORITED = LITE_TRUE.format("EXISTS (SELECT 1 FROM favorites WHERE article_id = a.id AND user_id = ?1)")
LITE_FOLLOWING = LITE_TRUE.format("EXISTS (SELECT 1 FROM follows WHERE follower_id = ?1 AND followed_id = u.id)")
LITE_FOLLOWED = "author_id IN (SELECT followed_id FROM follows WHERE follower_id = ?1)"
LITE_PAGE = f"""
json_object(
    'articles', (
        SELECT json_group_array(json({LITE_ARTICLE}))
        FROM (SELECT * FROM articles {{where}} ORDER BY id DESC LIMIT 20) a
        CROSS JOIN users u ON u.id = a.author_id
    ),
    'articlesCount', (SELECT count(*) FROM articles {{where}})
)"""

ON_SQLITE = Statements(
    page="SELECT " + LITE_PAGE.format(favorited="json('false')", following="json('false')", body="", where=""),
    article=f"""
SELECT json_object('article', {
        LITE_ARTICLE.format(favorited="json('false')", following="json('false')", body=", 'body', a.body")
    })
FROM articles a JOIN users u ON u.id = a.author_id
WHERE a.slug = ?1""",
    tags="""
SELECT json_object('tags', json_group_array(tag))
FROM (
    SELECT key AS tag FROM counts WHERE scope = 'articles_tagged' GROUP BY key HAVING sum(n) > 0
    ORDER BY sum(n) DESC, key
)""",
    feed=f"""
SELECT {LITE_PAGE.format(favorited=LITE_FAVORITED, following=LITE_FOLLOWING, body="", where=f"WHERE {LITE_FOLLOWED}")}
FROM users v
WHERE v.id = ?1 AND v.token_generation = ?2""",
    comment=f"""
INSERT INTO comments (body, article_id, author_id, created_at, updated_at)
SELECT ?4, a.id, v.id, ?5, ?5 FROM users v, articles a
WHERE v.id = ?1 AND v.token_generation = ?2 AND a.slug = ?3
RETURNING json_object('comment', json_object(
    'id', id, 'createdAt', {LITE_TIMESTAMP.format("created_at")}, 'updatedAt', {LITE_TIMESTAMP.format("updated_at")},
    'body', body,
    'author', (SELECT {LITE_AUTHOR.format(following=LITE_FOLLOWING)} FROM users u WHERE u.id = author_id)
))""",
)
