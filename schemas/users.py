"""Bodies of registration, login and accounts."""

from typing import Annotated

from msgspec import UNSET, Meta, UnsetType

from schemas.base import NO_NUL, NOT_BLANK, NUL_MESSAGE, Changes, Contract

Username = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=64,
        pattern=r"^(?!\.{1,2}\Z)[^\s/\u0000-\u001f\u007f]+( [^\s/\u0000-\u001f\u007f]+)*\Z",
        description="Unique, ignoring case. The username is part of URLs.",
        examples=["jake"],
        extra={"error_message": "must not contain slashes, control characters, or spaces at its ends or in a row"},
    ),
]
Bio = Annotated[str, Meta(max_length=2_000, pattern=NO_NUL, extra=NUL_MESSAGE)]
ImageUrl = Annotated[
    str,
    Meta(
        max_length=2_000,
        pattern=NO_NUL,
        examples=["https://example.test/jake.png"],
        extra=NUL_MESSAGE,
    ),
]
Email = Annotated[
    str,
    Meta(
        min_length=3,
        max_length=254,
        pattern=r"^[^@\s\u0000-\u001f\u007f]+@[^@\s\u0000-\u001f\u007f]+\Z",
        description="Unique, ignoring case. The form is validated, not the domain.",
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
        description="Any characters. Length makes a password strong (NIST SP 800-63B).",
        extra=NUL_MESSAGE,
    ),
]


class User(Contract):
    """The account of the current user."""

    email: Email
    token: Annotated[str, Meta(description="The token for the header `Authorization: Token <token>`.")]
    username: Username
    bio: Bio | None
    image: ImageUrl | None


class UserResponse(Contract):
    """The account of the current user, in its envelope."""

    user: User


class NewUser(Contract):
    """The data of a registration."""

    username: Username
    email: Email
    password: Password


class NewUserRequest(Contract):
    """A registration, in its envelope."""

    user: NewUser


class Credentials(Contract):
    """An e-mail address and its password."""

    email: Annotated[str, Meta(min_length=1, max_length=254, pattern=NOT_BLANK, extra=NUL_MESSAGE)]
    password: Annotated[str, Meta(min_length=1, max_length=256, pattern=NOT_BLANK, extra=NUL_MESSAGE)]


class LoginRequest(Contract):
    """An e-mail address and its password, in their envelope."""

    user: Credentials


class UserChanges(Changes):
    """Changes to an account. An absent member means no change. An empty `bio` or `image` counts as null."""

    email: Email | UnsetType = UNSET
    username: Username | UnsetType = UNSET
    password: Password | UnsetType = UNSET
    bio: Bio | None | UnsetType = UNSET
    image: ImageUrl | None | UnsetType = UNSET


class UserChangesRequest(Contract):
    """Changes to the account of the current user, in their envelope."""

    user: UserChanges
