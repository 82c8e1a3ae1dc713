"""Calendars for other programs: an address opens one of them, to whoever knows it, until it is revoked; read with a parser that did not write it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest
import vobject  # type: ignore[import-untyped] # carries no types
from django.test import Client
from django.utils import timezone

from openmso.foundation.door import seeing
from openmso.foundation.models import Token
from openmso.foundation.rules.proofs import Method
from openmso.foundation.rules.sides import Side
from openmso.foundation.stepup import KEPT, prove
from openmso.foundation.tokens import PURPOSE
from openmso.foundation.who import digest
from openmso.timeline.spans import Span
from openmso.workforce.actions import Planned, cancel_shift, plan_shift
from tests.cast import ADA, AUSTIN, DALLAS, ROSA, licensed
from tests.oversight.conftest import SIDES, Lumen, lumen_of
from tests.today import civil_today

pytestmark = pytest.mark.django_db
ZONE: Final = ZoneInfo("America/Chicago")


@pytest.fixture
def lumen() -> Lumen:
    ends = civil_today() + timedelta(days=200)
    return lumen_of(licensed(ROSA, number="SECRET-7", span=Span.of(date(2020, 1, 1), ends)))


def nine() -> datetime:
    return datetime.combine(timezone.localdate(timezone=ZONE) + timedelta(days=3), time(9), ZONE)


def planned(lumen: Lumen, person: str, site: str, **more: Any) -> str:
    shift = Planned(person, site, nine(), nine() + timedelta(hours=8), **more)
    return plan_shift(by=lumen.system, why="roster", planned=shift)


def proved(lumen: Lumen, name: str) -> Client:
    """Somebody's browser, in which they have just proved who they are."""
    browser = lumen.browser(name)
    by = lumen.actor(name, Side(SIDES[name]))
    proof = prove(by=by, why="a test", purpose=PURPOSE, method=Method.PASSWORD)
    session = browser.session
    session[KEPT] = {PURPOSE: str(proof)}
    session.save()
    return browser


def address(browser: Client, **given: str) -> str:
    """A new address, as its page tells it, without the name of the server."""
    made = browser.post("/feeds/new/", given)
    assert made.status_code == 200, made.content
    found = re.search(r"https?://[^/]+(/feeds/[^<]+)", made.content.decode())
    assert found
    return found.group(1)


def read(path: str) -> dict[str, Any]:
    """The entries of a calendar by title, as another program reads them: without a session."""
    answer = Client().get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert answer.headers["Cache-Control"] == "private, max-age=300"
    text = answer.content.decode()
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))  # RFC 5545, 3.1
    calendar = vobject.readOne(text)
    calendar.validate(raiseException=True)
    return {one.summary.value: one for one in calendar.contents.get("vevent", [])}


def test_my_shifts_are_mine_alone_by_the_clock_and_cancelled_ones_say_so(lumen: Lumen) -> None:
    planned(lumen, ROSA, AUSTIN)
    planned(lumen, ROSA, DALLAS, near="phone")
    planned(lumen, ADA, AUSTIN)
    path = address(proved(lumen, "rosa"), feed="shifts")
    found = read(path)
    assert found.keys() == {"Shift at Austin", "Shift at Dallas, by phone"}
    austin = found["Shift at Austin"]
    assert (austin.dtstart.value, austin.dtend.value) == (nine(), nine() + timedelta(hours=8))
    assert (austin.location.value, austin.status.value) == ("Austin", "CONFIRMED")
    cancel_shift(by=lumen.system, why="ill", shift=austin.uid.value.removesuffix("@openmso"))
    after = read(path)["Shift at Austin"]
    assert (after.status.value, after.uid.value) == ("CANCELLED", austin.uid.value)


def test_a_roster_names_who_works_at_the_site(lumen: Lumen) -> None:
    planned(lumen, ROSA, AUSTIN)
    planned(lumen, ADA, DALLAS)
    path = address(proved(lumen, "manny"), feed="roster", site=AUSTIN)
    assert [one.split()[0] for one in read(path)] == ["Rosa"]


def test_my_papers_end_on_their_days_and_no_number_is_told(lumen: Lumen) -> None:
    path = address(proved(lumen, "rosa"), feed="clocks")
    found = read(path)
    entry = found["No longer holds: your TX RN license"]
    assert entry.dtstart.value == civil_today() + timedelta(days=200)
    assert "SECRET" not in Client().get(path).content.decode()


def test_an_address_opens_its_calendar_alone_and_nothing_once_it_is_revoked(lumen: Lumen) -> None:
    rosa = proved(lumen, "rosa")
    path = address(rosa, feed="shifts")
    secret = path.split("/")[2]
    for other in (
        f"/feeds/{secret}/clocks.ics",
        f"/feeds/{secret}/roster/{AUSTIN}.ics",
        "/feeds/oms_x/shifts.ics",
    ):
        assert Client().get(other).status_code == 404
    for closed in ("/api/v1/structure/sites", "/fhir/R4/Location"):
        assert Client().get(closed, headers={"Authorization": f"Bearer {secret}"}).status_code == 403
    assert Client().post(path).status_code == 405
    with seeing(lumen.system):
        kept = Token.objects.get()
    assert kept.digest == digest(secret)
    assert "My shifts" in rosa.get("/feeds/").content.decode()
    assert lumen.browser("manny").post("/feeds/", {"token": str(kept.id)}).status_code == 422
    assert Client().get(path).status_code == 200
    assert rosa.post("/feeds/", {"token": str(kept.id)}).status_code == 302
    assert Client().get(path).status_code == 404


def test_a_token_that_can_do_more_has_no_place_in_an_address(lumen: Lumen) -> None:
    rosa = proved(lumen, "rosa")
    made = rosa.post("/tokens/new/", {"name": "x", "scopes": "read feed:shifts", "days": "9"})
    text = re.search(r"oms_[\w-]+", made.content.decode())
    assert text
    assert Client().get(f"/feeds/{text.group()}/shifts.ics").status_code == 404


def test_what_was_seen_is_not_sent_again_and_a_seat_of_nobody_has_rosters_only(lumen: Lumen) -> None:
    path = address(proved(lumen, "rosa"), feed="shifts")
    tag = Client().get(path).headers["ETag"]
    assert Client().get(path, headers={"If-None-Match": tag}).status_code == 304
    olga = proved(lumen, "olga")
    assert olga.post("/feeds/new/", {"feed": "shifts"}).status_code == 422
    assert olga.post("/feeds/new/", {"feed": "roster"}).status_code == 422
    with seeing(lumen.system):
        assert Token.objects.count() == 1


def test_making_an_address_takes_a_fresh_proof(lumen: Lumen) -> None:
    answer = lumen.browser("rosa").post("/feeds/new/", {"feed": "shifts"})
    assert answer.status_code == 302
    assert "/step-up/" in answer.headers["Location"]
    with seeing(lumen.system):
        assert not Token.objects.exists()
    assert nine().astimezone(UTC) > timezone.now()
