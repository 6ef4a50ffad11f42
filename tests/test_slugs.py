"""Slugs: the part of an article's URL that is derived from the title."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar import Litestar

from app.asgi import create_app
from app.repositories.slugs import slug_of, with_random_suffix
from schemas.articles import Slug
from tests.conftest import settings_for

# Any text, and realistic titles: words and the characters between words.
TITLES = st.text() | st.lists(
    st.sampled_from(["feed", "Feed", "FEED!", "a", "x" * 60, "-", "_", "&amp;", "&#45;", "İ", "ß", "日本", "💧", " "])
).map(" ".join)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("How to train your dragon", "how-to-train-your-dragon"),
        ("  Much   Space  ", "much-space"),
        ("Don't Panic!", "don-t-panic"),
        ("Straße nach Łódź", "strasse-nach-lodz"),
        ("Привет, мир", "privet-mir"),
        ("日本", "ri-ben"),
        ("A/B?c=d#e", "a-b-c-d-e"),
        ("../../etc/passwd", "etc-passwd"),
        ("💧", "article"),
        ("---", "article"),
        ("", "article"),
        ("feed", "feed-article"),
        ("FEED!", "feed-article"),
        ("Feed me", "feed-me"),
    ],
)
def test_title_becomes_a_slug(title: str, slug: str) -> None:
    assert slug_of(title) == slug


def test_long_title_is_cut_between_words() -> None:
    assert slug_of("word " * 40) == "-".join(["word"] * 20)
    assert slug_of("x" * 200) == "x" * 100


@given(TITLES)
def test_slug_of_any_title_conforms_to_the_contract(title: str) -> None:
    slug = slug_of(title)

    assert msgspec.convert(slug, Slug) == slug
    assert 1 <= len(slug) <= 100
    assert slug_of(title) == slug


@given(TITLES)
def test_slug_with_a_random_suffix_conforms_to_the_contract(title: str) -> None:
    slug = with_random_suffix(slug_of(title))

    assert msgspec.convert(slug, Slug) == slug
    assert slug.rpartition("-")[0] == slug_of(title)
    assert len(slug.rpartition("-")[2]) == 8


def test_random_suffixes_differ() -> None:
    assert len({with_random_suffix("dragons") for _ in range(1_000)}) == 1_000


@pytest.fixture(scope="module")
def app() -> Litestar:
    return create_app(settings_for("sqlite:///never-opened.db"))


def test_no_slug_equals_a_fixed_path_of_the_api(app: Litestar) -> None:
    """app/repositories/slugs.py must reserve every fixed path below /api/articles/."""
    prefix = "/api/articles/"
    first = {route.path.removeprefix(prefix).split("/")[0] for route in app.routes if route.path.startswith(prefix)}
    fixed = {name for name in first if not name.startswith("{")}

    assert "feed" in fixed
    assert {slug_of(name) for name in fixed} & fixed == set()
