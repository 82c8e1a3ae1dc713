"""What an office is fairly worth, counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from openmso.matching.rules.duties import Duties, Duty
from openmso.matching.rules.fmv import DEFAULTS, Fair, Source, fair, offer
from tests.cast import TODAY
from tests.matching.need import opening

TEN = Duties((Duty("charts", "", Decimal(8), Decimal(12), ""),))
MONTH = Source("month", "an appraisal", Decimal(1000), Decimal(2000), "month")


def test_the_range_is_the_median_of_the_rows() -> None:
    found = fair(DEFAULTS, opening(people=(("NP", 2),)), TEN, TODAY)
    # 8 h at 150 and 12 h at 300; two clinicians at 799–1,250 and at 500–1,000
    assert [(one.low, one.high) for one in found.rows] == [
        (Decimal(1200), Decimal(3600)),
        (Decimal(1598), Decimal(2500)),
        (Decimal(1000), Decimal(2000)),
    ]
    assert (found.low, found.high, found.middle) == (Decimal(1200), Decimal(2500), Decimal(1850))


def test_every_default_says_that_it_is_assumed() -> None:
    assert all(one.assumed and one.basis.startswith("House assumption") for one in DEFAULTS)


def test_a_row_of_another_state_or_of_old_does_not_count() -> None:
    rows = [replace(MONTH, states=frozenset({"OH"})), replace(MONTH, until=date(2026, 1, 1))]
    assert fair(rows, opening(), TEN, TODAY) == Fair(None, None, ())


def test_a_row_for_each_clinician_says_nothing_where_there_is_none() -> None:
    assert [one.source.code for one in fair(DEFAULTS, opening(people=()), TEN, TODAY).rows] == ["hourly"]


def test_an_offer_stays_within_the_range_and_under_the_ceiling() -> None:
    range_ = Fair(Decimal(1000), Decimal(2000), ())
    assert offer(range_, None, None) == 1500
    assert offer(range_, Decimal(500), None) == 1000
    assert offer(range_, Decimal(2500), None) == 2000
    assert offer(range_, Decimal(1800), Decimal(1200)) == 1200
    assert offer(Fair(None, None, ()), Decimal(500), None) is None


def test_a_year_is_twelve_months() -> None:
    row = Source("ncsbn", "a survey", Decimal(6000), Decimal(12000), "person_year")
    found = fair([row], opening(), TEN, TODAY)
    assert (found.low, found.high) == (Decimal(500), Decimal(1000))
