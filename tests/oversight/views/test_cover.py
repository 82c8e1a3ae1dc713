"""The page of cover: a director is away, the plan says who stands in and which days nobody does, and reaching is tried."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.html import strip_tags

from openmso.foundation.rules.sides import Post
from openmso.oversight.facts.held import SHELF
from tests.cast import ADA, AUSTIN
from tests.oversight.conftest import SIDES, Lumen, lumen_of
from tests.today import civil_today

pytestmark = pytest.mark.django_db


@pytest.fixture
def lumen() -> Iterator[Lumen]:
    SHELF.clear()
    made = lumen_of(without=("appointment-ben",))
    made.seat("ada", Post.MEDICAL_DIRECTOR, person=ADA)
    SIDES["ada"] = "clinical"
    yield made
    SHELF.clear()


def words(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.content
    return re.sub(r"\s+", " ", strip_tags(answer.content.decode()))


def test_days_without_anybody_are_seen_and_mended(lumen: Lumen) -> None:
    ada, olga = lumen.browser("ada"), lumen.browser("olga")
    assert "No site is without anybody" in words(olga, "/cover/")
    today = civil_today()
    away = {"do": "away", "first": today.isoformat(), "last": (today + timedelta(days=3)).isoformat()}
    assert ada.post("/cover/", {**away, "last": "2020-01-01"}).status_code == 422
    assert olga.post("/cover/", away).status_code == 403
    assert ada.post("/cover/", away).status_code == 302
    said = words(olga, "/cover/")
    assert "on which nobody who directs them is there" in said
    assert "Ada, MD is away" in said
    taken_back = re.search(r'name="absence" value="([^"]+)"', ada.get("/cover/").content.decode())
    assert taken_back
    assert ada.post("/cover/", {"do": "back", "absence": taken_back[1]}).status_code == 302
    assert "No site is without anybody" in words(olga, "/cover/")


def test_reaching_is_tried_by_somebody_else(lumen: Lumen) -> None:
    rosa, ada = lumen.browser("rosa"), lumen.browser("ada")
    assert "Try whether a director can be reached" in words(rosa, "/cover/")
    assert "Try whether a director can be reached" not in words(ada, "/cover/")
    tried = {"do": "try", "whom": f"{AUSTIN}|{ADA}", "how": "phone", "at": "00:00", "minutes": "4"}
    assert rosa.post("/cover/", {**tried, "whom": "nobody"}).status_code == 422
    assert "Ada, MD: not yet" in words(rosa, "/cover/").partition("Dallas")[0]
    assert rosa.post("/cover/", tried).status_code == 302
    assert "Ada, MD: not yet" not in words(rosa, "/cover/").partition("Dallas")[0]
