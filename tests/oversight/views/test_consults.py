"""Questions in a browser: a nurse asks, the director answers, the business sees that it was answered and no word of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from openmso.foundation.actor import system
from openmso.foundation.door import acting
from openmso.foundation.rules.sides import Post
from openmso.oversight.facts.held import SHELF
from openmso.oversight.jobs import ask_the_next
from openmso.oversight.models import Consult
from tests.cast import ADA, AUSTIN, BEN
from tests.oversight.conftest import SIDES, Lumen, lumen_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def lumen() -> Iterator[Lumen]:
    SHELF.clear()
    made = lumen_of()
    made.seat("ada", Post.MEDICAL_DIRECTOR, person=ADA)
    made.seat("ben", Post.MEDICAL_DIRECTOR, person=BEN)
    SIDES.update({"ada": "clinical", "ben": "clinical"})
    yield made
    SHELF.clear()


def words(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.content
    return re.sub(r"\s+", " ", strip_tags(answer.content.decode()))


def test_a_nurse_asks_and_the_director_answers(lumen: Lumen) -> None:
    rosa, ada, olga = lumen.browser("rosa"), lumen.browser("ada"), lumen.browser("olga")
    asked = {"site": AUSTIN, "urgent": "urgent", "chart": "p-7", "text": "May I dilute to 2.5?"}
    assert rosa.post("/questions/ask/", {**asked, "text": ""}).status_code == 422
    assert rosa.post("/questions/ask/", {**asked, "site": "nowhere"}).status_code == 422
    assert olga.post("/questions/ask/", asked).status_code == 403
    page = rosa.post("/questions/ask/", asked).headers["Location"]
    assert "Ada, MD" in words(rosa, "/questions/ask/")  # who will get it is said before
    assert "1 question waits for my answer" in words(ada, "/questions/")
    assert "May I dilute to 2.5?" in words(ada, page)
    assert ada.post(page, {"do": "answer", "text": ""}).status_code == 422
    assert ada.post(page, {"do": "answer", "text": "Yes, 2.5 mL."}).status_code == 302
    assert "Yes, 2.5 mL." in words(rosa, page)
    said = words(olga, page)
    assert "answered" in said
    assert "2.5" not in said
    assert "0 minutes in the middle" in words(olga, "/questions/")
    assert rosa.post(page, {"do": "close"}).status_code == 302
    assert "Nobody waits for an answer" in words(ada, "/questions/")
    assert ada.get("/questions/consult-none/").status_code == 404


def test_the_clock_passes_it_on_and_so_does_who_asked(lumen: Lumen) -> None:
    rosa, ben = lumen.browser("rosa"), lumen.browser("ben")
    asked = {"site": AUSTIN, "urgent": "urgent", "text": "Is the kit complete?"}
    page = rosa.post("/questions/ask/", asked).headers["Location"]
    with acting(system(lumen.network), why="time goes by"):
        row = Consult.objects.get(network=lumen.network)
        row.due_at = timezone.now() - timedelta(seconds=1)
        row.save(update_fields=["due_at"])
    ask_the_next(system(lumen.network))
    assert "1 question waits for my answer" in words(ben, "/questions/")
    assert rosa.post(page, {"do": "next"}).status_code == 422  # nobody is left
    other = rosa.post("/questions/ask/", {**asked, "urgent": "routine"}).headers["Location"]
    assert rosa.post(other, {"do": "next"}).status_code == 302
    assert "Ben, " in words(rosa, other)
