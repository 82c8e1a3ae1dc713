"""The cockpit: a director sees each practice and what waits; the score is that of the parts on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.test import Client
from django.utils.html import strip_tags

from openmso.authority.facts.oversight import Appointment
from openmso.authority.facts.structure import Organization, Site
from openmso.foundation.rules.sides import Post
from openmso.oversight.facts.held import SHELF
from tests.cast import ADA, AUSTIN, CAST, LUMEN
from tests.oversight.conftest import SIDES, Lumen, lumen_of

pytestmark = pytest.mark.django_db

SECOND = (
    replace(CAST.need(Organization, LUMEN), id="second", name="Second Practice"),
    replace(CAST.need(Site, AUSTIN), id="round-rock", name="Round Rock", practice="second"),
    replace(
        CAST.need(Appointment, "appointment-ada"), id="appointment-second", practice="second", kind="backup"
    ),
)


@pytest.fixture
def lumen() -> Iterator[Lumen]:
    SHELF.clear()
    made = lumen_of(*SECOND)
    made.seat("ada", Post.MEDICAL_DIRECTOR, person=ADA)
    SIDES["ada"] = "clinical"
    yield made
    SHELF.clear()


def words(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.content
    return re.sub(r"\s+", " ", strip_tags(answer.content.decode()))


def test_every_practice_of_a_director_with_what_waits_there(lumen: Lumen) -> None:
    ada, rosa, olga = lumen.browser("ada"), lumen.browser("rosa"), lumen.browser("olga")
    assert "2 practices" in words(ada, "/cockpit/")
    asked = {"site": AUSTIN, "urgent": "routine", "text": "May I?"}
    assert rosa.post("/questions/ask/", asked).status_code == 302
    page = ada.get("/cockpit/").content.decode()
    first, second = re.findall(r"<tr><th scope=\"row\">.*?</tr>", page, re.DOTALL)[:2]
    assert re.findall(r'/questions/">(\d+)<', first) == ["1"]
    assert ("directs" in first, "stands in" in second) == (True, True)
    assert re.findall(r'/questions/">(\d+)<', second) == ["0"]
    said = words(olga, f"/cockpit/?of={ADA}")
    assert "Where is Ada, MD needed?" in said
    assert "does not count" in said


def test_the_score_is_that_of_the_parts_on_the_page(lumen: Lumen) -> None:
    page = lumen.browser("ada").get("/cockpit/").content.decode()
    parts = re.findall(
        r"<td[^>]*>(\d+) of (\d+)</td><td[^>]*>\d+ %</td><td[^>]*>(\d+)</td>", re.sub(r">\s+<", "><", page)
    )
    score = re.search(r'id="score">(\d+) of 100', page)
    assert score
    assert len(parts) >= 3
    weights = sum(int(weight) for _, _, weight in parts)
    total = sum(int(weight) * int(done) / int(of) for done, of, weight in parts)
    assert int(score[1]) == round(100 * total / weights)
