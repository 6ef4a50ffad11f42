"""The columns of comments."""

from app.db_models import Comment
from contract.tables import Tie
from schemas import comments

TIES = (
    Tie(struct=comments.Comment, table=Comment, columns={"author": Comment.author_id}),
    Tie(
        struct=comments.NewComment,
        table=Comment,
        use="insert",
        derived={"article_id": "the article of the path", "author_id": "the current user"},
    ),
)
