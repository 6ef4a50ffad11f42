"""Presenters of profiles."""

from typing import Protocol

from app.queries.profiles import ProfileRow
from schemas import profiles


class ProfileColumns(Protocol):
    """A row with the columns of a profile. All rows use the same names for these columns."""

    username: str
    bio: str | None
    image: str | None
    following: bool


def present_profile(row: ProfileRow) -> profiles.ProfileResponse:
    """The profile from the perspective of the viewer."""
    return profiles.ProfileResponse(profile=profile_of(row))


def profile_of(row: ProfileColumns) -> profiles.Profile:
    """The profile in a row with the columns of a profile."""
    return profiles.Profile(username=row.username, bio=row.bio, image=row.image, following=row.following)
