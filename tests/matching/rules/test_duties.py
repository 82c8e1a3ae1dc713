"""Hours of an office, counted by hand."""

from __future__ import annotations

from decimal import Decimal

from openmso.matching.rules.duties import Duties, Duty, demands_of, estimate
from openmso.matching.rules.openings import Opening
from tests.cast import LAW, TODAY, book, says
from tests.matching.need import BOTH_SITES, opening

DAY = TODAY.toordinal()


def lines(what: Opening, miles: tuple[int, ...] | None = (90,), law: object = LAW) -> dict[str, Duty]:
    return {one.code: one for one in whole(what, miles, law).lines}


def whole(what: Opening, miles: tuple[int, ...] | None = (90,), law: object = LAW) -> Duties:
    far = None if miles is None else tuple(Decimal(one) for one in miles)
    return estimate(what, demands_of(law, what, DAY), far)  # type: ignore[arg-type]  # a test gives any law


def test_every_line_is_a_volume_times_minutes() -> None:
    found = lines(opening())
    # 10 % of 200 charts at 4–8 minutes; one meeting in 30 of 30.4 days at 20–40; a visit every 90 days at 90–180;
    # two hundreds of visits at 30–90; one site at 30–90; 90 miles and back every 90 days at 45 an hour, -10 % and +20 %.
    assert {code: (one.low, one.high) for code, one in found.items()} == {
        "charts": (Decimal("1.3"), Decimal("2.7")),
        "meetings": (Decimal("0.3"), Decimal("0.7")),
        "visits": (Decimal("0.5"), Decimal("1.0")),
        "calls": (Decimal("1.0"), Decimal("3.0")),
        "papers": (Decimal("0.5"), Decimal("1.5")),
        "travel": (Decimal("1.2"), Decimal("1.6")),
    }
    assert not any(one.by_law for one in found.values())


def test_what_the_law_asks_for_is_told_with_its_citation() -> None:
    law = book(
        says("np.chart_review_pct", 20),
        says("np.meeting_every_days", 14),
        says("medical_director.site_visit_every_days", 30),
    )
    found = lines(opening(), law=law)
    assert found["charts"].low == Decimal("2.7")
    assert found["charts"].cite == "TX code on np.chart_review_pct"
    assert found["meetings"].cite == "TX code on np.meeting_every_days"
    assert found["visits"].cite == "TX code on medical_director.site_visit_every_days"
    assert found["visits"].low == Decimal("1.5")


def test_the_practice_may_ask_for_more_visits_than_the_law() -> None:
    law = book(says("medical_director.site_visit_every_days", 60))
    found = lines(opening(visit_every=15), law=law)["visits"]
    assert (found.low, found.cite) == (Decimal("3.0"), "")


def test_charts_are_shared_among_the_roles_that_write_them() -> None:
    law = book(says("pa.chart_review_pct", 50))
    found = [
        one for one in whole(opening(people=(("NP", 1), ("PA", 1))), law=law).lines if one.code == "charts"
    ]
    assert [(one.said, one.low) for one in found] == [
        ("Reading charts of NPs", Decimal("0.7")),
        ("Reading charts of PAs", Decimal("3.3")),
    ]


def test_nobody_travels_where_nothing_is_known_and_it_is_said() -> None:
    found = whole(opening(), None)
    assert "travel" not in {one.code for one in found.lines}
    assert found.unknown == ("where the physician comes from",)


def test_both_sites_are_visited() -> None:
    found = [one for one in whole(opening(places=BOTH_SITES), (90, 85)).lines if one.code == "visits"]
    assert len(found) == 2


def test_without_volumes_the_sum_says_so() -> None:
    assert "how many patients come in a month" in whole(opening(visits=None)).unknown
