"""The roster in a browser: planned, cancelled, clocked in and out; what is refused is said beside its field."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

import pytest
from django.test import Client
from django.utils.html import strip_tags

from openmso.authority.facts.people import Person
from openmso.foundation.door import seeing
from openmso.workforce.models import Presence, Shift
from tests.cast import AUSTIN, CAST, DALLAS, ROSA
from tests.oversight.conftest import Lumen, lumen_of

pytestmark = pytest.mark.django_db
TUESDAY: Final = date(2026, 3, 10)
PAGE: Final = f"/roster/{AUSTIN}/?on={TUESDAY.isoformat()}"
SHIFT: Final = {
    "act": "plan",
    "person": ROSA,
    "day": "2026-03-10",
    "start": "09:00",
    "until": "17:00",
    "near": "on_site",
}


@pytest.fixture
def lumen() -> Lumen:
    return lumen_of()


def words(client: Client, path: str = PAGE) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", strip_tags(answer.content.decode()))


def test_a_shift_is_planned_shown_and_cancelled(lumen: Lumen) -> None:
    manny = lumen.browser("manny")
    assert manny.post(PAGE, SHIFT).status_code == 302
    assert "09:00–17:00 Rosa" in words(manny)
    with seeing(lumen.system):
        code = Shift.objects.get().code
    assert manny.post(PAGE, {"act": "cancel", "code": code}).status_code == 302
    assert "Rosa on site" not in words(manny)


def test_nobody_is_planned_in_two_places(lumen: Lumen) -> None:
    manny = lumen.browser("manny")
    manny.post(PAGE, SHIFT)
    refused = manny.post(f"/roster/{DALLAS}/?on={TUESDAY.isoformat()}", SHIFT)
    assert refused.status_code == 422
    assert "at Austin then" in refused.content.decode()
    with seeing(lumen.system):
        assert Shift.objects.count() == 1


def test_a_nurse_says_who_is_here_and_plans_nothing(lumen: Lumen) -> None:
    rosa = lumen.browser("rosa")
    assert rosa.post(PAGE, SHIFT).status_code == 403
    assert rosa.post(PAGE, {"act": "in", "person": ROSA, "near": "on_site"}).status_code == 302
    assert "Rosa since" in words(rosa)
    with seeing(lumen.system):
        code = Presence.objects.get().code
        assert not Shift.objects.exists()
    assert rosa.post(PAGE, {"act": "out", "code": code}).status_code == 302
    assert "Nobody has clocked in" in words(rosa)


def test_each_sees_only_what_they_may_do(lumen: Lumen) -> None:
    lumen.browser("manny").post(PAGE, SHIFT)
    manny, rosa, carl = (words(lumen.browser(one)) for one in ("manny", "rosa", "carl"))
    assert ("Plan the shift" in manny, "Cancel" in manny, "They are here now" in manny) == (True, True, True)
    assert ("Plan the shift" in rosa, "Cancel" in rosa, "They are here now" in rosa) == (False, False, True)
    assert ("Plan the shift" in carl, "Cancel" in carl, "They are here now" in carl) == (False, False, False)


def test_who_works_there_is_offered_first_and_nobody_is_left_out(lumen: Lumen) -> None:
    choices = lumen.browser("manny").get(PAGE).context["form"].fields["person"].choices
    (_, here), (_, others) = choices
    assert ROSA in dict(here)
    assert {id for id, _ in (*here, *others)} == {one.id for one in CAST.all(Person)}


def test_a_site_that_is_not_there_has_no_roster(lumen: Lumen) -> None:
    assert lumen.browser("manny").get("/roster/nowhere/").status_code == 404
