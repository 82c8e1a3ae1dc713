"""The log of hours in a browser: a director logs and takes back, everybody else reads; and as a table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from django.utils.html import strip_tags

from openmso.authority.facts.oversight import Appointment
from openmso.foundation.rules.sides import Post
from openmso.oversight.facts.held import SHELF
from tests.cast import ADA, cast
from tests.oversight.conftest import SIDES, Lumen, lumen_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def lumen() -> Iterator[Lumen]:
    SHELF.clear()
    office = next(one for one in cast().all(Appointment) if one.person == ADA)
    made = lumen_of(replace(office, hours_per_month=Decimal(1), duties=frozenset({"chart_review"})))
    made.seat("ada", Post.MEDICAL_DIRECTOR, person=ADA)
    SIDES["ada"] = "clinical"
    yield made
    SHELF.clear()


def test_a_director_logs_what_is_left_and_no_more_and_takes_it_back(lumen: Lumen) -> None:
    ada, olga = lumen.browser("ada"), lumen.browser("olga")
    office = next(one.id for one in cast().all(Appointment) if one.person == ADA)
    day = (timezone.now() - timedelta(days=1)).date()
    told = {
        "appointment": office,
        "duty": "chart_review",
        "day": day,
        "began": "09:00",
        "said": "Ten charts of Rosa",
    }
    over = ada.post("/hours/", {**told, "minutes": "61"})
    assert over.status_code == 422
    assert "60 minutes are left of the 1 hours" in over.content.decode()
    assert ada.post("/hours/", {**told, "minutes": "60"}).status_code == 302
    path = f"/hours/?on={day.isoformat()}"
    said = re.sub(r"\s+", " ", strip_tags(ada.get(path).content.decode()))
    assert "60 min of 1 h" in said
    assert "Ten charts of Rosa" in strip_tags(olga.get(path).content.decode())
    assert olga.post("/hours/", {**told, "minutes": "1"}).status_code in (403, 422)
    assert "Reviewing charts,60,Ten charts of Rosa" in olga.get(f"{path}&as=csv").content.decode()
    entry = re.search(r'name="withdraw" value="([^"]+)"', ada.get(path).content.decode())
    assert entry
    assert ada.post("/hours/", {"withdraw": entry[1]}).status_code == 302
    assert "Ten charts of Rosa" not in ada.get(path).content.decode()
