"""Intervals: what counts as kept, and which number of a phased rule holds on a day."""

from datetime import date

from openmso.authority.judge import Judge
from openmso.authority.law import Reading
from openmso.compliance.rules.context import Context
from openmso.compliance.rules.rhythm import kept, phase
from openmso.timeline.days import Days
from tests.compliance.worlds import CLEAN, ON, says

CONTEXT = Context(CLEAN.facts, CLEAN.law, Judge(CLEAN.facts, CLEAN.law), ON)
RULE = Reading(
    (
        says(
            "np.meeting",
            {"first_every_days": 30, "first_months": 6, "every_days": 180, "ends_after_months": 24},
        ),
    )
)


def test_an_interval_of_thirty_days_is_kept_through_the_thirtieth_day() -> None:
    done = kept([date(2026, 3, 1)], 30, date(2026, 1, 1).toordinal())
    assert date(2026, 3, 31).toordinal() in done
    assert date(2026, 4, 1).toordinal() not in done
    assert date(2026, 1, 31).toordinal() in done
    assert date(2026, 2, 1).toordinal() not in done


def test_nothing_done_keeps_only_the_first_interval() -> None:
    assert kept([], 10, 100) == Days((100, 111))


def test_the_first_phase_ends_after_its_months() -> None:
    assert phase(CONTEXT, date(2026, 5, 26), RULE, "first_every_days", "every_days") == 30
    assert phase(CONTEXT, date(2026, 5, 25), RULE, "first_every_days", "every_days") == 180


def test_a_duty_that_ended_asks_for_nothing() -> None:
    assert phase(CONTEXT, date(2024, 11, 25), RULE, "first_every_days", "every_days") is None
    assert phase(CONTEXT, date(2024, 11, 26), RULE, "first_every_days", "every_days") == 180


def test_an_unknown_beginning_counts_as_past_the_first_phase() -> None:
    assert phase(CONTEXT, None, RULE, "first_every_days", "every_days") == 180
    assert phase(CONTEXT, None, Reading(), "first_every_days", "every_days") is None
