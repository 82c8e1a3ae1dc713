"""Pairs of worlds for the controls over what keeps an agreement good."""

from dataclasses import replace
from datetime import date

from tests.compliance.pairs import Pair, each, hold
from tests.compliance.worlds import ADA, AGREEMENT, OPENED, ROSA, duty, says, scene

LATER = date(2026, 5, 1)
GATEWAY = duty("collaboration_filing", "filing")
PCT = says("np.chart_review_pct", 20, since=LATER)
MEET = says("np.meeting_every_days", 30, since=LATER)

PAIRS = (
    Pair("AGR-08", scene(replace(AGREEMENT, reviewed_on=(date(2025, 3, 1),))), where="agreement-nia", since=date(2026, 3, 1),
         says="Nia N. (due on Mar 1, 2026)"),
    Pair("AGR-08", scene(replace(AGREEMENT, reviewed_on=())), where="agreement-nia", since=date(2025, 1, 1), says="(due on Jan 1, 2025)"),
    Pair("AGR-09", scene(replace(AGREEMENT, filed_on=None), law=[GATEWAY]), where="agreement-nia", since=OPENED,
         mended=scene(law=[GATEWAY])),
    Pair("AGR-10", scene(replace(AGREEMENT, substitute="")), where="agreement-nia", since=OPENED),
    Pair("AGR-11", scene(replace(AGREEMENT, substitute=ROSA)), where="agreement-nia", since=OPENED,
         mended=scene(replace(AGREEMENT, substitute=ADA))),
    Pair("AGR-12", scene(law=[PCT]), where="agreement-nia", since=LATER,
         mended=scene(replace(AGREEMENT, chart_review_pct=20), law=[PCT]), says="of 10 %"),
    Pair("AGR-13", scene(law=[MEET]), where="agreement-nia", since=LATER,
         mended=scene(replace(AGREEMENT, meeting_every_days=30), law=[MEET]), says="every 31 days"),
)  # fmt: skip


@each(PAIRS)
def test_the_faulty_world_has_the_finding_and_the_mended_one_has_not(pair: Pair) -> None:
    hold(pair)
