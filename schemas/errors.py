"""The one body of every refusal."""

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
    """Why a request was refused."""

    errors: Annotated[
        dict[str, list[str]],
        Meta(
            description="The reasons, by what they are about: a field, or the thing that was refused.",
            examples=[{"title": ["can't be blank"]}],
        ),
    ]
    code: Annotated[ErrorCode, Meta(description="What happened, for programs: stable, where reasons may be reworded.")]
    request_id: Annotated[str, Meta(description="Quote it when you ask for help; it is in our log too.")]
