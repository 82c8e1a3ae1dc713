"""Calendar arithmetic that refuses to guess.

Adding months to a date is ambiguous (31 January plus one month), so the rounding must be named. Civil days
belong to a place: an instant becomes a day only in a time zone.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, tzinfo
from typing import Literal

Rounding = Literal["down", "up"]


class NaiveTimeError(ValueError):
    """An instant without a time zone was given where a civil day had to be found."""


def add_months(day: date, months: int, *, rounding: Rounding) -> date:
    """`day` shifted by whole months.

    Where the target month is too short, `down` gives its last day and `up` the first of the month after.
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    last = monthrange(year, month)[1]
    if day.day <= last:
        return date(year, month, day.day)
    if rounding == "down":
        return date(year, month, last)
    return date(year + month // 12, month % 12 + 1, 1)


def months_between(first: date, last: date) -> int:
    """Whole months completed from `first` to `last`; negative spans count as none."""
    months = (last.year - first.year) * 12 + last.month - first.month
    if last.day < first.day:
        months -= 1
    return max(months, 0)


def civil_day(moment: datetime, zone: tzinfo) -> date:
    """The calendar day of an instant at a place. Raises `NaiveTimeError` for an instant without offset."""
    if moment.utcoffset() is None:
        raise NaiveTimeError(f"{moment.isoformat()} has no time zone; write an offset such as -06:00")
    return moment.astimezone(zone).date()


def on_the_wall(local: datetime, zone: tzinfo) -> tuple[datetime, ...]:
    """The moments at which a clock on the wall shows `local` (a time without zone), in order.

    One; two where the clock is set back over it; none where it is set forward over it.
    """
    first, second = (local.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return (first,)
    shown = first.astimezone(UTC).astimezone(zone).replace(tzinfo=None, fold=0)
    return (first, second) if shown == local.replace(fold=0) else ()
