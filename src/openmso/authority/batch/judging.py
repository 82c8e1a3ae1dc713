"""Judging many acts at once with arrays: which ruling holds, and what of it is missing or still to be shown.

This is the reference. `compiled` looks rulings up row by row in machine code; tests hold the two together, and both
against `decide`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from openmso.authority.batch.arrays import Bits, Bools, Floats, Ints, Small
from openmso.authority.batch.columns import MEASURES, NOT_TOLD
from openmso.authority.batch.conditions import BOUNDS, NO_RANK, Conditions
from openmso.authority.batch.tables import Table
from openmso.authority.batch.telling import Told
from openmso.authority.batch.zones import Calendar, still_good
from openmso.authority.reasons import Code

NO_RULING = -1
Judged = tuple[Ints, Bools, Bools]
"""Rows that a condition is asked of, whether something was told, and whether it is met."""


def rulings_of(table: Table, people: Small, procedures: Small, sites: Small, days: Ints) -> Small:
    """The number of the ruling of each row; -1 where the table has no runs for the key."""
    found = np.full(len(days), NO_RULING, np.int32)
    pairs = table.pairs.find(people, sites)
    keys = pairs.astype(np.int64) * len(table.words.procedures) + procedures
    keys[(pairs < 0) | (procedures < 0)] = 0
    low, high = table.firsts[keys], table.firsts[keys + 1]
    rows = np.flatnonzero((pairs >= 0) & (procedures >= 0) & (low < high))
    low, high, days = low[rows], high[rows], days[rows].astype(np.int32)
    width = int((high - low).max(initial=1))
    while width > 1:
        middle = (low + high) >> 1
        later = table.starts[middle] <= days
        low, high = np.where(later, middle, low), np.where(later, high, middle)
        width = (width + 1) >> 1
    found[rows] = table.ruling[low]
    return found


@dataclass(frozen=True)
class Bedside:
    """Some acts with everything that is needed to judge their conditions; all arrays have one row an act.

    `asked` are rows of `conditions`; `day` is the civil day at the site, whose zone is a row of the calendar.
    """

    conditions: Conditions
    told: Told
    asked: Ints
    person: Small
    at: Ints
    day: Ints
    zone: Ints
    calendar: Calendar
    state: Ints
    attested: Bools
    said: Bools
    complete: bool

    def lacking(self) -> tuple[Bits, Bits]:
        """What is missing and what is still to be shown, as masks; for acts that have authority."""
        missing = np.zeros(len(self.asked), np.uint64)
        to_show = self.conditions.always[self.asked]
        for code, (rows, told, met) in self._judged():
            bit = np.uint64(1 << code)
            gone = ~met & (told | self.complete)
            missing[rows[gone]] |= bit
            to_show[rows[~met & ~gone]] |= bit
        no_consent = self.told.consent == 0
        if self.complete:
            no_consent |= self.told.consent == NOT_TOLD
        missing[no_consent] |= np.uint64(1 << Code.CONSENT)
        elsewhere = (self.told.patient_state != NOT_TOLD) & (self.told.patient_state != self.state)
        missing[elsewhere] |= np.uint64(1 << Code.PATIENT_STATE)
        return missing, to_show

    def _judged(self) -> Iterator[tuple[Code, Judged]]:
        yield Code.EXAM, self._exam()
        yield Code.SUPERVISION, self._supervision()
        yield Code.ORDER, self._order()
        yield Code.FIRST_VISIT, self._first_visit()
        yield Code.ATTEST, self._sentences(self.conditions.attests, self.attested)
        yield Code.LIMIT, self._sentences(self.conditions.said, self.said)
        yield Code.LIMIT, self._areas()
        for place in range(len(BOUNDS)):
            yield Code.LIMIT, self._bound(place)

    def _exam(self) -> Judged:
        conditions, told = self.conditions, self.told
        rows = np.flatnonzero(conditions.exam_months[self.asked] > 0)
        asked, role, at = self.asked[rows], told.exam_role[rows], told.exam_at[rows]
        met = (role != NOT_TOLD) & (at <= self.at[rows])
        met &= _has(conditions.exam_roles[asked], role) & _has(
            conditions.exam_modes[asked], told.exam_mode[rows]
        )
        likely = np.flatnonzero(met)
        examined = self.calendar.days(self.zone[rows[likely]], at[likely])
        months = conditions.exam_months[asked[likely]]
        met[likely] = still_good(examined, months, self.day[rows[likely]])
        return rows, role != NOT_TOLD, met

    def _supervision(self) -> Judged:
        ways, told = self.conditions.ways, self.told
        rows = np.flatnonzero(ways.rank[0][self.asked] != NO_RANK)
        asked, role, near = self.asked[rows], told.supervisor_role[rows], told.near[rows]
        minutes, miles = told.numbers("minutes", rows), told.numbers("miles", rows)
        met = np.zeros(len(rows), np.bool_)
        for way in range(len(ways.rank)):
            met |= (
                (near >= ways.rank[way][asked])
                & _has(ways.roles[way][asked], role)
                & _within(minutes, ways.minutes[way][asked])
                & _within(miles, ways.miles[way][asked])
                & (~ways.county[way][asked] | (told.county[rows] == 1))
            )
        another = told.supervisor[rows] != self.person[rows]
        return rows, role != NOT_TOLD, (role != NOT_TOLD) & met & another & (near > 0)

    def _order(self) -> Judged:
        rows = np.flatnonzero(self.conditions.orderers[self.asked])
        role = self.told.order_role[rows]
        given = _has(self.conditions.orderers[self.asked[rows]], role) & (
            self.told.order_at[rows] <= self.at[rows]
        )
        return rows, role != NOT_TOLD, (role != NOT_TOLD) & given

    def _first_visit(self) -> Judged:
        rows = np.flatnonzero(self.conditions.first_visit[self.asked])
        first_visit = self.told.first_visit[rows]
        return rows, first_visit != NOT_TOLD, first_visit == 1

    def _sentences(self, groups: Ints, attested: Bools) -> Judged:
        rows = np.flatnonzero(groups[self.asked] >= 0)
        return rows, np.zeros(len(rows), np.bool_), attested[rows]

    def _areas(self) -> Judged:
        rows = np.flatnonzero(self.conditions.spared[self.asked])
        told = self.told.areas_told[rows]
        return rows, told, told & (self.told.areas[rows] & self.conditions.never[self.asked[rows]] == 0)

    def _bound(self, place: int) -> Judged:
        bounds = self.conditions.bounds[place][self.asked]
        rows = np.flatnonzero(~np.isnan(bounds))
        values = self.told.numbers(MEASURES[place], rows)
        at_most = BOUNDS[place].endswith("_max")
        return rows, ~np.isnan(values), values <= bounds[rows] if at_most else values >= bounds[rows]


def _has(bits: Bits, places: Small) -> Bools:
    return np.asarray(bits >> np.maximum(places, 0).astype(np.uint64) & np.uint64(1), np.bool_)


def _within(values: Floats, limits: Floats) -> Bools:
    return np.asarray(np.isinf(limits) | (values <= limits))


Lookup = Callable[[Table, Small, Small, Small, Ints], Small]
"""What finds rulings: `rulings_of`, or the same compiled."""


def compiled_lookup() -> Lookup:
    """`rulings_of` compiled by numba, twice as fast from the second call on; itself where numba is not installed."""
    try:
        from openmso.authority.batch import compiled  # noqa: PLC0415 - numba is an extra, and slow to import
    except ImportError:
        return rulings_of
    return compiled.rulings_of
