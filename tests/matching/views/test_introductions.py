"""An introduction in two browsers: the business proposes, the physician takes a time, both go on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, timedelta

import pytest
from django.utils import timezone

from openmso.foundation.door import acting
from openmso.matching.models import Introduction, MatchStep
from openmso.matching.rules.steps import STEPS
from openmso.oversight.facts.held import SHELF
from tests.matching.need import CORA
from tests.matching.views.test_openings import lumen as made
from tests.matching.views.test_openings import opened, words
from tests.oversight.conftest import Lumen

pytestmark = pytest.mark.django_db
lumen = made


@pytest.fixture
def page(lumen: Lumen) -> Iterator[str]:
    olga = lumen.browser("olga")
    yield olga.post(opened(olga), {"person": CORA, "kind": "director"}).headers["Location"]
    SHELF.clear()


def moment(hours: int) -> str:
    return (timezone.now() + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M")


def test_the_first_call_is_agreed_the_same_day(lumen: Lumen, page: str) -> None:
    olga, cora = lumen.browser("olga"), lumen.browser("cora")
    assert olga.post(page, {"do": "propose", "first": "yesterday"}).status_code == 422
    assert olga.post(page, {"do": "propose", "first": "2020-01-01T10:00"}).status_code == 422
    assert olga.post(page, {"do": "propose", "first": moment(9), "second": moment(12)}).status_code == 302
    assert "1 practice waits for my word" in words(cora, "/introductions/")
    first = cora.get(page).context["one"].proposed[0]
    assert cora.post(page, {"do": "take", "at": "nonsense"}).status_code == 422
    assert cora.post(page, {"do": "take", "at": first.isoformat()}).status_code == 302
    calendar = cora.get(f"{page}call.ics")
    assert calendar.headers["Content-Type"].startswith("text/calendar")
    assert f"DTSTART:{first.astimezone(UTC):%Y%m%dT%H%M00Z}" in calendar.content.decode()
    assert "STATUS:CONFIRMED" in calendar.content.decode()
    assert "Waits for business and clinical" in words(olga, page)


def test_what_is_missing_is_told_before_anybody_is_active(lumen: Lumen, page: str) -> None:
    said = words(lumen.browser("olga"), page)
    assert "missing An appointment is recorded and in force" in said
    assert "there Malpractice cover is on file" in said


def test_others_have_no_part_in_it(lumen: Lumen, page: str) -> None:
    assert lumen.browser("rosa").get(page).status_code == 403
    ada = lumen.browser("ada")
    assert ada.post(page, {"do": "declined"}).status_code == 403
    assert lumen.browser("carl").get(page).status_code == 200
    assert "Which practices ask for me?" in words(ada, "/introductions/")


def test_she_declines(lumen: Lumen, page: str) -> None:
    cora = lumen.browser("cora")
    assert cora.post(page, {"do": "declined"}).status_code == 302
    assert "declined" in words(cora, page)
    assert cora.post(page, {"do": "diligence"}).status_code == 422


def test_once_somebody_is_active_both_see_how_the_other_does(lumen: Lumen, page: str) -> None:
    code = page.strip("/").split("/")[-1]
    with acting(lumen.system, why="all was said"):
        row = Introduction.objects.get(code=code)
        for step, sides in STEPS.items():
            for side in sorted(sides - ({"business"} if step == "shortlist" else set())):
                MatchStep.objects.create(
                    network_id=lumen.network,
                    code=f"step-{step}-{side}",
                    introduction=row,
                    step=step,
                    side=side,
                    at=timezone.now(),
                )
    for name in ("olga", "cora"):
        said = words(lumen.browser(name), page)
        assert "How the director does" in said
        assert "How the practice does" in said
        assert "Charts signed within 72 hours: nothing to count" in said
    assert "They leave: seek a successor" in words(lumen.browser("olga"), page)
