"""Pairs of worlds for the controls over a director's duties, hours and pay."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from tests.compliance.pairs import Pair, each, hold
from tests.compliance.worlds import ACTIVITIES, DIRECTOR, OPENED, scene

LATE_ACTS = [one.id for one in ACTIVITIES if one.minutes and one.on >= date(2026, 9, 1)]

PAIRS = (
    Pair("DIR-11", scene(replace(DIRECTOR, duties=frozenset({"protocols"}))), where="appointment-ada", since=OPENED,
         says="stopping a service or a person"),
    Pair("DIR-12", scene(replace(DIRECTOR, hours_per_month=None)), where="appointment-ada", since=OPENED),
    Pair("DIR-13", scene(replace(DIRECTOR, hours_per_month=Decimal(8))), where="appointment-ada", since=date(2024, 2, 1),
         says="8 hours a month as director and logged 6.0 in October 2026"),
    Pair("DIR-13", scene(without=LATE_ACTS), where="appointment-ada", since=date(2026, 10, 1)),
    Pair("DIR-14", scene(replace(DIRECTOR, pay=None)), where="appointment-ada", since=OPENED),
)  # fmt: skip


@each(PAIRS)
def test_the_faulty_world_has_the_finding_and_the_mended_one_has_not(pair: Pair) -> None:
    hold(pair)


def test_the_running_month_is_not_judged_yet() -> None:
    this_month = [one.id for one in ACTIVITIES if one.on >= date(2026, 11, 1)]
    hold(
        Pair(
            "DIR-13", scene(without=LATE_ACTS), where="appointment-ada", since=date(2026, 10, 1),
            mended=scene(without=this_month),
        )
    )  # fmt: skip
