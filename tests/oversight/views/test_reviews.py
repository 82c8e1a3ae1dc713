"""Reviews in a browser: the queue, six parts, the signature; the business sees that it is done, and nothing of what was found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils.html import strip_tags
from pytest_django import DjangoAssertNumQueries

from openmso.foundation.door import acting, seeing
from openmso.foundation.rules.sides import Post
from openmso.oversight.actions.acts import Done, record_act
from openmso.oversight.actions.drawing import draw_month
from openmso.oversight.facts.held import SHELF
from openmso.oversight.models import Review
from openmso.oversight.rules.reviews import ITEMS, PARTS
from tests.cast import ADA, AUSTIN, BOTOX, ROSA
from tests.oversight.conftest import SIDES, Lumen, lumen_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def lumen() -> Iterator[Lumen]:
    SHELF.clear()
    made = lumen_of()
    made.seat("ada", Post.MEDICAL_DIRECTOR, person=ADA)
    SIDES["ada"] = "clinical"
    for n in range(3):
        at = datetime(2026, 2, 2 + n, 15, tzinfo=UTC)
        record_act(
            by=made.system, why="treated", done=Done(ROSA, AUSTIN, BOTOX, at, f"emr-{n}", source="emr")
        )
    draw_month(by=made.system, why="drawn", day=date(2026, 2, 2), today=date(2026, 3, 3))
    yield made
    SHELF.clear()


def words(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, answer.content
    return re.sub(r"\s+", " ", strip_tags(answer.content.decode()))


def first_of(client: Client) -> str:
    found = re.search(r'href="(/reviews/review-[^"]+)"', client.get("/reviews/").content.decode())
    assert found
    return found[1]


def twice(client: Client, page: str) -> set[str]:
    """Ids that a part of a review has more than once: several of its forms ask for words."""
    pages = [client.get(f"{page}?part={part}").content.decode() for part in ("", *PARTS)]
    found = [re.findall(r' id="([^"]+)"', one) for one in pages]
    return {id for ids in found for id in ids if ids.count(id) > 1}


def test_a_chart_is_read_part_by_part_and_signed(lumen: Lumen) -> None:
    ada = lumen.browser("ada")
    assert "3 of yours, 3 of them late" in words(ada, "/reviews/")
    page = first_of(ada)
    assert ada.post(page, {"act": "open"}).status_code == 302
    assert "Identity and consent" in words(ada, page)
    assert twice(ada, page) == set()
    half = ada.post(f"{page}?part=consent", {"act": "score", "identity": "met"})
    assert half.status_code == 422
    assert "it has no score" in half.content.decode()
    for part in PARTS:
        scores = dict.fromkeys(ITEMS[part], "minor" if part == "record" else "met")
        assert ada.post(f"{page}?part={part}", {"act": "score", **scores}).status_code == 302
    assert twice(ada, page) == set()
    soon = ada.post(page, {"act": "sign", "level": "1"})
    assert "nobody reads a chart in so short a time" in soon.content.decode()
    with acting(lumen.system, why="a minute goes by"):
        Review.objects.filter(state="open").update(opened_at=datetime.now(UTC) - timedelta(minutes=2))
    assert ada.post(page, {"act": "sign", "level": "1", "said": "Pictures are missing."}).status_code == 302
    said = words(ada, page)
    assert "Pictures are missing." in said
    assert "Signed within 72 hours: minor" in said
    with seeing(lumen.system):
        assert Review.objects.filter(state="done").count() == 1


def test_the_business_sees_that_it_is_done_and_nothing_of_it(lumen: Lumen) -> None:
    page = first_of(lumen.browser("ada"))
    olga = lumen.browser("olga")
    assert "Rosa" in words(olga, "/reviews/draws/")
    draw = re.search(r'href="(/reviews/draws/draw-[^"]+)"', olga.get("/reviews/draws/").content.decode())
    assert draw
    assert "the same charts" in words(olga, draw[1])
    words(olga, page, 403)
    assert olga.post("/reviews/draws/").status_code == 403
    assert "Nothing is open" in words(lumen.browser("carl"), "/capas/")


@pytest.mark.django_db(transaction=True)
def test_the_pages_ask_the_database_little(
    lumen: Lumen, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    ada = lumen.browser("ada")
    page = first_of(ada)
    for path in ("/reviews/", page, "/reviews/draws/", "/capas/"):
        ada.get(path)
        with django_assert_max_num_queries(22):
            ada.get(path)
