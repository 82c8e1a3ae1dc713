"""What stands within a scope: sites, entities, people."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from openmso.authority.facts.structure import FeeTerms, Msa, Organization
from openmso.authority.law import Statement
from openmso.compliance.queries.binder.frame import Cited, days, frame_of
from openmso.compliance.rules.binders import Scope
from openmso.timeline.spans import Span
from tests.cast import ADA, AUSTIN, DALLAS, ROSA
from tests.kept import auditor, network_of_the_cast

NOW = datetime(2026, 3, 2, 18, tzinfo=UTC)
YEAR = date(2025, 3, 3), date(2026, 3, 2)


def test_each_statement_has_one_number_however_often_it_is_cited() -> None:
    one, other = Statement("TX", "np.mode", (), "a"), Statement("TX", "pa.mode", (), "b")
    cited = Cited()
    assert cited.marks([one, other, one]) == "[1] [2]"
    assert cited.marks([other]) == "[2]"


def test_days_are_told_with_their_last_day() -> None:
    assert days(Span.of(date(2021, 3, 15), date(2027, 2, 1))) == "Mar 15, 2021 – Jan 31, 2027"
    assert days(Span.of(date(2021, 3, 15))) == "since Mar 15, 2021"
    assert days(Span.of(None, date(2027, 2, 1))) == "through Jan 31, 2027"
    assert days(Span()) == "no dates recorded"


@pytest.mark.django_db
def test_a_site_has_its_practice_who_manages_it_and_who_works_there() -> None:
    mso = Organization("lumen-management", "Lumen Management", "mso", "llc", "TX")
    other = Organization("elsewhere", "Elsewhere", "practice", "pllc", "TX")
    msa = Msa("msa", mso.id, "lumen-medical", FeeTerms("flat"))
    by = auditor(network_of_the_cast(mso, other, msa))
    frame = frame_of(by, Scope("site", AUSTIN), *YEAR, NOW)
    assert frame is not None
    assert [one.id for one in frame.sites] == [AUSTIN]
    assert frame.practices == {"lumen-medical"}
    assert frame.organizations == {"lumen-medical", "lumen-management"}
    assert {ADA, ROSA} <= frame.people
    assert (frame.at(AUSTIN), frame.at(DALLAS), frame.on) == (True, False, date(2026, 3, 2))
    assert frame_of(by, Scope("site", "none"), *YEAR, NOW) is None


@pytest.mark.django_db
def test_a_period_that_goes_on_is_told_as_of_today() -> None:
    by = auditor(network_of_the_cast())
    frame = frame_of(by, Scope("network"), date(2026, 1, 1), date(2026, 12, 31), NOW)
    assert frame is not None
    assert frame.on == date(2026, 3, 2)
    assert {one.id for one in frame.sites} >= {AUSTIN, DALLAS}
