"""The calendar in a browser: a slot is found, booked, and goes on; what is refused is said; medicine says whose it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags
from pytest_django import DjangoAssertNumQueries

from openmso.authority.facts.structure import Service
from openmso.care.models import Patient, Visit, VisitPatient
from openmso.foundation.door import acting, seeing
from openmso.oversight.facts.held import SHELF
from openmso.structure.actions import add_room
from openmso.workforce.actions import Planned, plan_shift
from tests.cast import ADA, AUSTIN, BOTOX, ROSA
from tests.oversight.conftest import Lumen, lumen_of

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("America/Chicago")
MENU = "m-botox"


def tomorrow() -> date:
    return timezone.localdate(timezone=ZONE) + timedelta(days=1)


@pytest.fixture
def lumen() -> Iterator[Lumen]:
    SHELF.clear()
    made = lumen_of(Service(MENU, AUSTIN, "Botox", frozenset({BOTOX})), without=["menu-austin"])
    add_room(
        by=made.system, why="a room", site=AUSTIN, name="Room 1", kind="treatment", since=date(2026, 1, 1)
    )
    nine, five = (datetime.combine(tomorrow(), time(hour), ZONE) for hour in (9, 17))
    for one in (ADA, ROSA):
        plan_shift(by=made.system, why="roster", planned=Planned(one, AUSTIN, nine, five))
    yield made
    SHELF.clear()


def words(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.content
    return re.sub(r"\s+", " ", strip_tags(answer.content.decode()))


def found(client: Client) -> list[dict[str, str]]:
    """The forms of the slots that are offered tomorrow."""
    answer = client.get(f"/visits/{AUSTIN}/find/", {"on": tomorrow().isoformat(), "services": MENU})
    shown = answer.context["found"]
    return [
        {
            "services": MENU,
            "person": slot.person,
            "at": at,
            "room": slot.room,
            "device": slot.device,
            "supervisor": slot.supervisor,
            "patient_state": "TX",
        }
        for _, at, slots in shown["times"]
        for slot in slots
    ]


def visits(lumen: Lumen) -> list[str]:
    with seeing(lumen.system):
        return list(Visit.objects.values_list("status", flat=True))


def test_a_slot_is_found_booked_and_stands_on_the_sheet(lumen: Lumen) -> None:
    olga = lumen.browser("olga")
    assert "Austin" in words(olga, "/visits/")
    slot = next(one for one in found(olga) if one["person"] == ROSA)
    booked = olga.post(f"/visits/{AUSTIN}/find/?on={tomorrow().isoformat()}", slot)
    assert booked.status_code == 302
    sheet = words(olga, f"/visits/{AUSTIN}/?on={tomorrow().isoformat()}")
    assert "1 visit" in sheet
    assert "09:00–09:30" in sheet
    assert "under Ada" in sheet
    again = olga.post(f"/visits/{AUSTIN}/find/?on={tomorrow().isoformat()}", slot)
    assert again.status_code == 422
    assert "another visit then" in again.content.decode()
    assert visits(lumen) == ["booked"]


def test_who_is_left_out_is_said_on_the_page(lumen: Lumen) -> None:
    said = words(lumen.browser("olga"), f"/visits/{AUSTIN}/find/?on={tomorrow().isoformat()}&services={MENU}")
    assert "Lou, LPN: not on shift that day" in said or "Lou: not on shift that day" in said


def test_a_visit_goes_on_and_medicine_says_whose_it_is(lumen: Lumen) -> None:
    with acting(lumen.system, why="a patient"):
        Patient.objects.create(network_id=lumen.network, code="p-1")
    olga, rosa = lumen.browser("olga"), lumen.browser("rosa")
    page = olga.post(f"/visits/{AUSTIN}/find/", found(olga)[0]).headers["Location"]
    assert olga.post(page, {"to": "confirmed"}).status_code == 302
    assert olga.post(page, {"to": "done"}).status_code == 422
    assert olga.post(page, {"to": "patient", "patient": "p-1"}).status_code == 403
    nobody = rosa.post(page, {"to": "patient", "patient": "quill"})
    assert "nobody fits that" in nobody.content.decode()
    assert rosa.post(page, {"to": "patient", "patient": "p-1"}).status_code == 302
    assert "/patient/p-1/" in rosa.get(page).content.decode()
    assert "p-1" not in olga.get(page).content.decode()
    with seeing(lumen.system):
        assert VisitPatient.objects.count() == 1
    assert olga.post(page, {"to": "cancelled", "because": "patient_ill"}).status_code == 302
    assert "the patient is ill" in words(olga, page)
    assert visits(lumen) == ["cancelled"]


def test_the_page_of_a_visit_says_names_and_lets_who_audits_only_look(lumen: Lumen) -> None:
    olga = lumen.browser("olga")
    page = olga.post(f"/visits/{AUSTIN}/find/", found(olga)[0]).headers["Location"]
    said = words(olga, page)
    assert "Botox by" in said
    assert MENU not in said
    assert "They will come" in said
    audited = words(lumen.browser("carl"), page)
    assert "Botox by" in audited
    assert "What happens now?" not in audited


def test_later_slots_are_shown_from_a_later_hour_on(lumen: Lumen) -> None:
    page = f"/visits/{AUSTIN}/find/?on={tomorrow().isoformat()}&services={MENU}"
    shown = lumen.browser("olga").get(f"{page}&after=16:00").context["found"]
    assert [clock for clock, _, _ in shown["times"]] == ["16:00", "16:15", "16:30"]


def test_who_wants_nothing_is_asked_what_is_wanted(lumen: Lumen) -> None:
    olga = lumen.browser("olga")
    assert "This field is required" in words(olga, f"/visits/{AUSTIN}/find/?patient_state=")
    assert "This field is required" not in words(olga, f"/visits/{AUSTIN}/find/?on={tomorrow().isoformat()}")


def test_what_is_not_there_is_not_found_and_nonsense_books_nothing(lumen: Lumen) -> None:
    olga = lumen.browser("olga")
    for path in ("/visits/nowhere/", "/visits/nowhere/find/", "/visit/none/"):
        assert olga.get(path).status_code == 404
    assert olga.post(f"/visits/{AUSTIN}/find/", {"at": "yesterday"}).status_code == 422
    assert visits(lumen) == []


@pytest.mark.django_db(transaction=True)
def test_the_pages_ask_the_database_little(
    lumen: Lumen, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    olga = lumen.browser("olga")
    found(olga)
    with django_assert_max_num_queries(30):
        found(olga)
    with django_assert_max_num_queries(20):
        olga.get(f"/visits/{AUSTIN}/?on={tomorrow().isoformat()}")
