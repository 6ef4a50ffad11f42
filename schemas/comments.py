"""Bodies of comments."""

from typing import Annotated

from msgspec import Meta

from schemas.base import NOT_BLANK, NUL_MESSAGE, Contract, Timestamp
from schemas.profiles import Profile

CommentBody = Annotated[
    str,
    Meta(min_length=1, max_length=10_000, pattern=NOT_BLANK, examples=["Thank you!"], extra=NUL_MESSAGE),
]


class Comment(Contract):
    """A comment as the viewer sees it."""

    id: Annotated[int, Meta(ge=1)]
    created_at: Timestamp
    updated_at: Timestamp
    body: CommentBody
    author: Profile


class CommentResponse(Contract):
    """A comment as the viewer sees it, in its envelope."""

    comment: Comment


class CommentsResponse(Contract):
    """All comments on an article, newest first."""

    comments: list[Comment]


class NewComment(Contract):
    """A comment to post."""

    body: CommentBody


class NewCommentRequest(Contract):
    """A comment to post, in its envelope."""

    comment: NewComment
