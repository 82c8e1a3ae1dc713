"""What changed in the network: told to everybody whose side may see it, by day, person and kind."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from openmso.authority.facts.people import License
from openmso.foundation.register import amend, enter, strike
from openmso.foundation.rules.sides import Side
from openmso.timeline.spans import ALWAYS
from openmso.workforce.actions import identify
from tests.cast import altered
from tests.foundation.company import Company
from tests.today import civil_today
from tests.web.cast import as_the_product, browser, seated_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def company(db: None) -> Company:
    made = seated_cast()
    olga = made.actor("olga", Side.BUSINESS)
    amend(by=olga, why="read off the card", record=altered(License, "license-rosa", number="777"))
    enter(by=olga, why="she moved", record=License("new-license", "lou", "LPN", "NM", ALWAYS))
    strike(by=olga, why="she did not", kind=License, id="new-license")
    as_the_product()
    return made


def deeds(answer: Any) -> list[tuple[str, str, list[tuple[str, str, str]]]]:
    return [
        (deed.who, deed.first.why, [(what.did, what.name, what.columns) for what in deed.whats])
        for deed in answer.context["deeds"]
    ]


def test_the_latest_stands_first_with_who_why_and_what(company: Company) -> None:
    found = deeds(browser(company, "carl").get("/changes/"))
    # What Carl did himself, taking his seat, is no change of a record that he may see below.
    olgas = [one for one in found if one[0] == "Olga"]
    assert olgas == [
        ("Olga", "she did not", [("struck", "new-license (no longer on record)", "")]),
        ("Olga", "she moved", [("entered", "new-license (no longer on record)", "")]),
        ("Olga", "read off the card", [("amended", "Rosa's TX RN license", "number")]),
    ]


def test_it_is_asked_by_day_person_and_kind(company: Company) -> None:
    carl = browser(company, "carl")
    today = civil_today()
    assert deeds(carl.get(f"/changes/?day={today - timedelta(days=9)}")) == []
    olga = company.users["olga"].id
    assert {one[0] for one in deeds(carl.get(f"/changes/?who={olga}"))} == {"Olga"}
    assert [one[1] for one in deeds(carl.get("/changes/?kind=licenses"))][:2] == ["she did not", "she moved"]
    for nonsense in ("?day=soon", "?who=nobody", "?kind=nothing", "?before=x", "?day=9999-12-31"):
        assert carl.get(f"/changes/{nonsense}").status_code == 200


def test_it_is_read_page_by_page_to_the_very_first(company: Company) -> None:
    carl = browser(company, "carl")
    answer, seen = carl.get("/changes/?kind=competencies"), 0
    seen += sum(len(one[2]) for one in deeds(answer))
    assert answer.context["more"] is None
    first = carl.get("/changes/")
    assert first.context["more"] is not None
    next_page = carl.get(f"/changes/?before={first.context['more']}")
    assert next_page.status_code == 200
    assert seen == 14, "the sign-offs of the cast"


def test_what_a_side_may_not_see_is_not_told(company: Company) -> None:
    """Dates of birth are the office's."""
    identify(
        by=company.actor("olga", Side.BUSINESS),
        why="of her birth",
        person="rosa",
        on=date(2026, 1, 1),
        born=date(1990, 5, 1),
    )
    whys = {
        name: [one[1] for one in deeds(browser(company, name).get("/changes/"))] for name in ("mia", "rosa")
    }
    assert "of her birth" in whys["mia"]
    assert "of her birth" not in whys["rosa"]
    assert "read off the card" in whys["rosa"]
