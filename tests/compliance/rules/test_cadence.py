"""Pairs of worlds for the controls over chart reviews and meetings."""

from dataclasses import replace
from datetime import date

from openmso.authority.facts.oversight import Activity
from openmso.authority.facts.people import Person
from tests.compliance.pairs import CONTROLS, Pair, each, hold
from tests.compliance.worlds import (
    ACTIVITIES,
    ADA,
    AGREEMENT,
    NIA,
    ROSA,
    did,
    says,
    scene,
)

SINCE_SEPTEMBER = [one.id for one in ACTIVITIES if one.on >= date(2026, 9, 1)]
MONTHLY = says("np.chart_review_every_days", 30)
MEETINGS = says("np.meeting_every_days", 30)
FIFTH = says("np.chart_review_pct", 20)
PHASED = says("np.chart_review", {"first_pct": 50, "first_months": 6, "pct": 10})
FIRST_YEAR = says("np.chart_review", {"first_pct": 100, "first_months": 12, "ends_after_months": 12})
OR_TEN = says("np.chart_review", {"pct": 20, "max_charts": 10})
NEW = replace(AGREEMENT, span=AGREEMENT.span.of(date(2026, 10, 1)), signatures=AGREEMENT.signatures)
THIN = did("chart_review", date(2026, 11, 20), person=NIA, reviewed=5, population=80, id="thin")
QUICK = did(
    "chart_review", date(2026, 11, 20), person=NIA, reviewed=40, population=80, minutes=10, id="quick"
)
STRANGER = Activity(
    "stranger", "chart_review", "olga", date(2026, 11, 20), person=NIA, reviewed=20, population=80, minutes=90
)
OLGA = Person("olga", "Olga O.")
BOTH = [one.id for one in ACTIVITIES if one.kind == "chart_review" and one.on >= date(2026, 6, 1)]
HERS = [
    one.id
    for one in ACTIVITIES
    if one.kind == "chart_review" and one.on >= date(2026, 6, 1) and one.person == ROSA
]

PAIRS = (
    Pair("CAD-01", scene(law=[MONTHLY], without=SINCE_SEPTEMBER), where="agreement-nia", since=date(2026, 9, 11),
         mended=scene(law=[MONTHLY]), says="the last was on Aug 11, 2026"),
    Pair("CAD-01", scene(law=[says("np.chart_review", {"every_days": 10})]), where="agreement-nia", since=date(2026, 11, 22),
         mended=scene(law=[says("np.chart_review", {"every_days": 20})])),
    Pair("CAD-02", scene(law=[FIFTH]), where="agreement-nia", since=date(2026, 1, 11), says="10 of 80 charts on Nov 11, 2026",
         mended=scene(did("chart_review", date(2026, 11, 20), person=NIA, reviewed=16, population=80), law=[FIFTH])),
    Pair("CAD-02", scene(NEW, law=[PHASED]), where="agreement-nia", since=date(2026, 10, 1), says="asks for 50 %",
         mended=scene(law=[PHASED])),
    Pair("CAD-02", scene(NEW, law=[FIRST_YEAR]), where="agreement-nia", since=date(2026, 10, 1), mended=scene(law=[FIRST_YEAR])),
    Pair("CAD-02", scene(THIN, law=[OR_TEN]), where="agreement-nia", since=date(2026, 11, 20), mended=scene(law=[OR_TEN])),
    Pair("CAD-03", scene(law=[MEETINGS], without=SINCE_SEPTEMBER), where="agreement-nia", since=date(2026, 9, 10),
         mended=scene(law=[MEETINGS])),
    Pair("CAD-04", scene(THIN), where="agreement-nia", since=date(2026, 11, 20), says="5 of 80 charts"),
    Pair("CAD-05", scene(without=SINCE_SEPTEMBER), where="agreement-nia", since=date(2026, 9, 11),
         mended=scene(law=[MEETINGS], without=SINCE_SEPTEMBER)),
    Pair("CAD-06", scene(without=BOTH), where=ADA, since=date(2026, 8, 12), says="Nia N. and Rosa R."),
    Pair("CAD-06", scene(without=HERS), where=ADA, since=date(2026, 8, 12), says="of Rosa R."),
    Pair("CAD-07", scene(QUICK), where=ADA, since=date(2026, 11, 20), says="40 charts in 10 minutes"),
    Pair("CAD-08", scene(OLGA, STRANGER), where="olga", since=date(2026, 11, 20), mended=scene(OLGA)),
)  # fmt: skip


@each(PAIRS)
def test_the_faulty_world_has_the_finding_and_the_mended_one_has_not(pair: Pair) -> None:
    hold(pair)


def test_a_new_agreement_has_the_whole_interval_before_the_first_review_is_due() -> None:
    young = replace(AGREEMENT, span=AGREEMENT.span.of(date(2026, 11, 1)))
    assert scene(young, law=[MONTHLY], without=SINCE_SEPTEMBER).findings(CONTROLS["CAD-01"]) == []
