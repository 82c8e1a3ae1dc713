"""The mock audit of a month: drawn once for each practice by the system, kept with its seed, told on a page, and never changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import ProgrammingError

from openmso.compliance.actions.mocking import mock_month
from openmso.compliance.models import MockAudit
from openmso.compliance.queries.mocking import drawn_again, mock_audits
from openmso.foundation.door import WrongHandsError, acting
from openmso.foundation.rules.sides import Side
from openmso.oversight.actions.acts import Done, record_act
from openmso.oversight.facts.held import SHELF
from tests.cast import AUSTIN, BOTOX, LUMEN, ROSA
from tests.foundation.company import Company
from tests.web.cast import as_the_product, browser, seated_cast

pytestmark = pytest.mark.django_db
MARCH = date(2026, 3, 15)
LATER = datetime(2026, 4, 3, 18, tzinfo=UTC)


@pytest.fixture
def company(db: None) -> Iterator[Company]:
    SHELF.clear()
    yield seated_cast()
    SHELF.clear()


def done(
    company: Company, count: int, procedure: str = BOTOX, *marks: str, begins: int = 2, name: str = "a"
) -> None:
    for n in range(count):
        at = datetime(2026, 3, begins, 15, tzinfo=UTC) + timedelta(days=n)
        told = Done(ROSA, AUSTIN, procedure, at, f"{name}-{n}", source="emr", marks=frozenset(marks))
        record_act(by=company.system, why="treated", done=told)


def mocked(company: Company) -> int:
    return mock_month(by=company.system, why="a test", day=MARCH, now=LATER)


def test_five_acts_are_drawn_and_walked_once_and_the_draw_can_be_done_again(company: Company) -> None:
    done(company, 12)
    assert mocked(company) == 1
    assert mocked(company) == 0
    (one,) = mock_audits(company.system)
    assert (one.practice, one.first, one.population, len(one.walks)) == (LUMEN, date(2026, 3, 1), 12, 5)
    assert drawn_again(company.system, one)
    # Of another system nobody told the decision nor when it was signed: two looks of five say nothing.
    assert one.told == 15
    looks = {each.name: each.holds for each in one.walks[0].found}
    assert (looks["decision"], looks["signed"], looks["glass"], looks["protocol"]) == (None, None, True, True)
    done(company, 1, begins=20, name="later")
    assert isinstance(drawn_again(company.system, one), bool)


def test_what_is_off_the_protocol_or_without_authority_does_not_hold(company: Company) -> None:
    done(company, 3, "microneedling", "off_protocol")
    mocked(company)
    (one,) = mock_audits(company.system)
    for walk in one.walks:
        looks = {each.name: each for each in walk.found}
        assert looks["protocol"].holds is False
        # The site does not list it.
        assert looks["authority"].holds is False
        assert looks["authority"].why


def test_a_month_of_nothing_is_not_audited_and_nobody_but_the_system_draws(company: Company) -> None:
    assert mocked(company) == 0
    done(company, 1)
    for name, side in (("olga", Side.BUSINESS), ("dana", Side.CLINICAL), ("carl", Side.AUDITOR)):
        by = company.actor(name, side)
        with pytest.raises(WrongHandsError):
            mock_month(by=by, why="a test", day=MARCH, now=LATER)
    mocked(company)
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        acting(company.actor("olga", Side.BUSINESS), why="a test"),
    ):
        MockAudit.objects.update(population=0)


def test_the_page_tells_it_to_everybody_with_no_word_of_a_patient(company: Company) -> None:
    done(company, 7)
    mocked(company)
    as_the_product()
    for name in ("olga", "dana", "carl"):
        page = browser(company, name).get("/findings/mock/").content.decode()
        assert "March 2026" in page
        assert "5 of 7 acts" in page
        assert "it draws the same acts again" in page
        assert "a-0" not in page
