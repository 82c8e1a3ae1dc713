"""Intervals: what counts as kept, and which number of a phased rule holds on a day."""

from dataclasses import replace
from datetime import date

from openmso.authority.asked import Asked, asked
from openmso.authority.judge import Judge
from openmso.compliance.rules.context import Context
from openmso.compliance.rules.rhythm import kept, overdue
from openmso.timeline.days import Days
from openmso.timeline.tracks import Track
from tests.compliance.worlds import AGREEMENT, ON, TX, says, scene, since

PHASED = {"first_every_days": 30, "first_months": 6, "every_days": 180, "ends_after_months": 24}
BEGAN = date(2025, 1, 1)


def track(*, phased: bool = True, began: date | None = BEGAN) -> Track[Asked]:
    law = [says("np.meeting_every_days", 90)] + ([says("np.meeting", PHASED)] if phased else [])
    there = scene(law=law)
    context = Context(there.facts, there.law, Judge(there.facts, there.law), ON)
    one = replace(AGREEMENT, span=since(began) if began else AGREEMENT.span.of(None))
    return asked(context.law, one, TX, plain="np.meeting_every_days", phased="np.meeting", field="every_days")


def number(day: date, **told: bool | date | None) -> int | None:
    return track(**told).at(day.toordinal()).number  # type: ignore[arg-type] # the two keywords above


def test_an_interval_of_thirty_days_is_kept_through_the_thirtieth_day() -> None:
    done = kept([date(2026, 3, 1)], 30, date(2026, 1, 1).toordinal())
    assert date(2026, 3, 31).toordinal() in done
    assert date(2026, 4, 1).toordinal() not in done
    assert date(2026, 1, 31).toordinal() in done
    assert date(2026, 2, 1).toordinal() not in done


def test_nothing_done_keeps_only_the_first_interval() -> None:
    assert kept([], 10, 100) == Days((100, 111))


def test_the_first_phase_ends_after_its_months() -> None:
    assert number(date(2025, 6, 30)) == 30
    assert number(date(2025, 7, 1)) == 180


def test_a_duty_that_ended_asks_for_nothing() -> None:
    assert number(date(2026, 12, 31)) == 180
    assert number(date(2027, 1, 1)) is None


def test_an_unknown_beginning_counts_as_past_the_first_phase() -> None:
    assert number(date(2025, 2, 1), began=None) == 180


def test_without_a_phased_rule_the_plain_number_holds() -> None:
    assert number(date(2025, 2, 1), phased=False) == 90


def test_what_was_overdue_by_the_first_phase_stays_so_through_the_next() -> None:
    days = overdue(track(), [], BEGAN.toordinal())
    assert date(2025, 1, 31).toordinal() not in days
    assert date(2025, 2, 1).toordinal() in days
    # From 1 July on the interval is 180 days, of which 30 June was the last day kept.
    assert all(day in days for day in range(date(2025, 2, 1).toordinal(), date(2027, 1, 1).toordinal()))
    assert date(2027, 1, 1).toordinal() not in days
