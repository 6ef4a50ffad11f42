"""The body of every error response."""

from typing import Annotated, Literal

from msgspec import Meta

from schemas.base import Contract

ErrorCode = Literal[
    "article_forbidden",
    "article_not_found",
    "body_not_json",
    "body_too_large",
    "body_type_unsupported",
    "comment_forbidden",
    "comment_not_found",
    "credentials_invalid",
    "email_taken",
    "internal",
    "invalid",
    "method_not_allowed",
    "path_not_found",
    "profile_not_found",
    "token_invalid",
    "token_missing",
    "unavailable",
    "username_taken",
]


class ErrorBody(Contract):
    """The reasons of an error response."""

    errors: Annotated[
        dict[str, list[str]],
        Meta(
            description="The reasons by subject. A subject is a field or a resource.",
            examples=[{"title": ["can't be blank"]}],
        ),
    ]
    code: Annotated[ErrorCode, Meta(description="A stable error code for programs. The wording of reasons may change.")]
    request_id: Annotated[
        str,
        Meta(
            description="The id of the request. Quote the id in a support request: the server log contains the same id."
        ),
    ]
