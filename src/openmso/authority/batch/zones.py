"""Civil days and exam validity for many moments at once; the same days as `timeline.calendar` gives one by one.

Moments are microseconds since 1970 in UTC. Within a UTC day a zone changes its offset at most once.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np

from openmso.authority.batch.arrays import Bools, Ints

MICROS = 86_400_000_000
EPOCH_DAY = date(1970, 1, 1).toordinal()
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EARLIEST = 0
LATEST = (date(2101, 1, 1).toordinal() - EPOCH_DAY) * MICROS
"""Moments from 1970 up to but excluding 2101 are read; outside of it lies no act of a network."""
AT_ONCE = 512
"""UTC days that are looked up together when one of them is needed."""


class Calendar:
    """Offsets from UTC of some zones (rows) on UTC days (columns, from day `first` on), grown as moments ask.

    From the moment `turn` on the offset of a day is `after`, before it `before`; all in microseconds.
    """

    def __init__(self, zones: tuple[str, ...]) -> None:
        self.zones = zones
        self.first, self.last = 0, 0
        self.before = self.turn = self.after = np.zeros((len(zones), 0), np.int64)

    def reach(self, moments: Ints) -> None:
        """Look up the days of these moments, if that was not done yet."""
        if not len(moments):
            return
        first, last = int(moments.min()) // MICROS, int(moments.max()) // MICROS + 1
        if self.first <= first and last <= self.last:
            return
        if self.first != self.last:
            first, last = min(first, self.first), max(last, self.last)
        self.first, self.last = first // AT_ONCE * AT_ONCE, -(-last // AT_ONCE) * AT_ONCE
        cells = [[_of_day(zone, day) for day in range(self.first, self.last)] for zone in self.zones]
        shaped = np.array(cells, np.int64).reshape(len(self.zones), -1, 3).transpose(2, 0, 1)
        self.before, self.turn, self.after = (np.ascontiguousarray(one) for one in shaped)

    def days(self, zones: Ints, moments: Ints) -> Ints:
        """The civil day (an ordinal) of each moment in its zone, of moments that were `reach`ed."""
        cells = zones * (self.last - self.first) + (moments // MICROS - self.first)
        turned = moments >= self.turn.ravel()[cells]
        offset = np.where(turned, self.after.ravel()[cells], self.before.ravel()[cells])
        return np.asarray((moments + offset) // MICROS + EPOCH_DAY)


@lru_cache(maxsize=1 << 17)
def _of_day(name: str, day: int) -> tuple[int, int, int]:
    """Offset at the start of a UTC day, the moment of its change, and the offset after it."""
    zone, start, end = ZoneInfo(name), day * MICROS, (day + 1) * MICROS
    before, after = _offset(zone, start), _offset(zone, end)
    if before == after:
        return before, end, after
    while end - start > 1:
        middle = (start + end) // 2
        if _offset(zone, middle) == before:
            start = middle
        else:
            end = middle
    return before, end, after


def _offset(zone: ZoneInfo, moment: int) -> int:
    offset = (EPOCH + timedelta(microseconds=moment)).astimezone(zone).utcoffset() or timedelta()
    return offset // timedelta.resolution


def still_good(examined: Ints, months: Ints, done: Ints) -> Bools:
    """Whether an exam of a day is good for so many calendar months, rounded down, on the day of an act."""
    age = done - examined
    good = age <= months * 28
    unsure = np.flatnonzero(~good & (age <= months * 31))
    good[unsure] = done[unsure] <= months_later(examined[unsure], months[unsure])
    return good


def months_later(days: Ints, months: Ints) -> Ints:
    """Days shifted by calendar months; where a month is too short, its last day."""
    dates = (days - EPOCH_DAY).astype("datetime64[D]")
    month = dates.astype("datetime64[M]")
    within = (dates - month).astype(np.int64)
    target = month + months
    first, end = (one.astype("datetime64[D]").astype(np.int64) for one in (target, target + 1))
    return np.asarray(first + EPOCH_DAY + np.minimum(within, end - first - 1))
