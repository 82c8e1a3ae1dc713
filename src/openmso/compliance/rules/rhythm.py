"""What must be done again and again: the days on which an interval was kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial

from openmso.authority.asked import Asked
from openmso.authority.facts.oversight import Activity
from openmso.compliance.rules.context import Context
from openmso.timeline.days import NO_DAYS, Days, days_where
from openmso.timeline.spans import FOREVER
from openmso.timeline.tracks import Track

QUARTER = 92
"""The house interval for reviews, visits and drills where neither law nor paper sets one."""


def kept(done: Iterable[date], every: int, began: int) -> Days:
    """Days on which something was done within the last `every` days, or had not yet fallen due since it began."""
    starts = [began, *(day.toordinal() for day in done)]
    return Days.from_pairs((start, start + every + 1) for start in starts)


def acts(context: Context, kind: str, **of: str) -> list[Activity]:
    """Activities of a kind up to the day, of the person, physician or site named."""
    name, value = next(iter(of.items()), ("kind", kind))
    return [
        one
        for one in context.facts.by(Activity, name, value)
        if one.kind == kind
        and one.on <= context.on
        and all(getattr(one, name) == value for name, value in of.items())
    ]


def missed(track: Track[Asked], missed_by: Callable[[int], Days]) -> Days:
    """Days on which the number of the day is not kept; `missed_by` gives the days on which a number is not."""
    numbers = {one.number for one in track.values if one.number is not None}
    days = NO_DAYS
    for number in sorted(numbers):
        days |= missed_by(number) & days_where(track, partial(_asks, number))
    return days


def _asks(number: int, one: Asked) -> bool:
    return one.number == number


def overdue(track: Track[Asked], done: Iterable[date], began: int) -> Days:
    """Days since it began on which the interval of the day was not kept."""
    dates = tuple(done)
    return missed(track, lambda every: Days.from_pairs([(began, FOREVER)]) - kept(dates, every, began))
