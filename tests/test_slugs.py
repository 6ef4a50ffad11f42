"""Slugs: the part of an article's URL that is derived from the title."""

import anyio
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar import Litestar

from app.repositories.slugs import slug_of, with_random_suffix
from schemas.articles import Slug
from tests.example import publish
from tests.people import SignUp

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


async def test_no_slug_equals_a_fixed_path_of_the_api(app: Litestar) -> None:
    """app/repositories/slugs.py must reserve every fixed path below /api/articles/."""
    prefix = "/api/articles/"
    first = {route.path.removeprefix(prefix).split("/")[0] for route in app.routes if route.path.startswith(prefix)}
    fixed = {name for name in first if not name.startswith("{")}

    assert "feed" in fixed
    assert {slug_of(name) for name in fixed} & fixed == set()


async def test_concurrently_published_articles_of_one_title_get_unique_slugs(sign_up: SignUp) -> None:
    jake = await sign_up("jake")
    slugs: list[str] = []

    async def publish_once() -> None:
        slugs.append(await publish(jake, "The same title"))

    async with anyio.create_task_group() as tasks:
        for _ in range(10):
            tasks.start_soon(publish_once)

    assert len(set(slugs)) == 10
    assert "the-same-title" in slugs


async def test_concurrent_updates_to_one_title_get_unique_slugs(sign_up: SignUp) -> None:
    jake = await sign_up("jake")
    slugs = [await publish(jake, f"Title {number}") for number in range(8)]
    moved: list[str] = []

    async def retitle(slug: str) -> None:
        response = await jake.put(f"/articles/{slug}", {"article": {"title": "The same title"}})
        assert response.status_code == 200, response.text
        moved.append(response.json()["article"]["slug"])

    async with anyio.create_task_group() as tasks:
        for slug in slugs:
            tasks.start_soon(retitle, slug)

    assert len(set(moved)) == 8
    assert "the-same-title" in moved
