"""The body of every error response."""

from typing import Annotated

from msgspec import Meta

from schemas.base import Contract


class ErrorBody(Contract):
    """The reasons of an error response."""

    errors: Annotated[
        dict[str, list[str]],
        Meta(
            description="The reasons by subject. A subject is a field or a resource.",
            examples=[{"title": ["can't be blank"]}],
        ),
    ]
    code: Annotated[str, Meta(description="A stable error code for programs. The wording of reasons may change.")]
    request_id: Annotated[
        str,
        Meta(
            description="The id of the request. Quote the id in a support request: the server log contains the same id."
        ),
    ]
