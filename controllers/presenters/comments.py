"""Presenters of comments."""

from collections.abc import Sequence

from app.queries.comments import CommentRow
from controllers.presenters.profiles import profile_of
from schemas import comments


def present_comment(row: CommentRow) -> comments.CommentResponse:
    """The comment as the viewer sees it."""
    return comments.CommentResponse(comment=_comment(row))


def present_comments(rows: Sequence[CommentRow]) -> comments.CommentsResponse:
    """The comments as the viewer sees them."""
    return comments.CommentsResponse(comments=[_comment(row) for row in rows])


def _comment(row: CommentRow) -> comments.Comment:
    return comments.Comment(
        id=row.id,
        created_at=row.created_at,
        updated_at=row.updated_at,
        body=row.body,
        author=profile_of(row),
    )
