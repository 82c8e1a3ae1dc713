"""What must be done again and again: the days on which an interval was kept, and the numbers law sets over time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from openmso.authority.facts.oversight import Activity, Agreement
from openmso.authority.law import Reading
from openmso.compliance.rules.context import Context
from openmso.timeline.calendar import add_months
from openmso.timeline.days import NO_DAYS, Days, days_where
from openmso.timeline.spans import FOREVER
from openmso.timeline.tracks import Track

QUARTER = 92
"""The house interval for reviews, visits and drills where neither law nor paper sets one."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A number the law asks for on a day, with its reading; `number` is None where it asks for none."""

    number: int | None
    reading: Reading


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


def asked(
    context: Context, one: Agreement, state: str, *, plain: str, phased: str, field: str
) -> Track[Asked]:
    """What the law of a state asks of an agreement, day by day: the phased rule if it says anything, else the plain one.

    `plain` and `phased` are parameters, `field` names the number in the phased rule; its first phase is counted
    from the agreement's first day, and an agreement without one is past it.
    """
    rules, numbers = context.law.track(state, phased), context.law.track(state, plain)
    cuts = [*rules.starts, *numbers.starts]
    if one.span.first:
        for reading in rules.values:
            cuts += _turns(one.span.first, reading.value or {})

    def asked_on(day: int) -> Asked:
        rule = rules.at(day)
        value = rule.value or {}
        if value.get(field) is not None or value.get(f"first_{field}") is not None:
            return Asked(phase(value, one.span.first, day, field), rule)
        return Asked(_number(numbers.at(day).value), numbers.at(day))

    return Track.by_day(cuts, asked_on)


def _turns(began: date, value: Any) -> list[int]:  # noqa: ANN401 - the mapping of a statement
    months = (value.get("first_months"), value.get("ends_after_months"))
    return [add_months(began, one, rounding="up").toordinal() for one in months if one is not None]


def phase(value: Any, began: date | None, day: int, field: str) -> int | None:  # noqa: ANN401 - the mapping of a statement
    """The number of a phased rule on a day; None once the duty has ended, or where the phase has none."""
    if began is not None:
        ends = value.get("ends_after_months")
        if ends is not None and day >= add_months(began, ends, rounding="up").toordinal():
            return None
        first = value.get("first_months")
        if first is not None and day < add_months(began, first, rounding="up").toordinal():
            return _number(value.get(f"first_{field}"))
    return _number(value.get(field))


def _number(value: Any) -> int | None:  # noqa: ANN401 - a number of the law book, or nothing
    return None if value is None else int(value)


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
