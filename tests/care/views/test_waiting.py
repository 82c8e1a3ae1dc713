"""The waitlist in a browser: medicine puts a patient on it, offers a time, books it; the business does not see it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from openmso.authority.facts.structure import Service
from openmso.care.models import Patient, Visit, Wish
from openmso.foundation.door import acting, seeing
from openmso.oversight.facts.held import SHELF
from openmso.structure.models import Site
from openmso.workforce.actions import Planned, plan_shift
from openmso.workforce.models import Person
from tests.cast import ADA, AUSTIN, BOTOX, ROSA
from tests.oversight.conftest import Lumen, lumen_of

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("America/Chicago")
LIST = f"/visits/{AUSTIN}/waiting/"


def tomorrow() -> date:
    return timezone.localdate(timezone=ZONE) + timedelta(days=1)


@pytest.fixture
def lumen() -> Iterator[Lumen]:
    SHELF.clear()
    made = lumen_of(Service("m", AUSTIN, "Botox", frozenset({BOTOX})), without=["menu-austin"])
    nine, five = (datetime.combine(tomorrow(), time(hour), ZONE) for hour in (9, 17))
    for one in (ADA, ROSA):
        plan_shift(by=made.system, why="roster", planned=Planned(one, AUSTIN, nine, five))
    with acting(made.system, why="a patient"):
        Patient.objects.create(network_id=made.network, code="p-1")
    yield made
    SHELF.clear()


def words(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.content
    return re.sub(r"\s+", " ", strip_tags(answer.content.decode()))


def test_somebody_waits_is_offered_a_time_by_the_clock_of_the_site_and_takes_it(lumen: Lumen) -> None:
    rosa = lumen.browser("rosa")
    day = tomorrow().isoformat()
    asked = {
        "patient": "p-1",
        "services": ["m"],
        "first": day,
        "last": day,
        "from_hour": "13",
        "until_hour": "15",
    }
    assert "Nobody waits here" in words(rosa, LIST)
    page = rosa.post(LIST, asked).headers["Location"]
    assert "Botox" in words(rosa, LIST)
    times = rosa.get(page).context["times"]
    assert {clock for clock, _, _ in times} == {"13:00", "13:15", "13:30", "13:45", "14:00", "14:15", "14:30"}
    _, at, slot = next(one for one in times if one[2].person == ROSA)
    offer = {"act": "offer", "person": ROSA, "at": at, "supervisor": slot.supervisor, "hours": "4"}
    assert rosa.post(page, offer).status_code == 302
    assert "13:00 with Rosa" in words(rosa, page)
    assert rosa.post(page, offer).status_code == 422
    visit = rosa.post(page, {"act": "take"}).headers["Location"]
    assert visit.startswith("/visit/")
    with seeing(lumen.system):
        assert Visit.objects.get().span.lower == datetime.combine(tomorrow(), time(13), ZONE)
    assert rosa.post(page, {"act": "explode"}).status_code == 422


def test_a_visit_that_is_given_up_names_whom_its_time_would_suit_to_medicine_alone(lumen: Lumen) -> None:
    rosa = lumen.browser("rosa")
    day = tomorrow().isoformat()
    asked = {
        "patient": "p-1",
        "services": ["m"],
        "first": day,
        "last": day,
        "from_hour": "8",
        "until_hour": "18",
    }
    rosa.post(LIST, asked)
    found = rosa.get(f"/visits/{AUSTIN}/find/", {"on": day, "services": "m"}).context["found"]
    _, at, slots = found["times"][0]
    slot = {"services": "m", "person": slots[0].person, "at": at, "supervisor": slots[0].supervisor}
    visit = rosa.post(f"/visits/{AUSTIN}/find/", {**slot, "patient_state": "TX"}).headers["Location"]
    rosa.post(visit, {"to": "cancelled", "because": "patient_ill"})
    assert "09:00–09:30 would suit" in words(rosa, visit)
    assert "would suit" not in words(lumen.browser("olga"), visit)


def test_the_waitlist_is_not_there_for_the_business(lumen: Lumen) -> None:
    olga = lumen.browser("olga")
    assert olga.get(LIST).status_code == 403
    assert "Waitlist" not in words(olga, f"/visits/{AUSTIN}/")
    assert lumen.browser("rosa").get("/waiting/none/").status_code == 404
    with seeing(lumen.system):
        assert not Wish.objects.exists()


def test_the_sheet_says_how_many_did_not_come(lumen: Lumen) -> None:
    with acting(lumen.system, why="visits that were"):
        person, site = Person.objects.get(code=ROSA), Site.objects.get(code=AUSTIN)
        for number, status in enumerate(["done", "done", "done", "no_show", "cancelled"]):
            start = datetime.combine(tomorrow() - timedelta(days=20), time(9 + number), ZONE)
            Visit.objects.create(
                network_id=lumen.network,
                code=f"v-{number}",
                site=site,
                person=person,
                services=["m"],
                procedures=[BOTOX],
                span=(start, start + timedelta(minutes=30)),
                status=status,
            )
    assert "of 4 due in the 90 days before, 1 did not come (25 %)" in words(
        lumen.browser("olga"), f"/visits/{AUSTIN}/"
    )
