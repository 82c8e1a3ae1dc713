"""Rooms and devices in a browser: entered, changed, taken out of use by who runs the site; everybody else looks."""

from __future__ import annotations

import re
from typing import Final

import pytest
from django.test import Client
from django.utils.html import strip_tags

from openmso.foundation.door import seeing
from openmso.structure.models import Device, Room
from tests.cast import AUSTIN, BOTOX, LASER
from tests.oversight.conftest import Lumen, lumen_of

pytestmark = pytest.mark.django_db
PAGE: Final = f"/rooms/{AUSTIN}/?on=2026-03-10"
ROOM: Final = {"act": "room", "room-name": "Room 1", "room-kind": "laser", "room-since": "2026-03-01"}
DEVICE: Final = {
    "act": "device",
    "device-name": "Alexandrite",
    "device-serial": "A1",
    "device-since": "2026-03-01",
    "device-procedures": [LASER],
}


@pytest.fixture
def lumen() -> Lumen:
    return lumen_of()


def words(client: Client, path: str = PAGE) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", strip_tags(answer.content.decode()))


def test_a_room_is_entered_once_and_goes_out_of_use(lumen: Lumen) -> None:
    manny = lumen.browser("manny")
    assert manny.post(PAGE, ROOM).status_code == 302
    twice = manny.post(PAGE, ROOM)
    assert twice.status_code == 422
    assert "in use there already" in twice.content.decode()
    with seeing(lumen.system):
        code = Room.objects.get().code
    assert "Room 1 laser" in words(manny)
    assert manny.post(PAGE, {"act": "retire", "code": code, "on": "2026-03-10"}).status_code == 302
    assert "No room is entered" in words(manny)
    assert "Room 1 laser, until" in words(manny, f"/rooms/{AUSTIN}/?on=2026-03-09")


def test_a_device_serves_what_is_said_and_never_nothing(lumen: Lumen) -> None:
    manny = lumen.browser("manny")
    assert manny.post(PAGE, DEVICE).status_code == 302
    with seeing(lumen.system):
        code = Device.objects.get().code
    serves = {"act": "serves", "code": code}
    assert manny.post(PAGE, {**serves, "procedures": [LASER, BOTOX]}).status_code == 302
    assert manny.post(PAGE, serves).status_code == 422
    assert manny.post(PAGE, {"act": "service", "code": code, "due_on": "2026-06-01"}).status_code == 302
    with seeing(lumen.system):
        found = Device.objects.get()
        assert (found.procedures, str(found.service_due_on)) == (sorted([BOTOX, LASER]), "2026-06-01")


def test_who_does_not_run_the_site_looks_only_and_nonsense_is_refused(lumen: Lumen) -> None:
    for who in ("rosa", "carl"):
        browser = lumen.browser(who)
        assert "Enter the room" not in words(browser)
        assert browser.post(PAGE, ROOM).status_code == 403
    manny = lumen.browser("manny")
    assert manny.post(PAGE, {"act": "explode"}).status_code == 422
    assert manny.get("/rooms/nowhere/").status_code == 404
    with seeing(lumen.system):
        assert not Room.objects.exists()
