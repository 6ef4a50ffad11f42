"""Accounts: registration, login, and what a person may change about themselves."""

from typing import Annotated

from msgspec import UNSET, Meta, UnsetType

from schemas.base import NOT_BLANK, NUL_MESSAGE, Bio, Contract, ImageUrl, Username

Email = Annotated[
    str,
    Meta(
        min_length=3,
        max_length=254,
        pattern=r"^[^@\s\u0000-\u001f\u007f]+@[^@\s\u0000-\u001f\u007f]+\Z",
        description="Unique, whatever its case. Its form is checked, not its domain.",
        examples=["jake@example.test"],
        extra={"error_message": "must look like name@domain"},
    ),
]
Password = Annotated[
    str,
    Meta(
        min_length=8,
        max_length=256,
        pattern=NOT_BLANK,
        description="Any characters; length is what makes it strong (NIST SP 800-63B).",
        extra=NUL_MESSAGE,
    ),
]


class User(Contract):
    """The person whose token it is."""

    email: Email
    token: Annotated[str, Meta(description="Send it as `Authorization: Token <token>`.")]
    username: Username
    bio: Bio | None
    image: ImageUrl | None


class UserResponse(Contract):
    """The person whose token it is, in its envelope."""

    user: User


class NewUser(Contract):
    """What it takes to register."""

    username: Username
    email: Email
    password: Password


class NewUserRequest(Contract):
    """A registration."""

    user: NewUser


class Credentials(Contract):
    """An e-mail address and its password."""

    email: Annotated[str, Meta(min_length=1, max_length=254, pattern=NOT_BLANK, extra=NUL_MESSAGE)]
    password: Annotated[str, Meta(min_length=1, max_length=256, pattern=NOT_BLANK, extra=NUL_MESSAGE)]


class LoginRequest(Contract):
    """A login."""

    user: Credentials


class UserChanges(Contract):
    """What to change; what is absent stays. An empty `bio` or `image` counts as null."""

    email: Email | UnsetType = UNSET
    username: Username | UnsetType = UNSET
    password: Password | UnsetType = UNSET
    bio: Bio | None | UnsetType = UNSET
    image: ImageUrl | None | UnsetType = UNSET


class UserChangesRequest(Contract):
    """Changes to one's own account."""

    user: UserChanges
