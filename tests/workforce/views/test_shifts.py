"""A week planned at once or copied, a shift moved, cancelled and restored: in a browser."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

import pytest

from openmso.foundation.door import seeing
from openmso.workforce.models import Shift
from tests.cast import AUSTIN, ROSA
from tests.oversight.conftest import Lumen, lumen_of

pytestmark = pytest.mark.django_db
WEEK: Final = f"/roster/{AUSTIN}/week/?on=2026-03-10"
GIVEN: Final = {"people": [ROSA], "days": ["0", "1"], "start": "09:00", "until": "17:00", "near": "on_site"}


@pytest.fixture
def lumen() -> Lumen:
    return lumen_of()


def planned(lumen: Lumen) -> list[tuple[datetime, str]]:
    with seeing(lumen.system):
        return [(one.planned.lower, one.state) for one in Shift.objects.order_by("planned")]


def test_a_week_is_planned_then_copied_into_the_next(lumen: Lumen) -> None:
    manny = lumen.browser("manny")
    answer = manny.post(WEEK, GIVEN)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/roster/{AUSTIN}/?on=2026-03-09")
    assert [one.day for one, _ in planned(lumen)] == [9, 10]
    twice = manny.post(WEEK, GIVEN)
    assert twice.status_code == 422
    assert "at Austin then" in twice.content.decode()
    assert manny.post(f"/roster/{AUSTIN}/week/?on=2026-03-16", {"act": "copy"}).status_code == 302
    assert [one.day for one, _ in planned(lumen)] == [9, 10, 16, 17]


def test_a_shift_is_moved_cancelled_and_restored_on_its_page(lumen: Lumen) -> None:
    manny = lumen.browser("manny")
    manny.post(WEEK, {**GIVEN, "days": ["1"]})
    with seeing(lumen.system):
        page = f"/shift/{Shift.objects.get().code}/"
    assert "09:00–17:00: as planned?" in manny.get(page).content.decode()
    moved = {"act": "move", "day": "2026-03-11", "start": "12:00", "until": "18:00"}
    assert manny.post(page, moved).status_code == 302
    # Noon in Austin in summer time.
    assert planned(lumen) == [(datetime(2026, 3, 11, 17, tzinfo=UTC), "planned")]
    assert manny.post(page, {"act": "cancel"}).status_code == 302
    assert manny.post(page, moved).status_code == 422
    roster = f"/roster/{AUSTIN}/?on=2026-03-11"
    assert "Cancelled: 12:00–18:00 Rosa" in manny.get(roster).content.decode()
    with seeing(lumen.system):
        code = Shift.objects.get().code
    assert manny.post(roster, {"act": "restore", "code": code}).status_code == 302
    assert manny.post(page, {"act": "restore"}).status_code == 422
    assert manny.post(page, {"act": "explode"}).status_code == 422
    assert [state for _, state in planned(lumen)] == ["planned"]


def test_who_does_not_plan_only_reads(lumen: Lumen) -> None:
    lumen.browser("manny").post(WEEK, {**GIVEN, "days": ["1"]})
    with seeing(lumen.system):
        page = f"/shift/{Shift.objects.get().code}/"
    for who in ("rosa", "carl"):
        browser = lumen.browser(who)
        for path in (WEEK, page):
            assert "You read the roster" in browser.get(path).content.decode()
        assert browser.post(page, {"act": "cancel"}).status_code == 403
        assert browser.post(WEEK, GIVEN).status_code == 403
    assert lumen.browser("manny").get("/shift/none/").status_code == 404
    assert [state for _, state in planned(lumen)] == ["planned"]
